"""Markers: the words that steer a post ("låne ut", "trenger", "kvitte oss med"), and where they stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from borse.affinity.words import Token, tokens_of


class Marker:
    """A set of steering words and phrases."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        parts = [tuple(token.text for token in tokens_of(word)) for word in words]
        self.single = frozenset(one[0] for one in parts if len(one) == 1)
        self._several: dict[str, list[tuple[str, ...]]] = {}
        for one in parts:
            if len(one) > 1:
                self._several.setdefault(one[0], []).append(one)

    def places(self, tokens: Sequence[Token], first: int, last: int) -> frozenset[int]:
        """The tokens from `first` up to `last` where one of them ends."""
        found = {place for place in range(first, last) if tokens[place].text in self.single}
        for place in range(first, last):
            for phrase in self._several.get(tokens[place].text, ()):
                if tuple(token.text for token in tokens[place : place + len(phrase)]) == phrase:
                    found.add(place + len(phrase) - 1)
        return frozenset(found)
