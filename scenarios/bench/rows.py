"""What is measured, and the bar that each row is held to: the table that the engine was ordered by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A size of hall, the engine's time limit, and what its answer should reach.

    `worth` is a share of the proven bound; `shortfall` is how much more than the bound is tolerated (None: no bar).
    `absent` makes it a replan after two rounds, with that share of the people gone.
    """

    parties: int
    rounds: int
    seconds: float
    worth: float
    shortfall: int | None
    absent: float = 0.0

    @property
    def name(self) -> str:
        size = f"{self.parties}x{self.rounds}"
        return f"replan {size} -{self.absent:.0%}" if self.absent else size


ROWS = (
    Row(parties=60, rounds=8, seconds=2, worth=0.999, shortfall=0),
    Row(parties=200, rounds=3, seconds=10, worth=0.999, shortfall=1),
    Row(parties=200, rounds=8, seconds=10, worth=0.999, shortfall=1),
    Row(parties=200, rounds=12, seconds=10, worth=0.999, shortfall=1),
    Row(parties=600, rounds=8, seconds=30, worth=0.998, shortfall=2),
    Row(parties=2000, rounds=8, seconds=120, worth=0.995, shortfall=5),
    *(Row(parties=200, rounds=8, seconds=2, worth=0.995, shortfall=None, absent=gone) for gone in (0.15, 0.30, 0.50)),
    *(Row(parties=600, rounds=8, seconds=10, worth=0.995, shortfall=None, absent=gone) for gone in (0.15, 0.30, 0.50)),
)

AFTER = 2
"""Rounds that have been held when a replan begins."""
