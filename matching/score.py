"""How good a schedule is: the four levels of the engine files, counted from the meetings alone."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from matching.problem import Meeting, Problem, pair_key
from matching.rules import seats_by_person
from matching.schedule import Schedule, Score


def shortfall_of(problem: Problem, meetings: Sequence[Meeting]) -> int:
    """Meetings that parties lack to their minimum, summed."""
    has: Counter[str] = Counter()
    for meeting in meetings:
        has.update((meeting.a, meeting.b))
    return sum(max(0, party.min_meetings - has[party.id]) for party in problem.parties)


def changes_of(problem: Problem, meetings: Sequence[Meeting]) -> int:
    """Previous meetings outside frozen rounds that are not held in the same round."""
    held = {(meeting.round, meeting.key) for meeting in meetings}
    return sum(
        (meeting.round, meeting.key) not in held
        for meeting in problem.previous
        if meeting.round not in problem.frozen_rounds
    )


def worth_of(problem: Problem, meetings: Sequence[Meeting]) -> int:
    """Worth of the pairs that meet and of the goals that they serve, less the price of the changes."""
    held = {meeting.key for meeting in meetings}
    pairs = sum(problem.pair[key].worth for key in held if key in problem.pair)
    goals = sum(
        goal.worth * min(goal.enough, len({pair_key(*pair) for pair in goal.pairs} & held)) for goal in problem.goals
    )
    return pairs + goals - problem.change_cost * changes_of(problem, meetings)


def waits_of(problem: Problem, meetings: Sequence[Meeting]) -> int:
    """Rounds without a meeting for somebody who is there, between their first meeting and their last."""
    number = problem.round_number
    waits = 0
    for person, seats in seats_by_person(meetings).items():
        busy = {number[seat.round] for seat in seats if seat.round in number}
        for between in range(min(busy, default=0), max(busy, default=0)):
            waits += between not in busy and problem.is_there(person, problem.rounds[between])
    return waits


def moves_of(problem: Problem, meetings: Sequence[Meeting]) -> int:
    """Times that a person sits at another table than at their meeting before."""
    number = problem.round_number
    moves = 0
    for seats in seats_by_person(meetings).values():
        tables = [seat.table for seat in sorted(seats, key=lambda seat: number.get(seat.round, -1))]
        moves += sum(before != after for before, after in pairwise(tables))
    return moves


def score_of(problem: Problem, meetings: Sequence[Meeting]) -> Score:
    return Score(
        shortfall=shortfall_of(problem, meetings),
        worth=worth_of(problem, meetings),
        waits=waits_of(problem, meetings),
        moves=moves_of(problem, meetings),
        changes=changes_of(problem, meetings),
    )


def score(problem: Problem, schedule: Schedule) -> Score:
    """The score of a schedule, counted anew: what the schedule says of itself is not believed."""
    return score_of(problem, schedule.meetings)
