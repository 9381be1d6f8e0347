"""A part of the plan solved anew, exactly: some rounds, or some parties, everything else held still.

Large neighbourhood search (Shaw 1998): the meetings of the freed part, and the near-best pairs that do not meet, become
a 0–1 program with a variable per pair and freed round. For two or three rounds, or for some dozens of parties, it is
small and nearly integral (a matching per round, tied together by goals), so that branch and bound closes it quickly
(HiGHS). The answer counts only if, put into the plan, it is no worse.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.plan import Plan

NODES = 60
"""Branch-and-bound nodes for one part: what is not closed by then is left for another time."""


@dataclass(slots=True)
class Program:
    """Triplets of `matrix · v ≤ limit`, gains and upper limits of the columns."""

    gain: list[float] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    """Columns that are 0 or 1; the others follow from them."""
    fills: list[int] = field(default_factory=list)
    """Columns that count meetings that fill a lack."""
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    factor: list[int] = field(default_factory=list)
    limit: list[int] = field(default_factory=list)
    name: list[tuple[object, ...]] = field(default_factory=list)
    """What each row is about, for whoever reads its multiplier."""

    def new(self, gain: float, high: int = 1, *, whole: bool = False) -> int:
        self.gain.append(gain)
        self.whole.append(whole)
        self.high.append(high)
        return len(self.gain) - 1

    def add(self, terms: Iterable[tuple[int, int]], limit: int, *name: object) -> None:
        at = len(self.limit)
        for column, factor in terms:
            self.row.append(at)
            self.column.append(column)
            self.factor.append(factor)
        self.limit.append(limit)
        self.name.append(name)


def resolve(
    plan: Plan, rounds: Sequence[int], freed: Iterable[int], offered: Iterable[int], seconds: float, nodes: int = NODES
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
    if plan.value < before or {e: r for e, r in chosen} == old:
        plan.undo(mark)
        return False
    return True


def _solved(program: Program, seconds: float, nodes: int) -> list[float] | None:
    columns = len(program.gain)
    if columns == 0:
        return None
    matrix = sparse.csc_matrix(
        (program.factor, (program.row, program.column)), shape=(len(program.limit), columns), dtype=float
    )
    # The solver looks at its clock now and then only, so it is told to stop earlier than it must.
    found = milp(
        -np.array(program.gain),
        constraints=LinearConstraint(matrix, -np.inf, np.array(program.limit, dtype=float)),
        bounds=Bounds(0, np.array(program.high, dtype=float)),
        integrality=np.array(program.whole, dtype=np.int64),
        options={"time_limit": 0.7 * seconds, "node_limit": nodes, "mip_rel_gap": 0.0},
    )
    return None if found.x is None else list(found.x)


def variables(
    plan: Plan,
    program: Program,
    rounds: Sequence[int],
    pairs: Sequence[int],
    only: Mapping[int, Sequence[int]] | None = None,
) -> dict[tuple[int, int], int]:
    """Columns and rows for these pairs in these rounds, beside what the plan holds; the column of pair e in round r.

    `only` gives a pair the rounds that it may have here; then every pair has a row of its own.
    """
    model = plan.model
    freed = set(rounds)
    held: dict[tuple[int, int], int] = {}
    at_group: dict[tuple[int, int], list[tuple[int, int]]] = {}
    at_round: dict[int, list[int]] = {r: [] for r in rounds}
    using: dict[tuple[int, int], list[int]] = {}
    needing: dict[tuple[object, int], list[int]] = {}
    at_party: dict[int, list[int]] = {}
    at_goal: dict[int, list[int]] = {}
    for e in pairs:
        if not plan.may_have(e):
            continue
        a, b = model.ends[e]
        mine = []
        for r in model.allowed[e] if only is None else only[e]:
            if r not in freed or not all(plan.group_room(g, e, r) for g in {model.group_of[a], model.group_of[b]}):
                continue
            column = program.new(model.worth[e] + model.bonus[e].get(r, 0), whole=True)
            held[e, r] = column
            mine.append(column)
            at_round[r].append(column)
            for p in (a, b):
                at_group.setdefault((model.group_of[p], r), []).append((column, p))
            for resource in model.uses[e]:
                using.setdefault((resource, r), []).append(column)
            need = model.need[e].get(r)
            if need is not None:
                if need[1] is not None:
                    needing.setdefault((need[1], r), []).append(column)
                for feature in sorted(need[0]):
                    needing.setdefault(((feature,), r), []).append(column)
        if len(mine) > 1 or (mine and only is not None):
            program.add([(column, 1) for column in mine], 1, "pair", e)
        for p in (a, b):
            at_party.setdefault(p, []).extend(mine)
        for goal in model.goals_of[e]:
            at_goal.setdefault(goal, []).extend(mine)
    for (group, r), ends in at_group.items():
        _group_rows(plan, program, group, r, ends)
    for r, columns in at_round.items():
        program.add([(column, 1) for column in columns], model.tables - plan.count[r], "round", r)
    for (resource, r), columns in using.items():
        program.add(
            [(column, 1) for column in columns],
            model.per_round[resource] - plan.used[resource][r],
            "resource",
            resource,
            r,
        )
    for (name, r), columns in needing.items():
        program.add([(column, 1) for column in columns], _tables_left(plan, name, r), "need", name, r)
    heavy = 4.0 * (1 + max(program.gain, default=0.0)) + 2.0 * max(model.goal_worth, default=0)
    for p, columns in at_party.items():
        if model.most[p] - plan.degree[p] < len(columns):
            program.add([(column, 1) for column in columns], model.most[p] - plan.degree[p], "most", p)
        lack = model.least[p] - plan.degree[p]
        if lack > 0:
            short = program.new(heavy, lack)
            program.fills.append(short)
            program.add([(short, 1), *((column, -1) for column in columns)], 0, "lack", p)
    for goal, columns in at_goal.items():
        left = model.goal_enough[goal] - plan.served[goal]
        if left > 0:
            counted = program.new(model.goal_worth[goal], left)
            program.add([(counted, 1), *((column, -1) for column in columns)], 0, "goal", goal)
    return held


def _group_rows(plan: Plan, program: Program, group: int, r: int, ends: list[tuple[int, int]]) -> None:
    """Hall's condition for a group in a round: for every set of its parties that is not too large a family."""
    model = plan.model
    if not model.shared[group]:
        room = model.room[group][r] - len(plan.here[group][r])
        program.add([(column, 1) for column, _ in ends], room, "seats", tuple(model.groups[group]), r)
        return
    parties = model.groups[group]
    there = plan.seats(group, r)
    families = [[p] for p in parties] + [[p, q] for n, p in enumerate(parties) for q in parties[n + 1 :]] + [parties]
    for family in families:
        terms: dict[int, int] = {}
        for column, p in ends:
            if p in family:
                terms[column] = terms.get(column, 0) + 1
        if terms:
            people = {person for p in family for person in model.speakers[p][r]}
            program.add(terms.items(), len(people) - sum(p in family for p in there), "seats", tuple(family), r)


def _tables_left(plan: Plan, name: object, r: int) -> int:
    """Tables of round r with a feature, or of a given id, that no needy meeting of the plan counts on."""
    model = plan.model
    needs = [model.need[f][r] for f in plan.needy[r]]
    if isinstance(name, tuple):
        fit = sum(name[0] in table.features for table in model.problem.tables)
        return fit - sum(name[0] in need[0] for need in needs)
    return 1 - sum(need[1] == name for need in needs)


def sweep(plan: Plan, offered: Sequence[int], goal: int, parts: int, chance: Random, deadline: float) -> None:
    """Solve every two rounds anew, in an order by chance, until `goal` is met, `parts` are done, or two sweeps in a
    row bring nothing."""
    twos = list(combinations(range(len(plan.model.rounds)), 2)) or [(0,)]
    idle = 0
    while idle < 2:  # noqa: PLR2004 -- one sweep may only shuffle ties, the next then profits
        before = plan.value
        chance.shuffle(twos)
        for rounds in twos:
            left = deadline - time.monotonic()
            if plan.value >= goal or parts <= 0 or left <= 0:
                return
            parts -= 1
            resolve(plan, rounds, [e for r in rounds for e in sorted(plan.at[r])], offered, left)
            plan.log.clear()
        idle = 0 if plan.value > before else idle + 1
