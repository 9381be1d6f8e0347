"""The vocabulary: from a word in a post to the concepts that it stands for.

Tried in this order, the first that knows the word decides: as written, lemma, stem, the same without Norwegian
letters, English, a compound's halves, a likely misspelling. The answer is kept: the same word is asked for often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from borse.affinity.lexicon import Lexicon
from borse.affinity.policy import POLICY
from borse.affinity.words import (
    Token,
    english_lemmas,
    fold,
    folded_forms,
    forms,
    is_norwegian,
    is_norwegian_or_english,
    lemmas,
    tokens_of,
)

How = Literal["word", "modifier", "carried", "misspelt"]
_PARTICLES = frozenset("opp ut ned inn bort sammen saman med om i up out down away together".split())
_SHORTEST_FUZZY = 6
_SHORTEST_HEAD = 3


@dataclass(frozen=True, slots=True)
class Sense:
    """A concept that a word may stand for, how sure that is, and by which way it was found."""

    concept: str
    weight: float
    how: How = "word"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that mean something together; a particle may stand a few words off ("pusse huset opp")."""

    parts: tuple[frozenset[str], ...]
    concept: str
    loose: bool


class Vocabulary:
    """Looks words and phrases up in one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._single: dict[str, set[str]] = defaultdict(set)
        self._english: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self._known: dict[tuple[str, bool], tuple[Sense, ...]] = {}
        for concept in lexicon.concepts.values():
            for word in concept.words:
                self._learn(concept.id, word, english=False)
            for word in concept.english:
                self._learn(concept.id, word, english=True)
        self.stop = frozenset(word for word in lexicon.speech.get("stop", ()) if " " not in word)
        self.carriers = frozenset(lexicon.speech.get("carriers", ()))
        self._no_heads = frozenset(lexicon.speech.get("no_heads", ()))
        self.verbs = frozenset(lexicon.speech.get("verbs", ()))
        self.we = frozenset(lexicon.speech.get("we", ())) | {"som", "de", "dere", "kan", "they", "who", "can"}

    def _learn(self, concept: str, word: str, *, english: bool) -> None:
        parts = [token.text for token in tokens_of(word) if not token.ends_clause]
        if len(parts) == 1 and english:
            for form in (parts[0], *english_lemmas(parts[0])):
                self._english[form].add(concept)
        elif len(parts) == 1 and parts[0] in self.lexicon.speech.get("verbs", ()):
            self._single[parts[0]].add(concept)  # its lemma is the verb's
        elif len(parts) == 1:
            for form in (*forms(parts[0]), *folded_forms(parts[0])):
                self._single[form].add(concept)
        elif parts:
            loose = len(parts) == 2 and parts[-1] in _PARTICLES
            phrase = Phrase(tuple(frozenset(_phrase_forms(part)) for part in parts), concept, loose)
            for form in phrase.parts[0]:
                self._phrases[form].append(phrase)

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        """The folded Norwegian words that a misspelling may mean, by first letter: few misspell that one."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted({fold(word) for concept in self.lexicon.concepts.values() for word in concept.words}):
            if " " not in word and len(word) >= _SHORTEST_FUZZY:
                found[word[0]].append(word)
        return found

    def phrase_at(self, tokens: Sequence[Token], start: int) -> list[tuple[str, tuple[int, ...]]]:
        """The longest phrases that begin at a token: concept and the places of their words."""
        found: list[tuple[str, tuple[int, ...]]] = []
        for form in _phrase_forms(tokens[start].text):
            for phrase in self._phrases.get(form, ()):
                places = _places(phrase, tokens, start)
                if places and (phrase.concept, places) not in found:
                    found.append((phrase.concept, places))
        longest = max((len(places) for _, places in found), default=0)
        return [(concept, places) for concept, places in found if len(places) == longest]

    def senses(self, word: str, *, english: bool = False) -> tuple[Sense, ...]:
        """The concepts that a word stands for; none for words that carry nothing."""
        key = (word, english)
        if key not in self._known:
            self._known[key] = () if word in self.stop else tuple(self._find(word, english=english))
        return self._known[key]

    def _find(self, word: str, *, english: bool) -> Sequence[Sense]:
        if len(word) < 2 or word[0].isdigit():
            return []
        if found := self._whole(word, english=english):
            weight = 1.0 if len(found) <= 2 else 0.85
            return [Sense(concept, weight) for concept in found]
        return (
            (() if english and "-" not in word else self._halves(word))
            or self._misspelt(word, english=english)
            or self._first_half(word.replace("-", ""))
        )

    def _whole(self, word: str, *, english: bool, sure: bool = False) -> list[str]:
        """The concepts of a word as it stands; `sure` leaves stems, foldings and English out."""
        written = (word, *lemmas(word)) if sure else forms(word)
        norwegian = next((self._single[form] for form in written if form in self._single), set())
        if sure or (norwegian and not english):
            return sorted(norwegian)
        foreign = next((self._english[form] for form in (word, *english_lemmas(word)) if form in self._english), set())
        if english and (foreign or norwegian):
            return sorted(foreign or norwegian)
        if not is_norwegian(word):
            found = next((self._single[form] for form in folded_forms(word) if form in self._single), set())
            return sorted(found or foreign)
        return []

    def _halves(self, word: str) -> list[Sense]:
        """A compound: the longest second half that is known, then what the first half says."""
        plain = word.replace("-", "")
        for cut in range(2, len(plain) - _SHORTEST_HEAD + 1):
            first, second = plain[:cut], plain[cut:]
            heads = self._whole(second, english=False, sure=len(second) < 6) if second not in self.stop else []
            if len(second) == _SHORTEST_HEAD and heads and second not in self._single:
                continue
            if (
                second in self._no_heads
                and is_norwegian(word)
                and not self._whole(first.removesuffix("s"), english=False)
            ):
                continue
            carrier = second in self.carriers or any(lemma in self.carriers for lemma in lemmas(second))
            if not heads and not carrier:
                continue
            modifiers, real = self._modifier(first)
            real = real or cut == word.find("-")  # "pc-skjermer" says itself where it is cut
            if not real and (len(second) < 5 or len(first) < 4):
                continue
            if carrier:
                carried = [Sense(one, POLICY.carried_weight, "carried") for one in modifiers]
                if carried:
                    return carried
                if not heads:
                    continue
            return [
                *(Sense(one, 0.95) for one in heads),
                *(Sense(one, POLICY.modifier_weight, "modifier") for one in modifiers if one not in heads),
            ]
        return []

    def _modifier(self, first: str) -> tuple[list[str], bool]:
        """The concepts of a compound's first half, and whether it is a word at all (linking s and e aside)."""
        for part in (first, first.removesuffix("s"), first.removesuffix("e")):
            if len(part) >= 2 and (found := self._whole(part, english=False)):
                return found, len(part) >= 3
        real = any(
            len(part) >= 3 and is_norwegian_or_english(part)
            for part in (first, first.removesuffix("s"), first.removesuffix("e"), first + "e")
        )
        return [], real

    def _first_half(self, word: str) -> list[Sense]:
        """The second half is foreign to the lexicon ("hagetraktor"): the first still says something."""
        for cut in range(len(word) - 3, 3, -1):
            second = word[cut:]
            if is_norwegian(second) and (found := self._modifier(word[:cut])[0]):
                return [Sense(one, POLICY.modifier_weight, "modifier") for one in found]
        return []

    def _misspelt(self, word: str, *, english: bool) -> list[Sense]:
        folded = fold(word)
        if len(folded) < _SHORTEST_FUZZY or is_norwegian_or_english(word):
            return []
        allowed = 1 if len(folded) < 10 else 2
        alike = self._by_letter.get(folded[0], [])
        near = process.extractOne(folded, alike, scorer=OSA.distance, score_cutoff=allowed)
        if near is None and len(folded) >= 9:
            return self._misspelt_half(folded)
        if near is None:
            return []
        found = self._whole(near[0], english=english)
        return [Sense(concept, POLICY.misspelt_weight, "misspelt") for concept in found]

    def _misspelt_half(self, word: str) -> list[Sense]:
        """ "rekneskaphjelp", "dugnasarbeid": one half is whole, the other is one letter off."""
        for cut in range(5, len(word) - 3):
            first, second = word[:cut], word[cut:]
            if second not in self.carriers and not self._whole(second, english=False):
                continue
            alike = self._by_letter.get(first[0], [])
            near = process.extractOne(first.removesuffix("s"), alike, scorer=OSA.distance, score_cutoff=1)
            if near:
                found = self._whole(near[0], english=False)
                heads = [] if second in self.carriers else self._whole(second, english=False)
                weight = POLICY.modifier_weight if heads else POLICY.misspelt_weight
                return [
                    *(Sense(one, POLICY.misspelt_weight, "misspelt") for one in heads),
                    *(Sense(one, weight, "modifier" if heads else "carried") for one in found if one not in heads),
                ]
        return []


def _phrase_forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *lemmas(word), "~" + fold(word), *english_lemmas(word))))


def _places(phrase: Phrase, tokens: Sequence[Token], start: int) -> tuple[int, ...]:
    places = [start]
    for part in phrase.parts[1:]:
        gap = 3 if phrase.loose else 1
        for place in range(places[-1] + 1, min(places[-1] + 2 + gap, len(tokens))):
            if tokens[place].ends_clause:
                return ()
            if not part.isdisjoint(_phrase_forms(tokens[place].text)):
                places.append(place)
                break
        else:
            return ()
    return tuple(places)
