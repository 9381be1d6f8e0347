"""What the host wants of the clock and says to the hall, and what came of it.

A command names the turn of the clock that its sender saw: two hosts who press at once move it one step, not two.
"""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.signs import Seen


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


class SayToHall(Command):
    """A message of the host's, for so many minutes. Its id is the command's."""

    text: Annotated[str, Seen, Field(min_length=1, max_length=200)]
    where: Literal["both", "screens", "phones"] = "both"
    minutes: Annotated[int, Field(ge=1, le=120)] = 5


class TakeDown(Command):
    """A message has said what it had to say."""

    notice: Id


class OpenEtterbors(Command):
    """Agreements may be made outside the gongs from now on, for so many minutes at most."""

    minutes: Annotated[int, Field(ge=1, le=720)] = 30


class CloseEtterbors(Command):
    """No more agreements outside the gongs."""


class ChangeWall(Command):
    """How the organiser wants the big screen: whether it names those who are expected at a table and have not come."""

    names_missing: bool = False


class PhaseBegan(Event):
    """`turn` is the number of this beginning; `round` is set for rounds and for what lies before the next one."""

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


class HallWasTold(Event):
    topic: ClassVar[str] = "floor"
    notice: str


class NoticeTakenDown(Event):
    topic: ClassVar[str] = "floor"
    notice: str


class EtterborsOpened(Event):
    topic: ClassVar[str] = "floor"
    closes_at: datetime


class EtterborsClosed(Event):
    topic: ClassVar[str] = "floor"


class WallChanged(Event):
    topic: ClassVar[str] = "floor"


EVENTS = (
    PhaseBegan,
    ClockPaused,
    ClockResumed,
    MinuteAdded,
    EveningEnded,
    ClockWasReset,
    HallWasTold,
    NoticeTakenDown,
    EtterborsOpened,
    EtterborsClosed,
    WallChanged,
)
