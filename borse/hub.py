"""Who looks on at a børs, and what they have not been told yet: *that* something changed, and where the evening is now.

News is put together once and said to all whom it concerns: six hundred telephones hear of a gong in the time that one
of them would take to ask. What a page shows beyond that it asks for itself, with its own rights.

What a page has not taken yet piles up to one message, so a slow telephone costs nothing and misses nothing.

What this process writes is told after COMMIT. What another one writes (`borse import` beside the server) is found by
looking in the history once a second.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from sqlite_utils import Database

from borse.bus import Recorded
from borse.hall import hall_now
from borse.store.store import Store

# A burst of check-ins is one message to each page in this time, not forty.
PAUSE_SECONDS = 0.1
# After so many pages others get their turn: whoever asks for something does not wait for six hundred to be told.
IN_A_ROW = 50
# How soon pages hear of what another process wrote.
OTHERS_SECONDS = 1.0
# What may move the hall's clock, or the run sheet that it goes by. Every page is told, and where the hall is now.
OF_THE_HALL = frozenset({"floor", "exchange"})
# What concerns every page.
EVERYTHING = "everything"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class News:
    """`last` is the id of the newest event; `hall` the value of `borse/hall.py` as JSON, if that is news.

    Without topics it is what a page is told when it begins to look on.
    """

    topics: frozenset[str]
    last: int
    hall: str = ""


class Watcher(Protocol):
    """An open page. `wants` are the topics that it is about; none: all."""

    @property
    def wants(self) -> frozenset[str]: ...

    def is_ready(self) -> bool:
        """Whether it has taken what it was told before."""

    async def hear(self, news: News) -> None:
        """Tell it. It must not wait for the page."""

    def close(self) -> None:
        """Nothing more will be told."""


class Hub:
    """Everybody who looks on at one børs. `topics` are those of the events, by kind."""

    def __init__(self, store: Store, topics: Mapping[str, str], now: Callable[[], datetime]) -> None:
        self._store, self.topics, self._now = store, topics, now
        self._last = 0  # the newest event that is known here
        self._seen: int | None = None  # the newest one when the history was last looked into
        self._told: set[int] = set()  # what was told since then
        self._news: set[str] = set()
        self._watchers: dict[Watcher, set[str]] = {}  # what each of them has not been told
        self._crier: asyncio.Task[None] | None = None

    def tell(self, recorded: Recorded) -> None:
        if self._watchers:
            self._told.add(recorded.id)
            self._pass_on(recorded.event.topic, recorded.id)

    async def look(self) -> None:
        """Tell what stands in the history and was not told: another process wrote it."""
        if self._seen is None:  # nobody looks on
            return
        for event, kind in await self._store.read(events_after, self._seen):
            self._seen = event
            if event not in self._told:
                self._pass_on(self.topics.get(kind, EVERYTHING), event)
            self._told.discard(event)

    def nudge(self, topic: str) -> None:
        """Something changed that is not in the history: planning has come a step further."""
        if self._watchers:
            self._pass_on(topic, self._last)

    def close(self) -> None:
        for watcher in list(self._watchers):
            watcher.close()

    async def standing(self) -> News:
        """What a page is told when it begins to look on."""
        newest, hall = await self._store.read(_standing, self._now())
        self._last = max(self._last, newest)
        if self._seen is None:
            self._seen, self._told = newest, set()
        return News(frozenset(), newest, json.dumps(hall))

    def __len__(self) -> int:
        return len(self._watchers)

    @contextmanager
    def watch(self, watcher: Watcher) -> Iterator[None]:
        self._watchers[watcher] = set()
        try:
            yield
        finally:
            del self._watchers[watcher]
            if not self._watchers:
                self._seen, self._news = None, set()
                if self._crier is not None:
                    self._crier.cancel()

    def _pass_on(self, topic: str, event: int) -> None:
        self._news.add(topic)
        self._last = max(self._last, event)
        if self._crier is None or self._crier.done():
            self._crier = asyncio.create_task(self._cry_all())

    async def _cry_all(self) -> None:
        """Until everybody knows everything."""
        while self._news or any(self._watchers.values()):
            try:
                await self._cry()
            except Exception:  # the next round tells what this one could not
                log.exception("cannot tell the news")
            await asyncio.sleep(PAUSE_SECONDS)

    async def _cry(self) -> None:
        news, self._news = self._news, set()
        for watcher in self._watchers:
            self._watchers[watcher] |= _concerning(watcher, news)
        hall = ""
        if any(untold & OF_THE_HALL for untold in self._watchers.values()):
            hall = json.dumps(await self._store.read(hall_now, self._now()))
        for number, (watcher, untold) in enumerate(list(self._watchers.items())):
            if untold and watcher.is_ready():
                topics = frozenset(untold)
                untold.clear()
                await watcher.hear(News(topics, self._last, hall if topics & OF_THE_HALL else ""))
            if number % IN_A_ROW == IN_A_ROW - 1:
                await asyncio.sleep(0)


def _concerning(watcher: Watcher, news: set[str]) -> set[str]:
    if not watcher.wants:
        return news
    return {topic for topic in news if topic in watcher.wants or topic in OF_THE_HALL or topic == EVERYTHING}


def _standing(db: Database, at: datetime) -> tuple[int, dict[str, object]]:
    return newest_event(db), hall_now(db, at)


def newest_event(db: Database) -> int:
    row = db.execute("select coalesce(max(id), 0) from event").fetchone()
    return int(row[0])


def events_after(db: Database, event: int) -> list[tuple[int, str]]:
    rows = db.query("select id, kind from event where id > ? order by id", [event])
    return [(row["id"], row["kind"]) for row in rows]


async def notice_others(hubs: Callable[[], Iterable[Hub]]) -> None:
    """Until cancelled: look, in each børs that is open, for what other processes wrote."""
    while True:
        for hub in list(hubs()):
            try:
                await hub.look()
            except Exception:  # one file in trouble must not keep the news from the others
                log.exception("cannot look for news")
        await asyncio.sleep(OTHERS_SECONDS)
