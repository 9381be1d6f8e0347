"""What sign-up is asked to do, and what came of it."""

from typing import ClassVar

from borse.bus import Command, Event, Id
from borse.parties import NewParty


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


class PartyRegistered(Event):
    """`people` are new; `joined` were known already and speak for this party too."""

    topic: ClassVar[str] = "signup"
    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]


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


EVENTS: tuple[type[Event], ...] = (PartyRegistered, PartyWithdrawn, PartyReinstated, PersonWithdrawn)
