"""What sign-up is asked to do, and what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.newcomers import NewParty, NewPerson
from borse.signup.sheets import Sheet


class RegisterParty(NewParty, Command):
    """A party signs up, with its people, offers, needs and wishes."""


class WithdrawParty(Command):
    """A party does not come after all, nor those who speak for it alone."""

    party: Id


class ReinstateParty(Command):
    """It comes after all: what was withdrawn with the party is back."""

    party: Id


class WithdrawPerson(Command):
    """One of several who speak for a party does not come."""

    person: Id


class ChangePerson(NewPerson, Command):
    """What we have about somebody is to be what stands here."""


class WithdrawPost(Command):
    """An offer or a need is taken down from the board."""

    post: Id


class KeepImport(Command):
    """A file was uploaded; it waits until the organiser has seen what it would do. The command's id is the batch's."""

    file_name: Annotated[str, Field(max_length=200)]
    sheet: Sheet


class DropImport(Command):
    """The file is not to be imported after all."""

    batch: Id


class ImportParties(Command):
    """Put on file every row of the batch that can be read, but those in `leave_out` (numbers of rows)."""

    batch: Id
    leave_out: tuple[int, ...] = ()


class PartyRegistered(Event):
    """`people` are new; `joined` were known already and speak for this party too."""

    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]


class PartyChanged(Event):
    """A party on file was signed up again, with something new. `people` are new, `joined` were known."""

    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]


class PersonChanged(Event):
    topic: ClassVar[str] = "signup"
    person: str


class PostWithdrawn(Event):
    topic: ClassVar[str] = "signup"
    post: str


class ImportKept(Event):
    topic: ClassVar[str] = "signup"
    batch: str
    rows: int


class ImportDropped(Event):
    topic: ClassVar[str] = "signup"
    batch: str


class PartyWithdrawn(Event):
    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]


class PartyReinstated(Event):
    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]


class PersonWithdrawn(Event):
    topic: ClassVar[str] = "signup"
    person: str


EVENTS: tuple[type[Event], ...] = (
    PartyRegistered,
    PartyChanged,
    PartyWithdrawn,
    PartyReinstated,
    PersonWithdrawn,
    PersonChanged,
    PostWithdrawn,
    ImportKept,
    ImportDropped,
)
