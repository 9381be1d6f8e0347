"""Baseline: everything in one CP-SAT program, as the textbook has it, with two workers and the same time limit.

A Boolean per pair, round and two people; one row per person and round, per pair, per round's tables. Tables are
counted, not modelled, and given out afterwards; a meeting that then finds no table is dropped. Lacking a minimum
costs more than any worth, which makes the first two levels one sum.
"""

from collections import defaultdict
from itertools import product

from ortools.sat.python import cp_model

from scenarios.bench.generator import Raw
from scenarios.bench.hall import Hall, Key

LACK = 1_000  # more than a pair and all of its goals are worth in the problems of the bench


def one_program(problem: Raw, seconds: float) -> list[Raw]:
    """The meetings of a valid schedule: what the solver has when its time is up, at worst nothing new."""
    program = _Program(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    if solver.solve(program.model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        for (key, name, people), seat in program.seats.items():
            if solver.boolean_value(seat):
                program.hall.place(key, name, people)
    return program.hall.meetings


class _Program:
    def __init__(self, problem: Raw) -> None:
        self.hall = Hall(problem)
        self.model = cp_model.CpModel()
        self.seats: dict[tuple[Key, str, tuple[str, str]], cp_model.IntVar] = {}
        self.of_pair: dict[Key, list[cp_model.IntVar]] = defaultdict(list)
        self.of_party: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        self.worth: list[cp_model.LinearExprT] = []
        self._add_seats()
        self._add_goals(problem)
        self._add_minima()
        self.model.maximize(sum(self.worth))

    def _add_seats(self) -> None:
        hall = self.hall
        at_once: dict[tuple[str, str, int], list[cp_model.IntVar]] = defaultdict(list)
        for key, name in product(hall.pairs, hall.open_rounds):
            for people in () if key in hall.held else hall.who_could(key, name):
                seat = self.model.new_bool_var("")
                self.seats[key, name, people] = seat
                self.of_pair[key].append(seat)
                for party in key:
                    self.of_party[party].append(seat)
                for person in people:
                    at_once[name, f"person {person}", 1].append(seat)
                for use in hall.pairs[key].get("uses", []):
                    at_once[name, f"resource {use}", hall.limits[use]].append(seat)
                at_once[name, "tables", len(hall.tables)].append(seat)
                stays = hall.change_cost if hall.before.get(key) == name else 0
                self.worth.append((hall.pairs[key]["worth"] + stays) * seat)
        for of_one in self.of_pair.values():
            self.model.add_at_most_one(of_one)
        for (_, _, limit), of_one in at_once.items():
            self.model.add(sum(of_one) <= limit)

    def _add_goals(self, problem: Raw) -> None:
        hall = self.hall
        for goal in problem.get("goals", []):
            keys = [(a, b) if (a, b) in hall.pairs else (b, a) for a, b in goal["pairs"]]
            left = goal.get("enough", 1) - sum(key in hall.held for key in keys)
            if left > 0:
                served = self.model.new_int_var(0, left, "")
                self.model.add(served <= sum(seat for key in keys for seat in self.of_pair[key]))
                self.worth.append(goal["worth"] * served)

    def _add_minima(self) -> None:
        for name, party in self.hall.parties.items():
            has = self.hall.count[name]
            if "max_meetings" in party:
                self.model.add(sum(self.of_party[name]) <= party["max_meetings"] - has)
            if party.get("min_meetings", 0) > has:
                lack = self.model.new_int_var(0, party["min_meetings"] - has, "")
                self.model.add(lack >= party["min_meetings"] - has - sum(self.of_party[name]))
                self.worth.append(-LACK * lack)
