"""A tighter relaxation where the first one is loose: a variable per pair and round.

The first relaxation lets a party be busy in one round and its partner in another; here both sit in the same one, and in
a replan a meeting that is kept takes exactly the seats that it had. It is larger by the number of rounds, so only the
near-best pairs of the first get columns. All others are priced with the multipliers afterwards: what the best round of
such a pair would add is added to the bound, which therefore holds for all pairs, proven in whole numbers as in `bound`.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.bound import SCALE, weak_duality
from matching.highs import Basis, linear
from matching.matrix import Floats, Ints, matrix
from matching.model import Model
from matching.plan import Plan
from matching.program import Program, variables

Name = tuple[object, ...]

SIMPLEX = 6_000
"""Columns up to which the simplex method is quicker than the interior point method; measured on replans."""

NEARLY = 2
"""Worth by which a column may miss paying at the present prices and still come in: prices will move."""


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """The proven bound, the value of each pair and round with a column, near-best pairs, and columns to add."""

    bound: int
    value: dict[tuple[int, int], float]
    near: list[int]
    missing: list[tuple[int, int]]
    objective: float


class Timed:
    """The relaxation over some pairs and rounds; more columns come in as the prices ask for them."""

    def __init__(self, model: Model, pairs: Sequence[int]) -> None:
        self.model = model
        inside = set(pairs) | _one_each(model, set(pairs))
        self.rounds_of: dict[int, set[int]] = _first_rounds(model, inside)
        self.every = np.array([e for e, allowed in enumerate(model.allowed) if allowed], dtype=np.int64)
        self.ended: tuple[dict[Name, Any], dict[Name, Any]] | None = None
        """How the last solution left columns and rows, by what they are about: the next one starts there."""
        self._build()

    def _build(self) -> None:
        self.program = Program()
        only = {e: sorted(self.rounds_of[e]) for e in sorted(self.rounds_of)}
        self.held = variables(Plan(self.model), self.program, range(len(self.model.rounds)), list(only), only)

    def add(self, columns: Sequence[tuple[int, int]]) -> None:
        """Give these pairs and rounds columns."""
        for e, r in columns:
            self.rounds_of.setdefault(e, set()).add(r)
        self._build()

    @property
    def columns(self) -> int:
        return len(self.program.gain)

    def least_lacks(self, deadline: float) -> int | None:
        """Proven least shortfall of the open rounds; None when time ran out."""
        gain = np.zeros(self.columns, dtype=np.int64)
        gain[self.program.fills] = 1
        found = self._solve(gain, None, deadline)
        return None if found is None else max(0, sum(self.model.least) - found.bound)

    def most_worth(self, lacks: int, reach: float, deadline: float) -> TimedAnswer | None:
        """Proven most worth of the open rounds with at most this shortfall, and the pairs that cost at most `reach`."""
        gain = np.array(self.program.gain, dtype=np.int64)
        gain[self.program.fills] = 0
        return self._solve(gain, sum(self.model.least) - lacks, deadline, reach)

    def _solve(self, gain: Ints, filled: int | None, deadline: float, reach: float = 0.0) -> TimedAnswer | None:
        program = self.program
        left = deadline - time.monotonic()
        if left <= 0 or not self.columns:
            return None
        table = matrix(program.row, program.column, program.factor, (len(program.limit), len(gain)))
        limit = np.array(program.limit, dtype=np.int64)
        names = program.name
        if filled is not None:
            row = np.zeros(len(gain), dtype=np.int64)
            row[program.fills] = -1
            table, limit, names = table.with_row(row), np.append(limit, -filled), [*names, ("filled",)]
        high = np.array(program.high, dtype=np.int64)
        low = np.zeros_like(high)
        start = None
        if self.ended is not None:
            columns, rows = self.ended
            start = Basis([columns.get(label) for label in program.label], [rows.get(name) for name in names])
        found = linear(
            table,
            limit,
            gain,
            low=low,
            high=high,
            seconds=left,
            start=start,
            interior=self.columns > SIMPLEX,
        )
        if found is None:
            return None
        self.ended = (
            dict(zip(program.label, found.basis.columns, strict=True)),
            dict(zip(names, found.basis.rows, strict=True)),
        )
        dual = found.dual
        bound = weak_duality(table, limit, gain, low=low, high=high, dual=dual)
        best, missing = self._priced_outside(dual, worth_counts=filled is not None)
        bound += -(-sum(int(extra) for extra in best[best > 0]) // SCALE)
        reduced = gain - table.weigh_roughly(dual)
        near = {e for (e, _), column in self.held.items() if reduced[column] >= -reach}
        near |= set(self.every[best >= -reach * SCALE].tolist())
        return TimedAnswer(
            bound,
            {key: float(found.value[column]) for key, column in self.held.items()},
            sorted(near),
            missing,
            found.objective,
        )

    def _priced_outside(  # noqa: C901 -- a case per kind of row
        self, dual: Floats, *, worth_counts: bool
    ) -> tuple[Ints, list[tuple[int, int]]]:
        """What each pair would add at these prices in its best round without a column (times SCALE, or somewhat
        more: scarce tables and resources are not charged), and the pairs and rounds that would add something.
        """
        model = self.model
        rounds = len(model.rounds)
        seat = np.zeros((len(model.least), rounds), dtype=np.int64)
        party = np.zeros(len(model.least), dtype=np.int64)
        hall = np.zeros(rounds, dtype=np.int64)
        goal = np.zeros(len(model.goal_worth), dtype=np.int64)
        once = np.zeros(len(model.ends), dtype=np.int64)
        for price, name in zip(
            np.rint(np.minimum(dual, 1e9) * SCALE).astype(np.int64), self.program.name, strict=False
        ):
            match name:
                case ("seats", tuple() as family, int() as r):
                    seat[list(family), r] += price
                case ("round", int() as r):
                    hall[r] += price
                case ("most", int() as p):
                    party[p] -= price
                case ("lack", int() as p):
                    party[p] += price
                case ("goal", int() as g):
                    goal[g] += price
                case ("pair", int() as e):
                    once[e] += price
        every = self.every
        ends = np.array(model.ends, dtype=np.int64)[every]
        base = np.zeros(len(every), dtype=np.int64)
        if worth_counts:
            base += np.array(model.worth, dtype=np.int64)[every] * SCALE
        base += np.array([sum(int(goal[g]) for g in model.goals_of[e]) for e in every.tolist()], dtype=np.int64)
        base += party[ends[:, 0]] + party[ends[:, 1]] - once[every]
        extra = base[:, None] - seat[ends[:, 0]] - seat[ends[:, 1]] - hall
        bits = np.array(model.allowed_bits, dtype=np.int64)[every]
        row_of = {e: n for n, e in enumerate(every.tolist())}
        for e, inside in self.rounds_of.items():
            for r in inside:
                bits[row_of[e]] &= ~(1 << r)
        extra[(bits[:, None] >> np.arange(rounds)) & 1 == 0] = np.iinfo(np.int64).min // 2
        rows, at = np.nonzero(extra > -NEARLY * SCALE)
        most = np.argsort(-extra[rows, at], kind="stable")[: max(3_000, self.columns)]
        pays = bool((extra > SCALE // 100).any())
        missing = list(zip(every[rows[most]].tolist(), at[most].tolist(), strict=True)) if pays else []
        return extra.max(axis=1, initial=np.iinfo(np.int64).min // 2), missing


def _first_rounds(model: Model, pairs: set[int]) -> dict[int, set[int]]:
    """Rounds to begin with. In a replan: a kept meeting's own, and for new pairs those where somebody came free."""
    if not any(model.bonus):
        return {e: set(model.allowed[e]) for e in pairs if model.allowed[e]}
    rounds = range(len(model.rounds))
    busy = [[0] * len(model.rounds) for _ in model.groups]
    for e, bonus in enumerate(model.bonus):
        for r in bonus:
            if r in model.allowed[e]:
                for p in model.ends[e]:
                    busy[model.group_of[p]][r] += 1
    spare = [{r for r in rounds if busy[g][r] < model.room[g][r]} for g in range(len(model.groups))]
    found: dict[int, set[int]] = {}
    for e in pairs:
        kept = {r for r in model.bonus[e] if r in model.allowed[e]}
        a, b = model.ends[e]
        some = kept or (set(model.allowed[e]) & (spare[model.group_of[a]] | spare[model.group_of[b]]))
        if some:
            found[e] = some
    return found


def _one_each(model: Model, inside: set[int]) -> set[int]:
    """Pairs to add so that no goal that counts, no party that lacks meetings, no kept meeting is without a column."""
    more = {e for e, bonus in enumerate(model.bonus) if bonus}
    for served, enough in zip(model.goal_pairs, model.goal_enough, strict=True):
        open_pairs = [e for e in served if model.allowed[e]]
        if enough > 0 and open_pairs and not any(e in inside for e in open_pairs):
            more.add(open_pairs[0])
    for least, incident in zip(model.least, model.incident, strict=True):
        if least > 0 and incident and not any(e in inside for e in incident):
            more.add(incident[0])
    return more
