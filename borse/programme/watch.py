"""The hand that asks for a new plan at the set time before each round, if the hall and the programme disagree.

One task looks at every open børs once a second. What it asks for, it asks for once in an evening and round; the rest
is as when the organiser presses the button.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from sqlite_utils import Database

from borse.bus import Actor, Role
from borse.clock import clock_of
from borse.frame.keys import HOUSE
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.ongoing import ongoing
from borse.presence import Mode, arrangement_of
from borse.programme.gaps import gaps_of
from borse.programme.messages import AskForReplan
from borse.programme.planner import PLANNER, Planner
from borse.programme.planning import Request

log = structlog.get_logger()

BY_THE_CLOCK = Actor(role=Role.ORGANISER, name="Omplanlegging")
LOOK_SECONDS = 1.0
# What the engine gets while a hall waits. The rest of the five seconds that it may take goes to reading and saving.
SECONDS = 1.5
# The process is started and has loaded its words this long before it is needed.
READY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`round` is the one to plan for now, if any; `soon`: it will be time within minutes; `gaps`: there is a reason."""

    soon: bool = False
    round: int | None = None
    gaps: bool = False
    mode: Mode = "off"


def look(db: Database, now: datetime) -> Look:
    """Whether it is time, by the clock of the hall. A clock that stands still waits, and so does planning."""
    arrangement, clock = arrangement_of(db), clock_of(db)
    if arrangement.mode == "off" or clock.state != "running":
        return Look()
    coming = next((phase for phase in clock.ahead(now) if phase.kind == "round"), None)
    published = db.execute("select 1 from programme where status = 'published'").fetchone()
    if coming is None or coming.round is None or published is None:
        return Look()
    left = coming.starts_at - now
    asked = db.execute(
        "select 1 from replan_asked where round = ? and at >= (select min(started_at) from phase_log)", [coming.round]
    ).fetchone()
    if asked or left > timedelta(minutes=arrangement.minutes_before):
        return Look(soon=left <= timedelta(minutes=arrangement.minutes_before) + READY, mode=arrangement.mode)
    return Look(soon=True, round=coming.round, gaps=bool(gaps_of(db, now)), mode=arrangement.mode)


def request_for(mode: Mode) -> Request:
    """A replan as the organiser has arranged it: published by itself where it gains, or to look at first."""
    return Request(seconds=SECONDS, purpose="replan", publish="gain" if mode == "auto" else "no")


async def watch(house: House, planner: Planner) -> None:
    """Until cancelled: look at each børs that is open."""
    while True:
        for exchange in house.opened:
            try:
                await ask_when_due(exchange, planner, exchange.bus.now())
            except Exception:  # one børs in trouble must not keep the others from being planned
                log.exception("the replanning failed", slug=exchange.slug)
        await asyncio.sleep(LOOK_SECONDS)


async def ask_when_due(exchange: OpenExchange, planner: Planner, now: datetime) -> None:
    """Begin a replan if it is time. While another one goes on, the next look tries again."""
    found: Look = await exchange.store.read(look, now)
    if found.soon and not planner.is_ready:
        await planner.get_ready(exchange)
    if found.round is None:
        return
    if found.gaps and not await planner.start_at_once(exchange, request_for(found.mode), BY_THE_CLOCK):
        return
    await exchange.bus.send(AskForReplan(id=new_id(), round=found.round), BY_THE_CLOCK)


async def watch_going(app: web.Application) -> AsyncIterator[None]:
    """For `app.cleanup_ctx`: it lets go before the planner and the files close."""
    async with ongoing(watch(app[HOUSE], app[PLANNER])):
        yield
