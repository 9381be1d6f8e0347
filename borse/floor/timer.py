"""The clock's own hand: it ends the phases that end by themselves, also after a restart of the server.

One task looks at every open børs. What it sends names the turn, so that a phase ends once however often it is tried;
the desk decides whether the time is up. Its id is chance: a stranger's form could use up one that can be guessed.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlite_utils import Database

from borse.bus import Actor, Role
from borse.clock import Clock, clock_of
from borse.floor.desk import ends_itself, is_due
from borse.floor.messages import EndPhase
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.refusals import Refusal, Stale
from borse.store.database import DatabaseError, connect

log = structlog.get_logger()

THE_CLOCK = Actor(role=Role.HOST, name="Klokken")
# How often the clock is looked at while nothing is due: what the host does meanwhile is noticed this soon.
LOOK_SECONDS = 1.0


async def keep_time(house: House) -> None:
    """Until cancelled: ring out what is due in each open børs. Opens those whose evening was on when we went down."""
    for slug in house.slugs():
        if await asyncio.to_thread(_is_on, house, slug):
            with suppress(Refusal):  # the log has it; one børs in trouble must not stop the clock of the others
                house.exchange(slug)
    while True:
        waits = [await _look(exchange) for exchange in house.opened]
        await asyncio.sleep(min([LOOK_SECONDS, *waits]))


async def end_what_is_due(exchange: OpenExchange, now: datetime) -> timedelta | None:
    """End the running phase if its time is up. The answer is how long until the next look is worth it, if known."""
    clock: Clock = await exchange.store.read(clock_of)
    if is_due(clock, now):
        try:
            await exchange.bus.send(EndPhase(id=new_id(), turn=clock.turn), THE_CLOCK)
        except Stale:
            return None  # the host was quicker
        clock = await exchange.store.read(clock_of)
    return clock.left(now) if ends_itself(clock) else None


async def _look(exchange: OpenExchange) -> float:
    try:
        left = await end_what_is_due(exchange, exchange.bus.now())
    except Exception:  # one børs in trouble must not stop the clock of the others
        log.exception("the clock failed", slug=exchange.slug)
        left = None
    return LOOK_SECONDS if left is None else left.total_seconds()


def _is_on(house: House, slug: str) -> bool:
    try:
        db = connect(house.path(slug), read_only=True)
    except DatabaseError:
        return False
    try:
        return _has_running_clock(db)
    except DatabaseError:  # not a børs, or one from before there were clocks
        return False
    finally:
        db.conn.close()


def _has_running_clock(db: Database) -> bool:
    row = db.execute("select 1 from clock c join phase_log t on t.id = c.turn where t.ended_at is null").fetchone()
    return row is not None
