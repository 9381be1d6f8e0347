"""A hall that is filled one meeting at a time: the floor that every baseline plans on.

It keeps the rules by construction and knows nothing of the engine: who is free in a round, which tables and
resources are left, and what one more meeting of a pair is worth now that some goals may have had enough.
"""

from collections import Counter
from itertools import product

from scenarios.bench.generator import Raw

Key = tuple[str, str]


class Hall:
    """A problem with the meetings held so far; `meetings` is the schedule that it grows."""

    def __init__(self, problem: Raw) -> None:
        self.rounds = [item["id"] for item in problem["rounds"]]
        self.people = {person["id"]: person for person in problem["people"]}
        self.there = {name: set(person.get("rounds", self.rounds)) for name, person in self.people.items()}
        self.parties = {party["id"]: party for party in problem["parties"]}
        self.pairs = {(pair["a"], pair["b"]): pair for pair in problem["pairs"]}
        self.limits = {resource["id"]: resource["per_round"] for resource in problem.get("resources", [])}
        self.goals_of: dict[Key, list[Raw]] = {key: [] for key in self.pairs}
        for goal in problem.get("goals", []):
            for a, b in goal["pairs"]:
                self.goals_of[(a, b) if (a, b) in self.pairs else (b, a)].append(goal)
        # Plain tables first, so that the few with features are left to those who need them.
        self.tables = sorted(problem["tables"], key=lambda table: len(table.get("features", [])))
        self.change_cost = problem.get("change_cost", 0)
        self.meetings: list[Raw] = []
        self.held: set[Key] = set()
        self.count: Counter[str] = Counter()
        self._served: Counter[str] = Counter()
        self._busy: set[tuple[str, str]] = set()
        self._taken: set[tuple[str, str]] = set()
        self._used: Counter[tuple[str, str]] = Counter()
        self.before = {self.key(meeting): meeting["round"] for meeting in problem.get("previous", [])}
        self._hold_what_is_frozen(problem)

    def key(self, meeting: Raw) -> Key:
        """The pair of a meeting as the problem writes it."""
        a, b = meeting["a"], meeting["b"]
        return (a, b) if (a, b) in self.pairs else (b, a)

    def _hold_what_is_frozen(self, problem: Raw) -> None:
        self.frozen = set(problem.get("frozen_rounds", []))
        for meeting in problem.get("previous", []):
            if meeting["round"] in self.frozen:
                self._hold(self.key(meeting), meeting)
        self.open_rounds = [name for name in self.rounds if name not in self.frozen]

    def worth_now(self, key: Key, name: str | None = None) -> int:
        """What the pair would add now, in this round (or in its best one), the price of a change included."""
        goals = sum(goal["worth"] for goal in self.goals_of[key] if self._served[goal["id"]] < goal.get("enough", 1))
        stays = self.change_cost if self.before.get(key) in ([name] if name else self.open_rounds) else 0
        return int(self.pairs[key]["worth"] + goals + stays)

    def who_could(self, key: Key, name: str) -> list[tuple[str, str]]:
        """The two people, one from each party, who are there in the round and could sit together."""
        there = [[one for one in self.parties[party]["people"] if name in self.there[one]] for party in key]
        return [(one, other) for one, other in product(*there) if one != other]

    def place(self, key: Key, name: str, people: tuple[str, str] | None = None) -> bool:
        """Hold the pair in the round if two free people (or these two) and a table can be found for it."""
        if key in self.held or name in self.frozen:
            return False
        if any(self.count[party] >= self.parties[party].get("max_meetings", len(self.pairs)) for party in key):
            return False
        if any(self._used[name, use] >= self.limits[use] for use in self.pairs[key].get("uses", [])):
            return False
        for one, other in self.who_could(key, name) if people is None else [people]:
            if (name, one) in self._busy or (name, other) in self._busy:
                continue
            table = self._a_table(name, one, other)
            if table is not None:
                meeting = {"round": name, "table": table, "a": key[0], "b": key[1]}
                self._hold(key, {**meeting, "a_people": [one], "b_people": [other]})
                return True
        return False

    def _a_table(self, name: str, *pair: str) -> str | None:
        required = {feature for one in pair for feature in self.people[one].get("requires", [])}
        homes = {self.people[one]["home_table"] for one in pair if self.people[one].get("home_table")}
        for table in self.tables:
            identity = str(table["id"])
            if (
                (name, identity) not in self._taken
                and homes <= {identity}
                and required <= set(table.get("features", []))
            ):
                return identity
        return None

    def _hold(self, key: Key, meeting: Raw) -> None:
        name = meeting["round"]
        self.meetings.append(dict(meeting))
        self.held.add(key)
        self.count.update(key)
        self._served.update(goal["id"] for goal in self.goals_of[key])
        self._busy.update((name, one) for one in (*meeting["a_people"], *meeting["b_people"]))
        self._taken.add((name, meeting["table"]))
        self._used.update((name, use) for use in self.pairs[key].get("uses", []))
