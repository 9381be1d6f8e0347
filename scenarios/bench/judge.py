"""An independent judge of schedules: the seven rules and the four levels, read straight from the two files.

It shares no code with the engine, on purpose: a rule misread in both the planner and the checker would otherwise
pass unseen. It works on plain dictionaries, one loop per sentence of the contract, and is in no hurry.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

Raw = dict[str, Any]


class Marks(NamedTuple):
    """What a schedule achieves; `order` compares the four levels, smaller is better."""

    shortfall: int
    worth: int
    waits: int
    moves: int
    changes: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        return (self.shortfall, -self.worth, self.waits, self.moves)


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One broken rule, by its number in the contract."""

    rule: int
    what: str


def breaches(problem: Raw, schedule: Raw) -> list[Breach]:
    """Every way in which the schedule is invalid; empty for a valid one."""
    meetings = schedule["meetings"]
    return sorted(
        [
            *_pairs(problem, meetings),
            *_one_at_a_time(meetings),
            *_speakers(problem, meetings),
            *_tables(problem, meetings),
            *_resources(problem, meetings),
            *_maxima(problem, meetings),
            *_locks(problem, meetings),
            *_frozen(problem, meetings),
        ]
    )


def _pair_of(meeting: Raw) -> frozenset[str]:
    return frozenset((meeting["a"], meeting["b"]))


def _seated(meeting: Raw) -> list[str]:
    return [*meeting["a_people"], *meeting["b_people"]]


def _pairs(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    listed = {_pair_of(pair) for pair in problem.get("pairs", [])}
    times = Counter(_pair_of(meeting) for meeting in meetings)
    found = [Breach(1, f"{sorted(pair)} is not listed") for pair in times if pair not in listed]
    return found + [Breach(1, f"{sorted(pair)} meets {count} times") for pair, count in times.items() if count > 1]


def _one_at_a_time(meetings: list[Raw]) -> list[Breach]:
    people = Counter((meeting["round"], person) for meeting in meetings for person in set(_seated(meeting)))
    tables = Counter((meeting["round"], meeting["table"]) for meeting in meetings)
    # Counted apart: a person and a table may have the same id.
    twice = [f"person {who} twice in {name}" for (name, who), count in people.items() if count > 1]
    twice += [f"table {where} twice in {name}" for (name, where), count in tables.items() if count > 1]
    return [Breach(2, what) for what in twice]


def _speakers(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    every_round = [item["id"] for item in problem.get("rounds", [])]
    there = {person["id"]: person.get("rounds", every_round) for person in problem.get("people", [])}
    speaks = {party["id"]: party["people"] for party in problem.get("parties", [])}
    found = []
    for meeting in meetings:
        for side in ("a", "b"):
            party, present = meeting[side], meeting[f"{side}_people"]
            if not present:
                found.append(Breach(3, f"nobody for {party} in {meeting['round']}"))
            for person in present:
                if person not in speaks.get(party, []):
                    found.append(Breach(3, f"{person} does not speak for {party}"))
                if meeting["round"] not in there.get(person, []):
                    found.append(Breach(3, f"{person} is not there in {meeting['round']}"))
        if set(meeting["a_people"]) & set(meeting["b_people"]):
            found.append(Breach(3, f"somebody sits on both sides of {sorted(_pair_of(meeting))}"))
    return found


def _tables(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    features = {table["id"]: set(table.get("features", [])) for table in problem.get("tables", [])}
    people = {person["id"]: person for person in problem.get("people", [])}
    found = []
    for meeting in meetings:
        table = meeting["table"]
        if table not in features:
            found.append(Breach(4, f"no table {table}"))
            continue
        for name in _seated(meeting):
            person = people.get(name, {})
            if not set(person.get("requires", [])) <= features[table]:
                found.append(Breach(4, f"{table} lacks what {name} requires"))
            if person.get("home_table") not in {None, table}:
                found.append(Breach(4, f"{name} is away from home at {table}"))
    return found


def _resources(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    uses = {_pair_of(pair): pair.get("uses", []) for pair in problem.get("pairs", [])}
    used = Counter((meeting["round"], use) for meeting in meetings for use in uses.get(_pair_of(meeting), []))
    limits = {resource["id"]: resource["per_round"] for resource in problem.get("resources", [])}
    return [
        Breach(5, f"{use} used {count} times in {name}") for (name, use), count in used.items() if count > limits[use]
    ]


def _maxima(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    times = Counter(party for meeting in meetings for party in _pair_of(meeting))
    return [
        Breach(6, f"{party['id']} has {times[party['id']]} meetings")
        for party in problem.get("parties", [])
        if party.get("max_meetings") is not None and times[party["id"]] > party["max_meetings"]
    ]


def _locks(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    held = {(meeting["round"], _pair_of(meeting)) for meeting in meetings}
    return [
        Breach(7, f"{sorted(_pair_of(lock))} is not held in {lock['round']}")
        for lock in problem.get("locked", [])
        if (lock["round"], _pair_of(lock)) not in held
    ]


def _frozen(problem: Raw, meetings: list[Raw]) -> list[Breach]:
    def exactly(meeting: Raw) -> tuple[str, str, frozenset[tuple[str, frozenset[str]]]]:
        sides = frozenset((meeting[side], frozenset(meeting[f"{side}_people"])) for side in ("a", "b"))
        return meeting["round"], meeting["table"], sides

    frozen = set(problem.get("frozen_rounds", []))
    now = {exactly(meeting) for meeting in meetings if meeting["round"] in frozen}
    then = {exactly(meeting) for meeting in problem.get("previous", []) if meeting["round"] in frozen}
    return [Breach(7, f"a frozen round differs: {meeting[0]} {meeting[1]}") for meeting in now ^ then]


def marks(problem: Raw, schedule: Raw) -> Marks:
    """The four levels (and the number of changes) of a valid schedule."""
    meetings = schedule["meetings"]
    held = {_pair_of(meeting) for meeting in meetings}
    changes = _changes(problem, meetings)
    worth = sum(pair["worth"] for pair in problem.get("pairs", []) if _pair_of(pair) in held)
    for goal in problem.get("goals", []):
        served = len({frozenset(pair) for pair in goal["pairs"]} & held)
        worth += goal["worth"] * min(served, goal.get("enough", 1))
    waits, moves = _waits_and_moves(problem, meetings)
    return Marks(
        shortfall=_shortfall(problem, meetings),
        worth=worth - problem.get("change_cost", 0) * changes,
        waits=waits,
        moves=moves,
        changes=changes,
    )


def _shortfall(problem: Raw, meetings: list[Raw]) -> int:
    times = Counter(party for meeting in meetings for party in _pair_of(meeting))
    return sum(max(0, party.get("min_meetings", 0) - times[party["id"]]) for party in problem.get("parties", []))


def _changes(problem: Raw, meetings: list[Raw]) -> int:
    now = {(meeting["round"], _pair_of(meeting)) for meeting in meetings}
    frozen = problem.get("frozen_rounds", [])
    return sum(
        (meeting["round"], _pair_of(meeting)) not in now
        for meeting in problem.get("previous", [])
        if meeting["round"] not in frozen
    )


def _waits_and_moves(problem: Raw, meetings: list[Raw]) -> tuple[int, int]:
    order = {item["id"]: place for place, item in enumerate(problem.get("rounds", []))}
    days: dict[str, dict[int, str]] = {}
    for meeting in meetings:
        for person in _seated(meeting):
            days.setdefault(person, {})[order[meeting["round"]]] = meeting["table"]
    people = problem.get("people", [])
    there = {person["id"]: {order[name] for name in person.get("rounds", order)} for person in people}
    waits = moves = 0
    for person, day in days.items():
        waits += sum(1 for place in there[person] if min(day) < place < max(day) and place not in day)
        seats = [day[place] for place in sorted(day)]
        moves += sum(1 for before, after in pairwise(seats) if before != after)
    return waits, moves
