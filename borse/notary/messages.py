"""What brokers and notaries want done with an agreement, and what came of it.

    intention ─┐                ┌─► returned ─► (corrected) ─► agreed
               ├─► agreed ──────┼─► approved ─► knocked_through
    (corrected)┘                └─► withdrawn

Every step is a new version of the agreement; none is ever changed. A command names the version that its sender saw, so
that two notaries cannot step on each other.
"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from borse.bus import Command, Event, Id
from borse.language import gettext as _
from borse.signs import OneLine, Seen

Status = Literal["intention", "agreed", "returned", "approved", "knocked_through", "withdrawn"]
OPEN: frozenset[Status] = frozenset({"intention", "agreed", "returned"})

Text = Annotated[str, Seen, Field(min_length=1, max_length=500)]
Short = Annotated[str, OneLine, Field(max_length=120)]
Long = Annotated[str, Seen, Field(max_length=500)]
Version = Annotated[int, Field(ge=1)]


class Promise(BaseModel):
    """What one party does for another. `hours` and `kroner` are their value, kept apart, and may be unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    giver: Id
    receiver: Id
    what: Text
    quantity: Short = ""
    due: Short = ""
    category: str | None = None
    hours: Annotated[float, Field(ge=0, le=10_000)] | None = None
    kroner: Annotated[int, Field(ge=0, le=10_000_000)] | None = None

    @model_validator(mode="after")
    def is_between_two(self) -> Self:
        if self.giver == self.receiver:
            raise ValueError(_("Den som gir og den som får, må være to forskjellige aktører."))
        return self


class Terms(Command):
    """What an agreement says. The first promise is what was asked for; the others are given in return, or follow."""

    agreement: Id
    promises: tuple[Promise, ...] = Field(min_length=1, max_length=8)
    first_caller: Id
    next_step: Long = ""
    conditions: Long = ""

    @model_validator(mode="after")
    def caller_takes_part(self) -> Self:
        if self.first_caller not in self.parties:
            raise ValueError(_("Den som tar kontakt først, må være med i avtalen."))
        return self

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes part, in the order in which they are named."""
        return tuple(dict.fromkeys(party for promise in self.promises for party in (promise.giver, promise.receiver)))


class RegisterAgreement(Terms):
    """Write down what two or more parties agreed on, from a scheduled `meeting` or not.

    `outside_the_gongs` is the organiser's word that it counts although the børstid is over (or has not begun).
    """

    status: Literal["intention", "agreed"] = "agreed"
    meeting: Id | None = None
    outside_the_gongs: bool = False


class CorrectAgreement(Terms):
    """Say it anew: the next version. An agreement that was knocked through keeps its number and its standing."""

    version: Version
    status: Literal["intention", "agreed"] = "agreed"


class ApproveAgreement(Command):
    """The notary has checked that who, what, how much, when and the next step are there."""

    agreement: Id
    version: Version


class SendBack(Command):
    """The notary wants something mended, and says what."""

    agreement: Id
    version: Version
    note: Text


class KnockThrough(Command):
    """The gong: the agreement gets its number and is shown to the hall."""

    agreement: Id
    version: Version


class WithdrawAgreement(Command):
    """It came to nothing. It stays in the ledger, and counts nowhere."""

    agreement: Id
    version: Version
    note: Text


class AgreementRegistered(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    status: Status
    parties: tuple[str, ...]


class AgreementCorrected(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    version: int


class AgreementApproved(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    version: int


class AgreementSentBack(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    version: int


class AgreementKnockedThrough(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    version: int
    number: int


class AgreementWithdrawn(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    version: int


EVENTS = (
    AgreementRegistered,
    AgreementCorrected,
    AgreementApproved,
    AgreementSentBack,
    AgreementKnockedThrough,
    AgreementWithdrawn,
)
