"""Phrases: words that mean something together ("pusse opp", "gi en dag"), found in a row of tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from borse.affinity.words import Token, english_lemmas, fold, lemmas

_PARTICLES = frozenset(
    ("opp", "ut", "ned", "inn", "bort", "sammen", "saman", "med", "om", "i", "up", "out", "down", "away", "together")
)
_GAP, _PARTICLE_GAP = 1, 3  # foreign words allowed inside: "kjøre [de] eldre", "pusse [det gamle huset] opp"


@dataclass(frozen=True, slots=True)
class _Phrase:
    parts: tuple[frozenset[str], ...]
    concept: str
    gap: int


class Phrases:
    """The phrases of a lexicon, by the forms of their first word."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)

    def learn(self, concept: str, words: Sequence[str]) -> None:
        loose = len(words) == 2 and words[-1] in _PARTICLES  # noqa: PLR2004 -- a verb and its particle
        phrase = _Phrase(tuple(frozenset(_forms(word)) for word in words), concept, _PARTICLE_GAP if loose else _GAP)
        for form in phrase.parts[0]:
            self._by_first[form].append(phrase)

    def at(self, tokens: Sequence[Token], start: int) -> list[tuple[str, tuple[int, ...]]]:
        """The longest phrases that begin at a token: concept, and the places of their words."""
        found: dict[tuple[str, tuple[int, ...]], None] = {}
        for form in _forms(tokens[start].text):
            for phrase in self._by_first.get(form, ()):
                if places := _places(phrase, tokens, start):
                    found[phrase.concept, places] = None
        longest = max((len(places) for _, places in found), default=0)
        return [(concept, places) for concept, places in found if len(places) == longest]


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *lemmas(word), "~" + fold(word), *english_lemmas(word))))


def _places(phrase: _Phrase, tokens: Sequence[Token], start: int) -> tuple[int, ...]:
    places = [start]
    for part in phrase.parts[1:]:
        first = places[-1] + 1
        for place in range(first, min(first + 1 + phrase.gap, len(tokens))):
            if tokens[place].ends_clause:
                return ()
            if not part.isdisjoint(_forms(tokens[place].text)):
                places.append(place)
                break
        else:
            return ()
    return tuple(places)
