"""Markers: the words that steer a post ("låne ut", "trenger", "kvitte oss med"), and where they stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from borse.affinity.words import Token, tokens_of


class Marker:
    """A set of steering words and phrases."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        parts = [tuple(token.text for token in tokens_of(word)) for word in words]
        self.single = frozenset(one[0] for one in parts if len(one) == 1)
        self._several = frozenset(one for one in parts if len(one) > 1)
        self._longest = max((len(one) for one in parts), default=1)

    def places(self, tokens: Sequence[Token], first: int, last: int) -> frozenset[int]:
        """The tokens from `first` up to `last` where one of them ends."""
        found = {place for place in range(first, last) if tokens[place].text in self.single}
        for place in range(first, last):
            for length in range(2, self._longest + 1):
                if tuple(token.text for token in tokens[place : place + length]) in self._several:
                    found.add(place + length - 1)
        return frozenset(found)
