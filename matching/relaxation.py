"""A linear program that every valid schedule satisfies: which pairs meet, and who is busy in which round.

Pairs x, counted meetings per goal z, missing meetings s, occupancy d of a party in a round, kept meetings y:

    x_e ≤ 1,   z_g ≤ enough_g,   z_g ≤ Σ x_e over its pairs          goals count for their first `enough` meetings
    Σ x_e at p = Σ_r d_pr,       Σ d_pr over parties S ≤ people_r(S)  people (Hall, per group that shares people)
    Σ_p d_pr ≤ 2 · min(tables, ⌊people_r / 2⌋)                        tables, and that it takes two to meet
    Σ x_e at p ≤ most_p,         Σ x_e at p + s_p ≥ least_p
    Σ x_e using k ≤ per_round_k · rounds;  likewise for pairs that need certain tables
    Σ x_e + Σ_pr u_pr ≤ rounds,       u_pr ≥ d_pr − others_pr         tables that are somebody's home
    Σ_r y_er ≤ x_e,              Σ y_er at p ≤ people_r(p)            meetings kept in their round, in a replan

Rounds appear only through d: a pair is not told which round it has. That keeps the program small (some 2 columns per
pair and round less than one with x_er) and nearly integral; what it forgets, `timed` sees.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching.matrix import Ints, Matrix, matrix
from matching.model import Model
from matching.needs import others_there, part_time_homes


@dataclass(slots=True)
class Rows:
    """Rows `matrix · columns ≤ limit`, gathered as triplets."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    factor: list[Ints] = field(default_factory=list)
    limit: list[int] = field(default_factory=list)

    def add(self, columns: Any, factors: Any, limit: int) -> None:
        """One row."""
        columns = np.asarray(columns, dtype=np.int64)
        self.row.append(np.full(len(columns), len(self.limit), dtype=np.int64))
        self.column.append(columns)
        self.factor.append(np.broadcast_to(np.asarray(factors, dtype=np.int64), columns.shape))
        self.limit.append(int(limit))

    def matrix(self, columns: int) -> Matrix:
        shape = (len(self.limit), columns)
        if not self.row:
            return matrix([], [], [], shape)
        return matrix(np.concatenate(self.row), np.concatenate(self.column), np.concatenate(self.factor), shape)


@dataclass(slots=True)
class Relaxation:
    """The program `matrix · v ≤ limit, low ≤ v ≤ high`, in whole numbers. Columns: pairs, goals, lacks, d, y."""

    model: Model
    pairs: Ints
    """The pair of each of the first columns."""
    column_of: Ints
    """The column of each pair; -1 for a pair that cannot meet."""
    matrix: Matrix
    limit: Ints
    low: Ints
    high: Ints
    worth: Ints
    lack: Ints
    """1 in the columns that count missing meetings."""
    rows: Rows
    kept: list[tuple[int, int, int]]
    """Column, pair and round of the meetings that a replan may keep."""

    @property
    def columns(self) -> int:
        return len(self.worth)


def relax(model: Model) -> Relaxation:  # noqa: C901, PLR0912, PLR0915 -- one family of rows after the other
    """The relaxation of a model."""
    rounds = len(model.rounds)
    pairs = np.array([e for e, allowed in enumerate(model.allowed) if allowed], dtype=np.int64)
    column_of = np.full(len(model.ends), -1, dtype=np.int64)
    column_of[pairs] = np.arange(len(pairs))
    rows = Rows()
    worth: list[int] = [model.worth[e] for e in pairs]
    high: list[int] = [1] * len(pairs)
    low = [0] * len(pairs)
    for e in model.locked:
        low[column_of[e]] = 1
    columns = len(pairs)
    for g, served in enumerate(model.goal_pairs):
        at = [int(column_of[e]) for e in served if column_of[e] >= 0]
        enough, gain = model.goal_enough[g], model.goal_worth[g]
        if not at or enough <= 0 or gain == 0:
            continue
        if len(at) <= enough:  # every meeting counts: no need for a column
            for column in at:
                worth[column] += gain
            continue
        rows.add([columns, *at], [1, *[-1] * len(at)], 0)
        worth.append(gain)
        high.append(enough)
        columns += 1
    lacks = []
    for p, least in enumerate(model.least):
        if least > 0:
            rows.add([columns, *column_of[np.array(model.incident[p], dtype=np.int64)]], -1, -least)
            lacks.append(columns)
            worth.append(0)
            high.append(least)
            columns += 1
    busy: list[list[int]] = [[] for _ in range(rounds)]
    seat: dict[tuple[int, int], int] = {}
    for p, incident in enumerate(model.incident):
        if not incident:
            continue
        first = columns
        for r in range(rounds):
            if room := len(model.speakers[p][r]):
                seat[p, r] = columns
                busy[r].append(columns)
                worth.append(0)
                high.append(room)
                columns += 1
        mine = column_of[incident]
        rows.add([*mine, *range(first, columns)], [1] * len(mine) + [-1] * (columns - first), 0)
        if model.most[p] < sum(high[first:columns]):
            rows.add(mine, 1, max(0, model.most[p]))
    for group, parties in enumerate(model.groups):
        if model.shared[group]:
            _shared_rows(model, parties, seat, rows)
    for r in range(rounds):
        people = {person for p in range(len(model.incident)) if (p, r) in seat for person in model.speakers[p][r]}
        rows.add(busy[r], 1, 2 * min(model.tables, len(people) // 2))
    _scarce_rows(model, column_of, rows)
    _home_rows(model, column_of, seat, rows, worth=worth, high=high)
    kept = _kept_columns(model, column_of, rows, worth, high)
    columns = len(worth)
    low += [0] * (columns - len(low))
    lack = np.zeros(columns, dtype=np.int64)
    lack[lacks] = 1
    return Relaxation(
        model=model,
        pairs=pairs,
        column_of=column_of,
        matrix=rows.matrix(columns),
        limit=np.array(rows.limit, dtype=np.int64),
        low=np.array(low, dtype=np.int64),
        high=np.array(high, dtype=np.int64),
        worth=np.array(worth, dtype=np.int64),
        lack=lack,
        rows=rows,
        kept=kept,
    )


def _shared_rows(model: Model, parties: list[int], seat: dict[tuple[int, int], int], rows: Rows) -> None:
    """Hall's condition for the group, and for every two of its parties that share somebody, per round."""
    sets = [parties] if len(parties) > 2 else []  # noqa: PLR2004 -- two parties are a pair already
    sets += [[p, q] for n, p in enumerate(parties) for q in parties[n + 1 :]]
    for r in range(len(model.rounds)):
        for some in sets:
            people = {person for p in some for person in model.speakers[p][r]}
            at = [seat[p, r] for p in some if (p, r) in seat]
            if len(at) > 1 and len(people) < sum(len(model.speakers[p][r]) for p in some):
                rows.add(at, 1, len(people))


def _scarce_rows(model: Model, column_of: Ints, rows: Rows) -> None:
    """Resources, and kinds of table that some pairs cannot do without."""
    rounds = len(model.rounds)
    users: dict[int, list[int]] = {}
    needy: dict[str, list[int]] = {}
    for e, allowed in enumerate(model.allowed):
        if not allowed:
            continue
        for resource in model.uses[e]:
            users.setdefault(resource, []).append(int(column_of[e]))
        if len(model.need[e]) == len(allowed):
            for feature in sorted(frozenset.intersection(*(need[0] for need in model.need[e].values()))):
                needy.setdefault(feature, []).append(int(column_of[e]))
    for resource, at in users.items():
        rows.add(at, 1, model.per_round[resource] * rounds)
    for feature, at in needy.items():
        fit = sum(feature in table.features for table in model.problem.tables)
        if len(at) > fit * rounds:
            rows.add(at, 1, fit * rounds)


def _home_rows(
    model: Model, column_of: Ints, seat: dict[tuple[int, int], int], rows: Rows, *, worth: list[int], high: list[int]
) -> None:
    """A table is home to one meeting a round: of those who always sit there, and of those whose colleagues are busy."""
    rounds = range(len(model.rounds))
    only: dict[str, list[int]] = {}
    for e, allowed in enumerate(model.allowed):
        homes = {need[1] for need in model.need[e].values()} if len(model.need[e]) == len(allowed) else set()
        if len(homes) == 1 and (home := homes.pop()) is not None:
            only.setdefault(home, []).append(e)
    parties = part_time_homes(model)
    for home in sorted(only.keys() | parties.keys()):
        some = parties.get(home, [])
        at = [int(column_of[e]) for e in only.get(home, []) if not set(model.ends[e]) & set(some)]
        for p in some:
            for r in rounds:
                others = others_there(model, p, r, home)
                if (p, r) in seat and others < len(model.speakers[p][r]):
                    rows.add([seat[p, r], len(worth)], [1, -1], others)
                    at.append(len(worth))
                    worth.append(0)
                    high.append(len(model.speakers[p][r]))
        if len(at) > len(rounds):
            rows.add(at, 1, len(rounds))


def _kept_columns(
    model: Model, column_of: Ints, rows: Rows, worth: list[int], high: list[int]
) -> list[tuple[int, int, int]]:
    """A column per meeting that a replan may keep in its round, with its pair and round."""
    kept: list[tuple[int, int, int]] = []
    at_party: dict[tuple[int, int], list[int]] = {}
    for e, bonus in enumerate(model.bonus):
        mine = []
        for r in bonus:
            if r not in model.allowed[e]:
                continue
            kept.append((len(worth), e, r))
            mine.append(len(worth))
            for p in model.ends[e]:
                at_party.setdefault((p, r), []).append(len(worth))
            worth.append(bonus[r])
            high.append(1)
        if mine:
            rows.add([*mine, column_of[e]], [1] * len(mine) + [-1], 0)
    for (p, r), at in at_party.items():
        if len(at) > len(model.speakers[p][r]):
            rows.add(at, 1, len(model.speakers[p][r]))
    return kept
