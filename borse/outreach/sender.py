"""The task that empties the outboxes of all børser, for as long as the server runs.

It looks what is due, sends the first of it (`sending.py`), and looks again. What came too late goes to the organiser.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web

from borse.frame.keys import HOUSE
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.outreach import messages
from borse.outreach.channels import OUTREACH, Outreach
from borse.outreach.due import Due, look
from borse.outreach.sending import Sending, send, sort_out
from borse.refusals import Refusal
from borse.store.database import DatabaseError, connect
from borse.times import stamp, utc_now

log = structlog.get_logger()

LOOK_SECONDS = 2.0
# How long a stopping server waits for what is under way; cut off, the organiser is asked about it.
LAST_POST_SECONDS = 8.0
# How often each place of a channel is filled before the outbox is looked at again: some seconds' work.
TURNS_OF_A_LOOK = 10


async def keep_sending(house: House, outreach: Outreach) -> None:
    """Until `outreach.stopping`: empty the outbox of each open børs. Opens those with post, and those to come."""
    for slug in house.slugs():
        if await asyncio.to_thread(_has_post, house, slug, utc_now()):
            with suppress(Refusal):  # the log has it; one børs in trouble must not keep back the post of the others
                house.exchange(slug)
    while not outreach.stopping.is_set():
        if any(await asyncio.gather(*(_try_to_empty(exchange, outreach) for exchange in house.opened))):
            continue
        await outreach.rest()
        with suppress(TimeoutError):
            await asyncio.wait_for(outreach.stopping.wait(), LOOK_SECONDS)
    await outreach.rest()


async def post_going(app: web.Application) -> AsyncIterator[Any]:
    """Messages go out while the server runs. Told to stop, it finishes what is under way."""
    outreach = app[OUTREACH]
    task = asyncio.create_task(keep_sending(app[HOUSE], outreach))
    yield
    outreach.stopping.set()
    with suppress(TimeoutError):
        await asyncio.wait_for(task, LAST_POST_SECONDS)


async def empty_outbox(exchange: OpenExchange, outreach: Outreach) -> int:
    """Until nothing more is due. How many messages came to something."""
    done = 0
    while newly := await empty_a_part(exchange, outreach):
        done += newly
    return done


async def empty_a_part(exchange: OpenExchange, outreach: Outreach) -> int:
    """One look at the outbox and what is first in it. How many messages came to something: none, when none is due."""
    now = exchange.bus.now()
    seen = await exchange.store.read(look, now, outreach.can_send(now))
    if seen.reminder:
        await send(exchange, messages.RemindOfStart(id=seen.reminder))
    if seen.abandoned:
        await send(exchange, messages.PutAsideAbandoned(id=new_id()))
    for status, found in (("held", seen.stale), ("dropped", seen.worthless)):
        for message in found:
            await sort_out(exchange, message, status, "too_late")
    done = len(seen.stale) + len(seen.worthless)
    return done + await Sending(exchange, outreach).all(_first_of_each_channel(seen.due, outreach))


def _first_of_each_channel(due: Iterable[Due], outreach: Outreach) -> Iterator[Due]:
    """As many as go before the next look: what is urgent and comes meanwhile must not wait for six hundred e-mails."""
    taken = Counter[str]()
    for one in due:
        assert one.channel is not None
        taken[one.channel] += 1
        if taken[one.channel] <= TURNS_OF_A_LOOK * outreach.turns(one.channel).at_a_time:
            yield one


async def _try_to_empty(exchange: OpenExchange, outreach: Outreach) -> int:
    try:
        return await empty_a_part(exchange, outreach)
    except Exception:  # one børs in trouble must not keep back the messages of the others
        log.exception("the post failed", slug=exchange.slug)
        return 0


def _has_post(house: House, slug: str, now: datetime) -> bool:
    try:
        db = connect(house.path(slug), read_only=True)
    except DatabaseError:
        return False
    try:
        row = db.execute(
            """
            select 1 from exchange where doors_at > ?
            union select 1 from message where status in ('waiting', 'sending')
            """,
            [stamp(now)],
        ).fetchone()
    except DatabaseError:  # not a børs, or one from before there was an outbox
        return False
    else:
        return row is not None
    finally:
        db.conn.close()
