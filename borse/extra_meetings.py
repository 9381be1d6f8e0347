"""Meetings outside the programme: a broker proposes one at a free table, the two who would sit there say yes or no.

    proposed ─► accepted     both said yes (a broker may say it for them)
        │           │
        └───────────┴─► declined (one said no) · called_off (the broker did)

The brokers' desk writes them; each participant's page shows them, and planning goes round them: `taken`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from borse.times import moment, stamp

Status = Literal["proposed", "accepted", "declined", "called_off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """One side of the table: the party, who speaks for it there, and what they say: '', 'yes' or 'no'."""

    party: str
    name: str
    person: str
    person_name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraMeeting:
    """`round` is None on the free floor; there `ends_at` says until when the table is theirs. `table` is its name.

    `words` are the broker's, to both; `by` is the broker's name.
    """

    id: str
    status: Status
    round: int | None
    ends_at: datetime | None
    hall_table: str
    table: str
    a: Chair
    b: Chair
    words: str
    by: str
    proposed_at: datetime

    def own(self, person: str) -> Chair:
        """The side on which this person sits."""
        return self.a if person == self.a.person else self.b

    def other(self, person: str) -> Chair:
        """The side across the table from this person."""
        return self.b if person == self.a.person else self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A table and two people who are not to be had in a round."""

    round: int
    hall_table: str
    people: tuple[str, str]
    parties: tuple[str, str]


QUESTION = """
    select e.*, t.name as table_name, a.name as a_name, b.name as b_name, p.name as a_person_name,
           q.name as b_person_name
    from extra_meeting e join hall_table t on t.id = e.hall_table
    join party a on a.id = e.a join party b on b.id = e.b
    join person p on p.id = e.a_person join person q on q.id = e.b_person
"""


def extra_meetings(db: Database) -> tuple[ExtraMeeting, ...]:
    """All there ever were, the newest first."""
    return tuple(_meeting(row) for row in db.query(QUESTION + "order by e.proposed_at desc, e.id"))


def extra_meeting(db: Database, id_: str) -> ExtraMeeting | None:
    return next((_meeting(row) for row in db.query(QUESTION + "where e.id = ?", [id_])), None)


def extra_meetings_of(db: Database, person: str) -> tuple[ExtraMeeting, ...]:
    """Those in which this person sits or would sit, by round, the free floor last; what came to nothing too.

    Whoever shows them decides what is past: a meeting of a round that is over says nothing to anybody any more.
    """
    rows = db.query(
        QUESTION + "where ? in (e.a_person, e.b_person) order by e.round is null, e.round, e.proposed_at, e.id",
        [person],
    )
    return tuple(_meeting(row) for row in rows)


def taken(db: Database) -> tuple[Taken, ...]:
    """What planning must go round: the meetings that both have said yes to, each in its round."""
    rows = db.query(
        "select * from extra_meeting where status = 'accepted' and round is not null order by round, proposed_at, id"
    )
    return tuple(
        Taken(
            round=row["round"],
            hall_table=row["hall_table"],
            people=(row["a_person"], row["b_person"]),
            parties=(row["a"], row["b"]),
        )
        for row in rows
    )


def open_on_the_floor(db: Database, now: datetime) -> tuple[ExtraMeeting, ...]:
    """Proposed or accepted, on the free floor, and not over."""
    rows = db.query(
        QUESTION + "where e.status in ('proposed', 'accepted') and e.round is null and e.ends_at > ?", [stamp(now)]
    )
    return tuple(_meeting(row) for row in rows)


def _meeting(row: dict[str, Any]) -> ExtraMeeting:
    a, b = (
        Chair(
            party=row[side],
            name=row[f"{side}_name"],
            person=row[f"{side}_person"],
            person_name=row[f"{side}_person_name"],
            says=row[f"{side}_says"],
        )
        for side in ("a", "b")
    )
    return ExtraMeeting(
        id=row["id"],
        status=row["status"],
        round=row["round"],
        ends_at=moment(row["ends_at"]) if row["ends_at"] else None,
        hall_table=row["hall_table"],
        table=row["table_name"],
        a=a,
        b=b,
        words=row["words"],
        by=row["by_name"],
        proposed_at=moment(row["proposed_at"]),
    )
