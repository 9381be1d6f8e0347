"""Meetings outside the programme: a broker proposes one at a free table, those who would sit there say yes or no.

    proposed ─► accepted     all said yes (a broker may say it for them)
        │           │
        └───────────┴─► declined (one said no) · called_off (the broker did)

Mostly they are two; the three or four of a ring sit down together. The brokers' desk writes them; each participant's
page shows them, and planning goes round them: `taken`.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any, Literal

from sqlite_utils import Database

from borse.language import listed
from borse.times import moment

Status = Literal["proposed", "accepted", "declined", "called_off"]
Pair = frozenset[str]
# Two meet; a ring that can be brought about has three or four (`docs/rings-and-circles.md`).
MOST_CHAIRS = 4


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

    `chairs` are two to four; in a ring each gives something to the next. `words` are the broker's, to all of them; `by`
    is the broker's name.
    """

    id: str
    status: Status
    round: int | None
    ends_at: datetime | None
    hall_table: str
    table: str
    chairs: tuple[Chair, ...]
    words: str
    by: str
    proposed_at: datetime

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(chair.party for chair in self.chairs)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Who meets whom: at one table everybody meets everybody."""
        return tuple(frozenset(pair) for pair in combinations(self.parties, 2))

    @property
    def names(self) -> str:
        """«Turlaget, Koret og Banken»."""
        return listed(chair.name for chair in self.chairs)

    @property
    def is_open(self) -> bool:
        return self.status in {"proposed", "accepted"}

    def chair_of(self, party: str) -> Chair | None:
        return next((chair for chair in self.chairs if chair.party == party), None)

    def own(self, person: str) -> Chair:
        """The side on which this person sits."""
        return next(chair for chair in self.chairs if chair.person == person)

    def others(self, person: str) -> tuple[Chair, ...]:
        """The other sides of the table, as seen by this person."""
        return tuple(chair for chair in self.chairs if chair.person != person)

    def other_names(self, person: str) -> str:
        """The parties that this person meets there, in words."""
        return listed(chair.name for chair in self.others(person))

    def other_people(self, person: str) -> tuple[str, ...]:
        """Who speaks for them, by name; a private person, who is a party of their own, is named once."""
        return tuple(chair.person_name for chair in self.others(person) if chair.person_name != chair.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A table and people who are not to be had in a round, and the parties that meet there."""

    round: int
    hall_table: str
    people: tuple[str, ...]
    parties: tuple[str, ...]


QUESTION = """
    select e.*, t.name as table_name from extra_meeting_now e join hall_table t on t.id = e.hall_table
"""
THEIRS = "(select meeting from extra_chair where person = ?)"


def extra_meetings(db: Database) -> tuple[ExtraMeeting, ...]:
    """All there ever were, the newest first."""
    return _meetings(db, QUESTION + "order by e.proposed_at desc, e.id")


def extra_meeting(db: Database, id_: str) -> ExtraMeeting | None:
    return next(iter(_meetings(db, QUESTION + "where e.id = ?", [id_])), None)


def extra_meetings_of(db: Database, person: str) -> tuple[ExtraMeeting, ...]:
    """Those in which this person sits or would sit, by round, the free floor last; what came to nothing too.

    Whoever shows them decides what is past: a meeting of a round that is over says nothing to anybody any more.
    """
    return _meetings(
        db,
        QUESTION + "where e.id in " + THEIRS + " order by e.round is null, e.round, e.proposed_at, e.id",
        [person],
    )


def taken(db: Database) -> tuple[Taken, ...]:
    """What planning must go round: the meetings that all have said yes to, each in its round."""
    found = _meetings(
        db, QUESTION + "where e.status = 'accepted' and e.round is not null order by e.round, e.proposed_at, e.id"
    )
    return tuple(
        Taken(
            round=meeting.round,
            hall_table=meeting.hall_table,
            people=tuple(chair.person for chair in meeting.chairs),
            parties=meeting.parties,
        )
        for meeting in found
        if meeting.round is not None
    )


def people_at(db: Database, meeting: str) -> frozenset[str]:
    """Who is asked to it."""
    return frozenset(row[0] for row in db.execute("select person from extra_chair where meeting = ?", [meeting]))


def _meetings(db: Database, question: str, values: Sequence[str] = ()) -> tuple[ExtraMeeting, ...]:
    rows = list(db.query(question, list(values)))
    chairs = _chairs(db, [row["id"] for row in rows])
    return tuple(_meeting(row, tuple(chairs[row["id"]])) for row in rows)


def _chairs(db: Database, meetings: list[str]) -> dict[str, list[Chair]]:
    found: dict[str, list[Chair]] = defaultdict(list)
    for row in db.query(
        """select c.meeting, c.party, a.name, c.person, p.name as person_name, c.says from extra_chair c
        join party a on a.id = c.party join person p on p.id = c.person
        where c.meeting in (select value from json_each(?)) order by c.meeting, c.position""",
        [json.dumps(meetings)],
    ):
        found[row.pop("meeting")].append(Chair(**row))
    return found


def _meeting(row: dict[str, Any], chairs: tuple[Chair, ...]) -> ExtraMeeting:
    return ExtraMeeting(
        id=row["id"],
        status=row["status"],
        round=row["round"],
        ends_at=moment(row["ends_at"]) if row["ends_at"] else None,
        hall_table=row["hall_table"],
        table=row["table_name"],
        chairs=chairs,
        words=row["words"],
        by=row["by_name"],
        proposed_at=moment(row["proposed_at"]),
    )
