"""Who sits where, as one looks for it from ten metres: one list by name, of parties and of people, each with a table.

What has been moved since people came is said in the same list, on the same line: nobody has to compare two. It is said
for as long as it is to come, however many new versions there were in between: a slip of paper learns of none of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup
from sqlite_utils import Database

from borse.changed_meetings import changed_meetings
from borse.extra_meetings import extra_meetings
from borse.floor.alphabet import letter_of
from borse.folding import alphabetical
from borse.published import newest_published, published_at_start

# «Bord 7», «Bord 7, ved kaffen», «7»: what is read from afar is the number.
TABLE = re.compile(r"\D*?(?P<number>[0-9]{1,3})(?:[ ,–-]+\D*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list. Who speaks for two parties at once, or a party with three people, may have several tables.

    No tables: the meeting that they had in this round is not held any more. `is_told_by_people`: a party whose people
    all stand in the list by their own names, so it can be left out where letters must be large.
    """

    name: str
    tables: tuple[str, ...]
    is_changed: bool
    is_told_by_people: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A party or a person at a table. `also` is a person's party: it tells two of the same name apart.

    `is_new`: it is none of the programme's, and stands on nobody's sheet.
    """

    id: str
    name: str
    table: str
    also: str = ""
    is_new: bool = False


def rounds_by_name(db: Database, rounds: Iterable[int]) -> dict[int, tuple[Entry, ...]]:
    """The list of each of these rounds, of the programme that holds and of the extra meetings. Empty without any."""
    seats = _seats(db)
    for meeting in extra_meetings(db):
        if meeting.status == "accepted" and meeting.round is not None:
            for chair in meeting.chairs:
                seats[meeting.round] += [
                    Seat(chair.party, chair.name, meeting.table, is_new=True),
                    Seat(chair.person, chair.person_name, meeting.table, chair.name, is_new=True),
                ]
    changed, gone = _changed(db)
    return {number: _entries(seats[number], changed[number], gone[number]) for number in rounds if seats[number]}


def _seats(db: Database) -> dict[int, list[Seat]]:
    """In the programme that holds, by round."""
    found: dict[int, list[Seat]] = defaultdict(list)
    for number, table, party, party_name, person, person_name in db.execute(
        """
        select m.round, t.name, s.party, q.name, s.person, p.name
        from meeting_now m join hall_table t on t.id = m.hall_table join meeting_person s on s.meeting = m.id
          join party q on q.id = s.party join person p on p.id = s.person
        order by m.round, t.position
        """
    ):
        found[number] += [Seat(party, party_name, table), Seat(person, person_name, table, party_name)]
    return found


def _changed(db: Database) -> tuple[dict[int, set[str]], dict[int, dict[str, str]]]:
    """By round: the parties whose place there is new, and those (with names) who no longer have the one they had.

    Since the evening began, and not since the version before. Those who have left look for nothing here any more.
    """
    staying = _staying(db)
    start, newest = published_at_start(db), newest_published(db)
    changed: dict[int, set[str]] = defaultdict(set)
    gone: dict[int, dict[str, str]] = defaultdict(dict)
    for one in changed_meetings(db, start, newest) if start and newest else ():
        names = {one.a: one.a_name, one.b: one.b_name}
        free = {party: name for party, name in names.items() if party in staying}
        if one.what != "gone":
            changed[one.round] |= names.keys()
        if one.what == "gone":
            gone[one.round] |= free
        elif one.what == "moved" and one.was_round != one.round:
            gone[one.was_round] |= free
    return changed, gone


def _staying(db: Database) -> set[str]:
    """Parties for which somebody is here or may come yet."""
    rows = db.execute(
        """
        select s.party from speaks_for s join person p on p.id = s.person join party q on q.id = s.party
        where p.left_at is null and p.withdrawn_at is null and q.withdrawn_at is null
        """
    )
    return {row[0] for row in rows}


def _entries(seats: Iterable[Seat], changed: set[str], gone: Mapping[str, str]) -> tuple[Entry, ...]:
    named: dict[str, Seat] = {}
    tables: dict[str, dict[str, None]] = defaultdict(dict)
    news: set[str] = set()
    for seat in seats:
        if seat.name == seat.also:  # a private person is a party of their own
            continue
        named[seat.id] = seat
        tables[seat.id][number_of(seat.table)] = None
        if seat.id in changed or seat.is_new:
            news.add(seat.id)
    # Whoever sits there for a party that was moved was moved too.
    moved = {named[party].name for party in changed if party in named}
    news |= {id_ for id_, seat in named.items() if seat.also in moved}
    told = {seat.also for seat in named.values()}
    for party, name in gone.items():
        if party not in named:
            named[party], tables[party] = Seat(party, name, ""), {}
            news.add(party)
    several = _several(seat.name for seat in named.values())
    entries = (
        Entry(
            name=f"{seat.name} ({seat.also})" if seat.name in several and seat.also else seat.name,
            tables=tuple(tables[id_]),
            is_changed=id_ in news,
            is_told_by_people=seat.name in told,
        )
        for id_, seat in named.items()
    )
    return tuple(sorted(entries, key=lambda entry: (alphabetical(entry.name), entry.tables)))


def _several(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]  # adds


def number_of(table: str) -> str:
    """What is read of a table's name from afar: its number, or the whole name when it has none."""
    found = TABLE.fullmatch(table)
    return found["number"] if found else table


def by_letter(environment: Environment, entries: tuple[Entry, ...]) -> dict[str, Markup]:
    """The list drawn, by the letter that names begin with: a screen may have a part of the alphabet."""
    template = environment.get_template("floor/names.html")
    return {
        letter: Markup(template.render(entries=list(lines)))  # noqa: S704 -- escaped there
        for letter, lines in groupby(entries, key=lambda entry: letter_of(entry.name))
    }
