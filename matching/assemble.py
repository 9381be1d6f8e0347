"""From a plan to meetings: people and tables per round, frozen rounds as they were.

The plan counts people and needy meetings per round, which is nearly but not wholly what the rules ask (who sits with
whom decides which table will do). So the seats have the last word: what cannot be seated is let go, at least loss.
"""

from matching.plan import Plan
from matching.problem import Meeting
from matching.seats import Seat, seat_most, seat_round

Seats = dict[int, Seat]
"""Seats by pair; the rounds stand in the plan."""


def seat_plan(plan: Plan) -> Seats:
    """Seats for every meeting of the plan, which loses the meetings that cannot be seated."""
    model = plan.model
    seats: Seats = {}
    for r in range(len(model.rounds)):
        pairs = sorted(plan.at[r])
        loose = {e: plan.loss(e) for e in pairs if e not in model.locked}
        found = seat_most(model, pairs, r, loose)
        if any(e not in found for e in pairs if e in model.locked):
            found = seat_round(model, [e for e in pairs if e in model.locked], r) or {}
        for e in pairs:
            if e not in found:
                plan.take(e)
        seats |= found
    return seats


def meetings_of(plan: Plan, seats: Seats) -> tuple[Meeting, ...]:
    """The whole schedule's meetings in order of round and table, frozen ones included."""
    model = plan.model
    problem = model.problem
    meetings = list(problem.frozen_meetings)
    for e, r in plan.held().items():
        seat, pair = seats[e], problem.pairs[e]
        meetings.append(
            Meeting(
                round=model.rounds[r],
                table=problem.tables[seat.table].id,
                a=pair.a,
                b=pair.b,
                a_people=(problem.people[seat.a].id,),
                b_people=(problem.people[seat.b].id,),
            )
        )
    order = {table.id: n for n, table in enumerate(problem.tables)}
    return tuple(sorted(meetings, key=lambda m: (problem.round_number[m.round], order[m.table])))
