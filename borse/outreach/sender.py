"""The task that empties the outboxes of all børser, for as long as the server runs.

Each message is claimed on disk, sent, and marked on disk, one after the other for each børs (`docs/decisions.md`, 14).
What has no way by the net goes to the printer's queue, what came too late to the organiser, what nobody needs away.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from sqlite_utils import Database

from borse.bus import Actor, Command, Role
from borse.frame.keys import HOUSE
from borse.frame.qr import qr_png
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.outreach import messages, outbox
from borse.outreach.channels import OUTREACH, Outreach
from borse.outreach.delivery import Post
from borse.outreach.due import Due, look
from borse.outreach.kinds import KINDS
from borse.outreach.letters import Letter, NotNeeded, Wanted, letter_for
from borse.outreach.opting_out import know_opt_out
from borse.refusals import Refusal
from borse.store.database import DatabaseError, connect
from borse.times import stamp, utc_now

log = structlog.get_logger()

THE_POST = Actor(role=Role.ORGANISER, name="Posten")
LOOK_SECONDS = 2.0
# How long a stopping server waits for the message that is under way; cut off, the organiser is asked about it.
LAST_POST_SECONDS = 8.0
WITH_CALENDAR = frozenset({"programme_ready", "programme_changed", "changed_now", "moved"})
WITH_PICTURE = frozenset({"signed_up", "link_again"})


async def keep_sending(house: House, outreach: Outreach) -> None:
    """Until `outreach.stopping`: empty the outbox of each open børs. Opens those with post, and those to come."""
    for slug in house.slugs():
        if await asyncio.to_thread(_has_post, house, slug, utc_now()):
            with suppress(Refusal):  # the log has it; one børs in trouble must not keep back the post of the others
                house.exchange(slug)
    while not outreach.stopping.is_set():
        await asyncio.gather(*(_try_to_empty(exchange, outreach) for exchange in house.opened))
        await outreach.rest()
        with suppress(TimeoutError):
            await asyncio.wait_for(outreach.stopping.wait(), LOOK_SECONDS)


async def post_going(app: web.Application) -> AsyncIterator[Any]:
    """Messages go out while the server runs. Told to stop, it finishes the one that is under way."""
    outreach = app[OUTREACH]
    task = asyncio.create_task(keep_sending(app[HOUSE], outreach))
    yield
    outreach.stopping.set()
    with suppress(TimeoutError):
        await asyncio.wait_for(task, LAST_POST_SECONDS)


async def empty_outbox(exchange: OpenExchange, outreach: Outreach) -> int:
    """Once through what is due. How many messages came to something."""
    now = exchange.bus.now()
    seen = await exchange.store.read(look, now, outreach.can_send(now))
    if seen.reminder:
        await _send(exchange, messages.RemindOfStart(id=seen.reminder))
    if seen.abandoned:
        await _send(exchange, messages.PutAsideAbandoned(id=new_id()))
    for status, found in (("held", seen.stale), ("dropped", seen.worthless)):
        for message in found:
            await _sort_out(exchange, message, status, "too_late")
    done = len(seen.stale) + len(seen.worthless)
    for due in seen.due:
        if outreach.stopping.is_set():
            break
        try:
            done += await _handle(exchange, outreach, due)
        except Exception:  # one letter that cannot be written must not keep back the others
            log.exception("a letter failed", id=due.id, kind=due.kind)
            await _sort_out(exchange, due.id, "failed", "fault")
    return done


async def _handle(exchange: OpenExchange, outreach: Outreach, due: Due) -> bool:
    """True when the message came to something."""
    assert due.channel is not None
    if due.channel != "paper" and due.channel not in outreach.can_send(exchange.bus.now()):
        return False
    base = f"{outreach.base}/{exchange.slug}"
    letter = await exchange.store.read(_letter, due, base)
    if isinstance(letter, NotNeeded):
        return await _sort_out(exchange, due.id, "dropped", letter.why)
    if due.channel == "paper":
        if not KINDS[due.kind].on_paper:
            return await _sort_out(exchange, due.id, "dropped", "no_way")
        return await _sort_out(exchange, due.id, "to_print", "")
    calendar = None
    if due.kind in WITH_CALENDAR and due.channel == "email" and outreach.calendar_of is not None:
        calendar = await exchange.store.read(outreach.calendar_of, due.person, base)
    return await _claim_and_send(exchange, outreach, due, letter, calendar)


async def _claim_and_send(
    exchange: OpenExchange, outreach: Outreach, due: Due, letter: Letter, calendar: bytes | None
) -> bool:
    now = exchange.bus.now()
    said = {"subject": letter.subject, "body": letter.said, "version": letter.version}
    assert due.channel is not None
    channel = due.channel

    def claim(db: Database) -> outbox.Claimed | None:
        know_opt_out(db, due.person)
        return outbox.claim(db, due.id, channel, said, now)

    claimed = await asyncio.wrap_future(exchange.store.write(claim))
    if claimed is None:
        return False
    picture = qr_png(letter.link) if channel == "email" and due.kind in WITH_PICTURE else None
    post = Post(id=due.id, to=due.to, letter=letter, calendar=calendar, picture=picture)
    result = await outreach.channels[channel].send(post)
    outreach.remember(channel, result, exchange.bus.now())
    log.info("message", id=due.id, kind=due.kind, channel=channel, outcome=str(result.outcome), note=result.note)
    await _send(
        exchange,
        messages.NoteOutcome(
            id=new_id(),
            message=due.id,
            outcome=result.outcome.value,
            note=result.note,
            channel_is_down=result.channel_is_down,
        ),
    )
    return True


def _letter(db: Database, due: Due, base: str) -> Letter | NotNeeded:
    assert due.channel is not None
    wanted = Wanted(kind=due.kind, person=due.person, channel=due.channel, about=due.about)
    return letter_for(db, wanted, base)


async def _sort_out(exchange: OpenExchange, message: str, status: str, note: str) -> bool:
    command = messages.SortOut.model_validate({"id": new_id(), "message": message, "status": status, "note": note})
    await _send(exchange, command)
    return True


async def _send(exchange: OpenExchange, command: Command) -> None:
    await exchange.bus.send(command, THE_POST)


async def _try_to_empty(exchange: OpenExchange, outreach: Outreach) -> None:
    try:
        await empty_outbox(exchange, outreach)
    except Exception:  # one børs in trouble must not keep back the messages of the others
        log.exception("the post failed", slug=exchange.slug)


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
