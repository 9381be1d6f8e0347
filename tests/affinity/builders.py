"""Builders of posts for the tests of affinity."""

from borse.affinity import Affinity, Post, affinities


def a_need(
    text: str, *, name: str = "need", party: str = "Turlaget", lang: str = "nb", categories: tuple[str, ...] = ()
) -> Post:
    return Post(id=name, kind="need", side="association", party=party, categories=categories, text=text, lang=lang)


def an_offer(
    text: str, *, name: str = "offer", party: str = "Banken", lang: str = "nb", categories: tuple[str, ...] = ()
) -> Post:
    return Post(id=name, kind="offer", side="business", party=party, categories=categories, text=text, lang=lang)


def an_answer(need: str, offer: str, *, lang: str = "nb") -> Affinity:
    """The affinity of one offer to one need; an empty one if there is none."""
    found = affinities([a_need(need, lang=lang), an_offer(offer, lang=lang)])
    return found["need"].get("offer", Affinity(score=0.0))
