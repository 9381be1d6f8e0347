"""A part of the plan solved anew, exactly: some rounds, or some parties, everything else held still.

Large neighbourhood search (Shaw 1998): the meetings of the freed part, and the near-best pairs that do not meet, become
a 0–1 program with a variable per pair and freed round. For two or three rounds, or for some dozens of parties, it is
small and nearly integral (a matching per round, tied together by goals), so that branch and bound closes it quickly
(HiGHS). The answer counts only if, put into the plan, it is no worse.
"""

import time
from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random

import numpy as np

from matching.highs import whole
from matching.matrix import Floats, matrix
from matching.plan import Plan
from matching.program import Program, variables

NODES = 60
"""Branch-and-bound nodes for one part: what is not closed by then is left for another time."""


def resolve(
    plan: Plan,
    rounds: Sequence[int],
    freed: Iterable[int],
    offered: Iterable[int],
    seconds: float,
    *,
    nodes: int = NODES,
) -> bool:
    """Solve the freed meetings (all in `rounds`) anew, with the offered pairs; whether the plan changed."""
    if seconds <= 0:
        return False
    model = plan.model
    old = {e: plan.round_of[e] for e in freed if e not in model.locked}
    before, mark = plan.value, len(plan.log)
    for e in old:
        plan.take(e)
    program = Program()
    held = variables(plan, program, rounds, [*old, *(e for e in offered if plan.round_of[e] < 0 and e not in old)])
    found = _solved(program, seconds, nodes)
    if found is None:
        plan.undo(mark)
        return False
    chosen = [(e, r) for (e, r), column in held.items() if found[column] > 0.5]  # noqa: PLR2004 -- 0 or 1, but for rounding
    # Needs of tables are only counted in the program, so each pair still has to pass the plan's own test.
    for e, r in chosen:
        if plan.free(e, r):
            plan.put(e, r)
    if plan.value < before or dict(chosen) == old:
        plan.undo(mark)
        return False
    return True


def _solved(program: Program, seconds: float, nodes: int) -> Floats | None:
    columns = len(program.gain)
    if columns == 0:
        return None
    # The solver looks at its clock now and then only, so it is told to stop earlier than it must.
    return whole(
        matrix(program.row, program.column, program.factor, (len(program.limit), columns)),
        np.array(program.limit, dtype=np.int64),
        np.array(program.gain, dtype=np.int64),
        high=np.array(program.high, dtype=np.int64),
        integral=np.array(program.whole, dtype=np.int64),
        seconds=0.7 * seconds,
        nodes=nodes,
    )


def sweep(plan: Plan, offered: Sequence[int], goal: int, *, parts: int, chance: Random, deadline: float) -> None:
    """Solve every two rounds anew, in an order by chance, until `goal` is met, `parts` are done, or two sweeps in a
    row bring nothing.
    """
    twos = list(combinations(range(len(plan.model.rounds)), 2)) or [(0, 0)]
    idle = 0
    slowest = 0.0
    while idle < 2:  # noqa: PLR2004 -- one sweep may only shuffle ties, the next then profits
        before = plan.value
        chance.shuffle(twos)
        for rounds in twos:
            left = deadline - time.monotonic()
            # The solver does not always stop when told to: what has lasted so long once is not begun too late.
            if plan.value >= goal or parts <= 0 or left <= slowest:
                return
            parts -= 1
            resolve(plan, rounds, [e for r in sorted(set(rounds)) for e in sorted(plan.at[r])], offered, left)
            slowest = max(slowest, left - (deadline - time.monotonic()))
            plan.log.clear()
        idle = 0 if plan.value > before else idle + 1
