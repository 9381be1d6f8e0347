"""What readers of the board do with a post, and what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id

Views = Annotated[int, Field(ge=1)]


class NoteInterest(Command):
    """A party could help with this need, or could use this offer. Sent by somebody who speaks for the party."""

    post: Id
    party: Id


class WithdrawInterest(Command):
    """The party could not, after all."""

    post: Id
    party: Id


class CountViews(Command):
    """How often each post was opened since the last count."""

    views: dict[str, Views]


class InterestNoted(Event):
    topic: ClassVar[str] = "catalogue"
    post: str
    party: str


class InterestWithdrawn(Event):
    topic: ClassVar[str] = "catalogue"
    post: str
    party: str


class ViewsCounted(Event):
    """Nobody waits for this: pages show the new numbers when they are opened next."""

    topic: ClassVar[str] = "views"
    views: dict[str, int]


EVENTS = (InterestNoted, InterestWithdrawn, ViewsCounted)
