"""Who takes part, what they have posted, and whom somebody is known to be interested in: as brokers know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: str
    name: str
    parties: tuple[str, ...]
    arrived_at: datetime | None
    left_at: datetime | None
    present_until: datetime | None
    requires: frozenset[str]

    @property
    def is_here(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`wing` is the broker (id) who looks after it, '' when nobody does."""

    id: str
    name: str
    side: str
    people: tuple[str, ...]
    wing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An offer or a need. `is_met`: the need is answered, the offer taken, by the report's definition."""

    id: str
    party: str
    kind: Literal["offer", "need"]
    text: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """`party` is interested in `other`: said by themselves on the board (`id` is ''), or passed on by a broker."""

    id: str
    party: str
    other: str
    post: str | None
    words: str
    by: str
