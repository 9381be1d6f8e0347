"""Ways to spoil a valid schedule, at least one per rule. What a mutation breaks is for the judges to say."""

from collections.abc import Callable
from random import Random
from typing import Any

Raw = dict[str, Any]
Mutation = Callable[[Random, Raw, Raw], None]


def another_table(chance: Random, problem: Raw, schedule: Raw) -> None:
    chance.choice(schedule["meetings"])["table"] = chance.choice([*(one["id"] for one in problem["tables"]), "nowhere"])


def another_round(chance: Random, problem: Raw, schedule: Raw) -> None:
    chance.choice(schedule["meetings"])["round"] = chance.choice([*(one["id"] for one in problem["rounds"]), "never"])


def another_speaker(chance: Random, problem: Raw, schedule: Raw) -> None:
    side = chance.choice(["a_people", "b_people"])
    chance.choice(schedule["meetings"])[side] = [chance.choice([*(one["id"] for one in problem["people"]), "nobody"])]


def one_more_speaker(chance: Random, problem: Raw, schedule: Raw) -> None:
    seated = chance.choice(schedule["meetings"])[chance.choice(["a_people", "b_people"])]
    others = [one["id"] for one in problem["people"] if one["id"] not in seated]
    seated.extend(others[:1] if chance.random() < 0.5 else others[-1:])


def an_empty_chair(chance: Random, _: Raw, schedule: Raw) -> None:
    chance.choice(schedule["meetings"])[chance.choice(["a_people", "b_people"])] = []


def sides_swapped(chance: Random, _: Raw, schedule: Raw) -> None:
    """Harmless when the people are swapped as well: a pair may be written either way round."""
    meeting = chance.choice(schedule["meetings"])
    meeting["a"], meeting["b"] = meeting["b"], meeting["a"]
    if chance.random() < 0.5:
        meeting["a_people"], meeting["b_people"] = meeting["b_people"], meeting["a_people"]


def another_party(chance: Random, problem: Raw, schedule: Raw) -> None:
    meeting = chance.choice(schedule["meetings"])
    others = [one["id"] for one in problem["parties"] if one["id"] not in {meeting["a"], meeting["b"]}]
    meeting[chance.choice(["a", "b"])] = chance.choice([*others, "no-party"])


def held_twice(chance: Random, problem: Raw, schedule: Raw) -> None:
    again = dict(chance.choice(schedule["meetings"]))
    again["round"] = chance.choice(problem["rounds"])["id"]
    schedule["meetings"].append(again)


def one_fewer(chance: Random, _: Raw, schedule: Raw) -> None:
    schedule["meetings"].remove(chance.choice(schedule["meetings"]))


def one_more(chance: Random, problem: Raw, schedule: Raw) -> None:
    """A pair that was left out gets a place without a look at minima, resources or who is where."""
    met = {frozenset((one["a"], one["b"])) for one in schedule["meetings"]}
    left = [pair for pair in problem["pairs"] if frozenset((pair["a"], pair["b"])) not in met]
    if not left:
        return
    pair = chance.choice(left)
    speakers = {party["id"]: party["people"] for party in problem["parties"]}
    schedule["meetings"].append(
        {
            "round": chance.choice(problem["rounds"])["id"],
            "table": chance.choice(problem["tables"])["id"],
            "a": pair["a"],
            "b": pair["b"],
            "a_people": speakers[pair["a"]][:1],
            "b_people": speakers[pair["b"]][-1:],
        }
    )


def nothing_at_all(_: Random, __: Raw, schedule: Raw) -> None:
    schedule["meetings"].clear()


MUTATIONS: list[Mutation] = [
    another_table,
    another_round,
    another_speaker,
    one_more_speaker,
    an_empty_chair,
    sides_swapped,
    another_party,
    held_twice,
    one_fewer,
    one_more,
    nothing_at_all,
]
