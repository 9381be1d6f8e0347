"""Known words: the single words of a lexicon under all their forms, and the nearest one to a misspelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from borse.affinity.words import english_lemmas, fold, folded_forms, forms, is_english, is_norwegian, lemmas

_SHORTEST_MISSPELT = 6  # one wrong letter in five makes too many other words
_TWO_ERRORS_FROM = 10


class KnownWords:
    """Words of bokmål, nynorsk and English, and the concepts that each stands for."""

    def __init__(self, as_written: Collection[str]) -> None:
        self._as_written = as_written
        self._norwegian: dict[str, set[str]] = defaultdict(set)
        self._english: dict[str, set[str]] = defaultdict(set)
        self._written: dict[str, list[str]] = defaultdict(list)

    def learn(self, concept: str, word: str, *, english: bool) -> None:
        if english:
            for form in (word, *english_lemmas(word)):
                self._english[form].add(concept)
            return
        known = (word,) if word in self._as_written else (*forms(word), *folded_forms(word))
        for form in known:
            self._norwegian[form].add(concept)
        if len(word) >= _SHORTEST_MISSPELT:
            self._written[fold(word)[0]].append(fold(word))

    def concepts(self, word: str, *, english: bool = False) -> list[str]:
        """What a word stands for, by its truest known form; folded and foreign ones only for words of no dictionary."""
        norwegian = _first(self._norwegian, forms(word))
        if norwegian and not english:
            return sorted(norwegian)
        foreign = _first(self._english, (word, *english_lemmas(word)))
        if english and (foreign or is_english(word)):
            return sorted(foreign)
        if norwegian:
            return sorted(norwegian)
        return [] if is_norwegian(word) else sorted(_first(self._norwegian, folded_forms(word)) or foreign)

    def surely(self, word: str) -> list[str]:
        """What a word stands for as written or by its lemma, without stems and guesses."""
        return sorted(_first(self._norwegian, (word, *lemmas(word))))

    def has_written(self, word: str) -> bool:
        return word in self._norwegian

    def nearest(self, word: str, *, errors: int | None = None) -> str | None:
        """The known word that a misspelling may mean (optimal string alignment, Boytsov 2011), if one is near.

        The first letter must be right: few get that one wrong, and it halves the false finds.
        """
        folded = fold(word)
        if len(folded) < _SHORTEST_MISSPELT and errors is None:
            return None
        from rapidfuzz import process  # as in words.py: with the first word, not at start-up
        from rapidfuzz.distance import OSA

        allowed = errors or (1 if len(folded) < _TWO_ERRORS_FROM else 2)
        found = process.extractOne(folded, self._written.get(folded[0], []), scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found else None


def _first(table: dict[str, set[str]], known_as: Collection[str]) -> set[str]:
    return next((table[form] for form in known_as if form in table), set())
