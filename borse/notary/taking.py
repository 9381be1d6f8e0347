"""Which desk has a draft before it, so that five notaries do not read the same one.

It is a note and not a lock: whoever needs the draft takes it over, and after some minutes it is free by itself. What
keeps two desks from overwriting each other is the version that every command names (`ledger.current`).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Actor, Event, Given, Handler
from borse.language import gettext as _
from borse.notary import events, messages
from borse.notary.ledger import newest
from borse.refusals import NotFound, Refusal
from borse.times import stamp

# Longer than reading and mending one takes, shorter than the patience of those who stand in the queue.
KEPT = timedelta(minutes=4)


def desk_of(actor: Actor) -> str:
    """What a desk is known by: its link or the organiser who sits there; and its device, for several share a link."""
    return " ".join(part for part in (actor.link, actor.name, actor.device) if part)


def free_before(now: datetime) -> str:
    """What was taken before this moment is free again."""
    return stamp(now - KEPT)


def take(command: messages.TakeDraft, db: Database, given: Given) -> Iterator[Event]:
    """From the pile, or over from another desk."""
    if newest(db, command.agreement).status not in {"agreed", "approved"}:
        raise Refusal(_("Avtalen venter ikke lenger. En annen notar har tatt seg av den."))
    yield _take(db, command.agreement, given)


def take_next(command: messages.TakeNext, db: Database, given: Given) -> Iterator[Event]:
    """What has waited longest at no desk, else what lies here already. Two desks that ask at once get one each."""
    del command
    row = next(
        db.query(
            """
            select n.id from agreement_now n left join draft_taken t on t.agreement = n.id and t.at > :free
            where n.status = 'agreed' and (t.desk is null or t.desk = :desk)
            order by t.desk is not null, n.created_at, n.id limit 1
            """,
            {"free": free_before(given.now), "desk": desk_of(given.by)},
        ),
        None,
    )
    if row is None:
        raise NotFound(_("Ingen venter nå."))
    yield _take(db, row["id"], given)


def put_back(command: messages.PutBack, db: Database, given: Given) -> Iterator[Event]:
    """Only what lies at this very desk; another may have taken it over."""
    db.execute("delete from draft_taken where agreement = ? and desk = ?", [command.agreement, desk_of(given.by)])
    yield events.DraftPutBack(agreement=command.agreement)


def _take(db: Database, agreement: str, given: Given) -> Event:
    row = {"agreement": agreement, "desk": desk_of(given.by), "name": given.by.name, "at": stamp(given.now)}
    db.table("draft_taken").upsert(row, pk="agreement")
    return events.DraftTaken(agreement=agreement)


HANDLERS: dict[type[Any], Handler] = {
    messages.TakeDraft: take,
    messages.TakeNext: take_next,
    messages.PutBack: put_back,
}
