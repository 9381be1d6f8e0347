"""What the reception does at the door, and what came of it.

All of it may be written on a tablet without a connection, and come late, twice, and in any order: each names what it is
about by ids, and means the same whatever came before it (`docs/offline.md`).
"""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from borse.bus import Command, Event, Id
from borse.exchange import Side
from borse.folding import name_key
from borse.language import gettext as _
from borse.newcomers import Line, NewPerson, Text


class CheckIn(Command):
    """Somebody stands at the desk: an arrival, called by the command's id. Who left and comes back arrives again.

    `person` is the id on file, or the one that a walk-in was given by their tablet.
    """

    person: Id


class UndoCheckIn(Command):
    """The wrong name was pressed: these arrivals never were. Others of the same person stand."""

    arrivals: tuple[Id, ...] = Field(min_length=1, max_length=50)


class MarkLeft(Command):
    """Somebody who was here has gone home: it ends these arrivals."""

    arrivals: tuple[Id, ...] = Field(min_length=1, max_length=50)


class RegisterWalkIn(Command):
    """Somebody without a sign-up: their name, whom they speak for, and what they offer or need if they know.

    They are here: the command's id is also that of their arrival. `party` is an id on file; without it `name` says who,
    however it is spelt, on file or new. `side` is what a new party is. The id of `person` is made by the sender, who
    may go on to speak of them by it.
    """

    party: Id | None = None
    name: Line
    side: Side
    person: NewPerson
    offers: tuple[Text, ...] = Field(default=(), max_length=5)
    needs: tuple[Text, ...] = Field(default=(), max_length=5)
    rules_accepted: bool = False

    @model_validator(mode="after")
    def names_can_be_read(self) -> Self:
        if not name_key(self.name) or not name_key(self.person.name):
            raise ValueError(_("Skriv navnet med bokstaver."))
        return self


class PersonArrived(Event):
    topic: ClassVar[str] = "reception"
    person: str


class ArrivalNoted(Event):
    """Somebody who was here already was checked in once more, or somebody whose registration has not come yet."""

    topic: ClassVar[str] = "reception"
    arrival: str


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


EVENTS = (PersonArrived, ArrivalNoted, ArrivalUndone, PersonLeft, WalkInRegistered)
