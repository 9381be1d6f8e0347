"""Planning beside the server: one other process, that everybody's pages outlive.

    start ─► snapshot of the file ─► the other process plans ─► SaveDraft ─► done
                 ▲                                                  │ Stale: the world has moved on
                 └──────────────────────────────────────────────────┘ (again, a few times)

The process has a low priority, and there is one of it: two børser that plan at once take turns. What is going on is
kept in memory alone: a server that stops forgets it, and nothing is lost but the seconds.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

import structlog
from aiohttp import web

from borse.bus import Actor
from borse.house import OpenExchange
from borse.ids import new_id
from borse.language import gettext as _
from borse.programme.messages import SaveDraft
from borse.programme.planning import Request
from borse.programme.process import PlanningProcess
from borse.programme.world import World, world_of
from borse.refusals import Refusal, Stale
from matching import Progress

log = structlog.get_logger()

# Sign-ups that keep coming while we plan: after this many attempts a person must decide when to try again.
MOST_ATTEMPTS = 4
LOOK_SECONDS = 0.2

State = Literal["waiting", "planning", "done", "cancelled", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """How far a børs's planning has come. `sentence` says what went wrong, or why it began again."""

    state: State
    seconds: float
    started_at: datetime
    progress: Progress | None = None
    attempt: int = 1
    sentence: str = ""

    @property
    def is_going_on(self) -> bool:
        return self.state in {"waiting", "planning"}

    @property
    def share(self) -> float:
        """From 0 to 1, by the clock: the engine uses the time that it is given."""
        gone = self.progress.seconds if self.progress else 0.0
        return min(1.0, gone / self.seconds)


@dataclass
class Planner:
    """Starts, follows and cancels planning, one børs at a time. `now` is the server's clock."""

    now: Callable[[], datetime]
    _plannings: dict[str, Planning] = field(default_factory=dict)
    _tasks: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _process: PlanningProcess | None = None
    _starting: threading.Lock = field(default_factory=threading.Lock)

    def of(self, slug: str) -> Planning | None:
        """What goes on for this børs, or how it ended last."""
        return self._plannings.get(slug)

    def start(self, exchange: OpenExchange, request: Request, by: Actor) -> None:
        """Begin; when it is going on already, that goes on."""
        known = self._plannings.get(exchange.slug)
        if known is not None and known.is_going_on:
            return
        self._plannings[exchange.slug] = Planning(state="waiting", seconds=request.seconds, started_at=self.now())
        self._tasks[exchange.slug] = asyncio.create_task(self._run(exchange, request, by))

    async def cancel(self, slug: str) -> None:
        """Stop; the draft that was there stays. Nothing to stop is fine."""
        task = self._tasks.get(slug)
        if task is not None and not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def wait(self, slug: str) -> Planning:
        """How it ended."""
        with suppress(asyncio.CancelledError):
            await self._tasks[slug]
        return self._plannings[slug]

    @property
    def processes(self) -> tuple[int, ...]:
        """The process numbers of what plans beside the server."""
        return self._process.numbers if self._process is not None else ()

    async def close(self) -> None:
        for slug in list(self._tasks):
            await self.cancel(slug)
        if self._process is not None:
            await asyncio.to_thread(self._process.close)

    async def _run(self, exchange: OpenExchange, request: Request, by: Actor) -> None:
        try:
            async with self._turn:
                await self._until_saved(exchange, request, by)
            self._note(exchange, state="done")
        except asyncio.CancelledError:
            self._note(exchange, state="cancelled")
            raise
        except Refusal as refusal:
            self._note(exchange, state="failed", sentence=refusal.sentence)
        except BrokenProcessPool:
            self._process = None  # the machine ended it, most likely for want of memory
            self._note(exchange, state="failed", sentence=_("Maskinen stanset planleggingen. Prøv igjen."))
        except Exception:
            log.exception("planning failed", exchange=exchange.slug)
            self._note(exchange, state="failed", sentence=_("Planleggingen stanset. Prøv igjen."))

    async def _until_saved(self, exchange: OpenExchange, request: Request, by: Actor) -> None:
        """Plan, and plan again while sign-ups come in between. Raises Stale when they never stop."""
        for attempt in range(1, MOST_ATTEMPTS + 1):
            self._note(exchange, state="planning", attempt=attempt, progress=None)
            world = await exchange.store.read(world_of)
            draft = await self._plan(exchange, world, request)
            try:
                await exchange.bus.send(draft, by)
            except Stale:
                if attempt == MOST_ATTEMPTS:
                    raise
                continue
            return

    async def _plan(self, exchange: OpenExchange, world: World, request: Request) -> SaveDraft:
        process = await asyncio.to_thread(self._started)
        answer = asyncio.wrap_future(process.submit(new_id(), world, request))
        try:
            while not answer.done():
                await asyncio.wait({answer}, timeout=LOOK_SECONDS)
                if (news := process.news()) is not None:
                    self._note(exchange, progress=news)
        except asyncio.CancelledError:
            answer.cancel()
            process.cancel()
            raise
        return answer.result()

    def _started(self) -> PlanningProcess:
        """The process. The first to ask starts it, which takes a tenth of a second: not for the loop."""
        with self._starting:
            if self._process is None:
                self._process = PlanningProcess()
            return self._process

    def _note(self, exchange: OpenExchange, **news: object) -> None:
        self._plannings[exchange.slug] = replace(self._plannings[exchange.slug], **news)  # type: ignore[arg-type]  # its own fields
        # A topic of its own: the programme that people have read is what it was, and sixty telephones can stay still.
        exchange.hub.nudge("planning")


PLANNER = web.AppKey("planner", Planner)


async def planner_open(app: web.Application) -> AsyncIterator[None]:
    """For `app.cleanup_ctx`: nothing is started before somebody plans, and all is stopped with the server."""
    yield
    await app[PLANNER].close()
