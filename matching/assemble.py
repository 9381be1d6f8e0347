"""People and tables for a plan, round by round.

The plan counts people and needy meetings per round, which is nearly but not wholly what the rules ask (who sits with
whom decides which table will do). So the seats have the last word: what cannot be seated is let go, at least loss.
"""

from matching.plan import Plan
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
