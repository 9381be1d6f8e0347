"""What the organiser wants done with the børs itself and its staff, and what came of it."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from borse.bus import Command, Event, Id, Role
from borse.exchange import CatalogueReaders, Side
from borse.language import gettext as _
from borse.signs import OneLine
from borse.times import as_utc

Moment = Annotated[datetime, AfterValidator(as_utc)]
# An empty field of a form is no moment.
MaybeMoment = Annotated[Moment | None, BeforeValidator(lambda typed: typed or None)]
Slug = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, OneLine, Field(min_length=1, max_length=120)]
Feature = Literal["step_free", "quiet"]


class HallTable(BaseModel):
    """A place where one meeting at a time can be held."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Line
    features: tuple[Feature, ...] = ()


class _Plan(Command):
    """What an organiser decides before people sign up. Lengths in minutes, moments with their zone (else Oslo's)."""

    name: Line
    place: Line
    doors_at: Moment
    gong_at: Moment
    signup_closes_at: Moment
    welcome_minutes: int = Field(default=15, ge=0, le=120)
    rounds: int = Field(default=6, ge=1, le=20)
    round_minutes: int = Field(default=6, ge=2, le=60)
    change_minutes: int = Field(default=1, ge=0, le=15)
    floor_minutes: int = Field(default=18, ge=0, le=240)
    closing_minutes: int = Field(default=15, ge=0, le=120)
    min_meetings: int = Field(default=3, ge=0, le=20)
    max_meetings: int = Field(default=6, ge=1, le=20)
    one_way_gifts: bool = True
    contact: Annotated[str, Field(max_length=300)] = ""
    accessibility_url: Annotated[str, Field(max_length=300)] = ""
    catalogue_readers: CatalogueReaders = "public"
    catalogue_opens_at: MaybeMoment = None
    plenary_minutes: int = Field(default=0, ge=0, le=60)
    pause_minutes: int = Field(default=0, ge=0, le=120)
    pause_after: int = Field(default=0, ge=0)
    tables: tuple[HallTable, ...] = Field(min_length=1, max_length=600)
    side_pairs: tuple[tuple[Side, Side], ...] = Field(min_length=1)
    categories: tuple[Line, ...] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def holds_together(self) -> Self:
        wrong = self._wrong()
        if wrong:
            raise ValueError(wrong)
        return self

    def _wrong(self) -> str:
        if self.doors_at > self.gong_at:
            return _("Dørene må åpne før gongen går.")
        if self.pause_minutes and not 1 <= self.pause_after <= self.rounds:
            return _("Pausen må komme etter en av rundene: skriv hvilken.")
        if self.min_meetings > self.max_meetings:
            return _("Færrest møter kan ikke være flere enn flest møter.")
        if self.accessibility_url and not self.accessibility_url.startswith(("https://", "http://")):
            return _("Adressen til tilgjengelighetserklæringen må begynne med https://.")
        if len({table.name for table in self.tables}) < len(self.tables):
            return _("To bord kan ikke ha samme navn.")
        return ""


class CreateExchange(_Plan):
    """Make a børs in an empty file, with its first organiser (the password comes hashed)."""

    slug: Slug
    organiser: Line
    password_hash: str


class ChangeExchange(_Plan):
    """Change how the børs is set up."""


class OpenSession(Command):
    """Somebody logged in or came by a link; `fingerprint` is of the cookie's secret."""

    fingerprint: str
    role: Role
    name: str
    link: str | None = None
    organiser: str | None = None


class CloseSession(Command):
    """Log out on this device."""

    fingerprints: tuple[str, ...]


class MakeLink(Command):
    """A link that lets whoever has it work at one desk."""

    link: Id
    role: Role
    label: Line


class RevokeLink(Command):
    """The link, and whoever came by it, are out."""

    link: Id


class ExchangeCreated(Event):
    topic: ClassVar[str] = "exchange"
    slug: str


class ExchangeChanged(Event):
    topic: ClassVar[str] = "exchange"


class SessionOpened(Event):
    topic: ClassVar[str] = "staff"
    role: Role


class SessionClosed(Event):
    topic: ClassVar[str] = "staff"


class LinkMade(Event):
    topic: ClassVar[str] = "staff"
    link: str
    role: Role


class LinkRevoked(Event):
    topic: ClassVar[str] = "staff"
    link: str


EVENTS = (ExchangeCreated, ExchangeChanged, SessionOpened, SessionClosed, LinkMade, LinkRevoked)

# A new børs has a link for each of these. Participants' links are made when they sign up.
DESK_ROLES = (Role.RECEPTION, Role.BROKER, Role.NOTARY, Role.HOST, Role.SCREEN, Role.VIEWER)
# What a link may be made for: an organiser, too, so that a børs can be handed over.
LINK_ROLES = (*DESK_ROLES, Role.JURY, Role.ORGANISER)
