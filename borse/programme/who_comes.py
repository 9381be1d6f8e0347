"""The people and parties of a snapshot: for which rounds they said they come, and for which they can be counted on.

Who is absent can be counted on for nothing but the rounds that they already sat in: what was held is not rewritten.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from borse.exchange import Phase
from borse.presence import ABSENT, State
from borse.times import moment
from matching import Meeting

Presences = Mapping[str, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person as planning sees them. `said` are the rounds of their sign-up, `rounds` those to plan them for.

    `requires` is what their table must have. `walk_in` came without a sign-up.
    """

    id: str
    said: tuple[int, ...]
    rounds: tuple[int, ...]
    requires: tuple[str, ...]
    walk_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`gone` has withdrawn, but sat in a meeting of a round that has been rung. Of `away` nobody is here."""

    id: str
    side: str
    people: tuple[str, ...]
    gone: bool
    away: bool
    walk_in: bool

    @property
    def comes(self) -> bool:
        return not self.gone and not self.away


def seats(db: Database, phases: Iterable[Phase], held: Iterable[Meeting], presences: Presences) -> tuple[Seat, ...]:
    """Those who have not withdrawn; and those who have, in the rounds that they sat in."""
    sat: dict[str, set[int]] = defaultdict(set)
    for meeting in held:
        for person in meeting.people:
            sat[person].add(int(meeting.round))
    phases = tuple(phases)
    found = []
    for row in db.query(
        "select id, present_from, present_until, requires, walk_in, withdrawn_at from person order by id"
    ):
        id_, here = row["id"], presences.get(row["id"]) == "here"
        said = () if row["withdrawn_at"] else rounds_there(phases, row["present_from"], row["present_until"])
        # Who said they would come late, and is here already, is here.
        counted = said if not here else rounds_there(phases, None, row["present_until"])
        if row["withdrawn_at"] or presences.get(id_) in ABSENT:
            counted = ()
        seat = Seat(
            id=id_,
            said=tuple(sorted({*said, *sat[id_]})),
            rounds=tuple(sorted({*counted, *sat[id_]})),
            requires=tuple(sorted(json.loads(row["requires"]))),
            walk_in=bool(row["walk_in"]),
        )
        if seat.said or not row["withdrawn_at"]:
            found.append(seat)
    return tuple(found)


def rounds_there(phases: Iterable[Phase], present_from: str | None, present_until: str | None) -> tuple[int, ...]:
    """The rounds that somebody is there for from beginning to end. No hours given is the whole evening."""
    comes = moment(present_from) if present_from else None
    goes = moment(present_until) if present_until else None
    return tuple(
        phase.round
        for phase in phases
        if phase.kind == "round"
        and phase.round is not None
        and (comes is None or comes <= phase.starts_at)
        and (goes is None or phase.ends_at <= goes)
    )


def parties(db: Database, held: Iterable[Meeting], presences: Presences) -> tuple[Party, ...]:
    """Those who are coming; and those who have withdrawn, if they sat in a meeting that was held."""
    sat: dict[str, set[str]] = defaultdict(set)
    for meeting in held:
        sat[meeting.a] |= set(meeting.a_people)
        sat[meeting.b] |= set(meeting.b_people)
    speakers: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """
        select s.party, s.person from speaks_for s join person p on p.id = s.person
        where p.withdrawn_at is null order by s.party, s.position, s.person
        """
    ):
        speakers[row["party"]].append(row["person"])
    return tuple(
        Party(
            id=row["id"],
            side=row["side"],
            people=tuple(dict.fromkeys((*speakers[row["id"]], *sorted(sat[row["id"]])))),
            gone=row["withdrawn_at"] is not None,
            # A party without people is not away: why it meets nobody is said as it is.
            away=bool(speakers[row["id"]]) and all(presences.get(one) in ABSENT for one in speakers[row["id"]]),
            walk_in=row["source"] == "walk_in",
        )
        for row in db.query("select id, side, source, withdrawn_at from party order by id")
        if row["withdrawn_at"] is None or sat[row["id"]]
    )
