"""Planning beside the server: other processes, that everybody's pages outlive.

    start ─► snapshot of the file ─► the other process plans ─► SaveDraft ─► (PublishProgramme) ─► done
                 ▲                                                  │ Stale: the world has moved on
                 └──────────────────────────────────────────────────┘ (again, a few times)

The processes have a low priority. There is one for plans that may take minutes, and one that a hall with people in it
waits for: in each, børser that plan at once take turns. What is going on is kept in memory alone: a server that stops
forgets it, and nothing is lost but the seconds.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from aiohttp import web

from borse.beside import NICE
from borse.bus import Actor
from borse.house import OpenExchange
from borse.ids import new_id
from borse.language import gettext as _
from borse.programme.messages import SaveDraft
from borse.programme.planning import Request
from borse.programme.process import NICE_URGENT, PlanningProcess
from borse.programme.settling import Settled, hall_of, settle
from borse.programme.under_way import Planning
from borse.programme.world import World, world_of
from borse.refusals import Refusal, Stale

log = structlog.get_logger()

# Sign-ups that keep coming while we plan: after this many attempts a person must decide when to try again.
MOST_ATTEMPTS = 4
LOOK_SECONDS = 0.2


@dataclass
class Planner:
    """Starts, follows and cancels planning, one børs at a time. `now` is the server's clock."""

    now: Callable[[], datetime]
    _plannings: dict[str, Planning] = field(default_factory=dict)
    _tasks: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    _turns: tuple[asyncio.Lock, asyncio.Lock] = field(default_factory=lambda: (asyncio.Lock(), asyncio.Lock()))
    _processes: dict[bool, PlanningProcess] = field(default_factory=dict)  # by whether it is urgent
    _starting: threading.Lock = field(default_factory=threading.Lock)

    def of(self, slug: str) -> Planning | None:
        """What goes on for this børs, or how it ended last."""
        return self._plannings.get(slug)

    def start(self, exchange: OpenExchange, request: Request, by: Actor) -> None:
        """Begin; when it is going on already, that goes on."""
        known = self._plannings.get(exchange.slug)
        if known is not None and known.is_going_on:
            return
        self._plannings[exchange.slug] = Planning(state="waiting", request=request, started_at=self.now())
        self._tasks[exchange.slug] = asyncio.create_task(self._run(exchange, request, by))

    async def start_at_once(self, exchange: OpenExchange, request: Request, by: Actor) -> bool:
        """Begin what the hall waits for: it goes before what is not urgent. False when another such is going on."""
        known = self._plannings.get(exchange.slug)
        if known is not None and known.is_going_on:
            if known.request.is_urgent:
                return False
            await self.cancel(exchange.slug)
        self.start(exchange, request, by)
        return True

    @property
    def is_ready(self) -> bool:
        """Whether the process for what is urgent has been started."""
        return True in self._processes

    async def get_ready(self, exchange: OpenExchange) -> None:
        """Start the process for what is urgent and let it load all that it needs, which takes some seconds."""
        process = await asyncio.to_thread(self._started, urgent=True)
        process.warm_up(await exchange.store.read(world_of, self.now()))

    async def cancel(self, slug: str) -> None:
        """Stop; the draft that was there stays. Nothing to stop is fine."""
        task = self._tasks.get(slug)
        if task is not None and not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def wait(self, slug: str) -> Planning:
        """How it ended. Whoever stops waiting does not stop the planning."""
        await asyncio.wait({self._tasks[slug]})
        return self._plannings[slug]

    @property
    def processes(self) -> tuple[int, ...]:
        """The process numbers of what plans beside the server."""
        return tuple(number for process in self._processes.values() for number in process.numbers)

    async def close(self) -> None:
        for slug in list(self._tasks):
            await self.cancel(slug)
        for process in self._processes.values():
            await asyncio.to_thread(process.close)

    async def _run(self, exchange: OpenExchange, request: Request, by: Actor) -> None:
        try:
            async with self._turns[request.is_urgent]:
                ended = await self._until_saved(exchange, request, by)
            self._note(exchange, state="done", outcome=ended.outcome, version=ended.version, in_doubt=ended.in_doubt)
        except asyncio.CancelledError:
            self._note(exchange, state="cancelled")
            raise
        except Refusal as refusal:
            self._note(exchange, state="failed", sentence=refusal.sentence)
        except BrokenProcessPool:
            self._processes.pop(request.is_urgent, None)  # the machine ended it, most likely for want of memory
            self._note(exchange, state="failed", sentence=_("Maskinen stanset planleggingen. Prøv igjen."))
        except Exception:
            log.exception("planning failed", exchange=exchange.slug)
            self._note(exchange, state="failed", sentence=_("Planleggingen stanset. Prøv igjen."))

    async def _until_saved(self, exchange: OpenExchange, request: Request, by: Actor) -> Settled:
        """Plan, and plan again while the world moves on in between. Raises Stale when it never stops."""
        for attempt in range(1, MOST_ATTEMPTS + 1):
            self._note(exchange, state="planning", attempt=attempt, progress=None)
            hall = await exchange.store.read(hall_of, self.now())
            draft = await self._plan(exchange, hall.world, request)
            try:
                return await settle(exchange, draft, hall, request, by)
            except Stale:
                if attempt == MOST_ATTEMPTS:
                    raise
        raise AssertionError("the last attempt returns or raises")

    async def _plan(self, exchange: OpenExchange, world: World, request: Request) -> SaveDraft:
        process = await asyncio.to_thread(self._started, urgent=request.is_urgent)
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

    def _started(self, *, urgent: bool) -> PlanningProcess:
        """The process. The first to ask starts it, which takes a tenth of a second: not for the loop."""
        with self._starting:
            if urgent not in self._processes:
                self._processes[urgent] = PlanningProcess(NICE_URGENT if urgent else NICE)
            return self._processes[urgent]

    def _note(self, exchange: OpenExchange, **news: object) -> None:
        self._plannings[exchange.slug] = replace(self._plannings[exchange.slug], **news)  # type: ignore[arg-type]  # its own fields
        # A topic of its own: the programme that people have read is what it was, and sixty telephones can stay still.
        exchange.hub.nudge("planning")


PLANNER = web.AppKey("planner", Planner)


async def planner_open(app: web.Application) -> AsyncIterator[None]:
    """For `app.cleanup_ctx`: nothing is started before somebody plans, and all is stopped with the server."""
    yield
    await app[PLANNER].close()
