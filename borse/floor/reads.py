"""What the floor asks the file."""

import re
from dataclasses import dataclass

from sqlite_utils import Database

from borse.clock import Clock, clock_of

# As many as can be read from the back of the hall.
LATEST = 3

# «Bord 7», «Bord 7, ved kaffen», «7»: what is read from afar is the number.
TABLE = re.compile(r"(?P<word>\D*?) ?(?P<number>[0-9]{1,3})(?:[ ,–-]+(?P<where>\D*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """One table in a round: who meets there."""

    table: str
    a: str
    b: str

    @property
    def sign(self) -> tuple[str, str, str]:
        """The table's name as it is read from afar: the word, the number, where it stands. `Bord 7, ved kaffen`."""
        parts = TABLE.fullmatch(self.table)
        return (parts["word"], parts["number"], parts["where"] or "") if parts else ("", "", self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnockedThrough:
    """An agreement as the big screen tells it."""

    id: str
    number: int
    parties: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All that the big screen shows, of one moment."""

    clock: Clock
    seated: tuple[Seated, ...]
    agreements: int
    latest: tuple[KnockedThrough, ...]
    arrived: int
    expected: int


def screen(db: Database) -> Screen:
    clock = clock_of(db)
    people = db.execute(
        "select count(arrived_at), count(*) from person where withdrawn_at is null and left_at is null"
    ).fetchone()
    return Screen(
        clock=clock,
        seated=seated_in(db, clock.round) if clock.round else (),
        agreements=number_of_agreements(db),
        latest=knocked_through(db),
        arrived=people[0],
        expected=people[1],
    )


def seated_in(db: Database, round_: int) -> tuple[Seated, ...]:
    """Who sits where in a round of the programme that holds, by table."""
    rows = db.query(
        """
        select t.name as "table", a.name as a, b.name as b
        from meeting m join hall_table t on t.id = m.hall_table
          join party a on a.id = m.a join party b on b.id = m.b
        where m.version = (select max(version) from programme where status = 'published') and m.round = ?
        order by t.position
        """,
        [round_],
    )
    return tuple(Seated(**row) for row in rows)


def number_of_agreements(db: Database) -> int:
    """Those that were knocked through: the counter on the wall."""
    row = db.execute("select count(*) from agreement_now where status = 'knocked_through'").fetchone()
    return int(row[0])


def knocked_through(db: Database) -> tuple[KnockedThrough, ...]:
    """The latest, newest first."""
    rows = list(
        db.query(
            """
            select id, number, version from agreement_now where status = 'knocked_through'
            order by number desc limit ?
            """,
            [LATEST],
        )
    )
    return tuple(_told(db, **row) for row in rows)


def _told(db: Database, id: str, number: int, version: int) -> KnockedThrough:  # noqa: A002 -- the column's name
    """In one line: who, and what the first of them promised."""
    rows = list(
        db.query(
            """
            select g.name as giver, r.name as receiver, p.what from promise p
              join party g on g.id = p.giver join party r on r.id = p.receiver
            where p.agreement = ? and p.version = ? order by p.position
            """,
            [id, version],
        )
    )
    names = [name for row in rows for name in (row["giver"], row["receiver"])]
    return KnockedThrough(
        id=id, number=number, parties=tuple(dict.fromkeys(names)), what=rows[0]["what"] if rows else ""
    )


def rung(db: Database) -> dict[tuple[str, int | None], str]:
    """When each phase was last begun, for the run sheet: (kind, round) to a moment's text."""
    rows = db.query("select kind, round, started_at from phase_log order by id")
    return {(row["kind"], row["round"]): row["started_at"] for row in rows}
