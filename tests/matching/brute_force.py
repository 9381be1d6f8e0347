"""The best schedule of a tiny problem, by trying everything.

Independent of the engine and of its ideas: every listed pair is left out or put in every round; every round's
meetings are seated in every way that the rules allow (all sets of speakers, all tables). Only what is left after
the first two levels is searched for fewest waits and moves, round by round, remembering for each person where and
when they last sat. Works on `borse-problem/1` dictionaries of a handful of pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import Any

from scenarios.bench.judge import Marks, marks

Raw = dict[str, Any]
Seating = tuple[tuple[int, str, tuple[str, ...], tuple[str, ...]], ...]  # per meeting: pair, table, a's and b's people


@dataclass(frozen=True, slots=True)
class Optimum:
    """The four levels of the best valid schedule, and one that has them."""

    marks: Marks
    schedule: Raw


def optimum(problem: Raw) -> Optimum | None:
    """The lexicographic optimum, or None when no schedule keeps the rules."""
    tiny = _Tiny(problem)
    best: tuple[int, int] | None = None
    ties: list[tuple[tuple[int, ...], ...]] = []
    for plan in tiny.plans():
        levels = tiny.first_two_levels(plan)
        if best is None or levels < best:
            best, ties = levels, []
        if levels == best:
            ties.append(plan)
    if best is None:
        return None
    (_, seatings) = min((tiny.calmest(plan) for plan in ties), key=lambda calm: calm[0])
    schedule = tiny.schedule(seatings)
    found = marks(problem, schedule)
    assert (found.shortfall, -found.worth) == best  # counted twice, in two ways
    return Optimum(found, schedule)


class _Tiny:
    def __init__(self, problem: Raw) -> None:
        self.problem = problem
        self.rounds = [item["id"] for item in problem["rounds"]]
        self.pairs = problem["pairs"]
        self.people = {person["id"]: person for person in problem["people"]}
        self.parties = {party["id"]: party for party in problem["parties"]}
        self.frozen = {
            name: [meeting for meeting in problem.get("previous", []) if meeting["round"] == name]
            for name in problem.get("frozen_rounds", [])
        }
        number_of = {frozenset(self._parties_of(number)): number for number in range(len(self.pairs))}
        self.goals = [
            (goal, {number_of[frozenset(pair)] for pair in goal["pairs"]}) for goal in problem.get("goals", [])
        ]
        self.before = [
            (number_of[frozenset((meeting["a"], meeting["b"]))], meeting["round"])
            for meeting in problem.get("previous", [])
            if meeting["round"] not in self.frozen
        ]
        self.seatings = cache(self._seatings)

    def plans(self) -> Iterator[tuple[tuple[int, ...], ...]]:
        """Every way to put pairs in rounds that some seating makes valid: per round, the pairs that meet."""
        plan: list[list[int]] = [[] for _ in self.rounds]

        def extend(pair: int) -> Iterator[tuple[tuple[int, ...], ...]]:
            if pair == len(self.pairs):
                chosen = tuple(tuple(row) for row in plan)
                if self._locks_are_held(chosen) and all(self.seatings(r, row) for r, row in enumerate(chosen)):
                    yield chosen
                return
            yield from extend(pair + 1)
            for number, row in enumerate(plan):
                row.append(pair)
                # Fewer meetings never break a rule of an open round, so an impossible row stays so when it grows.
                if self._below_maxima(plan) and (
                    self.rounds[number] in self.frozen or self.seatings(number, tuple(row))
                ):
                    yield from extend(pair + 1)
                row.pop()

        yield from extend(0)

    def _below_maxima(self, plan: list[list[int]]) -> bool:
        met = [party for row in plan for pair in row for party in self._parties_of(pair)]
        return all(met.count(name) <= party.get("max_meetings", len(met)) for name, party in self.parties.items())

    def _parties_of(self, pair: int) -> tuple[str, str]:
        return self.pairs[pair]["a"], self.pairs[pair]["b"]

    def _locks_are_held(self, plan: tuple[tuple[int, ...], ...]) -> bool:
        held = {(self.rounds[r], frozenset(self._parties_of(pair))) for r, row in enumerate(plan) for pair in row}
        return all(
            (lock["round"], frozenset((lock["a"], lock["b"]))) in held for lock in self.problem.get("locked", [])
        )

    def _seatings(self, number: int, row: tuple[int, ...]) -> list[Seating]:
        """All valid ways to seat the pairs of one round (one empty way for no pairs)."""
        name = self.rounds[number]
        uses = [use for pair in row for use in self.pairs[pair].get("uses", [])]
        if any(uses.count(item["id"]) > item["per_round"] for item in self.problem.get("resources", [])):
            return []
        if name in self.frozen:
            return self._as_frozen(name, row)
        return list(self._seat(name, row, frozenset(), frozenset()))

    def _seat(self, name: str, row: tuple[int, ...], busy: frozenset[str], taken: frozenset[str]) -> Iterator[Seating]:
        if not row:
            yield ()
            return
        first, rest = row[0], row[1:]
        for ours, theirs in self._groups(name, first, busy):
            for table in self._fitting(ours + theirs):
                if table not in taken:
                    for others in self._seat(name, rest, busy | {*ours, *theirs}, taken | {table}):
                        yield ((first, table, ours, theirs), *others)

    def _groups(self, name: str, pair: int, busy: frozenset[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        def groups(party: str) -> list[tuple[str, ...]]:
            free = [one for one in self.parties[party]["people"] if one not in busy and self._there(one, name)]
            return list(chain.from_iterable(combinations(free, size) for size in range(1, len(free) + 1)))

        a, b = self._parties_of(pair)
        yield from ((ours, theirs) for ours in groups(a) for theirs in groups(b) if not set(ours) & set(theirs))

    def _there(self, person: str, name: str) -> bool:
        return name in self.people[person].get("rounds", self.rounds)

    def _fitting(self, seated: tuple[str, ...]) -> list[str]:
        required = {feature for one in seated for feature in self.people[one].get("requires", [])}
        homes = {self.people[one].get("home_table") for one in seated} - {None}
        return [
            table["id"]
            for table in self.problem["tables"]
            if required <= set(table.get("features", [])) and homes <= {table["id"]}
        ]

    def _as_frozen(self, name: str, row: tuple[int, ...]) -> list[Seating]:
        """The one seating that was, if it holds exactly these pairs and the rules allow it."""
        where = {frozenset(self._parties_of(pair)): pair for pair in row}
        was = []
        for meeting in self.frozen[name]:
            pair = where.pop(frozenset((meeting["a"], meeting["b"])), None)
            if pair is None:
                return []
            ours, theirs = tuple(meeting["a_people"]), tuple(meeting["b_people"])
            if meeting["a"] != self._parties_of(pair)[0]:
                ours, theirs = theirs, ours
            was.append((pair, meeting["table"], tuple(sorted(ours)), tuple(sorted(theirs))))
        if where:
            return []

        def plain(seating: Seating) -> set[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
            return {(pair, table, tuple(sorted(a)), tuple(sorted(b))) for pair, table, a, b in seating}

        return [seating for seating in self._seat(name, row, frozenset(), frozenset()) if plain(seating) == set(was)]

    def first_two_levels(self, plan: tuple[tuple[int, ...], ...]) -> tuple[int, int]:
        """Shortfall and minus worth; they do not depend on the seating."""
        held = {pair: self.rounds[number] for number, row in enumerate(plan) for pair in row}
        met = [party for pair in held for party in self._parties_of(pair)]
        shortfall = sum(max(0, party.get("min_meetings", 0) - met.count(name)) for name, party in self.parties.items())
        worth = sum(self.pairs[pair]["worth"] for pair in held)
        for goal, served in self.goals:
            worth += goal["worth"] * min(goal.get("enough", 1), len(served & held.keys()))
        for pair, name in self.before:
            worth -= self.problem["change_cost"] * (held.get(pair) != name)
        return shortfall, -worth

    def calmest(self, plan: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, int], list[Seating]]:
        """Fewest (waits, moves) over all seatings: both add up over people and rounds, so states suffice."""
        states: dict[tuple[tuple[str, int, str], ...], tuple[tuple[int, int], list[Seating]]] = {(): ((0, 0), [])}
        for number, row in enumerate(plan):
            following: dict[tuple[tuple[str, int, str], ...], tuple[tuple[int, int], list[Seating]]] = {}
            for state, ((waits, moves), path) in states.items():
                for seating in self.seatings(number, row):
                    last = {person: (when, table) for person, when, table in state}
                    more_waits = more_moves = 0
                    for _, table, ours, theirs in seating:
                        for person in ours + theirs:
                            if person in last:
                                when, before = last[person]
                                between = self.rounds[when + 1 : number]
                                more_waits += sum(self._there(person, name) for name in between)
                                more_moves += before != table
                            last[person] = (number, table)
                    key = tuple(sorted((person, when, table) for person, (when, table) in last.items()))
                    cost = (waits + more_waits, moves + more_moves)
                    if key not in following or cost < following[key][0]:
                        following[key] = (cost, [*path, seating])
            states = following
        return min(states.values(), key=lambda found: found[0])

    def schedule(self, seatings: list[Seating]) -> Raw:
        meetings = [
            {
                "round": self.rounds[number],
                "table": table,
                "a": self.pairs[pair]["a"],
                "b": self.pairs[pair]["b"],
                "a_people": list(ours),
                "b_people": list(theirs),
            }
            for number, seating in enumerate(seatings)
            for pair, table, ours, theirs in seating
        ]
        return {"format": "borse-schedule/1", "meetings": meetings}
