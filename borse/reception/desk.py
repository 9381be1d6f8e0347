"""What the reception decides. Nobody is refused at the door, and nothing depends on what was written first."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.reception import messages
from borse.reception.presence import person_of, settle
from borse.reception.registering import register
from borse.times import stamp


def check_in(command: messages.CheckIn, db: Database, given: Given) -> Iterator[Event]:
    """Somebody who is here already is checked in all the same, and so is one whose registration comes later."""
    _arrive(db, command.id, command.person, given)
    yield from _settled(db, [command.person]) or [messages.ArrivalNoted(arrival=command.id)]


def undo_check_in(command: messages.UndoCheckIn, db: Database, given: Given) -> Iterator[Event]:
    for arrival in command.arrivals:
        db.execute(
            "insert into arrival_undone (arrival, command, at) values (?, ?, ?) on conflict do nothing",
            [arrival, command.id, stamp(given.happened_at)],
        )
    yield from _settled(db, _who_came(db, command.arrivals))


def mark_left(command: messages.MarkLeft, db: Database, given: Given) -> Iterator[Event]:
    for arrival in command.arrivals:
        db.execute(
            "insert into departure (arrival, command, at) values (?, ?, ?) on conflict do nothing",
            [arrival, command.id, stamp(given.happened_at)],
        )
    yield from _settled(db, _who_came(db, command.arrivals))


def register_walk_in(command: messages.RegisterWalkIn, db: Database, given: Given) -> Iterator[Event]:
    """On file and here at once. Who turns out to be on file already is only checked in."""
    party, person, is_new = register(db, command, given.happened_at)
    _arrive(db, command.id, person, given)
    yield messages.WalkInRegistered(party=party, person=person, is_new=is_new)
    yield from _settled(db, [person]) or [messages.ArrivalNoted(arrival=command.id)]


def _arrive(db: Database, arrival: str, person: str, given: Given) -> None:
    db.execute(
        "insert into arrival (id, person, at, by_link, by_name) values (?, ?, ?, ?, ?)",
        [arrival, person, stamp(given.happened_at), given.by.link, given.by.name],
    )


def _who_came(db: Database, arrivals: Iterable[str]) -> list[str]:
    """Of those arrivals that have come in themselves."""
    found = (db.execute("select person from arrival where id = ?", [arrival]).fetchone() for arrival in arrivals)
    return [row[0] for row in found if row]


def _settled(db: Database, said: Iterable[str]) -> list[Event]:
    """Settle those who are meant, and tell what became different."""
    people = dict.fromkeys(person for one in said if (person := person_of(db, one)))
    return [event for person in people for event in _news(person, db)]


def _news(person: str, db: Database) -> Iterator[Event]:
    before, now = settle(db, person)
    if now.is_here and not before.is_here:
        yield messages.PersonArrived(person=person)
    elif now.left_at and not before.left_at:
        yield messages.PersonLeft(person=person)
    elif before.arrived_at and not now.arrived_at:
        yield messages.ArrivalUndone(person=person)


HANDLERS: dict[type[Any], Handler] = {
    messages.CheckIn: check_in,
    messages.UndoCheckIn: undo_check_in,
    messages.MarkLeft: mark_left,
    messages.RegisterWalkIn: register_walk_in,
}
