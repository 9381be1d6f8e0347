"""Small problems to the end: the four levels one after the other, each proven before the next begins.

Lexicographic optimisation by CP-SAT (lazy clause generation: Ohrimenko, Stuckey and Codish, 2009): find the best value
of a level, fix it, go on. The plan that the search has found is the hint and the fallback: an answer counts only if
the rules hold and its score is better. Effort is counted in the solver's own deterministic time, in slices, and can
be cancelled at any time; the clock only stops what is late.
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from ortools.sat.python import cp_model

from matching.exact_model import ExactModel
from matching.problem import Meeting, Problem
from matching.rules import broken_by
from matching.schedule import Bound
from matching.score import score_of

FIRST_SLICE = 0.25
"""Deterministic seconds of the first attempt at a level; each further one has twice as many."""

EFFORT = 0.5
"""Deterministic seconds that a level may take in all, per second that there is."""

LOOK = 0.2
"""Seconds between two looks at whether it was cancelled."""


def to_the_end(
    problem: Problem,
    best: tuple[Meeting, ...],
    bound: Bound,
    *,
    seconds: float,
    seed: int,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[tuple[Meeting, ...], Bound]:
    """The best meetings of a small problem and the tightest bound, as far as `seconds` suffice."""
    deadline = time.monotonic() + seconds
    model = ExactModel(problem)
    for number, level in enumerate((model.lack, -model.worth, model.waits, model.moves)):
        model.program.minimize(level)
        least, proven = -math.inf, False
        effort = FIRST_SLICE
        while not proven and effort <= max(FIRST_SLICE, EFFORT * seconds):
            left = deadline - time.monotonic()
            if left <= 0 or (cancelled is not None and cancelled()):
                return best, bound
            solver = _solver(left, effort, seed)
            _hint(model, best)
            with _watched(solver, cancelled):
                status = solver.solve(model.program)
            if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
                best = _better(problem, best, model.meetings(solver))
                least = max(least, math.ceil(solver.best_objective_bound - 1e-6))
            proven = score_of(problem, best).rank[number] == least
            effort *= 2
        bound = _tighter(problem, bound, number, least)
        if not proven and number < 2:  # noqa: PLR2004 -- what comes after an open first or second level is in vain
            return best, bound
        model.program.add(level <= score_of(problem, best).rank[number])
    return best, bound


def _tighter(problem: Problem, bound: Bound, number: int, least: float) -> Bound:
    """The bound, given what a level (0 shortfall, 1 worth at the least shortfall) is proven to be at least."""
    if number == 0 and least > bound.shortfall:
        # What was known of the worth was known for less shortfall, and says nothing about more.
        pairs = sum(pair.worth for pair in problem.pairs)
        goals = sum(goal.worth * min(goal.enough, len(goal.pairs)) for goal in problem.goals)
        return Bound(shortfall=int(least), worth=pairs + goals)
    if number == 1 and -least < bound.worth:
        return Bound(shortfall=bound.shortfall, worth=int(-least))
    return bound


def _solver(seconds: float, effort: float, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = 1  # two would race, and the same seed would give another schedule
    solver.parameters.random_seed = seed & 0x7FFFFFFF
    return solver


@contextmanager
def _watched(solver: cp_model.CpSolver, cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Stop the solver when it is cancelled: it knows nothing of that, so a thread looks now and then."""
    if cancelled is None:
        yield
        return
    over = Event()

    def watch() -> None:
        while not over.wait(LOOK):
            if cancelled():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _hint(model: ExactModel, best: tuple[Meeting, ...]) -> None:
    model.program.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools has no annotation for it
    for index, value in model.values(best).items():
        model.program.add_hint(model.program.get_int_var_from_proto_index(index), value)


def _better(problem: Problem, best: tuple[Meeting, ...], found: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """The better of two, if the rules hold for the new one."""
    if broken_by(problem, found) or score_of(problem, found).rank >= score_of(problem, best).rank:
        return best
    return found
