"""The engine's front door."""

from collections.abc import Callable

from matching.effort import Effort
from matching.problem import Problem
from matching.schedule import Progress, Schedule


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

    `workers` is the most threads that a solver may use. Raises Clash when locks and frozen rounds contradict each
    other or the rules.
    """
    del workers  # the linear solver runs in one thread, and the search is quick enough in one
    from matching.run import Run  # numpy and scipy load only when something is planned

    effort = Effort(seconds=seconds, progress=progress, cancelled=cancelled)
    return Run(problem, effort, seed).schedule()
