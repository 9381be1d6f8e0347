"""Who looks on at a børs, and what they have not been told yet: *that* something changed, and where the evening is now.

News is put together once and said to all whom it concerns: six hundred telephones hear of a gong in the time that one
of them would take to ask. What a page shows beyond that it asks for itself, with its own rights. Six hundred personal
pages that ask in the same second are more than a laptop can answer, so they are told of other things than the clock
by and by: first those whose own programme is another, then the rest.

What a page has not taken yet piles up to one message, so a slow telephone costs nothing and misses nothing.

Who is let in no longer is told to ask once more, and nothing after that: the answer to it says why.

What this process writes is told after COMMIT. What another one writes (`borse import` beside the server) is found by
looking in the history once a second.
"""

import asyncio
import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import structlog
from sqlite_utils import Database

from borse.bus import Event, Recorded
from borse.hall import hall_now
from borse.news import EVERYTHING, OF_THE_HALL, Concern, News, Untold, Watcher
from borse.store.store import Store

# A burst of check-ins is one message to each page in this time, not forty.
PAUSE_SECONDS = 0.1
# After so many pages others get their turn: whoever asks for something does not wait for six hundred to be told.
IN_A_ROW = 50
# So many personal pages are told in each pause of what they will ask about: fifty a second, half of what a core can do.
# One, when a pause took longer than this: the server has much to do as it is.
BY_AND_BY = 5
LATE_SECONDS = 0.05
# A page that is written now begins to look on some seconds later: what is not in the history is said once more so long.
LATELY_SECONDS = 10.0
# How soon pages hear of what another process wrote.
OTHERS_SECONDS = 1.0

log = structlog.get_logger()


class Hub:
    """Everybody who looks on at one børs. `topics` are those of the events, by kind.

    `concerns` says of an event whose own page it is news to; of one that is not named there, everybody's. After one of
    `shutting_out` somebody may be let in no longer.
    """

    def __init__(
        self,
        store: Store,
        topics: Mapping[str, str],
        now: Callable[[], datetime],
        concerns: Mapping[type[Event], Concern] | None = None,
        shutting_out: Collection[type[Event]] = (),
    ) -> None:
        self._store, self.topics, self._now, self._concerns = store, topics, now, concerns or {}
        self._shutting_out = {kind.__name__ for kind in shutting_out}
        self._is_somebody_out = False
        self.newest = store.ask(newest_event)  # a page that is read from the file after this was looked at knows it
        self._last = 0  # the newest event that is known here
        self._handed_out = 0  # the newest one of which it is settled who is to hear of it
        self._seen: int | None = None  # the newest one when the history was last looked into
        self._told: set[int] = set()  # what was told since then
        self._nudged: dict[str, float] = {}  # when there was last news of these topics that the history does not have
        self._news: set[tuple[str, Event | None]] = set()  # topics, with the event where it does not concern everybody
        self._watchers: dict[Watcher, Untold] = {}
        self._crier: asyncio.Task[None] | None = None
        self._is_late = False

    def tell(self, recorded: Recorded) -> None:
        self.newest = max(self.newest, recorded.id)
        if self._watchers:
            self._told.add(recorded.id)
            event = recorded.event if type(recorded.event) in self._concerns else None
            self._pass_on(recorded.event.topic, recorded.id, event)
            self._is_somebody_out |= type(recorded.event).__name__ in self._shutting_out

    async def look(self) -> None:
        """Tell what stands in the history and was not told: another process wrote it."""
        if self._seen is None:  # nobody looks on
            return
        for event, kind in await self._store.read(events_after, self._seen):
            self._seen = event
            if event not in self._told:
                self._pass_on(self.topics.get(kind, EVERYTHING), event)
                self._is_somebody_out |= kind in self._shutting_out
            self._told.discard(event)

    def nudge(self, topic: str) -> None:
        """Something changed that is not in the history: planning has come a step further."""
        self._nudged[topic] = time.monotonic()
        if self._watchers:
            self._pass_on(topic, self._last)

    def close(self) -> None:
        for watcher in list(self._watchers):
            watcher.close()

    async def standing(self, watcher: Watcher, since: int | None = None, *, was_away: bool = True) -> News:
        """What a page is told when it begins to look on; `since` is the newest event that it knew of.

        Whoever works here asks for everything anew when it was away, or something happened. A personal page is told of
        what happened meanwhile, in its turn.
        """
        newest, hall, kinds, is_let_in = await self._store.read(_standing, self._now(), since, watcher)
        if not is_let_in:  # not any more: it came through the door a moment too early
            self._is_somebody_out = True
            self._start()
        if self._seen is None:
            self._last = self._handed_out = newest
            self._seen, self._told = newest, set()
        self.newest = max(self.newest, newest)
        news = News(frozenset(), newest, json.dumps(hall))
        if since is None or (since == newest and not was_away):
            self._owe(watcher, self._lately())
            return news
        if watcher.person is None:
            return replace(news, topics=frozenset({EVERYTHING}))
        # Nothing that is on file has that number when an older copy of the file was put back.
        self._owe(watcher, {EVERYTHING} if since > newest else {self.topics.get(kind, EVERYTHING) for kind in kinds})
        return replace(news, last=0) if self._watchers[watcher] else news

    def _lately(self) -> set[str]:
        begun = time.monotonic() - LATELY_SECONDS
        return {topic for topic, at in self._nudged.items() if at > begun}

    def _owe(self, watcher: Watcher, topics: set[str]) -> None:
        untold = self._watchers[watcher]
        for topic in topics:
            untold.owe(watcher, topic, is_concerned=True)
        if untold:
            self._start()

    def __len__(self) -> int:
        return len(self._watchers)

    @contextmanager
    def watch(self, watcher: Watcher) -> Iterator[None]:
        self._watchers[watcher] = Untold()
        try:
            yield
        finally:
            del self._watchers[watcher]
            if not self._watchers:
                self._seen, self._news, self._is_somebody_out = None, set(), False
                if self._crier is not None:
                    self._crier.cancel()
                    self._crier = None

    def _pass_on(self, topic: str, last: int, event: Event | None = None) -> None:
        self._news.add((topic, event))
        self._last = max(self._last, last)
        self.newest = max(self.newest, last)
        self._start()

    def _start(self) -> None:
        if self._crier is None or self._crier.done():
            self._crier = asyncio.create_task(self._cry_all())

    async def _cry_all(self) -> None:
        """Until everybody knows everything."""
        while self._news or self._is_somebody_out or any(self._watchers.values()):
            try:
                await self._hand_out()
                await self._cry()
                await self._show_out()
            except Exception:  # the next round tells what this one could not
                log.exception("cannot tell the news")
            due = time.monotonic() + PAUSE_SECONDS
            await asyncio.sleep(PAUSE_SECONDS)
            self._is_late = time.monotonic() - due > LATE_SECONDS

    async def _hand_out(self) -> None:
        """To each page what is news to it."""
        news, self._news = self._news, set()
        last = self._last
        for topic, event in news:
            people = await self._whom(event)
            for watcher, untold in self._watchers.items():
                untold.owe(watcher, topic, is_concerned=people is None or watcher.person in people)
        self._handed_out = last

    async def _whom(self, event: Event | None) -> Collection[str] | None:
        if event is None:
            return None
        try:
            people: Collection[str] = await self._store.read(self._concerns[type(event)], event)
        except Exception:  # better that everybody asks than that somebody does not hear of it
            log.exception("cannot tell whom it concerns", kind=type(event).__name__)
            return None
        return people

    async def _cry(self) -> None:
        hall = ""
        if any(untold.at_once & OF_THE_HALL for untold in self._watchers.values()):
            hall = json.dumps(await self._store.read(hall_now, self._now()))
        for number, (watcher, untold) in enumerate(list(self._watchers.items())):
            if untold.at_once and watcher.is_ready():
                await self._tell(watcher, untold, untold.at_once, hall)
            if number % IN_A_ROW == IN_A_ROW - 1:
                await asyncio.sleep(0)
        waiting = [(watcher, untold) for watcher, untold in self._watchers.items() if untold.in_turn]
        waiting.sort(key=lambda one: not one[1].is_concerned)
        turns = 1 if self._is_late else BY_AND_BY
        for watcher, untold in [one for one in waiting if one[0].is_ready()][:turns]:
            untold.is_concerned = False
            await self._tell(watcher, untold, untold.in_turn, "")

    async def _show_out(self) -> None:
        if not self._is_somebody_out:
            return
        self._is_somebody_out = False
        try:
            those_out = await self._store.read(_those_out, list(self._watchers))
        except Exception:
            self._is_somebody_out = True
            raise
        for watcher in those_out:
            try:
                if watcher.is_ready():
                    await watcher.hear(News(frozenset({EVERYTHING}), 0))
            except Exception:  # that one page is gone already must not let the next one stay
                log.exception("cannot tell whoever is let in no longer")
            finally:
                watcher.close()

    async def _tell(self, watcher: Watcher, untold: Untold, topics: set[str], hall: str) -> None:
        said = frozenset(topics)
        topics.clear()
        last = 0 if untold else self._handed_out
        await watcher.hear(News(said, last, hall if said & OF_THE_HALL else ""))


def _standing(
    db: Database, at: datetime, since: int | None, watcher: Watcher
) -> tuple[int, dict[str, object], list[str], bool]:
    """The newest event, where the evening is, what kinds of events a personal page has missed, whether one may hear."""
    is_told = since is not None and watcher.person is not None  # whoever works here asks for everything anyway
    rows = db.execute("select distinct kind from event where id > ?", [since]) if is_told else ()
    return newest_event(db), hall_now(db, at), [row[0] for row in rows], watcher.is_let_in(db)


def _those_out(db: Database, watchers: list[Watcher]) -> list[Watcher]:
    return [watcher for watcher in watchers if not watcher.is_let_in(db)]


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
