"""What changed for whom between two versions, in words: only those concerned need to hear of it."""

from dataclasses import dataclass

from sqlite_utils import Database

from borse.language import gettext as _
from borse.programme.reads import party_names
from borse.programme.world import meetings_of
from matching import Bound, Change, Changes, Kind, Meeting, Schedule, Score, changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Somebody (a person or a party) whose meetings are not as they were, with a sentence per difference."""

    id: str
    name: str
    sentences: tuple[str, ...]


def affected_parties(db: Database, before: int, after: int) -> list[Affected]:
    """Parties whose meetings differ between two versions, by name."""
    names = party_names(db)
    found = changes_between(db, before, after).parties
    tables = _tables(db)
    return sorted(
        (
            Affected(
                id=party,
                name=names[party],
                sentences=tuple(sentence_of(change, {party}, names, tables) for change in found[party]),
            )
            for party in found
        ),
        key=lambda one: (one.name, one.id),
    )


def number_of_people_affected(db: Database, before: int, after: int) -> int:
    return len(changes_between(db, before, after).people)


def changes_between(db: Database, before: int, after: int) -> Changes:
    """What differs between two versions, for each person and each party."""
    return changes(*(schedule_of(meetings_of(db, version)) for version in (before, after)))


def schedule_of(meetings: tuple[Meeting, ...]) -> Schedule:
    """Meetings as the engine compares and checks them, where how good they are does not matter."""
    nothing = Score(shortfall=0, worth=0, waits=0, moves=0, changes=0)
    return Schedule(meetings=meetings, score=nothing, bound=Bound(shortfall=0, worth=0))


def _tables(db: Database) -> dict[str, str]:
    return {row["id"]: row["name"] for row in db.query("select id, name from hall_table")}


def sentence_of(change: Change, own: set[str], names: dict[str, str], tables: dict[str, str]) -> str:
    """A difference as whoever speaks for the parties `own` is told of it."""
    before, after = change.before, change.after
    words = {
        "other": _other(after or before, own, names),
        "before": _place(before, tables),
        "after": _place(after, tables),
    }
    match change.kind:
        case Kind.ADDED:
            return _("Nytt møte med %(other)s: %(after)s.") % words
        case Kind.DROPPED:
            return _("Møtet med %(other)s er tatt bort (%(before)s).") % words
        case Kind.ANOTHER_ROUND | Kind.ANOTHER_TABLE:
            return _("Møtet med %(other)s er flyttet: fra %(before)s til %(after)s.") % words
        case Kind.OTHER_PEOPLE:
            return _("Møtet med %(other)s (%(after)s) har fått andre deltakere.") % words


def _other(meeting: Meeting | None, own: set[str], names: dict[str, str]) -> str:
    assert meeting is not None
    return names[meeting.b if meeting.a in own else meeting.a]


def _place(meeting: Meeting | None, tables: dict[str, str]) -> str:
    if meeting is None:
        return ""
    return _("runde %(round)s, %(table)s") % {"round": meeting.round, "table": tables.get(meeting.table, "")}
