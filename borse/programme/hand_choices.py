"""What one chooses from when somebody is moved by hand: meetings and chairs, rounds, tables, and who is here."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.exchange import feature_names
from borse.language import gettext as _
from borse.language import ngettext
from borse.presence import presence_of
from borse.programme import reads
from borse.programme.world import World, world_of
from matching import Meeting, pair_key


def choices_of_move(db: Database, a: str, b: str, at: datetime) -> dict[str, Any]:
    """For the form that moves, adds or takes out: `as_it_is` is how these two meet now, where they do."""
    world, names = world_of(db, at), reads.all_names(db)
    ahead = [one for one in world.previous if int(one.round) not in world.rung]
    people = {party.id: party.people for party in world.parties if not party.gone}
    chosen = a in people and b in people and a != b
    meeting = next((one for one in ahead if one.key == pair_key(a, b)), None) if chosen else None
    presences = presence_of(db, at)
    return {
        "chosen": chosen,
        "meeting": meeting,
        "names": names,
        "meetings": [(one, names[one.a], names[one.b], names[one.table]) for one in ahead],
        "parties": reads.parties_coming(db),
        "rounds": [
            (number, _("Runde %(number)s") % {"number": number})
            for number in range(1, world.rounds + 1)
            if number not in world.rung
        ],
        "tables": _tables(world, names),
        "people": {party: [(one, _who(one, names, presences)) for one in people[party]] for party in (a, b)}
        if chosen
        else {},
        "as_it_is": _as_it_is(meeting, a) if meeting else {},
    }


def _as_it_is(meeting: Meeting, a: str) -> dict[str, Any]:
    turned = meeting.a != a
    return {
        "round": meeting.round,
        "table": meeting.table,
        "a_people": meeting.b_people if turned else meeting.a_people,
        "b_people": meeting.a_people if turned else meeting.b_people,
    }


def _tables(world: World, names: dict[str, str]) -> list[tuple[str, str]]:
    """Every table, with what it has and the rounds in which nobody sits there: that is what one looks for."""
    ahead = [number for number in range(1, world.rounds + 1) if number not in world.rung]
    used = {(int(one.round), one.table) for one in world.previous} | {
        (one.round, one.hall_table) for one in world.taken
    }
    known = feature_names()
    found = []
    for table, features in world.tables:
        free = [str(number) for number in ahead if (number, table) not in used]
        where = _("ledig i runde %s") % ", ".join(free) if free else _("opptatt")
        has = [known.get(feature, feature).lower() for feature in features]
        found.append((table, f"{names[table]} ({'; '.join([*has, where])})"))
    return found


def _who(person: str, names: dict[str, str], presences: dict[str, Any]) -> str:
    is_here = {"here": _("er her"), "missing": _("ikke kommet"), "left": _("har gått")}.get(
        presences.get(person, ""), ""
    )
    return f"{names[person]} ({is_here})" if is_here else names[person]


def choices_of_stand_in(db: Database, at: datetime) -> dict[str, Any]:
    """For the form that names a stand-in: chairs of those who are absent first, people who are here first."""
    world, names, presences = world_of(db, at), reads.all_names(db), presence_of(db, at)
    chairs: dict[tuple[str, str], int] = {}
    for one in world.previous:
        if int(one.round) not in world.rung:
            for party, people in ((one.a, one.a_people), (one.b, one.b_people)):
                for person in people:
                    chairs[person, party] = chairs.get((person, party), 0) + 1
    absent_first = sorted(
        chairs, key=lambda chair: (presences.get(chair[0]) not in {"missing", "left"}, names[chair[0]], chair)
    )
    return {
        "chairs": [
            (
                f"{person} {party}",
                f"{_who(person, names, presences)}, {names[party]}: "
                + ngettext("%(num)s møte igjen", "%(num)s møter igjen", chairs[person, party])
                % {"num": chairs[person, party]},
            )
            for person, party in absent_first
        ],
        "people": [
            (person, _who(person, names, presences))
            for person in sorted(presences, key=lambda one: (presences[one] != "here", names[one], one))
            if presences[person] != "left"
        ],
    }
