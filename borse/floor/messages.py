"""What the host wants of the clock, and what it did.

A command names the turn of the clock that its sender saw: two hosts who press at once move it one step, not two.
"""

from datetime import datetime
from typing import ClassVar

from borse.bus import Command, Event


class StartEvening(Command):
    """The doors are open: the clock begins with the first phase of the run sheet."""


class _OfTurn(Command):
    turn: int


class NextPhase(_OfTurn):
    """On to the next phase, whatever time is left. After the last one the evening is over."""


class GoBack(_OfTurn):
    """Back to the phase before."""


class PauseClock(_OfTurn):
    """Stand still; the time left is kept."""


class ResumeClock(_OfTurn):
    """Go on from where the clock stood still."""


class AddMinute(_OfTurn):
    """One minute more of this phase."""


class EndPhase(_OfTurn):
    """The time of this phase is up: sent by the clock itself (`timer.py`)."""


class ResetClock(Command):
    """As if the evening had not begun: after a rehearsal."""


class PhaseBegan(Event):
    """`turn` is the number of this beginning; `round` is set for rounds and for the change before them."""

    topic: ClassVar[str] = "floor"
    turn: int
    kind: str
    round: int | None


class ClockPaused(Event):
    topic: ClassVar[str] = "floor"
    turn: int


class ClockResumed(Event):
    topic: ClassVar[str] = "floor"
    turn: int
    ends_at: datetime


class MinuteAdded(Event):
    topic: ClassVar[str] = "floor"
    turn: int
    ends_at: datetime


class EveningEnded(Event):
    topic: ClassVar[str] = "floor"


class ClockWasReset(Event):
    topic: ClassVar[str] = "floor"


EVENTS = (PhaseBegan, ClockPaused, ClockResumed, MinuteAdded, EveningEnded, ClockWasReset)
