"""Rings: exchanges in which everybody who gives also gets.

A gives to B, B gives to C, C gives to A. The swap of two parties is a ring of two. What is known is which *offers*
answer which *needs*, and how much each such *answer* is worth; what is sought is the best set of rings. The values
here know only themselves; `rings.py` finds the set, `rings_check.py` says what is wrong with one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

SHORTEST, LONGEST = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RingParty:
    """Somebody who gives and gets. `max_rings` = None: in as many rings as their offers and needs allow."""

    id: str
    max_rings: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An offer or a need, and whose it is. It is used in one exchange at most."""

    id: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An offer would answer a need, and it would be worth so much (a whole number, 0 to 1,000,000)."""

    offer: str
    need: str
    worth: int


@dataclass(frozen=True, kw_only=True)
class RingProblem:
    """Who offers what to whom. Rings have `SHORTEST` to `longest` parties, all different."""

    parties: tuple[RingParty, ...] = ()
    offers: tuple[Post, ...] = ()
    needs: tuple[Post, ...] = ()
    answers: tuple[Answer, ...] = ()
    longest: int = LONGEST

    @cached_property
    def giver(self) -> Mapping[str, str]:
        """The party of each offer."""
        return {offer.id: offer.party for offer in self.offers}

    @cached_property
    def taker(self) -> Mapping[str, str]:
        """The party of each need."""
        return {need.id: need.party for need in self.needs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Exchanges in the order of giving: whoever takes in one gives in the next, and the last one gives to the first."""

    exchanges: tuple[Answer, ...]

    @property
    def worth(self) -> int:
        return sum(exchange.worth for exchange in self.exchanges)

    @property
    def dependence(self) -> int:
        """How many promises hang upon each other: each of the n exchanges falls if one of the n - 1 others does."""
        return len(self.exchanges) * (len(self.exchanges) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RingPlan:
    """The rings chosen, and what is proven of them.

    No plan is worth more than `worth_bound`, and none of this worth has less dependence than `dependence_bound`:
    proven, never guessed. Where a bound is equal to the figure that it bounds, nothing better exists.
    """

    rings: tuple[Ring, ...]
    worth_bound: int
    dependence_bound: int
    seconds: float = 0.0

    @property
    def worth(self) -> int:
        return sum(ring.worth for ring in self.rings)

    @property
    def dependence(self) -> int:
        return sum(ring.dependence for ring in self.rings)
