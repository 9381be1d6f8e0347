"""What privacy is asked to do, and what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.privacy.due import FEWEST_MONTHS, MOST_MONTHS


class ErasePerson(Command):
    """Erase all of one person that may go, now."""

    person: Id


class EraseWhatIsDue(Command):
    """Erase what has lain its time."""


class AskForErasure(Command):
    """Somebody asks, from their own page, that what is kept about them be erased. The organiser answers."""


class TakeBackErasure(Command):
    """They do not want it after all."""


class KeepFor(Command):
    """How long agreements are followed up: names and contact details stay as long."""

    months: Annotated[int, Field(ge=FEWEST_MONTHS, le=MOST_MONTHS)]


class PersonErased(Event):
    topic: ClassVar[str] = "privacy"
    person: str
    rows: int


class ErasedWhatWasDue(Event):
    topic: ClassVar[str] = "privacy"
    rows: int


class ErasureAsked(Event):
    topic: ClassVar[str] = "privacy"
    person: str


class ErasureTakenBack(Event):
    topic: ClassVar[str] = "privacy"
    person: str


class KeptFor(Event):
    topic: ClassVar[str] = "privacy"
    months: int


EVENTS: tuple[type[Event], ...] = (PersonErased, ErasedWhatWasDue, ErasureAsked, ErasureTakenBack, KeptFor)
