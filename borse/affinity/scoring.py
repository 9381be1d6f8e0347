"""Scoring: every offer against every need of other parties, from all kinds of evidence, with reasons.

The parts are combined as independent signs of one thing: each takes away its share of the doubt that is left, so more
evidence never lowers a score. Only direction does: a post that says the opposite of its kind counts little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from borse.affinity.lexicon import Lexicon, standard_lexicon
from borse.affinity.meaning import Meaning
from borse.affinity.policy import CONTEXT, CORE, POLICY, TAKEN
from borse.affinity.posts import Post
from borse.affinity.quoting import quote
from borse.affinity.reading import Reader, Reading
from borse.affinity.reasons import Reason
from borse.affinity.roles import Mention
from borse.affinity.sentence_model import SentenceModel, resemblance
from borse.affinity.wording import likeness
from borse.affinity.words import lemmas

Matrix = npt.NDArray[np.float32]
Part = str
PARTS: tuple[Part, ...] = ("words", "categories", "lexicon", "model")


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """How well an offer answers a need, 0 to 1, and why (the strongest reason first)."""

    score: float
    reasons: tuple[Reason, ...] = ()


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

    Every need has an entry; offers of the same party, offers behind a veto (either way) and offers below the policy's
    threshold have none. `wishes` are (party that wishes, party it wishes to meet).
    `parts` and `threshold` are for measuring.
    """
    needs = [post for post in posts if post.kind == "need"]
    offers = [post for post in posts if post.kind == "offer"]
    weighing = _Weighing(needs, offers, lexicon or standard_lexicon(), model, frozenset(parts))
    scores = weighing.scores(wishes, vetoes)
    found: dict[str, dict[str, Affinity]] = {}
    for row, need in enumerate(needs):
        kept = np.argsort(-scores[row], kind="stable")[: POLICY.at_most]
        found[need.id] = {
            offers[column].id: Affinity(
                score=round(float(scores[row, column]), 4), reasons=tuple(weighing.reasons(row, int(column), wishes))
            )
            for column in kept
            if scores[row, column] > 0 and scores[row, column] >= threshold
        }
    return found


class _Weighing:
    """The evidence between given needs and offers: one matrix per part, needs down, offers across."""

    def __init__(
        self,
        needs: Sequence[Post],
        offers: Sequence[Post],
        lexicon: Lexicon,
        model: SentenceModel | None,
        parts: frozenset[Part],
    ) -> None:
        reader, self._meaning = _tools(lexicon)
        self._vocabulary = reader.vocabulary
        self.needs = [reader.read(post) for post in needs]
        self.offers = [reader.read(post) for post in offers]
        self._concepts = lexicon.concepts
        self._quotes: dict[tuple[str, Mention], str] = {}
        none = np.zeros((len(needs), len(offers)), dtype=np.float32)
        self._words = likeness(self.needs, self.offers, self._vocabulary) if "words" in parts else none
        self._lexicon = self._meaning.evidence(self.needs, self.offers) if "lexicon" in parts else none
        asked = np.array([need.form and need.practice for need in self.needs], dtype=bool)
        silent = np.array([not offer.form for offer in self.offers], dtype=bool)
        self._lexicon = self._lexicon * np.where(np.outer(asked, silent), POLICY.done_not_taught, 1)
        self._categories = (
            _shared_categories(self.needs, self.offers, "lexicon" in parts) if "categories" in parts else none
        )
        self._model = none
        if model is not None and "model" in parts:
            self._model = resemblance(model, [post.text for post in needs], [post.text for post in offers])

    def scores(self, wishes: Collection[tuple[str, str]], vetoes: Collection[tuple[str, str]]) -> Matrix:
        both_known = np.outer(_known(self.needs), _known(self.offers))
        contradicted = both_known & (self._lexicon < POLICY.silent) & self._lexicon.any()
        words = self._words * np.where(contradicted, POLICY.words_contradicted, 1)
        doubt = (
            (1 - POLICY.lexicon * self._lexicon)
            * (1 - POLICY.words * words)
            * (1 - POLICY.model * self._model)
            * (1 - POLICY.categories * self._categories)
        )
        score = 1 - doubt
        wished = self._between_parties(wishes)
        # a wish makes a fair answer better; by itself it is a reason to meet, not an answer to a need (see pairs.py)
        score = score + wished * POLICY.wish * score * (1 - score)
        for number, need in enumerate(self.needs):
            if need.wrong_way:
                score[number] *= POLICY.wrong_way
        for number, offer in enumerate(self.offers):
            if offer.wrong_way:
                score[:, number] *= POLICY.wrong_way
        own = self._between_parties({(post.post.party, post.post.party) for post in self.needs})
        result: Matrix = np.where(np.logical_or(own > 0, self._between_parties(vetoes) > 0), 0, score).astype(
            np.float32
        )
        return result

    def _between_parties(self, pairs: Collection[tuple[str, str]]) -> Matrix:
        """1 where the need's and the offer's parties stand in `pairs`, either way."""
        wanted = {frozenset(pair) for pair in pairs}
        marks = np.zeros((len(self.needs), len(self.offers)), dtype=np.float32)
        if wanted:
            for row, need in enumerate(self.needs):
                for column, offer in enumerate(self.offers):
                    marks[row, column] = frozenset((need.post.party, offer.post.party)) in wanted
        return marks

    def reasons(self, row: int, column: int, wishes: Collection[tuple[str, str]]) -> Iterable[Reason]:
        need, offer = self.needs[row], self.offers[column]
        best = self._best_mentions(need, offer) if self._lexicon[row, column] > POLICY.worth_saying else None
        if best:
            yield self._answer(need, offer, *best)
        elif self._words[row, column] > POLICY.worth_saying and (word := self._rarest_common(need, offer)):
            yield Reason(kind="same_words", about=word)
        if self._model[row, column] > POLICY.clearly_alike and not best:
            yield Reason(kind="alike", need=need.post.text, offer=offer.post.text)
        implied = (need.categories & offer.guessed) | (need.guessed & offer.categories)
        if shared := sorted(need.categories & offer.categories or implied):
            yield Reason(kind="category", about=shared[0])
        for party, other in ((need.post.party, offer.post.party), (offer.post.party, need.post.party)):
            if (party, other) in wishes:
                yield Reason(kind="wish", about=party)

    def _best_mentions(self, need: Reading, offer: Reading) -> tuple[Mention, Mention] | None:
        """The mentions that answer each other best, for whom, when and where aside: those are no reasons."""
        wanted = [one for one in need.mentions if one.role != CONTEXT]
        had = [one for one in offer.mentions if one.role != CONTEXT]
        return self._meaning.best(wanted, had) if wanted and had else None

    def _answer(self, need: Reading, offer: Reading, wanted: Mention, had: Mention) -> Reason:
        labels = dict.fromkeys(self._concepts[one.concept].label for one in (wanted, had))
        return Reason(
            kind="takes" if wanted.role == TAKEN else "answers",
            need=self._quote(need, wanted),
            offer=self._quote(offer, had),
            about=", ".join(labels),
        )

    def _quote(self, reading: Reading, mention: Mention) -> str:
        key = (reading.post.id, mention)
        if key not in self._quotes:
            self._quotes[key] = quote(reading, mention, self._vocabulary)
        return self._quotes[key]

    def _rarest_common(self, need: Reading, offer: Reading) -> str:
        """The longest word that both use; rare words are long (Zipf)."""
        there = {lemmas(token.text)[0] for token in offer.tokens}
        both = [
            token.text
            for token in need.tokens
            if lemmas(token.text)[0] in there and token.text not in self._vocabulary.stop and token.text.isalpha()
        ]
        return max(both, key=len, default="")


@lru_cache(maxsize=4)
def _tools(lexicon: Lexicon) -> tuple[Reader, Meaning]:
    """A second's work that depends on the lexicon only."""
    return Reader(lexicon), Meaning(lexicon)


def _known(readings: Sequence[Reading]) -> npt.NDArray[np.bool_]:
    """Whether the lexicon knows what each is about."""
    return np.array([any(one.role in (CORE, TAKEN) for one in reading.mentions) for reading in readings], dtype=bool)


def _shared_categories(needs: Sequence[Reading], offers: Sequence[Reading], guess: bool) -> Matrix:
    """1 where a ticked box is shared; less where the text of one implies a box of the other: boxes may be wrong."""
    names = sorted({name for one in (*needs, *offers) for name in one.categories | one.guessed})
    place = {name: number for number, name in enumerate(names)}

    def table(readings: Sequence[Reading], guessed: bool) -> Matrix:
        marks = np.zeros((len(readings), max(1, len(names))), dtype=np.float32)
        for row, one in enumerate(readings):
            for name in one.guessed if guessed else one.categories:
                marks[row, place[name]] = 1
        return marks

    shared = np.minimum(1, table(needs, False) @ table(offers, False).T)
    if guess:
        implied = np.minimum(
            1, table(needs, True) @ table(offers, False).T + table(needs, False) @ table(offers, True).T
        )
        shared = np.maximum(shared, POLICY.guessed_category * implied)
    result: Matrix = shared.astype(np.float32)
    return result
