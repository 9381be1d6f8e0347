"""What came of it: ids only. Phones listen for "agreements"; "queue" concerns nobody but the notaries."""

from typing import ClassVar

from borse.bus import Event
from borse.notary.messages import Status


class AgreementRegistered(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    status: Status
    parties: tuple[str, ...]


class _OfVersion(Event):
    topic: ClassVar[str] = "agreements"
    agreement: str
    version: int


class AgreementCorrected(_OfVersion):
    """The words are others now."""


class AgreementApproved(_OfVersion):
    """Nothing is missing."""


class AgreementSentBack(_OfVersion):
    """Something must be mended."""


class AgreementKnockedThrough(_OfVersion):
    """It counts, and has its number."""

    number: int


class AgreementWithdrawn(_OfVersion):
    """It came to nothing."""


class PartySpoke(Event):
    """A party has said whether the words of this version are right."""

    topic: ClassVar[str] = "agreements"
    agreement: str
    wording: int
    party: str
    says: str


class DraftTaken(Event):
    """A desk has this draft before it."""

    topic: ClassVar[str] = "queue"
    agreement: str


class DraftPutBack(Event):
    """No desk has it any more."""

    topic: ClassVar[str] = "queue"
    agreement: str


EVENTS = (
    AgreementRegistered,
    AgreementCorrected,
    AgreementApproved,
    AgreementSentBack,
    AgreementKnockedThrough,
    AgreementWithdrawn,
    PartySpoke,
    DraftTaken,
    DraftPutBack,
)
