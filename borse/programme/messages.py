"""What the organiser wants done with the programme, and what came of it."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from borse.bus import Command, Event, Id
from borse.language import gettext as _
from borse.presence import MISSING_MINUTES, Mode
from borse.programme.reasons import Why
from borse.programme.remarks import Remark
from borse.programme.world import Rule

Sentence = Annotated[str, Field(max_length=400)]


class PlannedMeeting(BaseModel):
    """Two parties at a table in a round, who speaks for each, which needs it may answer, and why they meet."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    round: int = Field(ge=1)
    table: str
    a: str
    b: str
    a_people: tuple[str, ...] = Field(min_length=1)
    b_people: tuple[str, ...] = Field(min_length=1)
    worth: int
    needs: tuple[str, ...]
    reasons: tuple[Why, ...]


class FewMeetings(BaseModel):
    """A party that has fewer meetings than the børs promises, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    party: str
    meetings: int
    reasons: tuple[Sentence, ...]


# Why there is a new draft: the organiser planned; presence changed; somebody gets a place; somebody was moved by hand.
Purpose = Literal["plan", "replan", "place", "hand"]


class Before(BaseModel):
    """How good the published programme still is, with those who are here."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    shortfall: int
    worth: int


class ByHand(BaseModel):
    """What publishing brings along where somebody was moved by hand; and what the organiser should know before.

    `speakers` are (person, party): they speak for it from then on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    warnings: tuple[Remark, ...] = ()
    rules: tuple[Rule, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()


class SaveDraft(Command):
    """The plan that came back from planning. `based_on` is the newest event that it knew of, `world` what it knew."""

    based_on: int
    world: str
    meetings: tuple[PlannedMeeting, ...]
    few: tuple[FewMeetings, ...]
    shortfall: int
    worth: int
    waits: int
    moves: int
    bound_shortfall: int
    bound_worth: int
    seconds: float
    purpose: Purpose = "plan"
    before: Before | None = None
    by_hand: ByHand = ByHand()


class PublishProgramme(Command):
    """Make the draft that somebody has looked at the programme. `draft` is the command that saved it."""

    version: int
    draft: Id


class _TwoParties(Command):
    a: Id
    b: Id

    @model_validator(mode="after")
    def are_two(self) -> Self:
        if self.a == self.b:
            raise ValueError(_("Velg to forskjellige aktører."))
        return self


class LockPair(_TwoParties):
    """These two shall meet: in `round`, or in any round when there is none."""

    round: int | None = Field(default=None, ge=1)


class ForbidPair(_TwoParties):
    """These two shall not meet."""


class LiftRule(_TwoParties):
    """What was locked or forbidden is left to the planning again."""


class SetReplanning(Command):
    """When the programme is planned anew during the evening, and from when who has not come counts as absent.

    Minutes before each round, and before the first one; None: who has not come never counts as absent.
    """

    mode: Mode
    minutes_before: int = Field(ge=1, le=10)
    missing_minutes: int | None = Field(default=MISSING_MINUTES, ge=0, le=60)


class AskForReplan(Command):
    """The clock says that it is time before `round`. Asked for once in an evening, however often it is said."""

    round: int = Field(ge=1)


# What the organiser's planning alone shows has a topic of its own: the programme that people have read is what it was.
class DraftSaved(Event):
    topic: ClassVar[str] = "planning"
    version: int
    draft: str
    based_on: int
    purpose: Purpose = "plan"


class NothingToChange(Event):
    """A replan came back with the programme as it is. `based_on` is the newest event that it knew of."""

    topic: ClassVar[str] = "planning"
    based_on: int


class ReplanningSet(Event):
    topic: ClassVar[str] = "planning"
    mode: Mode
    minutes_before: int
    missing_minutes: int | None


class ReplanAskedFor(Event):
    topic: ClassVar[str] = "planning"
    round: int


class ProgrammePublished(Event):
    topic: ClassVar[str] = "programme"
    version: int


class StandInNamed(Event):
    """`person` speaks for `party` from now on, and has taken over what somebody else had there."""

    topic: ClassVar[str] = "signup"
    person: str
    party: str


class PairLocked(Event):
    topic: ClassVar[str] = "planning"
    a: str
    b: str
    round: int | None


class PairForbidden(Event):
    topic: ClassVar[str] = "planning"
    a: str
    b: str


class RuleLifted(Event):
    topic: ClassVar[str] = "planning"
    a: str
    b: str


EVENTS = (
    DraftSaved,
    NothingToChange,
    ProgrammePublished,
    StandInNamed,
    PairLocked,
    PairForbidden,
    RuleLifted,
    ReplanningSet,
    ReplanAskedFor,
)
