"""What of the facts counts. The definitions stand in `figures.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from borse.answered import COUNTING, answered_needs
from borse.reports.facts import Agreed, Facts, Promised
from borse.tables import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The facts; the agreements that count, what was promised in them, the needs (ids) that they answer."""

    facts: Facts
    agreements: tuple[Agreed, ...]
    promises: tuple[Promised, ...]
    answered: frozenset[str]

    @classmethod
    def of(cls, facts: Facts) -> Self:
        agreements = tuple(one for one in facts.agreements if one.status in COUNTING)
        promises = tuple(promise for one in agreements for promise in one.promises)
        return cls(
            facts=facts, agreements=agreements, promises=promises, answered=answered_needs(facts.needs, promises)
        )


def hours_of(promises: Iterable[Promised]) -> Cell:
    """The sum, in hours. Rounded once, at the end, so that a total is the total of what was written down."""
    hours = round(sum(promise.hours or 0 for promise in promises), 2)
    return int(hours) if hours == int(hours) else hours


def kroner_of(promises: Iterable[Promised]) -> int:
    return sum(promise.kroner or 0 for promise in promises)
