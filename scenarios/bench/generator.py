"""Problems like those of a real børs, as `borse-problem/1` dictionaries, the same for the same seed.

Needs and offers fall on kinds whose popularity follows Zipf's law (many look for practical hands, few for a
choir), with offers and needs not equally popular: what is scarce is what makes planning hard. A pair exists
where one party offers a kind that the other needs; every need is a goal.

The recipe's shares (sides, shared people, late arrivals, tables, …) stand in `Recipe`, one reason each; every
variant of the bench is that recipe with one thing made tight.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

Raw = dict[str, Any]

SIDES = {"business": 0.25, "association": 0.50, "municipal": 0.20, "individual": 0.05}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the hall is like. Shares are of the parties unless said otherwise."""

    kinds: int = 60
    posts: tuple[int, int] = (1, 3)  # offers, and as many again of needs, per party
    two_people: float = 0.30  # of organisations
    shared_people: float = 0.05  # parties whose speaker also speaks for another party
    part_time: float = 0.15  # of people: come late or leave early
    step_free: float = 0.03  # of people
    step_free_tables: float = 0.10  # of tables, at least one
    tables: float = 0.55
    min_meetings: int = 3
    goal_worth: tuple[int, int] = (10, 30)
    goal_enough_two: float = 0.2  # of needs: "four employees" may come from two businesses
    pair_worth: tuple[int, int] = (3, 10)  # per served need
    across_sides: bool = False
    interpreter_pairs: float = 0.0  # of pairs
    interpreter_parties: float = 0.0  # all pairs of these parties want it: what a language does in a real hall
    home_tables: float = 0.0  # of people: a stand that they do not leave
    capped: float = 0.0  # parties that want no more than `cap` meetings
    cap: int = 4


NORMAL = Recipe()
VARIANTS: Mapping[str, Recipe] = {
    "normal": NORMAL,
    "tight-tables": replace(NORMAL, tables=0.25),
    "part-time": replace(NORMAL, part_time=0.40),
    "twenty-kinds": replace(NORMAL, kinds=20),
    "across-sides": replace(NORMAL, across_sides=True),
    "interpreter": replace(NORMAL, interpreter_pairs=0.10),
    "interpreter-parties": replace(NORMAL, interpreter_parties=0.05),
    "home-tables": replace(NORMAL, home_tables=0.10),
    "capped": replace(NORMAL, capped=0.30),
    "all-at-once": replace(
        NORMAL,
        tables=0.30,
        part_time=0.40,
        shared_people=0.15,
        step_free=0.06,
        home_tables=0.05,
        interpreter_parties=0.03,
        capped=0.20,
        across_sides=True,
    ),
}


def a_problem(*, parties: int, rounds: int, seed: int, variant: str = "normal") -> Raw:
    """A whole problem; raises KeyError for a variant that `VARIANTS` does not list."""
    recipe = VARIANTS[variant]
    chance = random.Random(f"{variant} {parties} {rounds} {seed}")
    round_ids = [f"r{number + 1}" for number in range(rounds)]
    tables = _tables(recipe, max(1, round(recipe.tables * parties)))
    people: list[Raw] = []
    hall = [
        _a_party(recipe, chance, number, people=people, rounds=round_ids, tables=tables) for number in range(parties)
    ]
    posts = _posts(recipe, chance, [party["id"] for party in hall])
    pairs, goals = pairs_and_goals(recipe, chance, hall, posts)
    problem: Raw = {
        "format": "borse-problem/1",
        "rounds": [{"id": identity} for identity in round_ids],
        "tables": tables,
        "people": people,
        "parties": hall,
        "pairs": pairs,
        "goals": goals,
    }
    if any("uses" in pair for pair in pairs):
        problem["resources"] = [{"id": "interpreter", "per_round": 1}]
    return problem


def _tables(recipe: Recipe, count: int) -> list[Raw]:
    step_free = max(1, round(recipe.step_free_tables * count))
    return [
        {"id": f"t{number + 1}", "features": ["step_free"]} if number < step_free else {"id": f"t{number + 1}"}
        for number in range(count)
    ]


def _a_party(
    recipe: Recipe, chance: random.Random, number: int, *, people: list[Raw], rounds: list[str], tables: list[Raw]
) -> Raw:
    side = chance.choices(list(SIDES), weights=list(SIDES.values()))[0]
    organisation = side != "individual"
    speakers: list[str] = []
    if organisation and people and chance.random() < recipe.shared_people:
        speakers.append(chance.choice(people)["id"])
    wanted = 2 if organisation and chance.random() < recipe.two_people else 1
    while len(speakers) < wanted:
        person = _a_person(recipe, chance, len(people) + 1, rounds, tables)
        people.append(person)
        speakers.append(person["id"])
    party: Raw = {"id": f"o{number + 1}", "side": side, "people": speakers, "min_meetings": recipe.min_meetings}
    if chance.random() < recipe.capped:
        party["max_meetings"] = recipe.cap
    return party


def _a_person(recipe: Recipe, chance: random.Random, number: int, rounds: list[str], tables: list[Raw]) -> Raw:
    person: Raw = {"id": f"p{number}"}
    if chance.random() < recipe.part_time and len(rounds) > 1:
        missed = chance.randint(1, max(1, len(rounds) // 2))
        person["rounds"] = rounds[missed:] if chance.random() < 0.5 else rounds[:-missed]
    if chance.random() < recipe.step_free:
        person["requires"] = ["step_free"]
    elif chance.random() < recipe.home_tables:
        person["home_table"] = chance.choice(tables)["id"]
    return person


@dataclass(frozen=True, slots=True)
class Posts:
    """Who offers and who needs each kind, by party id in hall order."""

    offers: dict[str, list[int]]
    needs: dict[str, list[int]]


def _posts(recipe: Recipe, chance: random.Random, parties: list[str]) -> Posts:
    kinds = range(recipe.kinds)
    offered = [1 / (kind + 1) for kind in kinds]
    # The same law, with each kind's rank moved: what most people offer is not quite what most people need.
    order = sorted(kinds, key=lambda kind: kind + chance.uniform(0, recipe.kinds / 3))
    needed = [0.0] * recipe.kinds
    for rank, kind in enumerate(order):
        needed[kind] = 1 / (rank + 1)
    low, high = recipe.posts

    def some(weights: list[float]) -> list[int]:
        return sorted(set(chance.choices(kinds, weights=weights, k=chance.randint(low, high))))

    return Posts(
        offers={party: some(offered) for party in parties},
        needs={party: some(needed) for party in parties},
    )


def pairs_and_goals(
    recipe: Recipe, chance: random.Random, hall: list[Raw], posts: Posts
) -> tuple[list[Raw], list[Raw]]:
    """The pairs in which somebody gets something, and a goal per need that at least one party can serve."""
    sides = {party["id"]: party["side"] for party in hall}
    order = {party["id"]: place for place, party in enumerate(hall)}
    offering: dict[int, list[str]] = {}
    for party, kinds in posts.offers.items():
        for kind in kinds:
            offering.setdefault(kind, []).append(party)
    worths: dict[tuple[str, str], int] = {}
    goals: list[Raw] = []
    for party, kinds in posts.needs.items():
        for kind in kinds:
            served = []
            for other in offering.get(kind, []):
                if other == party or (recipe.across_sides and sides[other] == sides[party]):
                    continue
                key = (party, other) if order[party] < order[other] else (other, party)
                worths[key] = worths.get(key, 0) + chance.randint(*recipe.pair_worth)
                served.append(list(key))
            if served:
                goals.append(
                    {
                        "id": f"need-{len(goals) + 1}",
                        "party": party,
                        "worth": chance.randint(*recipe.goal_worth),
                        "enough": 2 if chance.random() < recipe.goal_enough_two else 1,
                        "pairs": served,
                    }
                )
    foreign = {party["id"] for party in hall if chance.random() < recipe.interpreter_parties}
    pairs: list[Raw] = []
    for (a, b), worth in worths.items():
        pair: Raw = {"a": a, "b": b, "worth": worth}
        if a in foreign or b in foreign or chance.random() < recipe.interpreter_pairs:
            pair["uses"] = ["interpreter"]
        pairs.append(pair)
    return pairs, goals
