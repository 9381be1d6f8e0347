"""What no schedule can beat, proven in whole numbers.

Any multipliers y ≥ 0 on the rows of the relaxation give a bound (weak duality, Gale, Kuhn and Tucker, 1951):

    worth ≤ Σ_i y_i b_i + Σ_j max over low_j ≤ v_j ≤ high_j of (c_j − Σ_i y_i a_ij) v_j

The linear solver only proposes y. It is rounded to multiples of 2⁻²⁰, and the sum above is taken in integers over all
columns, so no tolerance of the solver can make the bound wrong: at worst it is loose. Large problems are solved over
part of their columns, and priced over all of them (column generation: Ford and Fulkerson, 1958).
"""

import time
from dataclasses import dataclass

import numpy as np

from matching.highs import Basis, linear
from matching.matrix import Floats, Ints, Matrix
from matching.relaxation import Relaxation

SCALE = 1 << 20
TOLERANCE = 1e-6
FEW = 20_000
"""Pairs up to which the whole program is given to the solver at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns' values and rows' multipliers of a (nearly) optimal solution; `reduced` is c − yA over all columns."""

    value: Floats
    dual: Floats
    reduced: Floats
    objective: float


def maximise(
    program: Relaxation, gain: Ints, deadline: float, lacks: int | None = None, start: Ints | None = None
) -> Answer | None:
    """Maximise `gain` over the relaxation, with at most `lacks` missing meetings; None when time ran out."""
    total = len(program.pairs)
    matrix, limit = program.matrix, program.limit
    if lacks is not None:
        matrix = matrix.with_row(program.lack)
        limit = np.append(limit, lacks)
    if program.columns == 0:  # nobody to meet: the solver refuses a program without columns
        return Answer(np.zeros(0), np.zeros(len(limit)), np.zeros(0), 0.0)
    active = np.ones(program.columns, dtype=bool)
    if total > FEW:
        active[:total] = False
        active[_promising(program, gain) if start is None else start] = True
        active[:total] |= program.low[:total] > 0
    basis: Basis | None = None
    while True:
        columns = np.flatnonzero(active)
        left = deadline - time.monotonic()
        if left <= 0:
            return None
        found = linear(
            matrix.some(columns),
            limit,
            gain[columns],
            low=program.low[columns],
            high=program.high[columns],
            seconds=left,
            start=basis,
        )
        if found is None:
            return None
        dual = found.dual
        reduced = gain - matrix.weigh_roughly(dual)
        value = np.zeros(program.columns)
        value[columns] = found.value
        missing = np.flatnonzero(~active & (reduced > TOLERANCE))
        if len(missing) == 0:
            return Answer(value, dual, reduced, found.objective)
        if len(missing) > total // 8:
            missing = missing[np.argsort(-reduced[missing], kind="stable")[: total // 8]]
        active[missing] = True
        status = dict(zip(columns.tolist(), found.basis.columns, strict=True))
        basis = Basis([status.get(column) for column in np.flatnonzero(active).tolist()], found.basis.rows)


def proven(program: Relaxation, gain: Ints, dual: Floats, lacks: int | None = None) -> int:
    """The bound that these multipliers prove for the relaxation, rounded down."""
    matrix, limit = program.matrix, program.limit
    if lacks is not None:
        matrix = matrix.with_row(program.lack)
        limit = np.append(limit, lacks)
    return weak_duality(matrix, limit, gain, low=program.low, high=program.high, dual=dual)


def weak_duality(matrix: Matrix, limit: Ints, gain: Ints, *, low: Ints, high: Ints, dual: Floats) -> int:
    """No v with matrix · v ≤ limit, low ≤ v ≤ high has gain · v above this. Exact, whatever the multipliers."""
    y = np.rint(np.minimum(np.maximum(dual, 0.0), 1e9) * SCALE).astype(np.int64)
    reduced = gain * SCALE - matrix.weigh(y)
    best = np.where(reduced > 0, high, low)
    total = sum(int(a) * int(b) for a, b in zip(y[y > 0], limit[y > 0], strict=True))
    moved = np.flatnonzero((reduced != 0) & (best != 0))
    total += sum(int(a) * int(b) for a, b in zip(reduced[moved], best[moved], strict=True))
    return total // SCALE


def _promising(program: Relaxation, gain: Ints) -> Ints:
    """Columns to begin with: each party's best pairs, with goals counted as if they were the first."""
    model = program.model
    rounds = max(1, len(model.rounds))
    worth = gain[: len(program.pairs)].astype(float)
    for g, served in enumerate(model.goal_pairs):
        at = program.column_of[served]
        worth[at[at >= 0]] += model.goal_worth[g]
    chosen: set[int] = set()
    for p, incident in enumerate(model.incident):
        at = program.column_of[incident]
        room = sum(len(there) for there in model.speakers[p])
        if len(at):
            keep = min(len(at), room + 2 * rounds)
            chosen.update(at[np.argsort(-worth[at], kind="stable")[:keep]].tolist())
    return np.array(sorted(chosen), dtype=np.int64)
