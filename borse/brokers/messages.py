"""What a broker does, and what came of it. What is written in words stays in its row: events carry ids."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from borse.bus import Command, Event, Id
from borse.extra_meetings import MOST_CHAIRS
from borse.language import gettext as _
from borse.signs import OneLine, Seen

Name = Annotated[str, OneLine, Field(min_length=1, max_length=80)]
Words = Annotated[str, Seen, StringConstraints(strip_whitespace=True, max_length=500)]
# An empty field of a form is no choice.
MaybeId = Annotated[Id | None, BeforeValidator(lambda typed: typed or None)]


class AddBroker(Command):
    """Somebody walks about with a tablet under this name. A name that is there already is the same broker."""

    broker: Id
    name: Name


class TakeUnderWing(Command):
    """The broker looks after the party from now on; whoever did so before has handed it over."""

    party: Id
    broker: Id


class LetGo(Command):
    """Nobody looks after the party in particular any more."""

    party: Id


class Told(Command):
    """What a broker puts on record in their own name: `broker` is who has said that they hold the tablet."""

    broker: MaybeId = None


class WriteNote(Told):
    """Something that brokers should know about a party."""

    note: Id
    party: Id
    words: Annotated[Words, Field(min_length=1)]


class StrikeNote(Command):
    """It is not so, or no longer."""

    note: Id


class PassOnInterest(Told):
    """A broker has heard that `party` is interested in `other`: in one of their posts, or in them."""

    interest: Id
    party: Id
    other: Id
    post: MaybeId = None
    words: Words = ""

    @model_validator(mode="after")
    def are_two(self) -> Self:
        if self.party == self.other:
            raise ValueError(_("Velg en annen aktør enn dem selv."))
        return self


class DropInterest(Command):
    interest: Id


class ProposeMeeting(Told):
    """Two parties, or the three or four of a ring, should meet at a free table: in a round, or on the free floor.

    Of a ring each gives something to the next. Without a table the first free one that has what all need is theirs; who
    sits there is whoever of each is free. `says_yes` are those whom the broker has asked already.
    """

    meeting: Id
    parties: Annotated[tuple[Id, ...], Field(min_length=2, max_length=MOST_CHAIRS)]
    round: Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(lambda typed: typed or None)]
    table: MaybeId = None
    words: Words = ""
    says_yes: frozenset[Id] = frozenset()

    @model_validator(mode="after")
    def are_different(self) -> Self:
        if len(set(self.parties)) < len(self.parties):
            raise ValueError(_("Velg forskjellige aktører."))
        return self


class AnswerProposal(Command):
    """One of them says yes or no; a broker says it for them by naming their party."""

    meeting: Id
    party: Id
    says: Literal["yes", "no"]


class CallOffMeeting(Command):
    """It will not be held, whatever they have said."""

    meeting: Id


class BrokerAdded(Event):
    topic: ClassVar[str] = "brokers"
    broker: str


class TakenUnderWing(Event):
    topic: ClassVar[str] = "brokers"
    party: str
    broker: str


class WasLetGo(Event):
    topic: ClassVar[str] = "brokers"
    party: str


class NoteWritten(Event):
    topic: ClassVar[str] = "brokers"
    note: str
    party: str


class NoteStruck(Event):
    topic: ClassVar[str] = "brokers"
    note: str


class InterestPassedOn(Event):
    topic: ClassVar[str] = "brokers"
    interest: str
    party: str
    other: str


class InterestDropped(Event):
    topic: ClassVar[str] = "brokers"
    interest: str


# What those at the table should hear of: their own pages listen for this.
class MeetingProposed(Event):
    topic: ClassVar[str] = "extra_meetings"
    meeting: str


class ProposalAnswered(Event):
    """`by` is the party that answered; `status` what the meeting is now."""

    topic: ClassVar[str] = "extra_meetings"
    meeting: str
    by: str
    status: str


class MeetingCalledOff(Event):
    topic: ClassVar[str] = "extra_meetings"
    meeting: str


EVENTS = (
    BrokerAdded,
    TakenUnderWing,
    WasLetGo,
    NoteWritten,
    NoteStruck,
    InterestPassedOn,
    InterestDropped,
    MeetingProposed,
    ProposalAnswered,
    MeetingCalledOff,
)
