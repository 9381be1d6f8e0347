"""The conductor: bound and plan, step by step, each step better than the last, the best valid schedule at any time."""

import time
from collections.abc import Callable

from matching.assemble import meetings_of, seat_plan
from matching.clash import model_without_clash
from matching.greedy import best_pair_first
from matching.plan import Plan
from matching.problem import Problem
from matching.rules import broken_by
from matching.schedule import Bound, Progress, Schedule
from matching.score import score_of


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    workers: int = 2,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Schedule:
    """The best valid schedule found within `seconds`, with its score and a proven bound.

    Raises Clash when locks and frozen rounds contradict each other or the rules.
    """
    started = time.monotonic()
    model = model_without_clash(problem)
    plan = Plan(model)
    for e, r in model.locked.items():
        plan.put(e, r)
    best_pair_first(plan)
    seats = seat_plan(plan)
    meetings = meetings_of(plan, seats)
    assert not broken_by(problem, meetings)
    found = score_of(problem, meetings)
    if progress:
        progress(Progress(step="best pair first", seconds=time.monotonic() - started, score=found))
    ceiling = model.base_worth + sum(model.worth) + sum(
        worth * enough for worth, enough in zip(model.goal_worth, model.goal_enough, strict=True)
    ) + sum(max(bonus.values(), default=0) for bonus in model.bonus)  # fmt: skip
    return Schedule(
        meetings=meetings,
        score=found,
        bound=Bound(shortfall=0, worth=ceiling),
        seconds=time.monotonic() - started,
    )
