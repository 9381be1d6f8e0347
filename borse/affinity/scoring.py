"""Scoring: every offer against every need of other parties, with reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from borse.affinity.explaining import Explanations
from borse.affinity.lexicon import Lexicon, standard_lexicon
from borse.affinity.policy import POLICY
from borse.affinity.posts import Post
from borse.affinity.reasons import Affinity
from borse.affinity.sentence_model import SentenceModel
from borse.affinity.weighing import PARTS, Part, Weighing


def affinities(
    posts: Sequence[Post],
    *,
    wishes: Collection[tuple[str, str]] = (),
    vetoes: Collection[tuple[str, str]] = (),
    lexicon: Lexicon | None = None,
    model: SentenceModel | None = None,
    parts: Collection[Part] = PARTS,
    threshold: float = POLICY.threshold,
) -> dict[str, dict[str, Affinity]]:
    """The offers that answer each need: need id → offer id → affinity, best first.

    Every need has an entry; offers of the same party, offers behind a veto (either way), offers below the policy's
    threshold and offers after its `at_most` best have none. `wishes` are (party that wishes, party it wishes to meet).
    `parts` and `threshold` are for measuring.
    """
    needs = [post for post in posts if post.kind == "need"]
    offers = [post for post in posts if post.kind == "offer"]
    lexicon = lexicon or standard_lexicon()
    weighing = Weighing(needs, offers, lexicon, model, parts)
    explanations = Explanations(weighing, lexicon, wishes)
    scores = weighing.scores(wishes, vetoes)
    found: dict[str, dict[str, Affinity]] = {}
    for row, need in enumerate(needs):
        best = [int(column) for column in np.argsort(-scores[row], kind="stable")[: POLICY.at_most]]
        found[need.id] = {
            offers[column].id: Affinity(
                score=round(float(scores[row, column]), 4), reasons=tuple(explanations.reasons(row, column))
            )
            for column in best
            if scores[row, column] > 0 and scores[row, column] >= threshold
        }
    return found
