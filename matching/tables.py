"""Tables so that people move seldom.

One round at a time, given where everybody sits in their meetings before and after, the best tables are a linear
assignment (Kuhn 1955; Jonker and Volgenant 1987): a meeting's gain at a table is the number of its people who need not
move to it or from it. Going over the rounds until nothing is won descends to a local best; no round ever gets worse.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.model import Model
from matching.seats import tables_for
from matching.sittings import Sitting, by_person, is_needy

SWEEPS = 12
FORBIDDEN = -1_000


def fewer_moves(  # noqa: C901 -- what is near whom, then sweeps
    model: Model, sittings: Sequence[Sitting], stop: Callable[[], bool]
) -> None:
    """Choose tables anew, round by round."""
    tables = len(model.problem.tables)
    near: dict[int, list[tuple[Sitting, int]]] = {id(sitting): [] for sitting in sittings}
    for seats in by_person(sittings).values():
        for before, after in pairwise(seats):
            near[id(after)].append((before, 1))
            near[id(before)].append((after, 1))
    rounds: dict[int, list[Sitting]] = {}
    for sitting in sittings:
        if sitting.frozen is None:
            rounds.setdefault(sitting.round, []).append(sitting)
    barred: dict[int, np.ndarray] = {}
    for sitting in sittings:
        if sitting.frozen is None and any(is_needy(model, person) for person in sitting.people):
            bar = np.ones(tables, dtype=bool)
            bar[tables_for(model, sitting.people)] = False
            barred[id(sitting)] = bar
    settled: set[int] = {id(sitting) for sitting in sittings if sitting.frozen}
    for sweep in range(SWEEPS):
        won = 0
        for r in sorted(rounds, reverse=sweep % 2 == 1):
            if stop():
                return
            won += _assign(rounds[r], near, barred, tables, settled if sweep == 0 else None)
            settled.update(id(sitting) for sitting in rounds[r])
        if sweep and not won:
            return


def _assign(
    meetings: Sequence[Sitting],
    near: dict[int, list[tuple[Sitting, int]]],
    barred: dict[int, np.ndarray],
    tables: int,
    settled: set[int] | None,
) -> int:
    """The best tables for a round's meetings; what it wins. In the first sweep only settled rounds are looked at."""
    gain = np.zeros((len(meetings), tables))
    for row, sitting in enumerate(meetings):
        for other, times in near[id(sitting)]:
            if settled is None or id(other) in settled:
                gain[row, other.table] += times
        if id(sitting) in barred:
            gain[row, barred[id(sitting)]] = FORBIDDEN
        gain[row, sitting.table] += 1e-3  # ties stay where they are
    now = sum(gain[row, sitting.table] for row, sitting in enumerate(meetings))
    rows, columns = linear_sum_assignment(gain, maximize=True)
    best = gain[rows, columns].sum()
    if best <= now + 0.5 or gain[rows, columns].min(initial=0) < 0:
        return 0
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        meetings[row].table = column
    return 1
