"""Tables so that people move seldom.

One round at a time, given where everybody sits in their meetings before and after, the best tables are a linear
assignment (Kuhn 1955), whose linear program is integral (Birkhoff 1946): a meeting's gain at a table is the number of
its people who need not move to it or from it. Going over the rounds until nothing is won descends to a local best; no
round ever gets worse.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from matching.highs import linear
from matching.matrix import matrix
from matching.model import Model
from matching.seats import tables_for
from matching.sittings import Sitting, by_person, is_needy

SWEEPS = 12
MOVE, MUST = 1_000, 1_000_000
"""What a move saved counts, and what it counts that a needy meeting sits where it can at all; a table kept counts 1."""

SECONDS = 5.0
"""For one assignment: it takes some hundredths."""


def fewer_moves(model: Model, sittings: Sequence[Sitting], stop: Callable[[], bool]) -> None:
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
    fits = {
        id(sitting): tables_for(model, sitting.people)
        for sitting in sittings
        if sitting.frozen is None and any(is_needy(model, person) for person in sitting.people)
    }
    settled: set[int] = {id(sitting) for sitting in sittings if sitting.frozen}
    for sweep in range(SWEEPS):
        won = 0
        for r in sorted(rounds, reverse=sweep % 2 == 1):
            if stop():
                return
            won += _assign(rounds[r], near, fits, tables, settled if sweep == 0 else None)
            settled.update(id(sitting) for sitting in rounds[r])
        if sweep and not won:
            return


def _assign(
    meetings: Sequence[Sitting],
    near: dict[int, list[tuple[Sitting, int]]],
    fits: dict[int, list[int]],
    tables: int,
    settled: set[int] | None,
) -> int:
    """The best tables for a round's meetings; what it wins. In the first sweep only settled rounds are looked at.

    Only tables at which something is saved get a column; who is given none of them takes any that is left.
    """
    place: list[tuple[int, int]] = []
    gain: list[int] = []
    now = 0
    for row, sitting in enumerate(meetings):
        saved: dict[int, int] = dict.fromkeys(fits.get(id(sitting), []), 0)
        allowed = set(saved)
        for other, times in near[id(sitting)]:
            if (settled is None or id(other) in settled) and (not allowed or other.table in allowed):
                saved[other.table] = saved.get(other.table, 0) + times * MOVE
        saved[sitting.table] = saved.get(sitting.table, 0) + 1  # ties stay where they are
        now += saved[sitting.table]
        place += [(row, table) for table in saved]
        gain += [worth + MUST * bool(allowed) for worth in saved.values()]
    rows = [row for row, _ in place] + [len(meetings) + table for _, table in place]
    both = [*range(len(place)), *range(len(place))]
    ones = np.ones(len(place), dtype=np.int64)
    found = linear(
        matrix(rows, both, np.ones(len(both)), (len(meetings) + tables, len(place))),
        np.ones(len(meetings) + tables, dtype=np.int64),
        np.array(gain, dtype=np.int64),
        low=0 * ones,
        high=ones,
        seconds=SECONDS,
    )
    if found is None:
        return 0
    chosen = {row: table for (row, table), value in zip(place, found.value.tolist(), strict=True) if value > 0.5}  # noqa: PLR2004 -- 0 or 1, but for rounding
    needy = [row for row, sitting in enumerate(meetings) if id(sitting) in fits]
    if any(row not in chosen for row in needy) or len(set(chosen.values())) < len(chosen):
        return 0
    if round(found.objective) - MUST * len(needy) < now + MOVE // 2:
        return 0
    taken = set(chosen.values())
    spare = (table for table in range(tables) if table not in taken)
    for row, sitting in enumerate(meetings):
        sitting.table = chosen[row] if row in chosen else next(spare)
    return 1
