"""Who sits where, as one looks for it from ten metres: one list by name, of parties and of people, each with a table.

What has been moved since people came is said in the same list, on the same line: nobody has to compare two.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup

from borse.floor.alphabet import letter_of
from borse.floor.seating import Seat, Seating
from borse.folding import alphabetical

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


def rounds_by_name(seating: Seating, rounds: Iterable[int]) -> dict[int, tuple[Entry, ...]]:
    """The list of each of these rounds in which anybody sits anywhere."""
    return {number: _entries(seating, number) for number in rounds if seating.seats.get(number)}


def _entries(seating: Seating, round_: int) -> tuple[Entry, ...]:
    changed = seating.changed.get(round_, frozenset())
    named: dict[str, Seat] = {}
    tables: dict[str, dict[str, None]] = defaultdict(dict)
    news: set[str] = set()
    for seat in (*seating.seats[round_], *seating.free.get(round_, ())):
        named[seat.id] = seat
        if seat.table:
            tables[seat.id][number_of(seat.table)] = None
        # Whoever sits there for a party that was moved was moved too.
        if seat.party in changed or seat.is_extra or not seat.table:
            news.add(seat.id)
    told = {seat.party for seat in named.values() if seat.is_person}
    names = names_of(named.values())
    entries = (
        Entry(
            name=names[id_],
            tables=tuple(tables[id_]),
            is_changed=id_ in news,
            is_told_by_people=not seat.is_person and seat.party in told,
        )
        for id_, seat in named.items()
    )
    return tuple(sorted(entries, key=lambda entry: (alphabetical(entry.name), entry.tables)))


def names_of(seats: Collection[Seat]) -> dict[str, str]:
    """What each (by id) is called among these: two of one name are told apart by their parties."""
    several = _several(seat.name for seat in seats)
    return {
        seat.id: f"{seat.name} ({seat.also})" if seat.name in several and seat.also else seat.name for seat in seats
    }


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
