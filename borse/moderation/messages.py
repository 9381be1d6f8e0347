"""What moderation is asked to do, and what came of it."""

from typing import ClassVar

from borse.bus import Command, Event, Id
from borse.newcomers import Long, Text


class ShowPost(Command):
    """The post may hang on the board."""

    post: Id


class RewordPost(Command):
    """It may, in these words; `moderator_note` says to those who sent it why."""

    post: Id
    text: Text
    moderator_note: Long = ""


class DeclinePost(Command):
    """It may not; `moderator_note` says why."""

    post: Id
    moderator_note: Long = ""


class HoldPost(Command):
    """It is taken off the board until somebody has thought about it."""

    post: Id


class ApproveFirst(Command):
    """Whether posts from the form wait for the organiser before they are shown, from now on."""

    approve_first: bool


class PostShown(Event):
    topic: ClassVar[str] = "moderation"
    post: str


class PostReworded(Event):
    """`before` and `after` are lengths in letters: the words themselves may be about somebody."""

    topic: ClassVar[str] = "moderation"
    post: str
    before: int
    after: int


class PostDeclined(Event):
    topic: ClassVar[str] = "moderation"
    post: str


class PostHeld(Event):
    topic: ClassVar[str] = "moderation"
    post: str


class ApprovalChanged(Event):
    topic: ClassVar[str] = "moderation"
    approve_first: bool


EVENTS: tuple[type[Event], ...] = (PostShown, PostReworded, PostDeclined, PostHeld, ApprovalChanged)
