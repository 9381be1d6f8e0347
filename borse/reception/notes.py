"""What the people at the door should know of somebody who is let in all the same: no refusal, but a sentence."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.language import gettext as _
from borse.reception.messages import CheckIn, RegisterWalkIn
from borse.reception.presence import Arrival, elsewhere, person_of
from borse.times import clock_time, moment

# So many places say enough of somebody who was checked in all over the hall.
PLACES = 4


def notes_on(row: dict[str, Any], here: list[Arrival]) -> Iterator[str]:
    """On a guest of the list: `row` has name and withdrawn_at, `here` are the arrivals that have not ended."""
    if row["withdrawn_at"]:
        yield _("%(name)s var meldt av. Si fra til arrangøren.") % {"name": row["name"]}
    if len(here) > 1:
        yield _("%(name)s er sjekket inn flere steder: %(places)s.") % {
            "name": row["name"],
            "places": ", ".join(_where(one.at, one.by_name) for one in here[:PLACES])
            + (" …" if len(here) > PLACES else ""),
        }


def note_on(db: Database, command: CheckIn | RegisterWalkIn) -> str:
    """What the tablet that wrote it should know, now that it is on file."""
    said = command.person if isinstance(command, CheckIn) else command.person.person
    person = person_of(db, said)
    if person is None:
        return _("Vi venter på registreringen av denne deltakeren. Den ligger på et annet nettbrett.")
    row = next(db.query("select name, withdrawn_at from person where id = ?", [person]))
    return " ".join(_notes(db, row["name"], person, command.id, is_withdrawn=row["withdrawn_at"] is not None))


def _notes(db: Database, name: str, person: str, arrival: str, *, is_withdrawn: bool) -> Iterator[str]:
    if db.execute("select 1 from walk_in where id = ? and was_known", [arrival]).fetchone():
        yield _("%(name)s sto alt på lista.") % {"name": name}
    if is_withdrawn:
        yield _("%(name)s var meldt av. Si fra til arrangøren.") % {"name": name}
    if there := elsewhere(db, person, arrival):  # of many, one says enough
        yield _("%(name)s er også sjekket inn ved %(place)s.") % {"name": name, "place": _where(*there)}


def _where(at: str, by_name: str) -> str:
    """Nettbrett 2 kl. 17:05."""
    place = by_name or _("en annen skranke")
    return _("%(place)s kl. %(time)s") % {"place": place, "time": clock_time(moment(at))}
