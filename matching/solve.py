"""The engine's front door."""

import time
from collections.abc import Callable

from matching.effort import Effort
from matching.problem import Problem
from matching.schedule import Progress, Schedule
from matching.score import score_of
from matching.size import is_small


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    workers: int = 2,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    started: float | None = None,
) -> Schedule:
    """The best valid schedule found within `seconds`, with its score and a proven bound.

    `workers` is the most threads that a solver may use. `started` is when the time began to run, on the monotonic
    clock; now, if it is not given. Raises Clash when locks and frozen rounds contradict each other or the rules.
    """
    del workers  # the linear solver runs in one thread, and the search is quick enough in one
    from matching.run import Run  # numpy and scipy load only when something is planned

    effort = Effort(seconds=seconds, progress=progress, cancelled=cancelled)
    if started is not None:
        effort.started = started
    found = Run(problem, effort, seed).schedule()
    if effort.over() or not is_small(problem):
        return found
    from matching.exact import to_the_end  # OR-Tools as well

    left = effort.deadline - time.monotonic()
    meetings, bound = to_the_end(problem, found.meetings, found.bound, seconds=left, seed=seed, cancelled=cancelled)
    score = score_of(problem, meetings)
    effort.tell("to the end", score, bound)
    return Schedule(meetings=meetings, score=score, bound=bound, seconds=effort.elapsed)
