"""Where the published programme and the hall no longer agree: empty chairs, and people here without a meeting."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.presence import State, presence_of
from borse.programme.still_holds import cannot_be_held
from borse.programme.world import world_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Somebody who is not here, with the parties they speak for (names) and how many meetings still wait for them."""

    id: str
    name: str
    state: State
    parties: tuple[str, ...]
    meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A party with somebody here, and no meeting in the rounds to come. `people` are those of it who are here."""

    id: str
    name: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """`states` counts people by presence; `rounds` are those that have not been rung; `broken` is a number of meetings.

    `absent` are those who have meetings to come; `unplaced` is empty when there is no round left.
    """

    states: dict[State, int]
    rounds: tuple[int, ...]
    broken: int
    absent: tuple[Absent, ...]
    unplaced: tuple[Unplaced, ...]

    def __bool__(self) -> bool:
        return bool(self.broken or self.unplaced)


def gaps_of(db: Database, now: datetime) -> Gaps:
    """As things are now. Before anything is published there is nothing to disagree with."""
    world, presences = world_of(db, now), presence_of(db, now)
    names = {
        row["id"]: row["name"] for row in db.query("select id, name from person union all select id, name from party")
    }
    rounds = tuple(number for number in range(1, world.rounds + 1) if number not in world.rung)
    ahead = [meeting for meeting in world.previous if int(meeting.round) in rounds]
    waiting = Counter(person for meeting in ahead for person in meeting.people)
    busy = {party for meeting in ahead for party in meeting.key}
    speaks = {party.id: party.people for party in world.parties}
    absent = [
        Absent(
            id=person,
            name=names[person],
            state=state,
            parties=tuple(sorted(names[party] for party, people in speaks.items() if person in people)),
            meetings=waiting[person],
        )
        for person, state in presences.items()
        if state in {"missing", "left"} and waiting[person]
    ]
    unplaced = [
        Unplaced(
            id=party.id,
            name=names[party.id],
            people=tuple((one, names[one]) for one in party.people if presences.get(one) == "here"),
        )
        for party in world.parties
        if party.comes and party.id not in busy and rounds and world.previous
    ]
    return Gaps(
        states={state: list(presences.values()).count(state) for state in ("awaited", "here", "missing", "left")},
        rounds=rounds,
        broken=len(cannot_be_held(world, ahead)),
        absent=tuple(sorted(absent, key=lambda one: (one.name, one.id))),
        unplaced=tuple(sorted((one for one in unplaced if one.people), key=lambda one: (one.name, one.id))),
    )
