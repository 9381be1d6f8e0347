"""Compounds: Norwegian glues words together, and the last one says what it is ("treningsrom" is a room)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from borse.affinity.known_words import KnownWords
from borse.affinity.words import is_norwegian, is_norwegian_or_english, lemmas

_SHORTEST_HEAD = 3
_SURE_HEAD = 6  # shorter second halves must be written words: "pen|sel" is not "selge"
_LINKS = ("", "s", "e")  # "arbeidSgiver", "barnEhage"
_STRANGE_FIRST, _STRANGE_SECOND = 4, 5  # a first half of no dictionary needs this much to stand on


@dataclass(frozen=True, slots=True)
class Halves:
    """A compound taken apart: the concepts of its head and of what stands before; `carried` if the head is empty."""

    heads: tuple[str, ...]
    modifiers: tuple[str, ...]
    carried: bool = False


class Compounds:
    """Takes compounds apart by the known words."""

    def __init__(self, known: KnownWords, *, carriers: Collection[str], never_heads: Collection[str]) -> None:
        self._known = known
        self._carriers = carriers
        self._never = never_heads

    def halves(self, word: str, stop: Collection[str]) -> Halves | None:
        """The halves with the longest known head; None if no head is known."""
        plain = word.replace("-", "")
        for cut in range(2, len(plain) - _SHORTEST_HEAD + 1):
            first, second = plain[:cut], plain[cut:]
            heads = self._heads(first, second, word) if second not in stop else []
            carrier = self.is_carrier(second)
            if not heads and not carrier:
                continue
            modifiers = self._modifiers(first)
            glued = cut != word.find("-")  # "pc-skjermer" says itself where it is cut
            if glued and not self._is_word(first) and (len(second) < _STRANGE_SECOND or len(first) < _STRANGE_FIRST):
                continue
            if carrier and modifiers:
                return Halves((), tuple(modifiers), carried=True)
            if heads:
                return Halves(tuple(heads), tuple(one for one in modifiers if one not in heads))
        return None

    def misspelt_halves(self, word: str) -> Halves | None:
        """One half is whole, the other one letter off ("dugnasarbeid")."""
        for cut in range(_STRANGE_SECOND, len(word) - _SHORTEST_HEAD):
            first, second = word[:cut], word[cut:]
            heads = self._known.concepts(second)
            if not heads and second not in self._carriers:
                continue
            if near := self._known.nearest(first.removesuffix("s"), errors=1):
                modifiers = tuple(one for one in self._known.concepts(near) if one not in heads)
                return Halves(tuple(heads), modifiers, carried=second in self._carriers)
        return None

    def first_half(self, word: str) -> Iterable[str]:
        """What the first half says where the lexicon does not know the second ("hagetraktor")."""
        plain = word.replace("-", "")
        for cut in range(len(plain) - _SHORTEST_HEAD, _SHORTEST_HEAD, -1):
            if is_norwegian(plain[cut:]) and (found := self._modifiers(plain[:cut])):
                return found
        return ()

    def is_carrier(self, word: str) -> bool:
        """Whether a head leaves the meaning to the word before it ("hjelp", "arbeid")."""
        return word in self._carriers or any(lemma in self._carriers for lemma in lemmas(word))

    def _heads(self, first: str, second: str, word: str) -> list[str]:
        if len(second) == _SHORTEST_HEAD and not self._known.has_written(second):
            return []
        if second in self._never and is_norwegian(word) and not self._known.concepts(first.removesuffix("s")):
            return []
        return self._known.concepts(second) if len(second) >= _SURE_HEAD else self._known.surely(second)

    def _modifiers(self, first: str) -> list[str]:
        unlinked = (first.removesuffix(link) for link in _LINKS)
        return next((found for part in unlinked if len(part) > 1 and (found := self._known.concepts(part))), [])

    def _is_word(self, first: str) -> bool:
        parts = [first.removesuffix(link) for link in _LINKS]
        return any(
            len(part) >= _SHORTEST_HEAD and (is_norwegian_or_english(part) or self._known.concepts(part))
            for part in (*parts, first + "e")
        )
