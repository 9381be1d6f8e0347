"""Rings are the best there are: the same as trying everything, on problems small enough to try everything."""

import json
import random
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.__main__ import main
from matching.refusals import Faulty
from matching.rings import plan_rings
from matching.rings_check import broken_rings
from matching.rings_files import write_rings
from matching.rings_model import Answer, Post, Ring, RingParty, RingProblem

pytestmark = pytest.mark.usefixtures("no_hurry")


def a_ring_problem(
    *answers: tuple[str, str, int], longest: int = 4, max_rings: dict[str, int] | None = None
) -> RingProblem:
    """Offers and needs are named by party and number: "A1" is of A."""
    offers = dict.fromkeys(offer for offer, _, _ in answers)
    needs = dict.fromkeys(need for _, need, _ in answers)
    names = sorted({name[0] for name in (*offers, *needs)})
    return RingProblem(
        parties=tuple(RingParty(id=name, max_rings=(max_rings or {}).get(name)) for name in names),
        offers=tuple(Post(id=name, party=name[0]) for name in offers),
        needs=tuple(Post(id=name, party=name[0]) for name in needs),
        answers=tuple(Answer(offer=offer, need=need, worth=worth) for offer, need, worth in answers),
        longest=longest,
    )


def parties_of(problem: RingProblem, ring: Ring) -> list[str]:
    return [problem.giver[exchange.offer] for exchange in ring.exchanges]


def best_by_trying_everything(problem: RingProblem) -> tuple[int, int]:
    """(worth, dependence) of the best set of rings, from the definition: every ring, every set of rings."""
    rings: list[tuple[Answer, ...]] = []
    names = [party.id for party in problem.parties]
    for size in range(2, problem.longest + 1):
        for stops in permutations(names, size):
            if stops[0] != min(stops):
                continue
            steps = [
                [a for a in problem.answers if (problem.giver[a.offer], problem.taker[a.need]) == (u, v)]
                for u, v in zip(stops, stops[1:] + stops[:1], strict=True)
            ]
            rings.extend(product(*steps))
    limit = {party.id: party.max_rings for party in problem.parties}
    best = (0, 0)

    def extend(i: int, used: frozenset[str], has: dict[str, int], worth: int, dependence: int) -> None:
        nonlocal best
        best = max(best, (worth, -dependence))
        for j in range(i, len(rings)):
            ring = rings[j]
            uses = {f"offer {a.offer}" for a in ring} | {f"need {a.need}" for a in ring}
            givers = [problem.giver[a.offer] for a in ring]
            full = any(limit[g] is not None and has.get(g, 0) + 1 > limit[g] for g in givers)  # type: ignore[operator]  # not None here
            if used & uses or full:
                continue
            more = {**has, **{g: has.get(g, 0) + 1 for g in givers}}
            size = len(ring) * (len(ring) - 1)
            extend(j + 1, used | uses, more, worth + sum(a.worth for a in ring), dependence + size)

    extend(0, frozenset(), {}, 0, 0)
    return best[0], -best[1]


@st.composite
def tiny_ring_problems(draw: st.DrawFn) -> RingProblem:
    names = "ABCDE"[: draw(st.integers(2, 5))]
    posts = [f"{name}{number}" for name in names for number in (1, 2)]
    possible = [(offer, need) for offer in posts for need in posts if offer[0] != need[0]]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=11))
    worths = draw(st.lists(st.sampled_from([0, 1, 2, 3, 5, 7, 1_000_000]), min_size=len(chosen), max_size=len(chosen)))
    limits = draw(st.dictionaries(st.sampled_from(names), st.integers(0, 2), max_size=2))
    return a_ring_problem(
        *((offer, need, worth) for (offer, need), worth in zip(chosen, worths, strict=True)),
        longest=draw(st.integers(2, 4)),
        max_rings=limits,
    )


@settings(max_examples=150, deadline=None)
@given(tiny_ring_problems())
def test_the_plan_is_the_best_there_is_and_proven(problem: RingProblem) -> None:
    plan = plan_rings(problem, seconds=10)
    assert broken_rings(problem, plan.rings) == []
    assert (plan.worth, plan.dependence) == best_by_trying_everything(problem)
    assert (plan.worth_bound, plan.dependence_bound) == (plan.worth, plan.dependence)


def test_three_who_cannot_swap_make_a_ring() -> None:
    problem = a_ring_problem(("A1", "B1", 5), ("B1", "C1", 6), ("C1", "A1", 7))
    plan = plan_rings(problem, seconds=5)
    assert [parties_of(problem, ring) for ring in plan.rings] == [["A", "B", "C"]]
    assert plan.worth == 18


def test_a_ring_longer_than_allowed_is_not_formed() -> None:
    assert (
        plan_rings(a_ring_problem(("A1", "B1", 5), ("B1", "C1", 6), ("C1", "A1", 7), longest=2), seconds=5).rings == ()
    )


def test_of_two_plans_of_the_same_worth_the_shorter_rings_are_chosen() -> None:
    """A, B, C and D could make one ring of four, or two swaps: if somebody backs out, a swap costs less."""
    answers = [("A1", "B1", 1), ("B1", "C1", 1), ("C1", "D1", 1), ("D1", "A1", 1), ("B1", "A1", 1), ("D1", "C1", 1)]
    plan = plan_rings(a_ring_problem(*answers), seconds=5)
    assert (plan.worth, sorted(len(ring.exchanges) for ring in plan.rings)) == (4, [2, 2])


def test_a_party_with_two_offers_and_two_needs_is_in_two_rings_unless_it_asks_for_one() -> None:
    answers = [("A1", "B1", 3), ("B1", "A1", 3), ("A2", "C1", 2), ("C1", "A2", 2)]
    assert plan_rings(a_ring_problem(*answers), seconds=5).worth == 10
    assert plan_rings(a_ring_problem(*answers, max_rings={"A": 1}), seconds=5).worth == 6


def test_the_same_seed_gives_the_same_rings() -> None:
    problem = a_market(parties=24, kinds=12, seed=4)
    assert plan_rings(problem, seconds=10, seed=3).rings == plan_rings(problem, seconds=10, seed=3).rings


def test_sixty_parties_are_proven_best() -> None:
    problem = a_market(parties=60, kinds=60, seed=1)
    plan = plan_rings(problem, seconds=30)
    assert plan.worth == plan.worth_bound > 0
    assert broken_rings(problem, plan.rings) == []


def test_cancelled_at_once_the_plan_is_valid_and_says_what_is_not_proven() -> None:
    problem = a_market(parties=40, kinds=12, seed=1)
    plan = plan_rings(problem, seconds=10, cancelled=lambda: True)
    assert broken_rings(problem, plan.rings) == []
    assert plan.worth <= plan_rings(problem, seconds=10).worth <= plan.worth_bound


def test_an_answer_within_one_party_is_refused() -> None:
    with pytest.raises(Faulty, match="are of one party"):
        plan_rings(a_ring_problem(("A1", "A2", 5)), seconds=1)


def test_every_breach_of_a_ring_gets_a_sentence() -> None:
    problem = a_ring_problem(("A1", "B1", 1), ("B1", "A1", 1), ("B1", "C1", 1), max_rings={"A": 0})
    swap, astray = problem.answers[:2], problem.answers[2]
    assert len(broken_rings(problem, [Ring(exchanges=swap)])) == 1  # A wants to be in none
    sentences = " ".join(broken_rings(problem, [Ring(exchanges=(swap[0], astray)), Ring(exchanges=(swap[0],))]))
    assert "not closed" in sentences
    assert "Offer A1 is used 2 times" in sentences
    assert "A ring of 1 parties" in sentences
    made_up = Answer(offer="A1", need="B1", worth=2)
    assert "is not a listed answer" in " ".join(broken_rings(problem, [Ring(exchanges=(made_up, swap[1]))]))


def test_the_command_prints_a_plan_and_refuses_a_faulty_file(tmp_path: Path, capfdbinary: Any) -> None:
    good, bad = tmp_path / "rings.json", tmp_path / "bad.json"
    good.write_text(write_rings(a_ring_problem(("A1", "B1", 5), ("B1", "A1", 6))))
    bad.write_text('{"format": "borse-rings/1", "longest": 5, "offers": [{"id": "x", "party": "nobody"}], "ofers": []}')
    assert main(["rings", str(good), "--seconds", "2"]) == 0
    plan = json.loads(capfdbinary.readouterr().out)
    assert (plan["format"], plan["score"]) == ("borse-rings-plan/1", {"worth": 11, "dependence": 2})
    assert plan["bound"] == plan["score"]
    assert [exchange["to"] for exchange in plan["rings"][0]["exchanges"]] == ["B", "A"]
    assert main(["rings", str(bad)]) == 2
    refusal = capfdbinary.readouterr()
    assert refusal.out == b""
    assert len(refusal.err.splitlines()) == 3


def a_market(*, parties: int, kinds: int, seed: int) -> RingProblem:
    """Everybody offers two kinds of things and needs two, some kinds far more popular than others."""
    chance = random.Random(seed)
    weights = [1 / (kind + 2) for kind in range(kinds)]
    offers: list[tuple[Post, int]] = []
    needs: list[tuple[Post, int]] = []
    for number in range(parties):
        for posts, what in ((offers, "o"), (needs, "n")):
            for turn in range(2):
                kind = chance.choices(range(kinds), weights)[0]
                posts.append((Post(id=f"{what}{number}-{turn}", party=f"p{number}"), kind))
    answers = [
        Answer(offer=offer.id, need=need.id, worth=chance.randint(3, 30))
        for offer, kind in offers
        for need, wanted in needs
        if kind == wanted and offer.party != need.party
    ]
    return RingProblem(
        parties=tuple(RingParty(id=f"p{number}") for number in range(parties)),
        offers=tuple(offer for offer, _ in offers),
        needs=tuple(need for need, _ in needs),
        answers=tuple(answers),
    )
