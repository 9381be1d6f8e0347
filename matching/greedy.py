"""Best pair first: the plan that somebody with a spreadsheet would make, and the one that is always there.

Pairs are put in the order of what they add just now into the first round with room (lazy greedy for a submodular gain:
Minoux, "Accelerated greedy algorithms", 1978). It is quick, it is the fallback of everything else, and it is the
yardstick that the engine is measured against.
"""

import heapq

from matching.plan import Plan


def best_pair_first(plan: Plan) -> None:
    """Add pairs to the plan until none has room. Gains only fall while pairs are added, so a stale one is looked at again."""
    model = plan.model
    queue = []
    for e, rounds in enumerate(model.allowed):
        if rounds and plan.round_of[e] < 0:
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
