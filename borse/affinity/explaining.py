"""Explaining: the reasons for one offer against one need, from the evidence that was weighed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from borse.affinity.lexicon import Lexicon
from borse.affinity.policy import CONTEXT, POLICY, TAKEN
from borse.affinity.quoting import quote
from borse.affinity.reading import Reading
from borse.affinity.reasons import Reason
from borse.affinity.roles import Mention
from borse.affinity.weighing import Weighing
from borse.affinity.words import lemmas


class Explanations:
    """Gives reasons for the pairs of a weighing; what it has quoted once it keeps."""

    def __init__(self, weighing: Weighing, lexicon: Lexicon, wishes: Collection[tuple[str, str]]) -> None:
        self._weighing = weighing
        self._concepts = lexicon.concepts
        self._wishes = frozenset(wishes)
        self._quotes: dict[tuple[str, Mention], str] = {}

    def reasons(self, row: int, column: int) -> Iterable[Reason]:
        """Why the offer of a column is held against the need of a row, the strongest reason first."""
        weighed = self._weighing
        need, offer = weighed.needs[row], weighed.offers[column]
        best = self._best_mentions(need, offer) if weighed.lexicon[row, column] > POLICY.worth_saying else None
        if best:
            yield self._answer(need, offer, *best)
        elif weighed.words[row, column] > POLICY.worth_saying and (word := self._rarest_common(need, offer)):
            yield Reason(kind="same_words", about=word)
        if weighed.model[row, column] > POLICY.clearly_alike and not best:
            yield Reason(kind="alike", need=need.post.text, offer=offer.post.text)
        implied = (need.categories & offer.guessed) | (need.guessed & offer.categories)
        if shared := sorted(need.categories & offer.categories or implied):
            yield Reason(kind="category", about=shared[0])
        for party, other in ((need.post.party, offer.post.party), (offer.post.party, need.post.party)):
            if (party, other) in self._wishes:
                yield Reason(kind="wish", about=party)

    def _best_mentions(self, need: Reading, offer: Reading) -> tuple[Mention, Mention] | None:
        """The mentions that answer each other best; for whom, when and where are no reasons."""
        wanted = [one for one in need.mentions if one.role != CONTEXT]
        had = [one for one in offer.mentions if one.role != CONTEXT]
        return self._weighing.meaning.best(wanted, had) if wanted and had else None

    def _answer(self, need: Reading, offer: Reading, wanted: Mention, had: Mention) -> Reason:
        labels = dict.fromkeys(self._concepts[one.concept].label for one in (wanted, had))
        return Reason(
            kind="takes" if wanted.role == had.role == TAKEN else "answers",
            need=self._quote(need, wanted),
            offer=self._quote(offer, had),
            about=", ".join(labels),
        )

    def _quote(self, reading: Reading, mention: Mention) -> str:
        key = (reading.post.id, mention)
        if key not in self._quotes:
            self._quotes[key] = quote(reading, mention, self._weighing.vocabulary)
        return self._quotes[key]

    def _rarest_common(self, need: Reading, offer: Reading) -> str:
        """The longest word that both use; rare words are long (Zipf)."""
        there = {lemmas(token.text)[0] for token in offer.tokens}
        both = [
            token.text
            for token in need.tokens
            if lemmas(token.text)[0] in there
            and token.text not in self._weighing.vocabulary.stop
            and token.text.isalpha()
        ]
        return max(both, key=len, default="")
