"""Likeness of wording: words, halves of compounds and letter groups in common, without any knowledge of the domain.

A rare word in both posts ("kondomer", "kanin") is strong where the lexicon is silent. Cosine of tf-idf weights
(Salton & Buckley 1988), with rarity counted among the posts at hand.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from borse.affinity.reading import Reading
from borse.affinity.vocabulary import Vocabulary
from borse.affinity.words import fold, lemmas

_GRAM = 4
_GRAM_SHARE = 0.35  # letter groups carry over misspellings and compounds, but find likeness by chance too
_DULL = {"when": 0.15, "who": 0.4, "occasion": 0.6}

Matrix = npt.NDArray[np.float32]


def likeness(needs: Sequence[Reading], offers: Sequence[Reading], vocabulary: Vocabulary) -> Matrix:
    """How alike the wording is, 0 to 1: one row per need, one column per offer."""
    if not needs or not offers:
        return np.zeros((len(needs), len(offers)), dtype=np.float32)
    bags = [_bag(reading, vocabulary) for reading in (*needs, *offers)]
    words = _cosines([words for words, _ in bags], len(needs))
    grams = _cosines([grams for _, grams in bags], len(needs))
    result: Matrix = ((1 - _GRAM_SHARE) * words + _GRAM_SHARE * grams).astype(np.float32)
    return result


def _bag(reading: Reading, vocabulary: Vocabulary) -> tuple[Mapping[str, float], Mapping[str, float]]:
    words: dict[str, float] = defaultdict(float)
    grams: dict[str, float] = defaultdict(float)
    empty = vocabulary.stop | vocabulary.english_stop
    for token in reading.tokens:
        word = token.text
        if token.ends_clause or word in empty or word[0].isdigit() or not word[1:]:
            continue
        senses = vocabulary.senses(word)
        dull = min((_DULL.get(vocabulary.lexicon.concepts[sense.concept].kind, 1.0) for sense in senses), default=1.0)
        plain = fold(lemmas(word)[0])
        words[plain] += dull
        padded = f"<{plain}>"
        for place in range(max(1, len(padded) - _GRAM + 1)):
            grams[padded[place : place + _GRAM]] += dull
    return words, grams


def _cosines(bags: Sequence[Mapping[str, float]], needs: int) -> Matrix:
    from scipy.sparse import csr_matrix  # a fifth of a second: not at start-up

    seen = Counter(feature for bag in bags for feature in bag)
    place = {feature: number for number, feature in enumerate(seen)}
    rarity = {feature: math.log((1 + len(bags)) / (1 + count)) + 1 for feature, count in seen.items()}
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        weights = {feature: math.sqrt(count) * rarity[feature] for feature, count in bag.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for feature, weight in weights.items():
            rows.append(row)
            columns.append(place[feature])
            values.append(weight / length)
    table = csr_matrix((values, (rows, columns)), shape=(len(bags), max(1, len(place))), dtype=np.float32)
    result: Matrix = (table[:needs] @ table[needs:].T).toarray()
    return result
