"""What the notaries' desks are held to, and what people's part of a visit is reckoned as."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scenarios.door.figures import A_PRESS

A_VISIT, ALL_OF_THEM = 90.0, 600.0  # seconds
# Before a tap somebody finds on the screen what to tap, and makes up their mind: "mentally preparing" in the paper that
# the time of a press is from (Card, Moran and Newell 1980). Letters that are typed after one another need none.
A_TAP = 1.35
# Aloud, in adults, over languages: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and
# Language 109, 2019. What is said is reckoned as what is read.
WORDS_A_SECOND = 183 / 60
# Coming forward, a nod, going: an assumption, nobody has measured it.
A_GREETING = 6.0


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One who was served. `number` is what the screen showed, 0 of what was sent back.

    `said` and `read` are words: what the two say before it is found on the screen, and what the notary reads out before
    the gong. `began` and `ended` are seconds of one clock.
    """

    kind: str
    agreement: str
    number: int
    presses: int
    taps: int
    said: int
    read: int
    began: float
    ended: float

    @property
    def machine(self) -> float:
        """From the first press to the number, with fingers that take no time."""
        return self.ended - self.began

    @property
    def seconds(self) -> float:
        """One thing after the other, although people talk, press and wait at the same time."""
        spoken = (self.said + self.read) / WORDS_A_SECOND
        return A_GREETING + spoken + self.presses * A_PRESS + self.taps * A_TAP + self.machine


def reckoned_line(seconds: Iterable[float], desks: int) -> float:
    """Seconds until the last one is served, if all stand there at once and the next goes to whichever desk is free."""
    free = [0.0] * desks
    for one in seconds:
        heapq.heapreplace(free, free[0] + one)
    return max(free)


def all_busy(visits: Sequence[Visit], desks: int) -> float:
    """The share of the time from the first to the last in which every desk had somebody before it."""
    steps = sorted([(one.began, 1) for one in visits] + [(one.ended, -1) for one in visits])
    busy, before, here = 0.0, steps[0][0], 0
    for at, step in steps:
        busy += at - before if here == desks else 0.0
        before, here = at, here + step
    return busy / (steps[-1][0] - steps[0][0])


def slow(visits: Iterable[Visit], line: float) -> Iterator[str]:
    """A line for each bar that is missed."""
    for visit in visits:
        if visit.seconds >= A_VISIT:
            yield f"nr. {visit.number} ({visit.kind}): {visit.presses} presses, {visit.seconds:.0f} s"
    if line > ALL_OF_THEM:
        yield f"the last one is served after {line / 60:.1f} minutes"
