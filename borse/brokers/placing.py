"""Who would sit at a meeting that a broker proposes, and at which table. Form and desk ask the same question."""

from collections.abc import Iterator
from dataclasses import dataclass

from borse.brokers.hall import Hall
from borse.brokers.sitting import Slot, Table
from borse.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person for each party, and the tables that would do, the best first."""

    a_person: str
    b_person: str
    tables: tuple[Table, ...]


def place(hall: Hall, a: str, b: str, slot: Slot) -> Place | str:
    """Where these two could meet in this slot; or the sentence that says why they cannot."""
    free = hall.free(slot)
    for party in (a, b):
        if party not in free:
            return _not_free(hall, party)
    best: Place | None = None
    for a_person in free[a]:
        for b_person in free[b]:
            if a_person != b_person:
                found = Place(a_person=a_person, b_person=b_person, tables=tables_for(hall, slot, a_person, b_person))
                if found.tables:
                    return found
                best = best or found
    if best is None:
        return _("Den samme personen snakker for begge.")
    return _("Ingen ledige bord passer for dem da.")


def slot_of(hall: Hall, round_: int | None) -> Slot | None:
    """The slot with this round (None: the free floor), if it is not over."""
    return next((slot for slot in hall.slots if slot.round == round_), None)


def slots_for(hall: Hall, a: str, b: str) -> Iterator[tuple[Slot, Place]]:
    """When these two could meet, the earliest first."""
    for slot in hall.slots:
        found = place(hall, a, b, slot)
        if isinstance(found, Place):
            yield slot, found


def first_slot(hall: Hall, a: str, b: str) -> Slot | None:
    """The same without tables: the first slot in which both have somebody free. For lists, where hundreds are asked."""
    for slot in hall.slots:
        free = hall.free(slot)
        if len({*free.get(a, ()), *free.get(b, ())}) > 1 and a in free and b in free:
            return slot
    return None


def _not_free(hall: Hall, party: str) -> str:
    name = hall.parties[party].name
    if not hall.is_here(party):
        return _("Ingen fra %s er her nå.") % name
    return _("Ingen fra %s er ledig da.") % name


def tables_for(hall: Hall, slot: Slot, a_person: str, b_person: str) -> tuple[Table, ...]:
    """Those without a meeting that have what both need; first the one where one of the two sits alone already."""
    requires = hall.people[a_person].requires | hall.people[b_person].requires
    own = {
        seat.hall_table
        for person in (a_person, b_person)
        if (seat := hall.seat(person, slot)) and seat.is_sure and hall.is_alone(seat, slot)
    }
    taken = _taken(hall, slot) - own
    fit = [table for table in hall.tables if table.id not in taken and requires <= table.features]
    # A table with a ramp or in a quiet corner is kept for whoever needs it, as long as there is another.
    return tuple(sorted(fit, key=lambda table: (table.id not in own, len(table.features - requires))))


def _taken(hall: Hall, slot: Slot) -> set[str]:
    return {seat.hall_table for person in hall.seats for seat in hall.seats_in(slot, person)}
