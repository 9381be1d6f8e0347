"""What sign-up is asked to do, and what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.contact import Orgnr
from borse.exchange import Side
from borse.newcomers import Line, Long, NewParty, NewPerson, NewPost, NewWish
from borse.signup import import_messages, word_messages


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


class PartyRegistered(Event):
    """`people` are new; `joined` were known already and speak for this party too; `asked` do when they say so."""

    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]
    asked: tuple[str, ...] = ()


class PartyChanged(Event):
    """Something about a party on file is new. `people` are new too, `joined` were known, `asked` as above."""

    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]
    asked: tuple[str, ...] = ()


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
    *word_messages.EVENTS,
    *import_messages.EVENTS,
)
