"""What sign-up is asked to do, and what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.contact import Orgnr
from borse.exchange import Side
from borse.newcomers import Line, Long, NewParty, NewPerson, NewPost, NewWish
from borse.signup.sheets import MOST_COLUMNS, Sheet


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


class ChangeParty(Command):
    """What we have about a party itself is to be what stands here."""

    party: Id
    name: Line
    side: Side
    orgnr: Orgnr = ""
    about: Long = ""
    note: Long = ""


class DescribeParty(Command):
    """What a party says of itself, and whom it would like to meet or rather not, are to be what stands here."""

    party: Id
    about: Long = ""
    wishes: Annotated[tuple[NewWish, ...], Field(max_length=40)] = ()


class AddPerson(NewPerson, Command):
    """One more comes from `party`. Somebody whom we know by their address, or by their id, wears one hat more."""

    party: Id


class AddPost(NewPost, Command):
    """One more offer or need of `party`."""

    party: Id


class ChangePost(NewPost, Command):
    """What the post says is to be what stands here."""


class ReinstatePost(Command):
    """It is put up again."""

    post: Id


class ReinstatePerson(Command):
    """They come after all."""

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


class NameColumns(Command):
    """What each column of the batch holds, by place: a field, or "" for a column to be passed by. It is remembered."""

    batch: Id
    columns: Annotated[tuple[str, ...], Field(max_length=MOST_COLUMNS)]


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
    """Something about a party on file is new. `people` are new too, `joined` were known."""

    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]


class PersonChanged(Event):
    topic: ClassVar[str] = "signup"
    person: str


class PersonReinstated(Event):
    topic: ClassVar[str] = "signup"
    person: str


class PostAdded(Event):
    topic: ClassVar[str] = "signup"
    party: str
    post: str


class PostChanged(Event):
    topic: ClassVar[str] = "signup"
    post: str


class PostReinstated(Event):
    topic: ClassVar[str] = "signup"
    post: str


class PostWithdrawn(Event):
    topic: ClassVar[str] = "signup"
    post: str


class ImportKept(Event):
    topic: ClassVar[str] = "signup"
    batch: str
    rows: int


class ColumnsNamed(Event):
    topic: ClassVar[str] = "signup"
    batch: str


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
    PersonReinstated,
    PostAdded,
    PostChanged,
    PostReinstated,
    PostWithdrawn,
    ImportKept,
    ColumnsNamed,
    ImportDropped,
)
