"""From samples to the figures of a page: percentiles by nearest rank, so that each is a time that somebody waited."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scenarios.load.open_loop import Sample

# What we hold every page to while a plan is being made, in milliseconds at the 99th percentile.
BAR = 50.0


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of one kind of request: how many, and milliseconds. With fewer than a hundred the p99 is the slowest of them."""

    requests: int
    p50: float
    p95: float
    p99: float
    longest: float

    @property
    def holds(self) -> bool:
        return self.p99 < BAR


def figures_of(times: Iterable[float]) -> Figures:
    """Raises ValueError when nothing was measured."""
    ordered = sorted(times)
    if not ordered:
        raise ValueError("nothing was measured")
    p50, p95, p99 = (percentile(ordered, share) for share in (0.50, 0.95, 0.99))
    return Figures(requests=len(ordered), p50=p50, p95=p95, p99=p99, longest=ordered[-1])


def percentile(ordered: Sequence[float], share: float) -> float:
    """The least value that at least this share of them do not exceed (nearest rank)."""
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def by_name(samples: Iterable[Sample]) -> dict[str, list[float]]:
    """Times of each kind of request that was rightly answered."""
    found: dict[str, list[float]] = {}
    for sample in samples:
        if not sample.wrong:
            found.setdefault(sample.errand.name, []).append(sample.took)
    return found
