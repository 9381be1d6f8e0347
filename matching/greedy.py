"""Best pair first: the plan that somebody with a spreadsheet would make, and the one that is always there.

Pairs are put in the order of what they add just now into the first round with room (lazy greedy for a submodular gain:
Minoux, "Accelerated greedy algorithms", 1978). It is quick, it is the fallback of everything else, and it is the
yardstick that the engine is measured against.
"""

import heapq
from collections.abc import Iterable

from matching.plan import Plan

MANY = 20_000
"""Pairs beyond which each party only puts forward its best ones: the rest hardly gets a turn, and costs seconds."""


def keep_previous(plan: Plan) -> None:
    """In a replan: leave everybody who is still there where they were, before anything else is added."""
    for e, bonus in enumerate(plan.model.bonus):
        for r in bonus:
            if plan.round_of[e] < 0 and plan.free(e, r):
                plan.put(e, r)


def best_pair_first(plan: Plan) -> None:
    """Add pairs to the plan until none has room. Gains only fall meanwhile: a stale one is looked at again."""
    model = plan.model
    queue = []
    for e in _put_forward(plan):
        rounds = model.allowed[e]
        if plan.round_of[e] < 0:
            queue.append((-max(plan.gain(e, r) for r in rounds) if model.bonus[e] else -plan.gain(e, rounds[0]), e))
    heapq.heapify(queue)
    while queue and plan.hall_rounds:
        known, e = heapq.heappop(queue)
        if not plan.may_have(e) or not (open_rounds := plan.free_rounds(e)):
            continue
        best = max(open_rounds, key=lambda r: (plan.gain(e, r), -r)) if model.bonus[e] else open_rounds[0]
        gain = plan.gain(e, best)
        if -gain > known and queue and -gain > queue[0][0]:
            heapq.heappush(queue, (-gain, e))
        else:
            plan.put(e, best)


def _put_forward(plan: Plan) -> Iterable[int]:
    model = plan.model
    possible = [e for e, rounds in enumerate(model.allowed) if rounds]
    if len(possible) <= MANY:
        return possible
    first = [0] * len(model.ends)
    for e in possible:
        first[e] = model.worth[e] + sum(model.goal_worth[goal] for goal in model.goals_of[e])
    chosen: set[int] = set()
    for p, incident in enumerate(model.incident):
        room = 3 * sum(len(there) for there in model.speakers[p])
        chosen.update(heapq.nlargest(room, incident, key=first.__getitem__))
    return sorted(chosen)
