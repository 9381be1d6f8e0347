"""What a channel does, and what can come of it. A channel knows an address and a text, and nothing of the børs."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from borse.outreach.letters import Letter


class Outcome(StrEnum):
    """What is known after a try. The last three differ in who may try again: we, nobody, the organiser."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`note` is a number or a word for the log: never what the other side wrote, which may hold the address.

    `channel_is_down`: it was not this message's fault, and the next one would fare alike. `too_many`: we ask too often.
    """

    outcome: Outcome
    note: str = ""
    channel_is_down: bool = False
    too_many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message to one address. `id` is the message's: the same however often it is tried.

    `picture` is the QR code of the person's own page, as PNG: to be shown in the door from the telephone.
    """

    id: str
    to: str
    letter: Letter
    calendar: bytes | None = None
    picture: bytes | None = None


class Sends(Protocol):
    """E-mail or SMS. `send` never raises for what the other side does."""

    @property
    def at_a_time(self) -> int:
        """How many messages may be under way at once. So many may be uncertain after a crash."""
        ...

    async def send(self, post: Post) -> Result: ...

    async def rest(self) -> None:
        """Nothing more to send for now: let go of what was held open."""
