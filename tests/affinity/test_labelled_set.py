"""The labelled set stays whole, and affinity stays as good on it as docs/affinity.md says."""

import pytest

from scenarios.affinity.evaluation import labelled, measure


def test_the_set_is_large_enough_and_every_grade_names_posts() -> None:
    posts, grades = labelled()
    kinds = [post.kind for post in posts]
    assert kinds.count("need") >= 80
    assert kinds.count("offer") >= 80
    offers = {post.id for post in posts if post.kind == "offer"}
    assert {post.id for post in posts if post.kind == "need"} == set(grades)
    assert all(set(grade) <= offers for grade in grades.values())


@pytest.mark.parametrize(("half", "hit_3"), [("dev", 0.9), ("held-out", 0.85), (None, 0.82)])
def test_a_good_offer_is_among_the_first_three(half: str | None, hit_3: float) -> None:
    posts, grades = labelled(half)
    assert measure(posts, grades, ("words", "categories", "lexicon")).hit_3 >= hit_3


def test_the_lexicon_adds_to_words_and_boxes() -> None:
    posts, grades = labelled()
    without = measure(posts, grades, ("words", "categories"))
    assert measure(posts, grades, ("words", "categories", "lexicon")).ndcg_10 > without.ndcg_10 + 0.2
