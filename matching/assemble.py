"""From a plan to meetings: people and tables per round, frozen rounds as they were.

The plan counts people and needy meetings per round, which is nearly but not wholly what the rules ask (a party's
second person may be the one who needs a certain table). So the seats have the last word: what cannot be seated is let
go, least loss first, until the rest can.
"""

from matching.model import Model
from matching.plan import Plan
from matching.problem import Meeting
from matching.seats import Seat, seat_round

Seats = dict[int, Seat]
"""Seats by pair; the rounds stand in the plan."""


def seat_plan(plan: Plan) -> Seats:
    """Seats for every meeting of the plan, which loses the meetings that cannot be seated."""
    model = plan.model
    seats: Seats = {}
    for r in range(len(model.rounds)):
        while (found := seat_round(model, sorted(plan.at[r]), r)) is None:
            loose = [e for e in sorted(plan.at[r]) if e not in model.locked]
            needy = [e for e in loose if _tells(model, e, r)]
            plan.take(min(needy or loose, key=plan.loss))
        seats |= found
    return seats


def _tells(model: Model, e: int, r: int) -> bool:
    """Whether a pair could be why a round cannot be seated: somebody of theirs needs something or is shared."""
    return any(
        model.shared[model.group_of[party]]
        or any(model.problem.people[p].requires or model.problem.people[p].home_table for p in model.speakers[party][r])
        for party in model.ends[e]
    )


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
