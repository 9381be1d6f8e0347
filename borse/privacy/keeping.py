"""The duty that keeps what the register promises: while the server runs, each hour and at its start, in every børs.

The command `borse erase` does the same once. A børs that nobody visits any longer is opened for this, and so is one
that was put back from a copy.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from sqlite_utils import Database

from borse.bus import Actor, Role
from borse.frame.keys import HOUSE, NOW
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.ongoing import ongoing
from borse.privacy.erasing import is_anything_due
from borse.privacy.messages import ErasedWhatWasDue, EraseWhatIsDue, PersonErased
from borse.store.database import connect
from borse.store.opening import COPY_ENDING
from borse.times import stamp

log = structlog.get_logger()

THE_KEEPER = Actor(role=Role.ORGANISER, name="Personvernet")
EACH_HOUR = 3600.0
COPY_DAYS = 30


async def keep_erasing(house: House, now: Callable[[], datetime]) -> None:
    """Until cancelled. Only a børs with something to erase is opened; one in trouble keeps no other waiting."""
    while True:
        for slug in house.slugs():
            try:
                if await asyncio.to_thread(_has_work, house, slug, now()):
                    await erase_in(house.exchange(slug))
            except Exception:  # a damaged file is its own trouble
                log.exception("erasing failed", slug=slug)
        throw_away_old_copies(house, now())
        await asyncio.sleep(EACH_HOUR)


def throw_away_old_copies(house: House, now: datetime) -> None:
    """Those that nobody asked for: made when a later version of the program first opened a børs."""
    for copy in house.folder.glob("*" + COPY_ENDING):
        try:
            if now.timestamp() - copy.stat().st_mtime > COPY_DAYS * 24 * EACH_HOUR:
                copy.unlink()
                log.info("old copy thrown away", file=copy.name)
        except OSError:  # somebody else took it away, or we may not
            log.exception("old copy kept", file=copy.name)


async def erase_in(exchange: OpenExchange) -> int:
    """Once through one børs: erase what is due, and leave no trace of it in the file. How many rows went."""
    rows = 0
    if await exchange.store.read(is_anything_due, exchange.bus.now()):
        receipt = await exchange.bus.send(EraseWhatIsDue(id=new_id()), THE_KEEPER)
        rows = sum(one.event.rows for one in receipt.events if isinstance(one.event, PersonErased | ErasedWhatWasDue))
        log.info("erased", slug=exchange.slug, rows=rows)
    await leave_no_trace(exchange)
    return rows


async def leave_no_trace(exchange: OpenExchange) -> bool:
    """Rewrite the file if something was erased since it was last rewritten. False when readers were in the way."""
    if not await exchange.store.read(_is_unclean):
        return True
    cleaned = await asyncio.wrap_future(exchange.store.rewrite())
    if cleaned:
        at = stamp(exchange.bus.now())
        note = "update erasure set cleaned_at = ? where cleaned_at is null"
        await asyncio.wrap_future(exchange.store.write(lambda db: db.execute(note, [at])))
    return cleaned


async def erasing_going(app: web.Application) -> AsyncIterator[Any]:
    """For `app.cleanup_ctx`."""
    async with ongoing(keep_erasing(app[HOUSE], app[NOW])):
        yield


def _is_unclean(db: Database) -> bool:
    return bool(db.execute("select 1 from erasure where cleaned_at is null").fetchone())


def _has_work(house: House, slug: str, now: datetime) -> bool:
    db = connect(house.path(slug), read_only=True)
    try:
        return _is_unclean(db) or is_anything_due(db, now)
    finally:
        db.conn.close()
