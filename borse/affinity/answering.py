"""What answers what: from the relations of the lexicon to one matrix between concepts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from borse.affinity.lexicon import Concept, Lexicon, above
from borse.affinity.policy import POLICY

Matrix = npt.NDArray[np.float32]


def answers(lexicon: Lexicon) -> Matrix:
    """How well an offer of concept j (column) answers a need for concept i (row); order of `lexicon.concepts`."""
    place = {key: number for number, key in enumerate(lexicon.concepts)}
    size = len(place)
    up = np.zeros((size, size), dtype=np.float32)
    narrower = np.eye(size, dtype=np.float32)
    beside = np.eye(size, dtype=np.float32)
    broader = np.zeros((size, size), dtype=np.float32)
    for concept in lexicon.concepts.values():
        here = place[concept.id]
        for other, weight in concept.near.items():
            there = place[other]
            beside[here, there] = max(beside[here, there], weight)
            beside[there, here] = max(beside[there, here], weight)
        for other, weight in concept.answered_by.items():
            beside[here, place[other]] = max(beside[here, place[other]], weight)
        for broad, steps in above(concept.id, lexicon.concepts).items():
            there = place[broad]
            reach = lexicon.concepts[broad].reach
            usual = POLICY.reach if reach is None else reach
            broader[here, there] = usual * POLICY.step ** (steps - 1)
            narrower[there, here] = POLICY.narrower * POLICY.step ** (steps - 1)
            up[here, there] = POLICY.inherited * POLICY.step ** (steps - 1)
    inherited = np.maximum(np.eye(size, dtype=np.float32), up)
    for key, others in _siblings(lexicon.concepts).items():
        for other in others:
            beside[place[key], place[other]] = max(beside[place[key], place[other]], POLICY.sibling)
    # a need inherits, weaker, what answers its broader concept; and what is narrower than an answer answers too
    same = np.eye(size, dtype=np.float32)
    further = np.where(same > 0, same, POLICY.detour * narrower)
    through = _best_product(inherited, _best_product(beside - same, further))
    result: Matrix = np.maximum.reduce([narrower, beside, broader, through])
    return result


def _siblings(concepts: Mapping[str, Concept]) -> dict[str, set[str]]:
    """Things and rooms under one broader concept: who gives shelves may have a table too."""
    kin: dict[str, set[str]] = {}
    for one in concepts.values():
        for other in concepts.values():
            if one.kind == other.kind and one.kind in ("thing", "place") and set(one.broader) & set(other.broader):
                kin.setdefault(one.id, set()).add(other.id)
    return {key: others - {key} for key, others in kin.items()}


def _best_product(left: Matrix, right: Matrix) -> Matrix:
    """The best path instead of the sum: max over k of left[i, k] * right[k, j]."""
    best: Matrix = np.stack([(row[:, None] * right).max(axis=0) for row in left])
    return best
