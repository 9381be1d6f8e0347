"""Baseline: what a patient organiser does with a spreadsheet. The best pair left gets the first round in which
both are free; a pair that meets nowhere is crossed out. Worths fall as goals are served, so the heap is lazy.
"""

import heapq

from scenarios.bench.generator import Raw
from scenarios.bench.hall import Hall


def best_pair_first(problem: Raw) -> list[Raw]:
    """The meetings of a valid schedule, with no eye for minima, waits or moves."""
    hall = Hall(problem)
    heap = [(-hall.worth_now(key), number, key) for number, key in enumerate(hall.pairs) if key not in hall.held]
    heapq.heapify(heap)
    while heap:
        promised, number, key = heapq.heappop(heap)
        now = -hall.worth_now(key)
        if now > promised:
            heapq.heappush(heap, (now, number, key))
            continue
        rounds = sorted(hall.open_rounds, key=lambda name: name != hall.before.get(key))
        any(hall.place(key, name) for name in rounds)
    return hall.meetings
