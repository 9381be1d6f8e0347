"""What changed for whom between two schedules: so that only those concerned are told, once, with before and after."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matching.problem import Meeting
from matching.schedule import Schedule


class Kind(StrEnum):
    """What happened to a meeting, as one person sees it."""

    ADDED = "added"
    DROPPED = "dropped"
    ANOTHER_ROUND = "another round"
    ANOTHER_TABLE = "another table"
    OTHER_PEOPLE = "other people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: `before` is None for an added meeting, `after` is None for a dropped one."""

    kind: Kind
    before: Meeting | None
    after: Meeting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Differences by person and by party, by id in the order of the alphabet; who sees none is not there."""

    people: dict[str, tuple[Change, ...]]
    parties: dict[str, tuple[Change, ...]]


def changes(before: Schedule, after: Schedule) -> Changes:
    """What changed for whom. Somebody who now sits in, or no longer does, sees it as added or dropped."""
    people: dict[str, list[Change]] = defaultdict(list)
    parties: dict[str, list[Change]] = defaultdict(list)
    for old, new in _side_by_side(before.meetings, after.meetings):
        for party in (new or old).key if new or old else ():  # type: ignore[union-attr]  # one of the two is there
            if change := _change(old, new):
                parties[party].append(change)
        sat = set(old.people) if old else set()
        sits = set(new.people) if new else set()
        for person in sat | sits:
            if change := _change(old if person in sat else None, new if person in sits else None):
                people[person].append(change)
    return Changes(
        people={name: tuple(people[name]) for name in sorted(people)},
        parties={name: tuple(parties[name]) for name in sorted(parties)},
    )


def _side_by_side(before: Sequence[Meeting], after: Sequence[Meeting]) -> list[tuple[Meeting | None, Meeting | None]]:
    """Meetings of the same pair beside each other; a pair meets at most once."""
    old = {meeting.key: meeting for meeting in before}
    new = {meeting.key: meeting for meeting in after}
    return [(old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new))]


def _change(old: Meeting | None, new: Meeting | None) -> Change | None:
    if old is None or new is None:
        if old is new:
            return None
        return Change(kind=Kind.ADDED if old is None else Kind.DROPPED, before=old, after=new)
    if old.round != new.round:
        kind = Kind.ANOTHER_ROUND
    elif old.table != new.table:
        kind = Kind.ANOTHER_TABLE
    elif old.as_held != new.as_held:
        kind = Kind.OTHER_PEOPLE
    else:
        return None
    return Change(kind=kind, before=old, after=new)
