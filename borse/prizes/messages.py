"""What the host wants of the prizes, what a member of the jury votes, and what came of it."""

from typing import ClassVar

from borse.awards import Prize
from borse.bus import Command, Event, Id


class OpenBallot(Command):
    """The jury may vote about this prize. One that was closed opens again, with the votes that it had."""

    prize: Prize


class CloseBallot(Command):
    """No more votes: now there is a result."""

    prize: Prize


class Vote(Command):
    """A member of the jury chooses an agreement. Voting again takes the place of the earlier vote."""

    prize: Prize
    agreement: Id


class ShowPrize(Command):
    """Put a result on the big screen, instead of the one that stood there."""

    prize: Prize


class HidePrize(Command):
    """Take the result off the big screen."""


class BallotOpened(Event):
    topic: ClassVar[str] = "prizes"
    prize: str


class BallotClosed(Event):
    topic: ClassVar[str] = "prizes"
    prize: str


class VoteCast(Event):
    """What it was for is nobody's business: the history says that somebody voted."""

    topic: ClassVar[str] = "votes"
    prize: str


class PrizeShown(Event):
    topic: ClassVar[str] = "prizes"
    prize: str


class PrizeHidden(Event):
    topic: ClassVar[str] = "prizes"


EVENTS = (BallotOpened, BallotClosed, VoteCast, PrizeShown, PrizeHidden)
