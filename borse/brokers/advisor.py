"""Advice beside the server: reckoned in another process, kept in memory, reckoned anew when the world has changed.

    a page is shown ─► look ─► not within `holds` seconds of the last time ─► has anything happened? ─► has what advice
    rests on changed? ─► the other process ─► the pages that are open hear of it

Posts, wishes and vetoes give the tips (rarely anew, once the doors are open); these, with who is here and which needs
are answered, give the rings. What is shown meanwhile is what was reckoned last. A server that stops forgets it all.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from sqlite_utils import Database

from borse.beside import end, process_beside
from borse.brokers import policy
from borse.brokers.advice import Advice, Because, Known, advise
from borse.brokers.reads import hall_of, known_of
from borse.brokers.rings import Ring, find_rings, open_answers
from borse.house import OpenExchange
from borse.hub import newest_event

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What is known for a børs; `event` is the newest that it was reckoned after, -1 before the first time."""

    event: int = -1
    known: Known | None = None
    advice: Advice = field(default_factory=Advice)
    answers: tuple[Because, ...] = ()
    rings: tuple[Ring, ...] = ()

    @property
    def is_ready(self) -> bool:
        return self.event >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The world as it is when somebody looks."""

    event: int
    known: Known
    open_posts: frozenset[str]
    here: frozenset[str]


def asked(db: Database, now: datetime) -> Asked:
    """Before anybody has come, everybody who is signed up counts as here."""
    hall = hall_of(db, now)
    return Asked(
        event=newest_event(db),
        known=known_of(db),
        open_posts=frozenset(post.id for post in hall.posts.values() if not post.is_met),
        here=hall.here or frozenset(hall.parties),
    )


@dataclass
class Advisor:
    """Keeps the advice of every børs. `holds` is how many seconds it is left alone."""

    holds: float = policy.HOLDS_SECONDS
    _reckoned: dict[str, Reckoned] = field(default_factory=dict)
    _begun: dict[str, float] = field(default_factory=dict)
    _tasks: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    _pool: ProcessPoolExecutor | None = None
    _starting: threading.Lock = field(default_factory=threading.Lock)

    def of(self, slug: str) -> Reckoned:
        return self._reckoned.get(slug, Reckoned())

    def look(self, exchange: OpenExchange, now: datetime) -> Reckoned:
        """What is known, at once; and see to it that it is known anew if need be. `now` is the server's clock."""
        task = self._tasks.get(exchange.slug)
        if task is None or task.done():
            self._tasks[exchange.slug] = asyncio.create_task(self._run(exchange, now))
        return self.of(exchange.slug)

    async def settled(self, slug: str) -> Reckoned:
        """What is known when all that was begun is done."""
        if slug in self._tasks:
            await self._tasks[slug]
        return self.of(slug)

    @property
    def processes(self) -> tuple[int, ...]:
        """The process numbers of what reckons beside the server."""
        return tuple(self._pool._processes) if self._pool is not None else ()  # noqa: SLF001 -- a pool tells nobody else

    async def close(self) -> None:
        for task in self._tasks.values():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self._pool is not None:
            await asyncio.to_thread(end, self._pool)

    async def _run(self, exchange: OpenExchange, now: datetime) -> None:
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(self._begun.get(exchange.slug, -self.holds) + self.holds - clock())
        self._begun[exchange.slug] = clock()
        try:
            await self._reckon(exchange, now)
        except BrokenProcessPool:
            self._pool = None  # the machine ended it, most likely for want of memory
            log.warning("the process for advice was ended", exchange=exchange.slug)
        except Exception:  # pages show what they have; the next look tries again
            log.exception("advice failed", exchange=exchange.slug)

    async def _reckon(self, exchange: OpenExchange, now: datetime) -> None:
        before = self.of(exchange.slug)
        world: Asked = await exchange.store.read(asked, now)
        if world.event == before.event:
            return
        after = replace(before, event=world.event, known=world.known)
        if world.known != before.known:
            after = replace(after, advice=await self._beside(advise, world.known))
        answers = open_answers(after.advice, world.open_posts, world.here)
        if answers != before.answers:
            after = replace(after, answers=answers, rings=await self._beside(find_rings, answers))
        self._reckoned[exchange.slug] = after
        if (after.advice, after.rings) != (before.advice, before.rings) or not before.is_ready:
            exchange.hub.nudge("brokers")

    async def _beside(self, function: Any, value: Any) -> Any:
        pool = await asyncio.to_thread(self._started)
        return await asyncio.wrap_future(pool.submit(function, value))

    def _started(self) -> ProcessPoolExecutor:
        with self._starting:
            if self._pool is None:
                self._pool = process_beside()
            return self._pool


ADVISOR = web.AppKey("advisor", Advisor)


async def advisor_open(app: web.Application) -> AsyncIterator[None]:
    """For `app.cleanup_ctx`: nothing is started before a broker looks, and all is stopped with the server."""
    yield
    await app[ADVISOR].close()
