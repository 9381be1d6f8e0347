"""What holds for every set of posts: parties, wishes, vetoes, boxes, the model, the order."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from borse.affinity import Post, affinities
from tests.affinity.builders import a_need, an_answer, an_offer


class LetterCounts:
    """A sentence model of the simplest kind: how often each letter occurs."""

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([[text.count(letter) for letter in "abcdefghijklmnoprstuvyæøå"] for text in texts], np.float32)


def some_posts() -> list[Post]:
    return [
        a_need("Vi trenger vakter lørdag", name="n1", categories=("nyttige never",)),
        a_need("Vi trenger å låne bil", name="n2"),
        an_offer("Fire ansatte en dag", name="o1", categories=("nyttige never",)),
        an_offer("Varebil til utlån", name="o2", party="Budbilen"),
        an_offer("Vi holder foredrag om søvn", name="o3", party="Legen"),
    ]


def test_a_party_does_not_answer_its_own_need() -> None:
    posts = [a_need("Vi trenger å låne bil", party="Turlaget"), an_offer("Vi låner bort bil", party="Turlaget")]
    assert affinities(posts) == {"need": {}}


def test_a_veto_of_either_party_removes_the_affinity() -> None:
    posts = some_posts()
    assert "o2" in affinities(posts)["n2"]
    assert "o2" not in affinities(posts, vetoes=[("Turlaget", "Budbilen")])["n2"]
    assert "o2" not in affinities(posts, vetoes=[("Budbilen", "Turlaget")])["n2"]


def test_a_wish_raises_a_fair_answer_and_gives_its_reason() -> None:
    plain = affinities(some_posts())["n1"]["o1"]
    wished = affinities(some_posts(), wishes=[("Turlaget", "Banken")])["n1"]["o1"]
    assert wished.score > plain.score
    assert [reason.about for reason in wished.reasons if reason.kind == "wish"] == ["Turlaget"]


def test_a_wish_does_not_make_an_answer_of_nothing() -> None:
    assert "o3" not in affinities(some_posts(), wishes=[("Turlaget", "Legen")])["n2"]


def test_a_wrong_box_does_not_kill_a_good_text() -> None:
    need = a_need("Vi trenger å låne bil", categories=("varme hjerter",))
    wrong = affinities([need, an_offer("Vi låner bort bil", categories=("lokaler",))])["need"]["offer"]
    assert wrong.score > 0.7


def test_one_of_several_boxes_in_common_is_enough() -> None:
    need = a_need("Noe helt eget", categories=("lokaler", "nyttige never"))
    found = affinities([need, an_offer("Helt ukjent", categories=("Nyttige never", "varme hjerter"))])
    assert [reason.kind for reason in found["need"]["offer"].reasons] == ["category"]


def test_a_shared_word_that_no_lexicon_knows_counts() -> None:
    told = an_answer("Vi trenger en theremin", "Vi har en theremin")
    assert told.score > 0.3
    assert [(reason.kind, reason.about) for reason in told.reasons] == [("same_words", "theremin")]


def test_a_sentence_model_only_adds() -> None:
    without, with_it = affinities(some_posts()), affinities(some_posts(), model=LetterCounts())
    for need, offers in without.items():
        for offer, plain in offers.items():
            assert with_it[need][offer].score >= plain.score


def test_no_posts_no_affinities() -> None:
    assert affinities([]) == {}
    assert affinities([a_need("Vi trenger bil")]) == {"need": {}}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=2, max_size=6))
def test_any_text_gives_scores_in_order_between_0_and_1(texts: list[str]) -> None:
    posts = [
        (a_need if number % 2 else an_offer)(text, name=str(number), party=str(number))
        for number, text in enumerate(texts)
    ]
    for offers in affinities(posts).values():
        scores = [one.score for one in offers.values()]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
