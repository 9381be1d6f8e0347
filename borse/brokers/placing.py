"""Who would sit at a meeting that a broker proposes, and at which table. Form and desk ask the same question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from borse.brokers.hall import Hall
from borse.brokers.sitting import Slot, Table
from borse.language import gettext as _

# Ways of choosing who speaks for each party that are tried for a table; more are only ever the same needs again.
TRIED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person for each party, in the parties' order, and the tables that would do, the best first."""

    people: tuple[str, ...]
    tables: tuple[Table, ...]


def place(hall: Hall, parties: Sequence[str], slot: Slot) -> Place | str:
    """Where these could meet in this slot; or the sentence that says why they cannot."""
    free = hall.free(slot)
    for party in parties:
        if party not in free:
            return _not_free(hall, party)
    seated = False
    for people in islice(_each_another([free[party] for party in parties]), TRIED):
        seated = True
        if tables := tables_for(hall, slot, people):
            return Place(people=people, tables=tables)
    if not seated:
        return _("Den samme personen snakker for flere av dem.")
    return _("Ingen ledige bord passer for dem da.")


def _each_another(choices: Sequence[Sequence[str]], chosen: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """One of each choice, nobody twice; the first of each first."""
    if not choices:
        yield chosen
        return
    for one in choices[0]:
        if one not in chosen:
            yield from _each_another(choices[1:], (*chosen, one))


def slot_of(hall: Hall, round_: int | None) -> Slot | None:
    """The slot with this round (None: the free floor), if it is not over."""
    return next((slot for slot in hall.slots if slot.round == round_), None)


def slots_for(hall: Hall, parties: Sequence[str]) -> Iterator[tuple[Slot, Place]]:
    """When these could meet, the earliest first."""
    for slot in hall.slots:
        found = place(hall, parties, slot)
        if isinstance(found, Place):
            yield slot, found


def first_slot(hall: Hall, parties: Sequence[str]) -> Slot | None:
    """The same without tables: the first slot in which all have somebody free. For lists, where hundreds are asked."""
    for slot in hall.slots:
        free = hall.free(slot)
        if any(True for _people in _each_another([free.get(party, ()) for party in parties])):
            return slot
    return None


def _not_free(hall: Hall, party: str) -> str:
    name = hall.parties[party].name
    if not hall.is_here(party):
        return _("Ingen fra %s er her nå.") % name
    return _("Ingen fra %s er ledig da.") % name


def tables_alone(hall: Hall, slot: Slot, people: Sequence[str]) -> frozenset[str]:
    """Where one of these sits and nobody came: the table is theirs, whoever should have sat there too."""
    return frozenset(
        seat.hall_table
        for person in people
        for seat in hall.seats_in(slot, person)
        if seat.is_sure and hall.is_alone(seat, slot)
    )


def tables_for(hall: Hall, slot: Slot, people: Sequence[str]) -> tuple[Table, ...]:
    """Those without a meeting that have what all need; first the one where one of them sits alone already."""
    requires = frozenset[str]().union(*(hall.people[person].requires for person in people))
    own = tables_alone(hall, slot, people)
    taken = hall.tables_taken(slot) - own
    fit = [table for table in hall.tables if table.id not in taken and requires <= table.features]
    # A table with a ramp or in a quiet corner is kept for whoever needs it, as long as there is another.
    return tuple(sorted(fit, key=lambda table: (table.id not in own, len(table.features - requires))))
