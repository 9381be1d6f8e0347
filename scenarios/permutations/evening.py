"""An evening at the door, as values: what was written, and how it reaches the server."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Written:
    """One entry as a tablet wrote it: what, and how many seconds after the doors opened."""

    id: str
    kind: str
    data: dict[str, Any]
    at: int
    tablet: int


@dataclass(frozen=True)
class Evening:
    """Entries in the order of writing, and how they reach the server.

    `deliveries` are places in `written`, in the order of arrival, each at least once; `cuts` say after how many of them
    a batch ends. `clocks` are how many seconds each tablet's clock is wrong, `set_right` the tablets whose clock was
    put right between writing and sending: their ages are wrong by as much, and only then are times not compared.
    """

    written: tuple[Written, ...]
    deliveries: tuple[int, ...]
    cuts: frozenset[int]
    clocks: tuple[float, ...]
    set_right: frozenset[int] = frozenset()
    times_compared: bool = True

    @property
    def ages_hold(self) -> bool:
        return not self.set_right and self.times_compared

    def in_order(self) -> "Evening":
        """The same entries, each once, in the order of writing, in one batch, from tablets whose clocks are right."""
        once = tuple(range(len(self.written)))
        return Evening(self.written, once, frozenset(), (0.0,) * len(self.clocks), frozenset(), self.ages_hold)
