"""The answer as values: the meetings, how good they are, and what is proven about how good they could be."""

from dataclasses import dataclass

from matching.problem import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good a schedule is. Compared in this order: shortfall, worth, waits, moves.

    `changes` counts the previous meetings outside frozen rounds that are not held in the same round; their cost is
    already taken from `worth`, which can therefore be below zero.
    """

    shortfall: int
    worth: int
    waits: int
    moves: int
    changes: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The smaller, the better."""
        return (self.shortfall, -self.worth, self.waits, self.moves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What is proven: no valid schedule has less `shortfall`, and none with that shortfall has more `worth`.

    `worth_at_reached` bounds the worth of every schedule whose shortfall is no more than that of the schedule beside
    it. It equals `worth` when the schedule reaches `shortfall`; only then is `worth` itself a fair yardstick.
    """

    shortfall: int
    worth: int
    worth_at_reached: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Meetings in order of round and table, with their score, the proven bound and the seconds that it took."""

    meetings: tuple[Meeting, ...]
    score: Score
    bound: Bound
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What `solve` tells while it works: which step, how many seconds in, and the best score so far."""

    step: str
    seconds: float
    score: Score | None = None
    bound: Bound | None = None
