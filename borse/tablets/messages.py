"""What is wanted of a tablet: to be paired with a job, renamed, locked, sent away. And what came of it."""

from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from borse.bus import Command, Event, Id, Role
from borse.language import gettext as _
from borse.signs import OneLine

Name = Annotated[str, OneLine, Field(min_length=1, max_length=60)]
# What a tablet may be. Insight is for people with a link of their own.
TABLET_ROLES = (Role.RECEPTION, Role.BROKER, Role.NOTARY, Role.HOST, Role.SCREEN, Role.JURY)


class _WithAJob(Command):
    role: Role

    @field_validator("role")
    @classmethod
    def is_a_tablets(cls, role: Role) -> Role:
        if role not in TABLET_ROLES:
            raise ValueError(_("Velg en jobb fra listen."))
        return role


class SetPin(Command):
    """The PIN that lets somebody take a tablet away from its job. It comes hashed."""

    pin_hash: str


class AddTablet(_WithAJob):
    """A place for a tablet: its job and its name, and a code by which one device can take it."""

    tablet: Id
    name: Name


class OfferAnew(Command):
    """A new code for the same place. Whichever device was there is out at once: it is dead, lost, or to be replaced."""

    tablet: Id


class PairTablet(Command):
    """A device takes its place: `link` is the hash of the code's long secret, `session` of the cookie that it gets.

    `others` are those of cookies that it had: it is this tablet now, and nobody else.
    """

    link: str
    session: str
    others: tuple[str, ...] = ()


class RenameTablet(Command):
    tablet: Id
    name: Name


class ChangeJob(_WithAJob):
    """The same tablet at another desk; `session` is the hash of its new cookie."""

    tablet: Id
    session: str


class LockTablet(Command):
    """Nothing more is shown on it until somebody types the PIN."""

    tablet: Id


class UnlockTablet(Command):
    tablet: Id


class Disconnect(Command):
    """The device is a tablet no longer; its place stays, and can be taken anew."""

    tablet: Id


class RevokeTablet(Command):
    """The place goes, and the device with it."""

    tablet: Id


class PinSet(Event):
    topic: ClassVar[str] = "tablets"


class _OfTablet(Event):
    topic: ClassVar[str] = "tablets"
    tablet: str


class TabletAdded(_OfTablet):
    role: Role


class TabletOffered(_OfTablet):
    """A code is open; whichever device was there is out."""


class TabletPaired(_OfTablet):
    """A device took the place."""


class TabletRenamed(_OfTablet):
    """It is called something else."""


class TabletMoved(_OfTablet):
    role: Role


class TabletLocked(_OfTablet):
    """It shows nothing until somebody types the PIN."""


class TabletUnlocked(_OfTablet):
    """Somebody typed the PIN."""


class TabletDisconnected(_OfTablet):
    """The place is empty."""


class TabletRevoked(_OfTablet):
    """The place is gone, and the device is out."""


EVENTS = (
    PinSet,
    TabletAdded,
    TabletOffered,
    TabletPaired,
    TabletRenamed,
    TabletMoved,
    TabletLocked,
    TabletUnlocked,
    TabletDisconnected,
    TabletRevoked,
)
