"""What people say of a sign-up that somebody made in their name, and what came of it."""

from typing import ClassVar

from borse.bus import Command, Event, Id


class AnswerHat(Command):
    """Whether `person`, in whose name somebody signed up `party`, speaks for it: their own word, or the staff's."""

    person: Id
    party: Id
    speaks: bool


class DisownSignUp(Command):
    """`person` was signed up by somebody else, and does not want to be: what we have of theirs goes."""

    person: Id


class HatAnswered(Event):
    """Somebody who was asked has said whether they speak for the party."""

    topic: ClassVar[str] = "signup"
    person: str
    party: str
    speaks: bool


class SignUpDisowned(Event):
    """Somebody was signed up by a stranger, and is gone; `parties` had nobody else."""

    topic: ClassVar[str] = "signup"
    person: str
    parties: tuple[str, ...]


EVENTS: tuple[type[Event], ...] = (HatAnswered, SignUpDisowned)
