"""The same hall after some rounds: people have left or never came, others have walked in.

Absence is drawn by organisation, as published no-show figures are: when one of its people is missing, so are the
others. An absent person stays in the file, there for the frozen rounds only in which they met somebody, so that
the previous programme can still be written down; a party with nobody left asks for no minimum.
"""

import copy
import random

from scenarios.bench.generator import VARIANTS, Posts, Raw, pairs_and_goals


def a_replan(
    problem: Raw, schedule: Raw, *, after: int, absent: float, seed: int, variant: str = "normal", change_cost: int = 5
) -> Raw:
    """`problem` again after `after` rounds of `schedule`, with about a share `absent` of its people gone."""
    chance = random.Random(f"replan {after} {absent} {seed}")
    again = copy.deepcopy(problem)
    rounds = [item["id"] for item in again["rounds"]]
    frozen = set(rounds[:after])
    gone = _absent_people(again, chance, absent)
    met: dict[str, set[str]] = {}
    for meeting in schedule["meetings"]:
        for person in (*meeting["a_people"], *meeting["b_people"]):
            met.setdefault(person, set()).add(meeting["round"])
    for person in again["people"]:
        if person["id"] in gone:
            person["rounds"] = sorted(met.get(person["id"], set()) & frozen)
    for party in again["parties"]:
        if set(party["people"]) <= gone:
            party["min_meetings"] = 0
    _walk_ins(again, chance, rounds[after:], variant)
    again["previous"] = copy.deepcopy(schedule["meetings"])
    again["frozen_rounds"] = rounds[:after]
    again["change_cost"] = change_cost
    return again


def _absent_people(problem: Raw, chance: random.Random, share: float) -> set[str]:
    parties = list(problem["parties"])
    chance.shuffle(parties)
    gone: set[str] = set()
    for party in parties:
        if len(gone) >= share * len(problem["people"]):
            break
        gone.update(party["people"])
    return gone


def _walk_ins(problem: Raw, chance: random.Random, rounds: list[str], variant: str, share: float = 0.02) -> None:
    """New parties of one person, each offering to and needing from a handful of those already there."""
    recipe = VARIANTS[variant]
    hall = problem["parties"]
    known = list(hall)
    for number in range(max(1, round(share * len(known)))):
        party: Raw = {"id": f"w{number + 1}", "side": "individual", "people": [f"w{number + 1}-p"], "min_meetings": 1}
        problem["people"].append({"id": f"w{number + 1}-p", "rounds": rounds})
        hall.append(party)
        others = [other["id"] for other in chance.sample(known, min(8, len(known)))]
        half = len(others) // 2
        posts = Posts(
            offers={party["id"]: [0], **{other: [1] for other in others[half:]}},
            needs={party["id"]: [1], **{other: [0] for other in others[:half]}},
        )
        pairs, goals = pairs_and_goals(recipe, chance, hall, posts)
        for goal in goals:
            goal["id"] = f"{party['id']}-{goal['id']}"
        problem["pairs"].extend(pair for pair in pairs if party["id"] in (pair["a"], pair["b"]))
        problem["goals"].extend(goal for goal in goals if goal["pairs"])
