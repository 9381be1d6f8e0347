"""What is asked for about hats, and what came of it. The command's id is the change's: by it, it is undone."""

from typing import ClassVar

from borse.bus import Command, Event, Id


class MergeParties(Command):
    """`gone` is `kept`: people, posts and wishes move over."""

    kept: Id
    gone: Id


class MergePeople(Command):
    """`gone` is `kept`: hats move over, and the address that `kept` lacked."""

    kept: Id
    gone: Id


class MovePerson(Command):
    """Somebody speaks for `kept`, no longer for `gone`."""

    person: Id
    kept: Id
    gone: Id


class AddHat(Command):
    """Somebody on file speaks for one party more."""

    person: Id
    party: Id


class UndoHats(Command):
    """What a change moved goes back."""

    change: Id


class TellApart(Command):
    """Two that look like one are two: do not suggest them again."""

    a: Id
    b: Id


class PartiesMerged(Event):
    topic: ClassVar[str] = "signup"
    change: str
    kept: str
    gone: str


class PeopleMerged(Event):
    topic: ClassVar[str] = "signup"
    change: str
    kept: str
    gone: str


class SeatsMoved(Event):
    """The meetings of one of two who became one, or two again, are the other's now."""

    topic: ClassVar[str] = "programme"
    kept: str
    gone: str


class PersonMoved(Event):
    topic: ClassVar[str] = "signup"
    change: str
    person: str
    kept: str
    gone: str


class HatAdded(Event):
    topic: ClassVar[str] = "signup"
    change: str
    person: str
    party: str


class HatsUndone(Event):
    topic: ClassVar[str] = "signup"
    change: str
    kept: str
    gone: str


class ToldApart(Event):
    topic: ClassVar[str] = "signup"
    a: str
    b: str


EVENTS: tuple[type[Event], ...] = (
    PartiesMerged,
    PeopleMerged,
    SeatsMoved,
    PersonMoved,
    HatAdded,
    HatsUndone,
    ToldApart,
)
