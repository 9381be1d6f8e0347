"""A small problem as one program, with nothing left out: pairs, rounds, tables and who sits where are all variables.

    held[e, r]        pair e meets in round r
    at[e, r, t]       … at table t
    sits[e, r, p, k]  … and person p sits on side k of it

The seven rules are one constraint each, and so are the four levels: lack per party, counted meetings per goal, waits
(somebody has met before, will meet later, and does not meet now) and moves (the table that a person keeps in mind
changes). Frozen rounds are the same variables, fixed. All this is far too much for a hall, where tables are
interchangeable and the program drowns in symmetry; for a dozen pairs it is solved in the blink of an eye.
"""

from collections import defaultdict
from itertools import product

from ortools.sat.python import cp_model

from matching.problem import Meeting, Pair, Problem, pair_key

Expr = cp_model.LinearExprT


class ExactModel:
    """The program; `lack`, `worth`, `waits` and `moves` are its four levels as expressions."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.program = cp_model.CpModel()
        self.held: dict[tuple[int, str], cp_model.IntVar] = {}
        self.at: dict[tuple[int, str, str], cp_model.IntVar] = {}
        self.sits: dict[tuple[int, str, str, int], cp_model.IntVar] = {}
        self._of_person: dict[tuple[str, str], list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        for e, pair in enumerate(problem.pairs):
            for r in problem.rounds:
                self._add_meeting(e, pair, r)
        self._add_rules()
        self._fix_promises()
        self.lack = self._lack()
        self.worth = self._worth()
        self.waits = self._waits()
        self.moves = self._moves()

    def _bool(self) -> cp_model.IntVar:
        return self.program.new_bool_var("")

    def _add_meeting(self, e: int, pair: Pair, r: str) -> None:
        """Rules 3 and 4 for one pair in one round; without two people who could sit there is no variable."""
        problem, program = self.problem, self.program
        there = [[p for p in problem.party[party].people if problem.is_there(p, r)] for party in (pair.a, pair.b)]
        if not all(there):
            return
        held = self.held[e, r] = self._bool()
        for table in problem.tables:
            self.at[e, r, table.id] = self._bool()
        program.add(sum(self.at[e, r, table.id] for table in problem.tables) == held)
        for k, people in enumerate(there):
            for p in people:
                sits = self.sits[e, r, p, k] = self._bool()
                self._of_person[p, r].append((e, sits))
                program.add_implication(sits, held)
                person = problem.person[p]
                for table in problem.tables:
                    if not person.requires <= table.features or person.home_table not in {None, table.id}:
                        program.add_at_most_one(sits, self.at[e, r, table.id])
            program.add_bool_or(*(self.sits[e, r, p, k] for p in people), ~held)

    def _add_rules(self) -> None:
        """Rules 1, 2, 5 and 6."""
        problem, program = self.problem, self.program
        pairs = range(len(problem.pairs))
        for e in pairs:
            program.add_at_most_one(self.held[e, r] for r in problem.rounds if (e, r) in self.held)
        for of_one in self._of_person.values():
            program.add_at_most_one(sits for _, sits in of_one)
        for r, table in product(problem.rounds, problem.tables):
            program.add_at_most_one(self.at[e, r, table.id] for e in pairs if (e, r) in self.held)
        for r, resource in product(problem.rounds, problem.resources):
            using = [e for e in pairs if (e, r) in self.held and resource.id in problem.pairs[e].uses]
            program.add(sum(self.held[e, r] for e in using) <= resource.per_round)
        for party in problem.parties:
            if party.max_meetings is not None:
                program.add(self._meetings_of(party.id) <= party.max_meetings)

    def _fix_promises(self) -> None:
        """Rule 7."""
        number = {pair.key: e for e, pair in enumerate(self.problem.pairs)}
        for lock in self.problem.locked:
            self.program.add(self.held[number[pair_key(lock.a, lock.b)], lock.round] == 1)
        was = self.values(self.problem.frozen_meetings)
        for key, variable in [*self.held.items(), *self.at.items(), *self.sits.items()]:
            if key[1] in self.problem.frozen_rounds:
                self.program.add(variable == was[variable.index])

    def values(self, meetings: tuple[Meeting, ...]) -> dict[int, int]:
        """What every variable of a meeting is, by its index, when exactly these meetings are held."""
        found = {one.index: 0 for one in [*self.held.values(), *self.at.values(), *self.sits.values()]}
        number = {pair.key: e for e, pair in enumerate(self.problem.pairs)}
        for meeting in meetings:
            e, r = number[meeting.key], meeting.round
            sides = (meeting.a_people, meeting.b_people)
            if meeting.a != self.problem.pairs[e].a:
                sides = (meeting.b_people, meeting.a_people)
            found[self.held[e, r].index] = 1
            found[self.at[e, r, meeting.table].index] = 1
            for k, people in enumerate(sides):
                found.update({self.sits[e, r, p, k].index: 1 for p in people})
        return found

    def _meetings_of(self, party: str) -> Expr:
        return sum(held for (e, _), held in self.held.items() if party in self.problem.pairs[e].key)

    def _lack(self) -> Expr:
        lacks = []
        for party in self.problem.parties:
            lacks.append(self.program.new_int_var(0, party.min_meetings, ""))
            self.program.add(lacks[-1] >= party.min_meetings - self._meetings_of(party.id))
        return sum(lacks)

    def _worth(self) -> Expr:
        problem, program = self.problem, self.program
        worth: list[Expr] = [problem.pairs[e].worth * held for (e, _), held in self.held.items()]
        for goal in problem.goals:
            served = {pair_key(*pair) for pair in goal.pairs}
            counted = program.new_int_var(0, min(goal.enough, len(served)), "")
            program.add(counted <= sum(held for (e, _), held in self.held.items() if problem.pairs[e].key in served))
            worth.append(goal.worth * counted)
        number = {pair.key: e for e, pair in enumerate(problem.pairs)}
        for meeting in problem.previous:
            if meeting.round not in problem.frozen_rounds:
                stays = self.held.get((number.get(meeting.key, -1), meeting.round), 0)
                worth.append(problem.change_cost * (stays - 1))
        return sum(worth)

    def _waits(self) -> Expr:
        waits: list[Expr] = []
        rounds = self.problem.rounds
        for person in self.problem.people:
            busy = [sum(sits for _, sits in self._of_person[person.id, r]) for r in rounds]
            before = [self._bool() for _ in rounds]
            later = [self._bool() for _ in rounds]
            for now in range(len(rounds)):
                for other in range(len(rounds)):
                    if other != now and self._of_person[person.id, rounds[other]]:
                        self.program.add((before if other < now else later)[now] >= busy[other])
                if 0 < now < len(rounds) - 1 and self.problem.is_there(person.id, rounds[now]):
                    waits.append(self._bool())
                    self.program.add(waits[-1] >= before[now] + later[now] - 1 - busy[now])
        return sum(waits)

    def _moves(self) -> Expr:
        """A person keeps a table in mind, which is where they sit when they meet; a move is a change of mind."""
        moves: list[Expr] = []
        tables = [table.id for table in self.problem.tables]
        for person in self.problem.people:
            before: dict[str, cp_model.IntVar] | None = None
            for r in self.problem.rounds:
                seats = self._of_person[person.id, r]
                if not seats or not tables:
                    continue
                mind = {t: self._bool() for t in tables}
                self.program.add_exactly_one(mind.values())
                for (e, sits), t in product(seats, tables):
                    self.program.add_bool_or(~sits, ~self.at[e, r, t], mind[t])
                if before is not None:
                    moves.append(self._bool())
                    for t in tables:
                        self.program.add(moves[-1] >= mind[t] - before[t])
                before = mind
        return sum(moves)

    def meetings(self, solver: cp_model.CpSolver) -> tuple[Meeting, ...]:
        """The meetings of a solution, in order of round and table."""
        found = []
        for (e, r, t), variable in self.at.items():
            if solver.boolean_value(variable):
                pair = self.problem.pairs[e]
                sides: tuple[list[str], list[str]] = ([], [])
                for (f, q, p, k), sits in self.sits.items():
                    if (f, q) == (e, r) and solver.boolean_value(sits):
                        sides[k].append(p)
                found.append(
                    Meeting(round=r, table=t, a=pair.a, b=pair.b, a_people=tuple(sides[0]), b_people=tuple(sides[1]))
                )
        order = {table.id: n for n, table in enumerate(self.problem.tables)}
        return tuple(sorted(found, key=lambda one: (self.problem.round_number[one.round], order[one.table])))
