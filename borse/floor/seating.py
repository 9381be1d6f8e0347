"""Who sits where in each round, and what became of it since the evening began: the ground of all that the wall says.

What a new version changed holds for as long as it is to come, however many versions there were in between: a slip of
paper learns of none of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from borse.changed_meetings import changed_meetings
from borse.extra_meetings import extra_meetings
from borse.presence import ABSENT, presence_of
from borse.published import newest_published, published_at_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A party or a person at a table; no table: they had one in that round, and have none any more.

    `party` is the party's id, `also` its name beside a person's: it tells two of the same name apart. `is_extra`: it is
    none of the programme's, and stands on nobody's sheet.
    """

    id: str
    name: str
    table: str
    party: str
    also: str = ""
    is_extra: bool = False

    @property
    def is_person(self) -> bool:
        return self.id != self.party


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """All by round. `seats` are those of the programme that holds and of the extra meetings; `free` of those who had
    one when the evening began; `changed` are parties (ids) with another meeting, table or people than then.
    """

    seats: Mapping[int, tuple[Seat, ...]]
    free: Mapping[int, tuple[Seat, ...]]
    changed: Mapping[int, frozenset[str]]

    def moved(self, round_: int) -> tuple[Seat, ...]:
        """Those of the programme whose place in this round is another than it was, or gone."""
        changed = self.changed.get(round_, frozenset())
        seats = self.seats.get(round_, ())
        return (*(one for one in seats if one.party in changed and not one.is_extra), *self.free.get(round_, ()))


def counted_on(db: Database, now: datetime) -> frozenset[str]:
    """People (ids) who are here, or may come yet."""
    return frozenset(person for person, state in presence_of(db, now).items() if state not in ABSENT)


def in_the_hall(db: Database) -> frozenset[str]:
    """People (ids) who are here."""
    rows = db.execute("select id from person where arrived_at is not null and left_at is null and withdrawn_at is null")
    return frozenset(row[0] for row in rows)


def seating(db: Database, people: Collection[str]) -> Seating:
    """`people` (ids) can be counted on: others have no line for having become free."""
    start, newest = published_at_start(db), newest_published(db)
    seats = _seats(db, newest)
    for meeting in extra_meetings(db):
        if meeting.status == "accepted" and meeting.round is not None:
            for chair in meeting.chairs:
                at = _at(chair.party, chair.name, chair.person, chair.person_name, meeting.table)
                seats[meeting.round] += [replace(seat, is_extra=True) for seat in at]
    changed: dict[int, set[str]] = defaultdict(set)
    free: dict[int, tuple[Seat, ...]] = {}
    if start != newest:
        for one in changed_meetings(db, start, newest) if start and newest else ():
            if one.what != "gone":
                changed[one.round] |= {one.a, one.b}
        staying = {*people, *_parties_of(db, people)}
        for round_, before in _seats(db, start).items():
            gone = staying - {seat.id for seat in seats[round_]}
            free[round_] = tuple(replace(seat, table="") for seat in _each_once(before) if seat.id in gone)
    return Seating(
        seats={round_: _each_once(found) for round_, found in seats.items()},
        free=free,
        changed={round_: frozenset(parties) for round_, parties in changed.items()},
    )


def _seats(db: Database, version: int | None) -> dict[int, list[Seat]]:
    """In a version of the programme, by round; none without one."""
    found: dict[int, list[Seat]] = defaultdict(list)
    for number, table, party, party_name, person, person_name in db.execute(
        """
        select m.round, t.name, s.party, q.name, s.person, p.name
        from meeting m join hall_table t on t.id = m.hall_table join meeting_person s on s.meeting = m.id
          join party q on q.id = s.party join person p on p.id = s.person
        where m.version = ? order by m.round, t.position
        """,
        [version],
    ):
        found[number] += _at(party, party_name, person, person_name, table)
    return found


def _at(party: str, party_name: str, person: str, person_name: str, table: str) -> list[Seat]:
    """A private person is a party of their own, and named once."""
    if person_name == party_name:
        return [Seat(id=person, name=person_name, table=table, party=party)]
    return [
        Seat(id=party, name=party_name, table=table, party=party),
        Seat(id=person, name=person_name, table=table, party=party, also=party_name),
    ]


def _each_once(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Without the party of a private person, whom somebody else comes with."""
    seats = tuple(seats)
    private = {seat.party for seat in seats if seat.is_person and not seat.also}
    return tuple(seat for seat in seats if seat.is_person or seat.party not in private)


def _parties_of(db: Database, people: Collection[str]) -> frozenset[str]:
    """For whom these people speak."""
    rows = db.execute(
        "select s.party, s.person from speaks_for s join party q on q.id = s.party where q.withdrawn_at is null"
    )
    return frozenset(party for party, person in rows if person in people)
