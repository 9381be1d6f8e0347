"""Who looks on at a børs, and what they have not been told yet: *that* something changed, never what.

Each watcher holds a set of topics that it has not yet sent, so a slow phone costs nothing and misses nothing: what
piles up is one message. `last` is the id of an event in the history.

What this process writes is told after COMMIT. What another one writes (`borse import` beside the server) is found by
looking in the history once a second.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

import structlog
from sqlite_utils import Database

from borse.bus import Recorded
from borse.store.store import Store

# How long a page that went away without a word is kept: the stream's own ping finds out in this time.
LOOK_SECONDS = 15.0
# How soon pages hear of what another process wrote.
OTHERS_SECONDS = 1.0

log = structlog.get_logger()


class Watcher:
    """One open page: what it has not been told yet."""

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self.last = 0
        self.closed = False
        self._news = asyncio.Event()

    def tell(self, topic: str, event: int) -> None:
        self.topics.add(topic)
        self.last = max(self.last, event)
        self._news.set()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def wait(self) -> tuple[str, int]:
        """What is new, waited for; nothing when nothing was for a while."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), LOOK_SECONDS)
        self._news.clear()
        topics, self.topics = self.topics, set()
        return " ".join(sorted(topics)), self.last


class Hub:
    """Everybody who looks on at one børs. `topics` are those of the events, by kind."""

    def __init__(self, store: Store, topics: Mapping[str, str]) -> None:
        self._store = store
        self._topics = topics
        self._seen = 0  # the newest event when the history was last looked into
        self._told: set[int] = set()  # what was told since then
        self._watchers: set[Watcher] = set()

    def tell(self, recorded: Recorded) -> None:
        if self._watchers:
            self._told.add(recorded.id)
        for watcher in self._watchers:
            watcher.tell(recorded.event.topic, recorded.id)

    async def look(self) -> None:
        """Tell what stands in the history and was not told: another process wrote it."""
        if not self._watchers:
            return
        for event, kind in await self._store.read(events_after, self._seen):
            self._seen = event
            if event not in self._told:
                for watcher in self._watchers:
                    watcher.tell(self._topics.get(kind, "everything"), event)
            self._told.discard(event)

    def nudge(self, topic: str) -> None:
        """Something changed that is not in the history: planning has come a step further."""
        for watcher in self._watchers:
            watcher.tell(topic, watcher.last)

    def close(self) -> None:
        for watcher in self._watchers:
            watcher.close()

    async def join(self, watcher: Watcher) -> int:
        """Tell `watcher` how far the history has come when it begins to look on. The id of the newest event."""
        newest: int = await self._store.read(newest_event)
        watcher.last = max(watcher.last, newest)
        if len(self._watchers) == 1:  # nobody looked on before
            self._seen, self._told = newest, set()
        return newest

    def __len__(self) -> int:
        return len(self._watchers)

    @contextmanager
    def watch(self) -> Iterator[Watcher]:
        watcher = Watcher()
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)


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
