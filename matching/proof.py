"""What is proven about a problem while it is worked on: the bound, and how it is tightened.

First the relaxation without rounds, over all pairs; then, where a plan does not meet that bound and it is affordable,
the one with a column per pair and round. Either way the bound is summed in integers from multipliers (see `bound`).
"""

import time
from collections.abc import Sequence

from matching.bound import Answer, maximise, proven
from matching.effort import Effort
from matching.matrix import Floats
from matching.model import Model
from matching.relaxation import Relaxation, relax
from matching.schedule import Bound
from matching.timed import Timed, TimedAnswer

REACH = 1.01
"""Reduced cost up to which a pair is worth trying, in worth: ties and near-ties are what exchanges are made of."""

SMALL = 5000
"""Near-best pairs times rounds of a small problem: all its shortfall is proven anew, and branch and bound may take it
whole; measured: 0.5 s at 4,000."""

TIMED, TIMED_REPLAN = 16_000, 40_000
"""Near-best pairs times rounds up to which the tighter relaxation is tried. In a replan the kept meetings tell the
rounds apart, which makes it far easier: measured 0.3 s at 8,000 and 1.5 s at 20,000, against 10 s and minutes."""

COLUMNS_PER_SECOND = 16_000
"""Columns of the tighter relaxation, summed over its solutions, per second of the limit; measured: a second solves some
20,000. Four to six solutions leave nothing to add."""

TIME_FOR_PROOF = 0.65
"""Share of what time is left that the tighter relaxation may take: the rest belongs to the plan."""


class Proof:
    """The bound so far, and the multipliers that prove it."""

    def __init__(self, model: Model, effort: Effort) -> None:
        self.model = model
        self.effort = effort
        self.bound = _ceiling(model)
        self.ceiling = self.bound.worth - model.base_worth
        self.solving = 0.0
        """Seconds that the relaxation took: what is larger takes longer."""
        self.multipliers: tuple[Relaxation, Floats] | None = None

    def goal(self, lack_weight: int) -> int:
        """The value that a plan has if it meets the bound."""
        filled = sum(self.model.least) - self.bound.shortfall
        return self.bound.worth - self.model.base_worth + lack_weight * filled

    def begin(self) -> tuple[Relaxation, Answer] | None:
        """Solve the relaxation: shortfall first, then worth; None when time ran out."""
        effort = self.effort
        program = relax(self.model)
        fewest = maximise(program, -program.lack, effort.deadline)
        if fewest is None:
            return None
        lacks = max(0, -proven(program, -program.lack, fewest.dual))
        self.bound = Bound(shortfall=lacks, worth=self.bound.worth)
        before = effort.elapsed
        most = maximise(program, program.worth, effort.deadline, lacks=lacks)
        self.solving = effort.elapsed - before
        if most is None:
            return None
        self.multipliers = (program, most.dual)
        worth = proven(program, program.worth, most.dual, lacks)
        self.bound = Bound(shortfall=lacks, worth=self.model.base_worth + worth)
        effort.tell("bound", bound=self.bound)
        return program, most

    def tighten(self, candidates: Sequence[int]) -> TimedAnswer | None:
        """Try for a tighter bound; returns what the tighter relaxation says, if there was time for it."""
        model, effort = self.model, self.effort
        size = len(candidates) * len(model.rounds)
        if size > (TIMED_REPLAN if any(model.bonus) else TIMED):
            return None
        timed = Timed(model, candidates)
        deadline = time.monotonic() + TIME_FOR_PROOF * (effort.deadline - time.monotonic())
        lacks = self.bound.shortfall
        if size <= SMALL and (found := timed.least_lacks(deadline)) is not None:
            lacks = max(lacks, found)
        worth = self.bound.worth - model.base_worth if lacks == self.bound.shortfall else self.ceiling
        answer = None
        columns_left = COLUMNS_PER_SECOND * effort.seconds
        # The solver does not always stop when told to, so a slow machine is foreseen from what was solved before.
        foreseen = self.solving
        while time.monotonic() + foreseen < deadline:
            before = time.monotonic()
            solved = timed.most_worth(lacks, REACH, deadline)
            if solved is None:
                break
            answer = solved
            worth = min(worth, answer.bound)
            took, columns = time.monotonic() - before, timed.columns
            columns_left -= columns
            if not answer.missing or columns_left < columns:
                break
            timed.add(answer.missing)
            foreseen = 1.3 * took * (timed.columns / columns)
        if answer is not None:
            self.bound = Bound(shortfall=lacks, worth=model.base_worth + worth)
            effort.tell("tighter bound", bound=self.bound)
        return answer

    def worth_at(self, shortfall: int) -> int:
        """A bound on the worth of all schedules with at most this shortfall: the same multipliers, a wider limit."""
        if shortfall <= self.bound.shortfall:
            return self.bound.worth
        if self.multipliers is None:
            return self.model.base_worth + self.ceiling
        program, dual = self.multipliers
        return self.model.base_worth + proven(program, program.worth, dual, shortfall)


def _ceiling(model: Model) -> Bound:
    """The bound that needs no proof: everybody meets everybody."""
    goals = sum(
        worth * max(0, min(enough, len(pairs)))
        for worth, enough, pairs in zip(model.goal_worth, model.goal_enough, model.goal_pairs, strict=True)
    )
    kept = sum(max(bonus.values(), default=0) for bonus in model.bonus)
    possible = sum(worth for worth, allowed in zip(model.worth, model.allowed, strict=True) if allowed)
    return Bound(shortfall=0, worth=model.base_worth + goals + kept + possible)
