"""What the engine says about two parties, or about minima: values with ids, and an English sentence beside each.

An application that speaks another language goes by `kind`, `rounds` and `who`; the command line prints the sentences.
"""

from dataclasses import dataclass
from enum import StrEnum

from matching.problem import Meeting
from matching.schedule import Schedule


class Kind(StrEnum):
    """What can be in the way of a meeting. `who` of an Obstacle holds the ids named in brackets."""

    NOT_A_PAIR = "not a pair"  # [a, b]
    FROZEN = "frozen"  # []
    NOBODY_THERE = "nobody there"  # [party]
    SAME_PERSON = "same person"  # [person]
    NO_TABLE = "no table fits"  # [features and home tables asked for]
    NO_RESOURCE = "no resource"  # [resource]
    LOCKED = "locked"  # [], the sentence tells
    AT_MAXIMUM = "at maximum"  # [party]
    BUSY = "busy"  # [party, then the parties its people meet]
    TABLES_TAKEN = "tables taken"  # []
    RESOURCE_TAKEN = "resource taken"  # [resource]
    NOTHING = "nothing"  # []: the meeting could simply be added


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Something in the way, in these rounds (none: in all)."""

    kind: Kind
    who: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedGoal:
    """A goal that the meeting serves. `counts` is False when enough other meetings serve it already."""

    goal: str
    party: str
    worth: int
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets:
    """The two meet. `adds` is what the schedule would be worth less without the meeting, all else being as it is."""

    meeting: Meeting
    worth: int
    goals: tuple[ServedGoal, ...]
    adds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What another schedule would take from a party, and give it: other parties to meet, and goals served."""

    party: str
    meetings: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs that the two meet, at most: `schedule` has them meet and is worth `worth` less (below zero: more).

    `least_shortfall` and `least_worth` are proven: no schedule in which they meet costs less than that. The two are
    compared shortfall first, so `least_worth` only tells something where the shortfalls are equal.
    """

    round: str
    shortfall: int
    worth: int
    least_shortfall: int
    least_worth: int
    losses: tuple[Loss, ...]
    schedule: Schedule

    @property
    def proven(self) -> bool:
        return (self.shortfall, self.worth) == (self.least_shortfall, self.least_worth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The two do not meet. `price` is None where no schedule can have them meet: `never` then says why for all rounds.

    `now` says, for the other rounds, what in the present schedule stands in the way. `price` is that of the cheapest
    way, `mildest` that of the way in which the fewest meetings are lost: the same one, or worth less.
    """

    a: str
    b: str
    never: tuple[Obstacle, ...]
    now: tuple[Obstacle, ...]
    price: Price | None
    mildest: Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A party below its minimum. `alone` is what it would lack at least even if nobody else had a minimum (proven)."""

    party: str
    has: int
    minimum: int
    alone: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minima:
    """All parties below their minimum. No schedule at all has less than `least` shortfall (proven)."""

    shortfall: int
    least: int
    short: tuple[Short, ...]
    hall: tuple[str, ...]
