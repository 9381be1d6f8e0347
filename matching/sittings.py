"""Who sits where, over the whole event: people and tables of every meeting, in order of time.

The last two levels are decided here, with the meetings and their rounds settled. A **sitting** is a meeting with its
people and its table as positions in the problem's lists; those of frozen rounds are fixed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matching.model import Model
from matching.plan import Plan
from matching.problem import Meeting, Problem
from matching.seats import Seat


@dataclass(slots=True)
class Sitting:
    """A meeting: `round` is its place in time; `sides` are the people of its two parties."""

    round: int
    parties: tuple[int, int]
    sides: tuple[list[int], list[int]]
    table: int
    frozen: Meeting | None = None

    @property
    def people(self) -> list[int]:
        return self.sides[0] + self.sides[1]


def sittings_of(plan: Plan, seats: dict[int, Seat]) -> list[Sitting]:
    """Frozen and planned meetings, in order of time."""
    model = plan.model
    problem = model.problem
    person = {known.id: n for n, known in enumerate(problem.people)}
    party = {known.id: n for n, known in enumerate(problem.parties)}
    table = {known.id: n for n, known in enumerate(problem.tables)}
    found = [
        Sitting(
            problem.round_number[meeting.round],
            (party[meeting.a], party[meeting.b]),
            ([person[name] for name in meeting.a_people], [person[name] for name in meeting.b_people]),
            table[meeting.table],
            meeting,
        )
        for meeting in problem.frozen_meetings
    ]
    place = [problem.round_number[name] for name in model.rounds]
    for e, r in plan.held().items():
        seat = seats[e]
        found.append(Sitting(place[r], model.ends[e], ([seat.a], [seat.b]), seat.table))
    return sorted(found, key=lambda sitting: (sitting.round, sitting.table))


def meetings_of(problem: Problem, sittings: Sequence[Sitting]) -> tuple[Meeting, ...]:
    """Sittings as meetings, in order of round and table; frozen ones exactly as they were."""
    return tuple(
        sitting.frozen
        or Meeting(
            round=problem.rounds[sitting.round],
            table=problem.tables[sitting.table].id,
            a=problem.parties[sitting.parties[0]].id,
            b=problem.parties[sitting.parties[1]].id,
            a_people=tuple(problem.people[p].id for p in sitting.sides[0]),
            b_people=tuple(problem.people[p].id for p in sitting.sides[1]),
        )
        for sitting in sorted(sittings, key=lambda sitting: (sitting.round, sitting.table))
    )


def by_person(sittings: Sequence[Sitting]) -> dict[int, list[Sitting]]:
    """Sittings of each person, in order of time."""
    found: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in sorted(sittings, key=lambda sitting: sitting.round):
        for person in sitting.people:
            found[person].append(sitting)
    return found


def is_needy(model: Model, person: int) -> bool:
    """Whether a person cannot sit just anywhere."""
    known = model.problem.people[person]
    return bool(known.requires) or known.home_table is not None
