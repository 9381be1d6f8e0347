"""Which needs were answered: one promise answers one need at most, and as many needs as possible are answered."""

from collections.abc import Sequence

from borse.reports.facts import Posted, Promised


def answered_needs(needs: Sequence[Posted], promises: Sequence[Promised]) -> frozenset[str]:
    """The ids of the needs that got a promise of their own, in one of their categories, given to their party.

    A maximum matching by augmenting paths (Kuhn 1955; Berge 1957). Needs are tried in order, and one that has an answer
    keeps one: which needs count as answered depends on nothing but that order.
    """
    fits = [
        [
            index
            for index, promise in enumerate(promises)
            if promise.receiver == need.party and promise.category in need.categories
        ]
        for need in needs
    ]
    taken: dict[int, int] = {}

    def finds(need: int, tried: set[int]) -> bool:
        """A free promise for `need`, or one whose need can do with another. As deep as a party has needs: few."""
        for promise in fits[need]:
            if promise not in tried:
                tried.add(promise)
                if promise not in taken or finds(taken[promise], tried):
                    taken[promise] = need
                    return True
        return False

    return frozenset(need.id for index, need in enumerate(needs) if finds(index, set()))
