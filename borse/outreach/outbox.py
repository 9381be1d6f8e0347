"""The outbox's rows: put in by whatever causes a message, claimed by the sender, marked with what became of it.

    held ─► waiting ─► sending ─► sent
      │        │          ├─► waiting   certainly not taken: again later
      │        │          ├─► unsure    nobody knows: the organiser decides
      │        │          └─► failed    refused for good, or tried too often
      │        └─► to_print ─► told
      └─► dropped

All of these run in the writer's transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.ids import new_id
from borse.outreach.kinds import KINDS, TELLS_OF_PROGRAMME, Channel, Status
from borse.times import stamp

# How long to wait after each try that came to nothing; after the last one it has failed.
TRY_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
# A claim as old as this was left behind by a server that stopped: no sending takes so long.
CLAIM_HOLDS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that is ours to send."""

    id: str
    kind: str
    person: str
    about: str
    attempts: int


def put(
    db: Database,
    kind: str,
    people: Iterable[str],
    now: datetime,
    *,
    about: str = "",
    status: Status = "waiting",
    is_answer: bool = False,
    note: str = "",
) -> int:
    """A message to each of `people`, unless the same one waits already. How many were put in.

    `is_answer`: they did something a moment ago and look for it, so it goes at any hour. `note` says why it is held.
    """
    due_at = now if is_answer else now + timedelta(minutes=KINDS[kind].grace_minutes)
    put_in = 0
    for person in dict.fromkeys(people):
        if kind == "changed_now":
            _overtake(db, person, now)
        elif kind in TELLS_OF_PROGRAMME and _waits(db, person):
            continue
        put_in += db.execute(
            """
            insert into message (id, kind, person, about, status, is_answer, created_at, due_at, note)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            [new_id(), kind, person, about, status, int(is_answer), stamp(now), stamp(due_at), note],
        ).rowcount
    return put_in


def claim(db: Database, message: str, channel: Channel, said: Mapping[str, Any], now: datetime) -> Claimed | None:
    """Make a waiting message ours, with what is going to be said. None when somebody was quicker."""
    rows = db.query(
        """
        update message set status = 'sending', channel = ?, claimed_at = ?, attempts = attempts + 1,
            subject = ?, body = ?, version = ?, note = ''
        where id = ? and status = 'waiting' returning id, kind, person, about, attempts
        """,
        [channel, stamp(now), said["subject"], said["body"], said["version"], message],
    )
    row = next(rows, None)
    return None if row is None else Claimed(**row)


def mark(db: Database, message: str, status: Status, now: datetime, *, channel: str = "", note: str = "") -> bool:
    """The message has come to `status`. False when there is no such message."""
    return bool(
        db.execute(
            """
            update message set status = ?, note = ?, done_at = ?, channel = case ? when '' then channel else ? end
            where id = ?
            """,
            [status, note, stamp(now), channel, channel, message],
        ).rowcount
    )


def wait_again(db: Database, message: str, due_at: datetime, *, count: bool, note: str = "") -> Status:
    """Back into the queue until `due_at`. `count` is False when it was the channel that failed, and not the message.

    When the same news has been put in meanwhile, that one is enough, and this one is dropped.
    """
    same = """select 1 from message o where o.kind = message.kind and o.person = message.person
        and o.about = message.about and o.id != message.id and o.status in ('waiting', 'held', 'to_print')"""
    rows = db.query(
        f"""
        update message set attempts = attempts - ?, due_at = ?, note = ?, claimed_at = null,
            status = case when exists ({same}) then 'dropped' else 'waiting' end
        where id = ? returning status
        """,  # noqa: S608 -- the text above, no value
        [0 if count else 1, stamp(due_at), note, message],
    )
    status: Status = next(rows)["status"]
    return status


def put_aside_abandoned(db: Database, now: datetime) -> list[str]:
    """Claims that were never marked: nobody knows whether these went. Their ids."""
    rows = db.query(
        """
        update message set status = 'unsure', note = 'stopped'
        where status = 'sending' and claimed_at < ? returning id
        """,
        [stamp(now - CLAIM_HOLDS)],
    )
    return [row["id"] for row in rows]


def _overtake(db: Database, person: str, now: datetime) -> None:
    """What waits in peace about the programme is said by the urgent one."""
    db.execute(
        """
        update message set status = 'dropped', note = 'nothing_new', done_at = ? where person = ?
        and kind = 'programme_changed' and status in ('waiting', 'held', 'to_print')
        """,
        [stamp(now), person],
    )


def _waits(db: Database, person: str) -> bool:
    row = db.execute(
        """
        select 1 from message where person = ? and kind in ('programme_ready', 'programme_changed', 'changed_now')
        and status in ('waiting', 'held', 'to_print')
        """,
        [person],
    ).fetchone()
    return row is not None
