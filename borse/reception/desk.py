"""What the reception decides. Nobody is refused at the door: what is known already is not news, and no error."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.language import gettext as _
from borse.newcomers import NewParty
from borse.parties import add_people, add_posts, known_party, known_person, sign_up
from borse.reception import messages
from borse.refusals import Invalid, NotFound
from borse.times import stamp


def check_in(command: messages.CheckIn, db: Database, given: Given) -> Iterator[Event]:
    """A second scan is not news. The first arrival stands, also for who went out and came back."""
    yield from _arrive(db, _person(db, command.person), given)


def check_in_party(command: messages.CheckInParty, db: Database, given: Given) -> Iterator[Event]:
    rows = db.query(
        """
        select p.* from person p join speaks_for s on s.person = p.id
        where s.party = ? and p.withdrawn_at is null order by s.position
        """,
        [command.party],
    )
    people = list(rows)
    if not people:
        raise NotFound(_("Ingen er påmeldt for denne aktøren."))
    for person in people:
        yield from _arrive(db, person, given)


def _arrive(db: Database, person: dict[str, Any], given: Given) -> Iterator[messages.PersonArrived]:
    if person["arrived_at"] and not person["left_at"]:
        return
    db.execute(
        "update person set arrived_at = coalesce(arrived_at, ?), left_at = null where id = ?",
        [stamp(given.now), person["id"]],
    )
    yield messages.PersonArrived(person=person["id"])


def undo_check_in(command: messages.UndoCheckIn, db: Database, given: Given) -> Iterator[Event]:
    del given
    if _person(db, command.person)["arrived_at"]:
        db.execute("update person set arrived_at = null, left_at = null where id = ?", [command.person])
        yield messages.ArrivalUndone(person=command.person)


def mark_left(command: messages.MarkLeft, db: Database, given: Given) -> Iterator[Event]:
    person = _person(db, command.person)
    if person["arrived_at"] and not person["left_at"]:
        db.execute("update person set left_at = ? where id = ?", [stamp(given.now), command.person])
        yield messages.PersonLeft(person=command.person)


def register_walk_in(command: messages.RegisterWalkIn, db: Database, given: Given) -> Iterator[Event]:
    """On file and checked in at once. Who turns out to be signed up already is only checked in."""
    known = known_party(db, command.name)
    if known is None:
        _sign_up_new(db, command, given)
    else:
        add_people(db, known, [command.person], "walk_in", given.now)
        add_posts(db, known, command.posts, "walk_in", given.now)
    person = known_person(db, command.person)
    assert person is not None
    yield messages.WalkInRegistered(party=known or command.party, person=person, is_new=known is None)
    yield from _arrive(db, _person(db, person), given)


def _sign_up_new(db: Database, command: messages.RegisterWalkIn, given: Given) -> None:
    if command.side is None:
        raise Invalid({"side": _("Velg hva slags aktør det er. Den er ikke påmeldt fra før.")})
    party = NewParty(
        party=command.party,
        name=command.name,
        side=command.side,
        people=(command.person,),
        posts=command.posts,
        rules_accepted=command.rules_accepted,
    )
    sign_up(db, party, "walk_in", given.now)


def _person(db: Database, person: str) -> dict[str, Any]:
    row = next(db.query("select * from person where id = ?", [person]), None)
    if row is None:
        raise NotFound(_("Vi finner ikke denne deltakeren. Søk på navnet, eller registrer en ny på stedet."))
    if row["withdrawn_at"]:
        raise NotFound(_("Denne deltakeren er meldt av. Registrer personen på nytt, på stedet."))
    return row


HANDLERS: dict[type[Any], Handler] = {
    messages.CheckIn: check_in,
    messages.CheckInParty: check_in_party,
    messages.UndoCheckIn: undo_check_in,
    messages.MarkLeft: mark_left,
    messages.RegisterWalkIn: register_walk_in,
}
