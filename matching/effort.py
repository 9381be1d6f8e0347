"""How long to go on: effort is counted, so that the same seed gives the same plan; the clock only stops what is late.

A second of the limit buys a fixed number of steps, fewer than a slow machine does in a second. So on an ordinary
machine a step ends because its count is used up, which is the same every time; on an overloaded one the clock ends it,
and the plan may be another, no less valid.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from matching.schedule import Bound, Progress, Score

STEPS_PER_SECOND = 40_000
"""Links of a chain that a second of the limit pays for; measured: 60,000 to 250,000 are done in it."""


@dataclass(slots=True)
class Effort:
    """The limit, the clock, and the two callbacks."""

    seconds: float
    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    started: float = field(default_factory=time.monotonic)
    reserve: float = 0.0
    """Seconds that the last steps (seats, checks) need; nothing else may use them."""

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def deadline(self) -> float:
        """On the monotonic clock: when the search must be over."""
        return self.started + self.seconds - self.reserve

    @property
    def steps(self) -> int:
        """Steps that the whole limit pays for."""
        return int(self.seconds * STEPS_PER_SECOND)

    def over(self) -> bool:
        return time.monotonic() >= self.deadline or (self.cancelled is not None and self.cancelled())

    def tell(self, step: str, score: Score | None = None, bound: Bound | None = None) -> None:
        if self.progress is not None:
            self.progress(Progress(step=step, seconds=self.elapsed, score=score, bound=bound))
