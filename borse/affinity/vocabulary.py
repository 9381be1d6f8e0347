"""The vocabulary: from a word in a post to the concepts that it stands for.

Tried in this order, the first that knows the word decides: as written, lemma, stem, the same without Norwegian
letters, English, a compound's halves, a likely misspelling. The answer is kept: the same word is asked for often.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from borse.affinity.compounds import Compounds, Halves
from borse.affinity.known_words import KnownWords
from borse.affinity.lexicon import Lexicon
from borse.affinity.phrases import Phrases
from borse.affinity.policy import POLICY
from borse.affinity.words import Token, is_norwegian_or_english, stem, tokens_of

How = Literal["word", "modifier", "carried", "misspelt"]
_SHORTEST = 2
_MISSPELT_HALVES_FROM = 9


@dataclass(frozen=True, slots=True)
class Sense:
    """A concept that a word may stand for, how sure that is, and by which way it was found."""

    concept: str
    weight: float
    how: How = "word"


class Vocabulary:
    """Looks words and phrases up in one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        speech = {name: frozenset(words) for name, words in lexicon.speech.items()}
        self.stop = speech["stop"]
        self.english_stop = speech["english_stop"]
        self.steering = frozenset().union(*(speech[name] for name in ("lend", "rid", "take", "lack", "give")))
        self._words = KnownWords(as_written=speech["verbs"] | speech["as_written"])
        self._phrases = Phrases()
        self._compounds = Compounds(self._words, carriers=speech["carriers"], never_heads=speech["no_heads"])
        self._kept: dict[tuple[str, bool], tuple[Sense, ...]] = {}
        for concept in lexicon.concepts.values():
            for english, words in ((False, concept.words), (True, concept.english)):
                for word in words:
                    self._learn(concept.id, word, english=english)

    def _learn(self, concept: str, word: str, *, english: bool) -> None:
        parts = [token.text for token in tokens_of(word) if not token.ends_clause]
        if len(parts) == 1:
            self._words.learn(concept, parts[0], english=english)
        elif parts:
            self._phrases.learn(concept, parts)

    def phrase_at(self, tokens: Sequence[Token], start: int) -> list[tuple[str, tuple[int, ...]]]:
        """The longest phrases that begin at a token: concept, and the places of their words."""
        return self._phrases.at(tokens, start)

    def senses(self, word: str, *, english: bool = False) -> tuple[Sense, ...]:
        """The concepts that a word stands for; none for words that carry nothing."""
        key = (word, english)
        if key not in self._kept:
            dull = word in (self.english_stop if english else self.stop) or len(word) < _SHORTEST or word[0].isdigit()
            self._kept[key] = () if dull else tuple(self._find(word, english=english))
        return self._kept[key]

    def _find(self, word: str, *, english: bool) -> Iterable[Sense]:
        if found := self._words.concepts(word, english=english):
            sure = 1.0 if len(found) <= POLICY.clear_senses else POLICY.unclear_weight
            return [Sense(concept, sure) for concept in found]
        if (not english or "-" in word) and (halves := self._compounds.halves(word, self.stop)):
            return _senses_of(halves, POLICY.head_weight, POLICY.carried_weight, "word")
        if not is_norwegian_or_english(word) and (guess := self._misspelt(word, english=english)):
            return guess
        return [
            Sense(one, POLICY.modifier_weight, "modifier")
            for one in (() if english else self._compounds.first_half(word))
        ]

    def _misspelt(self, word: str, *, english: bool) -> list[Sense]:
        if near := self._words.nearest(word) or self._words.nearest(stem(word)):
            found = self._words.concepts(near, english=english)
            return [Sense(concept, POLICY.misspelt_weight, "misspelt") for concept in found]
        halves = self._compounds.misspelt_halves(word) if len(word) >= _MISSPELT_HALVES_FROM else None
        return _senses_of(halves, POLICY.misspelt_weight, POLICY.misspelt_weight, "misspelt") if halves else []


def _senses_of(halves: Halves, head: float, carried: float, how: How) -> list[Sense]:
    if halves.carried:
        return [Sense(one, carried, "carried") for one in halves.modifiers]
    modifiers = [Sense(one, POLICY.modifier_weight, "modifier") for one in halves.modifiers]
    return [*(Sense(one, head, how) for one in halves.heads), *modifiers]
