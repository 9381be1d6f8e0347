"""What the organiser's pages of messages ask the file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.outreach.quiet import is_quiet, quiet_until
from borse.refusals import NotFound
from borse.times import moment

SHOWN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as the organiser sees it. `note` is why it is where it is: a word or a number."""

    id: str
    kind: str
    person: str
    name: str
    status: str
    channel: str
    note: str
    attempts: int
    created_at: datetime
    due_at: datetime
    done_at: datetime | None
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCall:
    """Somebody whom only the telephone reaches, and what they have not been told (kinds of messages)."""

    person: str
    name: str
    phone: str
    parties: str
    messages: tuple[str, ...]
    kinds: tuple[str, ...]


MESSAGE = """
    select m.id, m.kind, m.person, p.name, m.status, m.channel, m.note, m.attempts, m.created_at, m.due_at, m.done_at,
           m.subject, m.body
    from message m join person p on p.id = m.person
"""


def counts(db: Database) -> dict[tuple[str, str], int]:
    """How many messages there are, by kind and status."""
    rows = db.query("select kind, status, count(*) as number from message group by kind, status")
    return {(row["kind"], row["status"]): row["number"] for row in rows}


def to_decide(db: Database) -> list[Message]:
    rows = db.query(
        MESSAGE + "where m.status in ('held', 'unsure', 'failed') order by m.status, m.kind, p.name limit ?", [SHOWN]
    )
    return [_message(row) for row in rows]


def queue(db: Database) -> list[Message]:
    """What waits to go, by kind; of each, what goes first stands first."""
    rows = db.query(
        MESSAGE + "where m.status in ('waiting', 'sending') order by m.kind, m.due_at, p.name limit ?", [SHOWN]
    )
    return [_message(row) for row in rows]


def latest(db: Database) -> list[Message]:
    rows = db.query(MESSAGE + "where m.status in ('sent', 'told', 'dropped') order by m.done_at desc, m.id limit 20")
    return [_message(row) for row in rows]


def log_of(db: Database, person: str) -> dict[str, Any]:
    """All messages to one person, the newest first, and how they can be reached."""
    row = next(
        db.query(
            """
            select p.id, p.name, p.code, p.withdrawn_at, coalesce(c.email, '') as email, coalesce(c.phone, '') as phone,
                   coalesce(c.channel, '') as channel, o.at as opted_out_at, r.coming, r.at as answered_at
            from person p left join contact c on c.person = p.id left join opt_out o on o.person = p.id
            left join reconfirmation r on r.person = p.id where p.id = ?
            """,
            [person],
        ),
        None,
    )
    if row is None:
        raise NotFound(_("Deltakeren finnes ikke."))
    rows = db.query(MESSAGE + "where m.person = ? order by m.created_at desc, m.id", [person])
    return {"person": row, "messages": [_message(one) for one in list(rows)]}


def find_people(db: Database, words: str) -> list[dict[str, Any]]:
    """Everybody with this in their name, with the number of messages; all when nothing was typed."""
    return list(
        db.query(
            """
            select p.id, p.name, count(m.id) as messages from person p left join message m on m.person = p.id
            where p.withdrawn_at is null and instr(lower(p.name), lower(?)) group by p.id order by p.name, p.id
            """,
            [words.strip()],
        )
    )


def answers(db: Database) -> dict[str, Any]:
    """Who has said that they come, and who that they do not."""
    rows = list(
        db.query(
            """
            select p.id, p.name, r.coming, r.at from reconfirmation r join person p on p.id = r.person
            where p.withdrawn_at is null order by p.name, p.id
            """
        )
    )
    return {"yes": sum(row["coming"] for row in rows), "no": [row for row in rows if not row["coming"]]}


def quiet_now(db: Database, now: datetime) -> datetime | None:
    """When the quiet hours are over; None when it is not quiet."""
    gong_at = exchange_of(db).gong_at
    return quiet_until(now, gong_at) if is_quiet(now, gong_at) else None


def to_call(db: Database) -> list[ToCall]:
    """Those with a telephone for whom something lies in the printer's queue or did not arrive."""
    rows = db.query(
        """
        select m.id, m.kind, m.person, p.name, c.phone,
               (select group_concat(q.name, ', ') from speaks_for s join party q on q.id = s.party
                where s.person = p.id and q.withdrawn_at is null) as parties
        from message m join person p on p.id = m.person join contact c on c.person = m.person
        where m.status in ('to_print', 'failed') and c.phone != '' and p.withdrawn_at is null
        order by p.name, p.id, m.created_at
        """
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["person"]].append(row)
    return [
        ToCall(
            person=person,
            name=lines[0]["name"],
            phone=lines[0]["phone"],
            parties=lines[0]["parties"] or "",
            messages=tuple(line["id"] for line in lines),
            kinds=tuple(dict.fromkeys(line["kind"] for line in lines)),
        )
        for person, lines in found.items()
    ]


def everybody_with_a_telephone(db: Database) -> list[ToCall]:
    """The whole list, for the day on which everything else fails."""
    rows = db.query(
        """
        select p.id as person, p.name, c.phone,
               (select group_concat(q.name, ', ') from speaks_for s join party q on q.id = s.party
                where s.person = p.id and q.withdrawn_at is null) as parties
        from person p join contact c on c.person = p.id
        where c.phone != '' and p.withdrawn_at is null order by p.name, p.id
        """
    )
    return [ToCall(**{**row, "parties": row["parties"] or ""}, messages=(), kinds=()) for row in rows]


def to_print(db: Database) -> list[dict[str, Any]]:
    """The printer's queue, by name."""
    return list(
        db.query(
            """
            select m.id, m.kind, m.person, m.about, m.created_at, p.name from message m
            join person p on p.id = m.person where m.status = 'to_print' order by p.name, p.id, m.created_at
            """
        )
    )


def _message(row: dict[str, Any]) -> Message:
    moments = {name: moment(row[name]) for name in ("created_at", "due_at")}
    return Message(**row | moments | {"done_at": moment(row["done_at"]) if row["done_at"] else None})
