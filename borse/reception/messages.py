"""What the reception does at the door, and what came of it."""

from typing import ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.exchange import Side
from borse.newcomers import Line, NewPerson, NewPost


class CheckIn(Command):
    """Somebody stands at the desk. Who has left and comes back is checked in again."""

    person: Id


class CheckInParty(Command):
    """All who speak for a party stand at the desk together."""

    party: Id


class UndoCheckIn(Command):
    """The wrong name was pressed: this person has not come."""

    person: Id


class MarkLeft(Command):
    """Somebody who was here has gone home."""

    person: Id


class RegisterWalkIn(Command):
    """Somebody without a sign-up: their name, whom they speak for, and what they offer or need if they know.

    `name` is the party's: one on file (however it is spelt), or a new one with id `party`, which needs a `side`.
    """

    party: Id
    name: Line
    side: Side | None = None
    person: NewPerson
    posts: tuple[NewPost, ...] = Field(default=(), max_length=10)
    rules_accepted: bool = False


class PersonArrived(Event):
    topic: ClassVar[str] = "reception"
    person: str


class ArrivalUndone(Event):
    topic: ClassVar[str] = "reception"
    person: str


class PersonLeft(Event):
    topic: ClassVar[str] = "reception"
    person: str


class WalkInRegistered(Event):
    """`is_new` when the party was not on file: the programme has nobody to meet it yet."""

    topic: ClassVar[str] = "reception"
    party: str
    person: str
    is_new: bool


EVENTS = (PersonArrived, ArrivalUndone, PersonLeft, WalkInRegistered)
