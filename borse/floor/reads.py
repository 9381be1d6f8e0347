"""What the floor asks the file."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.awards import Result, prize_shown
from borse.borstid import etterbors_until
from borse.clock import Clock, clock_of
from borse.extra_meetings import extra_meetings
from borse.floor.alphabet import Shares, shares_of
from borse.floor.names import number_of
from borse.floor.wall import Card, cards
from borse.folding import alphabetical
from borse.notices import Notice, notices, notices_now

# As many as can be read from the back of the hall.
LATEST = 3
# So many names of people who are missing, at a time; the others are a number until it is their turn.
NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class KnockedThrough:
    """An agreement as the big screen tells it."""

    id: str
    number: int
    parties: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtTogether:
    """A meeting that brokers arranged on the free floor: `table` as it is read from afar, theirs until `until`."""

    parties: tuple[str, ...]
    table: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """How the evening stands. `parties` are those with an agreement, of `of_parties`; `hours` are promised ones."""

    agreements: int
    parties: int
    of_parties: int
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All that the big screen shows, of one moment, but for who sits where (`names.py`).

    `missing` are people who are expected at a table in the round that runs or comes, and have not come: by name, in
    groups that are named by turns. None when the organiser does not want them named. `prize` is the result that
    the host shows, and since when.
    """

    clock: Clock
    cards: list[Card]
    notices: tuple[Notice, ...]
    etterbors_until: datetime | None
    results: Results
    prize: tuple[Result, str] | None
    brought_together: tuple[BroughtTogether, ...]
    latest: tuple[KnockedThrough, ...]
    missing: tuple[tuple[str, ...], ...] | None
    arrived: int
    expected: int


def screen(db: Database, now: datetime) -> Screen:
    clock = clock_of(db)
    people = db.execute(
        "select count(arrived_at), count(*) from person where withdrawn_at is null and left_at is null"
    ).fetchone()
    return Screen(
        clock=clock,
        cards=cards(clock),
        notices=tuple(notice for notice in notices_now(db, now) if notice.on_screens),
        etterbors_until=etterbors_until(db, now),
        results=results(db),
        prize=prize_shown(db),
        brought_together=brought_together(db, clock, now),
        latest=knocked_through(db),
        missing=missing_in(db, clock.round) if clock.turn and clock.round and names_missing(db) else None,
        arrived=people[0],
        expected=people[1],
    )


def brought_together(db: Database, clock: Clock, now: datetime) -> tuple[BroughtTogether, ...]:
    """Who sits down where on the free floor, whether it runs or comes: what all have said yes to."""
    is_to_come = any(phase.kind == "floor" for phase in clock.phases[clock.position + 1 :])
    found = [
        BroughtTogether(
            parties=tuple(chair.name for chair in extra.chairs), table=number_of(extra.table), until=extra.ends_at
        )
        for extra in extra_meetings(db)
        if extra.status == "accepted" and extra.ends_at is not None and (is_to_come or extra.ends_at > now)
    ]
    return tuple(sorted(found, key=lambda one: (len(one.table), one.table)))


def results(db: Database) -> Results:
    """Of agreements that were knocked through: the counter on the wall."""
    row = db.execute(
        """
        with promised as (
            select p.* from agreement_now a join promise p on p.agreement = a.id and p.version = a.version
            where a.status = 'knocked_through')
        select (select count(*) from agreement_now where status = 'knocked_through'),
               (select count(*) from (select giver from promised union select receiver from promised)),
               (select count(*) from party where withdrawn_at is null),
               (select coalesce(sum(hours), 0) from promised)
        """
    ).fetchone()
    return Results(agreements=row[0], parties=row[1], of_parties=row[2], hours=round(row[3]))


def knocked_through(db: Database) -> tuple[KnockedThrough, ...]:
    """The latest, newest first: who, and what the first of them promised."""
    rows = list(
        db.query(
            """
            select a.id, a.number, g.name as giver, r.name as receiver, p.what
            from agreement_now a join promise p on p.agreement = a.id and p.version = a.version
              join party g on g.id = p.giver join party r on r.id = p.receiver
            where a.status = 'knocked_through'
              and a.number in (select number from agreement_now where status = 'knocked_through'
                               order by number desc limit ?)
            order by a.number desc, p.position
            """,
            [LATEST],
        )
    )
    return tuple(_told([row for row in rows if row["id"] == id_]) for id_ in dict.fromkeys(row["id"] for row in rows))


def _told(rows: list[dict[str, str]]) -> KnockedThrough:
    names = [name for row in rows for name in (row["giver"], row["receiver"])]
    first = rows[0]
    return KnockedThrough(
        id=first["id"], number=int(first["number"]), parties=tuple(dict.fromkeys(names)), what=first["what"]
    )


def names_missing(db: Database) -> bool:
    """Whether the organiser wants the screen to name those who are missing."""
    row = db.execute("select names_missing from wall").fetchone()
    return bool(row and row[0])


def missing_in(db: Database, round_: int) -> tuple[tuple[str, ...], ...]:
    """Who is expected at a table in this round, and is not in the hall: by name, so many at a time."""
    rows = db.execute(
        """
        select distinct p.name from meeting_now m join meeting_person s on s.meeting = m.id
          join person p on p.id = s.person where m.round = ?
          and (p.arrived_at is null or p.left_at is not null)
        """,
        [round_],
    ).fetchall()
    names = sorted((row[0] for row in rows), key=alphabetical)
    return tuple(tuple(names[first : first + NAMED]) for first in range(0, len(names), NAMED))


def shares(db: Database) -> Shares:
    """How several screens share the alphabet. Those who come without a sign-up move no letter to another screen."""
    return shares_of(_signed_up(db))


def _signed_up(db: Database) -> list[str]:
    return [row[0] for row in db.execute("select name from person where walk_in = 0").fetchall()]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostDesk:
    """What the host has before them. `rung` says when each phase was last begun: (kind, round) to a moment's text."""

    clock: Clock
    rung: dict[tuple[str, int | None], str]
    notices: tuple[Notice, ...]
    etterbors_until: datetime | None
    names_missing: bool
    names: int  # of those who signed up: whom the screens share
    shares: Shares


def host_desk(db: Database, now: datetime) -> HostDesk:
    return HostDesk(
        clock=clock_of(db),
        rung=rung(db),
        notices=notices(db),
        etterbors_until=etterbors_until(db, now),
        names_missing=names_missing(db),
        names=len(_signed_up(db)),
        shares=shares(db),
    )


def rung(db: Database) -> dict[tuple[str, int | None], str]:
    rows = db.query("select kind, round, started_at from phase_log order by id")
    return {(row["kind"], row["round"]): row["started_at"] for row in rows}
