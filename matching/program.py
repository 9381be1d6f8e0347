"""A part of the problem as a 0–1 program: a variable per pair and round, beside what a plan holds.

Per pair: one round. Per group and round: Hall's condition. Per round: tables, resources, and tables that needy people
cannot do without. Per party: its maximum, and how many of its missing meetings are filled. Per goal: what still counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matching.model import NO_NEED
from matching.needs import others_there, part_time_homes
from matching.plan import Plan

Terms = dict[int, list[int]]


@dataclass(slots=True)
class Program:
    """Triplets of `matrix · v ≤ limit`, gains and upper limits of the columns."""

    gain: list[int] = field(default_factory=list)
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

    label: list[tuple[object, ...]] = field(default_factory=list)
    """What each column is about, for whoever solves a like program again."""

    def new(self, gain: int, high: int = 1, *label: object, whole: bool = False) -> int:
        self.label.append(label)
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


class Around:
    """Columns of a program by what they have in common: the rows are made of these."""

    def __init__(self, plan: Plan, program: Program) -> None:
        self.plan = plan
        self.program = program
        self.held: dict[tuple[int, int], int] = {}
        self.of_group: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self.of_round: Terms = defaultdict(list)
        self.of_resource: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.of_need: dict[tuple[object, int], list[int]] = defaultdict(list)
        self.of_party: Terms = defaultdict(list)
        self.of_goal: Terms = defaultdict(list)

    def add(self, e: int, rounds: Iterable[int], *, alone: bool) -> None:  # noqa: C901 -- one list per kind of row
        """Columns for pair e in those of the rounds where its people are free; a row for it even if it has but one."""
        model = self.plan.model
        mine = []
        groups = {model.group_of[p] for p in model.ends[e]}
        for r in rounds:
            if not all(self.plan.group_room(g, e, r) for g in groups):
                continue
            column = self.program.new(model.worth[e] + model.bonus[e].get(r, 0), 1, "pair", e, r, whole=True)
            self.held[e, r] = column
            mine.append(column)
            self.of_round[r].append(column)
            for p in model.ends[e]:
                self.of_group[model.group_of[p], r].append((column, p))
            for resource in model.uses[e]:
                self.of_resource[resource, r].append(column)
            if (need := model.need[e].get(r)) is not None:
                if need[1] is not None:
                    self.of_need[need[1], r].append(column)
                for feature in sorted(need[0]):
                    self.of_need[(feature,), r].append(column)
        if len(mine) > 1 or (mine and alone):
            self.program.add([(column, 1) for column in mine], 1, "pair", e)
        for p in model.ends[e]:
            self.of_party[p].extend(mine)
        for goal in model.goals_of[e]:
            self.of_goal[goal].extend(mine)

    def hall_rows(self) -> None:
        """People, tables and resources of each round."""
        plan, program = self.plan, self.program
        model = plan.model
        for (group, r), ends in self.of_group.items():
            _group_rows(plan, program, group, r, ends)
        for r, columns in self.of_round.items():
            program.add([(column, 1) for column in columns], model.tables - plan.count[r], "round", r)
        for (resource, r), columns in self.of_resource.items():
            left = model.per_round[resource] - plan.used[resource][r]
            program.add([(column, 1) for column in columns], left, "resource", resource, r)
        for home, parties in part_time_homes(model).items():
            for r in self.of_round:
                self._home_row(home, parties, r)
        for (name, r), columns in self.of_need.items():
            program.add([(column, 1) for column in columns], _tables_left(plan, name, r), "need", name, r)

    def _home_row(self, home: str, parties: Sequence[int], r: int) -> None:
        """Count whoever has to sit at their home table because their colleagues are busy among those who want it."""
        plan, program = self.plan, self.program
        model = plan.model
        theirs = {p: [column for column, _ in self.of_group[model.group_of[p], r]] for p in parties}
        inside = {column for columns in theirs.values() for column in columns}
        at = [column for column in self.of_need.pop((home, r), []) if column not in inside]
        for p, columns in theirs.items():
            others = others_there(model, p, r, home) - len(plan.here[model.group_of[p]][r])
            if columns and others < min(len(columns), len(model.speakers[p][r])):
                at.append(program.new(0, len(model.speakers[p][r]), "colleagues", home, p, r))
                program.add([(at[-1], -1), *((column, 1) for column in columns)], others, "colleagues", home, p, r)
        if at:
            self.of_need[home, r] = at

    def worth_rows(self) -> None:
        """Maxima, missing meetings and goals."""
        plan, program = self.plan, self.program
        model = plan.model
        # A missing meeting outweighs any one meeting; the plan's own value judges the answer, so this may be rough.
        heavy = 4 * (1 + max(program.gain, default=0)) + 2 * max(model.goal_worth, default=0)
        for p, columns in self.of_party.items():
            left = model.most[p] - plan.degree[p]
            if left < len(columns):
                program.add([(column, 1) for column in columns], left, "most", p)
            lack = model.least[p] - plan.degree[p]
            if lack > 0:
                filled = program.new(heavy, lack, "lack", p)
                program.fills.append(filled)
                program.add([(filled, 1), *((column, -1) for column in columns)], 0, "lack", p)
        for goal, columns in self.of_goal.items():
            enough = model.goal_enough[goal] - plan.served[goal]
            if enough > 0:
                counted = program.new(model.goal_worth[goal], enough, "goal", goal)
                program.add([(counted, 1), *((column, -1) for column in columns)], 0, "goal", goal)


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
    freed = set(rounds)
    around = Around(plan, program)
    for e in pairs:
        if plan.may_have(e):
            open_rounds = plan.model.allowed[e] if only is None else only[e]
            around.add(e, [r for r in open_rounds if r in freed], alone=only is not None)
    around.hall_rows()
    around.worth_rows()
    return around.held


def _group_rows(plan: Plan, program: Program, group: int, r: int, ends: list[tuple[int, int]]) -> None:
    """Hall's condition for a group in a round: for every set of its parties that is not too large a family."""
    model = plan.model
    if not model.shared[group]:
        room = model.room[group][r] - len(plan.here[group][r])
        program.add([(column, 1) for column, _ in ends], room, "seats", tuple(model.groups[group]), r)
        return
    parties = model.groups[group]
    there = plan.seats(group, r)
    twos = [[p, q] for n, p in enumerate(parties) for q in parties[n + 1 :]]
    families = [*([p] for p in parties), *twos, parties]
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
    needs = [model.need[f].get(r, NO_NEED) for f in plan.needy[r]]
    if isinstance(name, tuple):
        fit = sum(name[0] in table.features for table in model.problem.tables)
        return fit - sum(name[0] in need[0] for need in needs)
    return 1 - sum(need[1] == name for need in needs)
