"""Weighing: all evidence between needs and offers, one matrix per part, put together into one score.

The parts are independent signs of one thing: each takes away its share of the doubt that is left, so more evidence
never lowers a score. Only direction does: a post that says the opposite of its kind counts little.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from borse.affinity.lexicon import Lexicon
from borse.affinity.meaning import Meaning
from borse.affinity.policy import CORE, POLICY, TAKEN
from borse.affinity.posts import Post
from borse.affinity.reading import Reader, Reading
from borse.affinity.sentence_model import SentenceModel, resemblance
from borse.affinity.wording import likeness

Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Part = str
PARTS: tuple[Part, ...] = ("words", "categories", "lexicon", "model")


class Weighing:
    """Given needs (down) and offers (across), read, with the evidence between them."""

    def __init__(
        self,
        needs: Sequence[Post],
        offers: Sequence[Post],
        lexicon: Lexicon,
        model: SentenceModel | None,
        parts: Collection[Part],
    ) -> None:
        reader, self.meaning = _tools(lexicon)
        self.vocabulary = reader.vocabulary
        self.needs = [reader.read(post) for post in needs]
        self.offers = [reader.read(post) for post in offers]
        none = np.zeros((len(needs), len(offers)), dtype=np.float32)
        self.words = likeness(self.needs, self.offers, self.vocabulary) if "words" in parts else none
        self.lexicon = self._by_lexicon() if "lexicon" in parts else none
        self.categories = self._by_categories(guess="lexicon" in parts) if "categories" in parts else none
        self.model = none
        if model is not None and "model" in parts:
            self.model = resemblance(model, [post.text for post in needs], [post.text for post in offers])

    def scores(self, wishes: Collection[tuple[str, str]], vetoes: Collection[tuple[str, str]]) -> Matrix:
        """The score of each offer for each need; 0 within a party and behind a veto."""
        known = np.outer(_known(self.needs), _known(self.offers))
        contradicted = known & (self.lexicon < POLICY.silent) & bool(self.lexicon.any())
        doubt = (
            (1 - POLICY.lexicon * self.lexicon)
            * (1 - POLICY.words * self.words * np.where(contradicted, POLICY.words_contradicted, 1))
            * (1 - POLICY.model * self.model)
            * (1 - POLICY.categories * self.categories)
        )
        score = 1 - doubt
        # a wish makes a fair answer better; by itself it is a reason to meet, not an answer to a need (see pairs.py)
        score += self._between(wishes) * POLICY.wish * score * (1 - score)
        for side, axis in ((self.needs, 0), (self.offers, 1)):
            trust = np.array([POLICY.wrong_way if one.wrong_way else 1 for one in side], dtype=np.float32)
            score *= np.expand_dims(trust, 1 - axis)
        same = _parties(self.needs)[:, None] == _parties(self.offers)[None, :]
        result: Matrix = np.where(same | self._between(vetoes), 0, score).astype(np.float32)
        return result

    def _between(self, pairs: Collection[tuple[str, str]]) -> Flags:
        """Where the need's and the offer's parties stand in `pairs`, either way."""
        needing, offering = _parties(self.needs), _parties(self.offers)
        marks = np.zeros((len(self.needs), len(self.offers)), dtype=bool)
        for one, other in pairs:
            marks |= np.outer(needing == one, offering == other) | np.outer(needing == other, offering == one)
        return marks

    def _by_lexicon(self) -> Matrix:
        evidence = self.meaning.evidence(self.needs, self.offers)
        asked = np.array([need.form and need.practice for need in self.needs], dtype=bool)
        silent = np.array([not offer.form for offer in self.offers], dtype=bool)
        result: Matrix = evidence * np.where(np.outer(asked, silent), POLICY.done_not_taught, 1).astype(np.float32)
        return result

    def _by_categories(self, *, guess: bool) -> Matrix:
        """1 where a ticked box is shared; less where the text of one implies a box of the other: boxes may be wrong."""
        names = sorted({name for one in (*self.needs, *self.offers) for name in one.categories | one.guessed})
        needs, offers = (_marked([one.categories for one in side], names) for side in (self.needs, self.offers))
        shared = np.minimum(1, needs @ offers.T)
        if guess:
            as_needs, as_offers = (_marked([one.guessed for one in side], names) for side in (self.needs, self.offers))
            implied = np.minimum(1, as_needs @ offers.T + needs @ as_offers.T)
            shared = np.maximum(shared, POLICY.guessed_category * implied)
        result: Matrix = shared.astype(np.float32)
        return result


@lru_cache(maxsize=4)
def _tools(lexicon: Lexicon) -> tuple[Reader, Meaning]:
    """A second's work that depends on the lexicon only."""
    return Reader(lexicon), Meaning(lexicon)


def _known(readings: Sequence[Reading]) -> Flags:
    """Whether the lexicon knows what each is about."""
    return np.array([any(one.role in (CORE, TAKEN) for one in reading.mentions) for reading in readings], dtype=bool)


def _parties(readings: Sequence[Reading]) -> npt.NDArray[np.object_]:
    return np.array([reading.post.party for reading in readings], dtype=object)


def _marked(boxes: Sequence[Collection[str]], names: Sequence[str]) -> Matrix:
    place = {name: number for number, name in enumerate(names)}
    marks = np.zeros((len(boxes), max(1, len(names))), dtype=np.float32)
    for row, ticked in enumerate(boxes):
        for name in ticked:
            marks[row, place[name]] = 1
    return marks
