"""What is wanted done with an agreement: by brokers and notaries, and by the parties themselves.

    intention ─┐                ┌─► returned ─► (corrected) ─► agreed
               ├─► agreed ──────┼─► approved ─► knocked_through
    (corrected)┘                └─► withdrawn

Every step is a new version of the agreement; none is ever changed. A command names the version that its sender saw, so
that two notaries cannot step on each other.
"""

from typing import Annotated, Literal

from pydantic import Field

from borse.bus import Command, Id
from borse.notary.terms import Long, Terms, Text, Version

Status = Literal["intention", "agreed", "returned", "approved", "knocked_through", "withdrawn"]
OPEN: frozenset[Status] = frozenset({"intention", "agreed", "returned"})

# What a notary wants done with what is being written: wait in the queue, or be approved and knocked through at once.
Then = Literal["wait", "knock"]


class RegisterAgreement(Terms):
    """Write down what two or more parties agreed on, from a scheduled `meeting` or not.

    `outside_the_gongs` is the organiser's word that it counts although the børstid is over (or has not begun). It is no
    part of what was written: the tablet's own entry, sent when the organiser has loaded it with that word, is the same.
    With `then` "knock" a notary approves it and knocks it through in the same press, if nothing is missing.
    """

    status: Literal["intention", "agreed"] = "agreed"
    meeting: Id | None = None
    outside_the_gongs: bool = Field(default=False, exclude=True)
    source: Literal["desk", "paper"] = "desk"
    then: Then = "wait"


class WriteDraft(Terms):
    """«Vi ble enige»: a party writes it down on its own telephone, and it waits for a notary."""

    meeting: Id | None = None


class CorrectAgreement(Terms):
    """Say it anew: the next version. An agreement that was knocked through keeps its number and its standing.

    `heard` is the newest word of a party that its sender had before them, 0 for none: a correction settles objections,
    and what nobody has read is not settled. It is no part of what was written.
    """

    version: Version
    heard: Annotated[int, Field(ge=0, exclude=True)] = 0
    status: Literal["intention", "agreed"] = "agreed"
    then: Then = "wait"


class ApproveAgreement(Command):
    """The notary has checked that who, what, how much, when and the next step are there."""

    agreement: Id
    version: Version


class SendBack(Command):
    """The notary wants something mended, and says what."""

    agreement: Id
    version: Version
    note: Text


class KnockThrough(Command):
    """The gong: the agreement gets its number and is shown to the hall. What still waits is approved on the way."""

    agreement: Id
    version: Version


class WithdrawAgreement(Command):
    """It came to nothing. It stays in the ledger, and counts nowhere."""

    agreement: Id
    version: Version
    note: Text


class SayTheWord(Command):
    """«Stemmer dette?»: what a party says of the wording in front of it, and the word that goes with it."""

    agreement: Id
    party: Id
    wording: Version
    says: Literal["right", "wrong"]
    word: Long = ""


class TakeDraft(Command):
    """A desk has this draft before it. Another desk may take it over."""

    agreement: Id


class TakeNext(Command):
    """A desk is free: give it the draft that has waited longest and that no other desk has."""


class PutBack(Command):
    """The desk lets go of the draft."""

    agreement: Id
