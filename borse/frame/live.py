"""The live stream: it says *that* something changed, never what. The page asks again, with its own rights.

Each connection holds a set of topics that it has not yet sent, so a slow phone costs nothing and misses nothing: what
piles up is one message. `Last-Event-ID` is the id of an event in the history; whoever comes back with an old one is
told at once.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from aiohttp import web
from aiohttp_sse import sse_response
from sqlite_utils import Database

from borse.bus import Recorded
from borse.store.store import Store

# One message at most in this time per connection: a burst of check-ins is one reload, not forty.
PAUSE_SECONDS = 0.25
# How long a page that went away without a word is kept: the stream's own ping finds out in this time.
LOOK_SECONDS = 15.0


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
    """Everybody who looks on at one børs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watchers: set[Watcher] = set()

    def tell(self, recorded: Recorded) -> None:
        for watcher in self._watchers:
            watcher.tell(recorded.event.topic, recorded.id)

    def nudge(self, topic: str) -> None:
        """Something changed that is not in the history: planning has come a step further."""
        for watcher in self._watchers:
            watcher.tell(topic, watcher.last)

    def close(self) -> None:
        for watcher in self._watchers:
            watcher.close()

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

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Answer `GET …/live` until the page goes away or the server stops."""
        with self.watch() as watcher:
            newest = await self._store.read(newest_event)
            watcher.last = max(watcher.last, newest)
            response: web.StreamResponse = web.Response(status=204)
            if request.transport is None:  # it went away before it was told anything
                return response
            with suppress(ConnectionResetError):  # the page went away while it was being told
                async with sse_response(request) as response:
                    seen = request.headers.get("Last-Event-ID", "")
                    if re.fullmatch(r"[0-9]{1,18}", seen) and int(seen) < newest:
                        watcher.tell("everything", newest)
                    else:
                        await response.send("", event="hello", id=str(newest))
                    while not watcher.closed and response.is_connected():
                        topics, last = await watcher.wait()
                        if topics:
                            await response.send(topics, event="changed", id=str(last))
                            await asyncio.sleep(PAUSE_SECONDS)
        return response


def newest_event(db: Database) -> int:
    row = db.execute("select coalesce(max(id), 0) from event").fetchone()
    return int(row[0])
