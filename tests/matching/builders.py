"""Tiny problems, drawn at random: small enough to try every schedule, rich enough to touch every rule.

A history (previous programme, frozen rounds) is made by placing drawn pairs in a real hall, so that it was valid
when it was made; the people who have left since may make it impossible now, and locks may clash with anything.

Hypothesis draws the size and a seed, and chance fills in the rest: drawing every field through Hypothesis gave
mostly empty halls (a third of them without a single meeting), where nothing can go wrong.
"""

from random import Random
from typing import Any

from hypothesis import strategies as st

from scenarios.bench.hall import Hall

Raw = dict[str, Any]

FEATURES = ["quiet", "step_free"]


def tiny_problems(*, promises: bool = True) -> st.SearchStrategy[Raw]:
    """Up to four rounds, three tables, five parties, six pairs; without promises (locks, history) none clashes."""
    return st.builds(
        lambda seed, rounds, parties, pairs: a_tiny_problem(
            Random(seed), rounds=rounds, parties=parties, pairs=min(pairs, 9 - rounds), promises=promises
        ),
        seed=st.integers(0, 2**32 - 1),
        rounds=st.sampled_from([3, 3, 4, 2, 1]),
        parties=st.sampled_from([5, 5, 4, 3, 2]),
        pairs=st.sampled_from([6, 6, 5, 5, 4, 3, 2, 0]),
    )


def a_tiny_problem(chance: Random, *, rounds: int = 3, parties: int = 5, pairs: int = 6, promises: bool = True) -> Raw:
    names = [f"r{number + 1}" for number in range(rounds)]
    tables = [
        {"id": f"t{number + 1}", "features": [feature for feature in FEATURES if chance.random() < 0.4]}
        for number in range(chance.choice([1, 2, 2, 3, 3]))
    ]
    people = [_a_person(chance, number + 1, names, tables) for number in range(parties + chance.choice([-1, 0, 1, 2]))]
    hall = [_a_party(chance, number + 1, [person["id"] for person in people]) for number in range(parties)]
    listed = _pairs(chance, [party["id"] for party in hall], pairs)
    problem: Raw = {
        "format": "borse-problem/1",
        "rounds": [{"id": name} for name in names],
        "tables": tables,
        "people": people,
        "parties": hall,
        "pairs": listed,
        "goals": _goals(chance, listed),
        "resources": [{"id": "interpreter", "per_round": chance.choice([0, 1, 1, 1])}],
    }
    if promises and listed:
        if chance.random() < 0.5:
            _add_history(chance, problem, names)
        problem["locked"] = [
            {"round": chance.choice(names), "a": pair["b"], "b": pair["a"]}
            for pair in chance.sample(listed, min(len(listed), chance.choice([0, 0, 0, 1, 1, 2])))
        ]
    return problem


def _a_person(chance: Random, number: int, rounds: list[str], tables: list[Raw]) -> Raw:
    person: Raw = {"id": f"p{number}"}
    if chance.random() < 0.25:
        person["rounds"] = [name for name in rounds if chance.random() < 0.6]
    if chance.random() < 0.15:
        person["requires"] = [chance.choice(FEATURES)]
    if chance.random() < 0.10:
        person["home_table"] = chance.choice(tables)["id"]
    return person


def _a_party(chance: Random, number: int, people: list[str]) -> Raw:
    own = [people[(number - 1) % len(people)]]
    others = [chance.choice(people)] if chance.random() < 0.4 else []
    party: Raw = {
        "id": f"o{number}",
        "side": chance.choice(["business", "association", "municipal"]),
        "people": list(dict.fromkeys(own + others)),
        "min_meetings": chance.choice([0, 0, 1, 2]),
    }
    if chance.random() < 0.3:
        party["max_meetings"] = chance.choice([0, 1, 1, 2, 2])
    return party


def _pairs(chance: Random, parties: list[str], count: int) -> list[Raw]:
    possible = [(a, b) for a in parties for b in parties if a < b]
    pairs = []
    for two in chance.sample(possible, min(count, len(possible))):
        a, b = chance.sample(two, 2)
        # Few different worths make many ties, in which the later levels decide.
        pair: Raw = {"a": a, "b": b, "worth": chance.choice([0, 3, 3, 5, 10])}
        if chance.random() < 0.2:
            pair["uses"] = ["interpreter"]
        pairs.append(pair)
    return pairs


def _goals(chance: Random, pairs: list[Raw]) -> list[Raw]:
    goals = []
    for number in range(chance.choice([0, 1, 2, 3]) if pairs else 0):
        served = chance.sample(pairs, chance.randint(1, min(4, len(pairs))))
        goals.append(
            {
                "id": f"need-{number}",
                "party": served[0]["a"],
                "worth": chance.choice([0, 4, 10, 20]),
                "enough": chance.choice([0, 1, 1, 1, 2]),
                "pairs": [chance.sample([pair["a"], pair["b"]], 2) for pair in served],
            }
        )
    return goals


def _add_history(chance: Random, problem: Raw, rounds: list[str]) -> None:
    hall = Hall(problem)
    for key in chance.sample(list(hall.pairs), len(hall.pairs)):
        hall.place(key, chance.choice(rounds))
    problem["previous"] = hall.meetings
    problem["frozen_rounds"] = rounds[: chance.choice([0, 1, 1, 2])]
    problem["change_cost"] = chance.choice([0, 2, 5, 20])
    if chance.random() < 0.5:
        leaver = chance.choice(problem["people"])
        # Mostly after the frozen rounds, as people leave; at times earlier, which contradicts what was held.
        stayed = len(problem["frozen_rounds"]) if chance.random() < 0.8 else 0
        leaver["rounds"] = [name for name in leaver.get("rounds", rounds) if name in rounds[:stayed]]
