"""What could go now, and by which way: one question to the file, answered again every few seconds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.exchange import exchange_of
from borse.outreach.kinds import KINDS, Channel
from borse.outreach.outbox import CLAIM_HOLDS
from borse.outreach.quiet import is_quiet
from borse.outreach.reaching import Reachable, way_to
from borse.times import moment, stamp

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A message and what is to be done with it: sent by `channel` to `to`, put aside to `status`."""

    id: str
    kind: str
    person: str
    about: str
    attempts: int
    channel: Channel | None
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at the outbox finds. `reminder` names the hour when it is an hour before the doors open."""

    due: tuple[Due, ...]
    stale: tuple[str, ...]
    worthless: tuple[str, ...]
    abandoned: bool
    reminder: str


def look(db: Database, now: datetime, can_send: Collection[str]) -> Look:
    """Everything that there is to do. Quiet hours hold back all but what somebody waits for."""
    exchange = exchange_of(db)
    stale: list[str] = []
    worthless: list[str] = []
    due: list[Due] = []
    quiet = is_quiet(now, exchange.gong_at)
    for row in _waiting(db, now):
        kind = KINDS[row["kind"]]
        is_too_late = kind.key == "starts_soon" and now >= exchange.doors_at
        if is_too_late or now - moment(row["due_at"]) > kind.stale_hours * HOUR:
            (worthless if kind.worthless_when_stale else stale).append(row["id"])
            continue
        channel = way_to(
            Reachable(email=row["email"], phone=row["phone"], chosen=row["chosen"], opted_out=bool(row["opted_out"])),
            kind,
            can_send,
            asked=row["about"] if kind.answers else "",
        )
        if channel is None or (quiet and channel != "paper" and not (kind.answers or row["is_answer"])):
            continue
        to = {"email": row["email"], "sms": row["phone"]}.get(channel, "")
        facts = {name: row[name] for name in ("id", "kind", "person", "about", "attempts")}
        due.append(Due(**facts, channel=channel, to=to))
    return Look(
        due=tuple(due),
        stale=tuple(stale),
        worthless=tuple(worthless),
        abandoned=_is_abandoned(db, now),
        reminder=_reminder(db, exchange.doors_at, now),
    )


def _waiting(db: Database, now: datetime) -> list[dict[str, Any]]:
    return list(
        db.query(
            """
            select m.id, m.kind, m.person, m.about, m.attempts, m.due_at, m.is_answer,
                   coalesce(c.email, '') as email, coalesce(c.phone, '') as phone,
                   coalesce(c.channel, '') as chosen, o.at is not null as opted_out
            from message m left join contact c on c.person = m.person left join opt_out o on o.person = m.person
            where m.status = 'waiting' and m.due_at <= ? order by m.is_answer desc, m.due_at, m.id
            """,
            [stamp(now)],
        )
    )


def _is_abandoned(db: Database, now: datetime) -> bool:
    row = db.execute(
        "select 1 from message where status = 'sending' and claimed_at < ?", [stamp(now - CLAIM_HOLDS)]
    ).fetchone()
    return row is not None


def _reminder(db: Database, doors_at: datetime, now: datetime) -> str:
    """The reminder's id while it is time and nobody has been reminded of this hour."""
    reminder = f"starts-{int(doors_at.timestamp())}"
    if not doors_at - HOUR <= now < doors_at:
        return ""
    known = db.execute("select 1 from command where id = ?", [reminder]).fetchone()
    return "" if known else reminder
