"""Pairs of parties for the planning desk: worth, both ways, wishes and vetoes, goals."""

from borse.affinity import goals, pair_affinities
from tests.affinity.builders import a_need, an_offer

GIVE_AND_TAKE = [
    a_need("Vi trenger å låne bil", name="n1", party="Turlaget"),
    an_offer("Vi låner bort bil", name="o1", party="Banken"),
    a_need("Vi ønsker en guidet tur for de ansatte", name="n2", party="Banken"),
    an_offer("Guidet fjelltur", name="o2", party="Turlaget"),
]


def test_what_both_have_for_each_other_adds_up() -> None:
    one_way = pair_affinities(GIVE_AND_TAKE[:2])[("Banken", "Turlaget")]
    both_ways = pair_affinities(GIVE_AND_TAKE)[("Banken", "Turlaget")]
    assert 0 < one_way.worth < both_ways.worth <= 100
    assert {(one.need, one.offer, one.needing) for one in both_ways.answers} == {
        ("n1", "o1", "Turlaget"),
        ("n2", "o2", "Banken"),
    }


def test_two_offers_for_one_need_are_worth_no_more_than_the_better() -> None:
    posts = [*GIVE_AND_TAKE[:2], an_offer("Vi låner bort bil", name="o3", party="Banken")]
    key = ("Banken", "Turlaget")
    assert pair_affinities(posts)[key].worth <= pair_affinities(GIVE_AND_TAKE[:2])[key].worth


def test_a_wish_alone_makes_a_pair() -> None:
    pairs = pair_affinities([], wishes=[("Turlaget", "Kirken")])
    assert pairs[("Kirken", "Turlaget")].wished_by == ("Turlaget",)
    assert pairs[("Kirken", "Turlaget")].worth > 0
    assert [reason.kind for reason in pairs[("Kirken", "Turlaget")].reasons] == ["wish"]


def test_a_wish_for_each_other_is_worth_more_than_one() -> None:
    one = pair_affinities([], wishes=[("A", "B")])[("A", "B")].worth
    assert pair_affinities([], wishes=[("A", "B"), ("B", "A")])[("A", "B")].worth > one


def test_a_veto_beats_affinity_and_wishes() -> None:
    assert pair_affinities(GIVE_AND_TAKE, wishes=[("Turlaget", "Banken")], vetoes=[("Banken", "Turlaget")]) == {}


def test_a_need_becomes_a_goal_served_by_its_pairs_best_first() -> None:
    posts = [*GIVE_AND_TAKE[:2], an_offer("Fire ansatte en dag, også til kjøring", name="o3", party="Avisa")]
    pairs = pair_affinities(posts)
    (goal,) = goals(pairs)
    assert (goal.need, goal.party) == ("n1", "Turlaget")
    assert goal.pairs[0] == ("Banken", "Turlaget")
    assert goal.worth == pairs[("Banken", "Turlaget")].worth
