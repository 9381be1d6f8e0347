"""What is asked of outreach, and what came of it. Events carry ids: never an address, never a text."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.contact import Email, Phone
from borse.outreach.kinds import Status

KindName = Literal[
    "signed_up",
    "speak_for",
    "reconfirm",
    "programme_ready",
    "programme_changed",
    "changed_now",
    "extra_meeting",
    "moved",
    "post_judged",
    "starts_soon",
    "agreement_copy",
    "link_again",
]
Several = Annotated[tuple[Id, ...], Field(min_length=1, max_length=2000)]


class InviteToReconfirm(Command):
    """Ask everybody who comes, and has not answered, whether they still do."""


class SendProgramme(Command):
    """Tell everybody who has not heard of the programme that it is ready."""


class RemindOfStart(Command):
    """An hour to go. Sent by the clock, with an id that follows from the hour, so that it counts once."""


class SendLinkAgain(Command):
    """Somebody has lost their link: sent to the address that we have, never shown.

    By code and name, or by the e-mail address or the number that they type. Found or not, the page says the same.
    """

    code: Annotated[str, Field(max_length=20)] = ""
    name: Annotated[str, Field(max_length=120)] = ""
    email: Email = ""
    phone: Phone = ""


class SendLinkTo(Command):
    """The organiser sends somebody their link again."""

    person: Id


class ReleaseMessages(Command):
    """The organiser's yes to what is held, unsure or has failed: it is sent (again)."""

    messages: Several


class DropMessages(Command):
    """The organiser's no: they are not sent."""

    messages: Several


class NoteTold(Command):
    """Somebody was told in another way: on paper, by telephone; or it turned out that the message had come."""

    messages: Several
    channel: Literal["paper", "telephone", "email", "sms"]


class NoteOutcome(Command):
    """What became of a try to send. `channel_is_down`: the try does not count."""

    message: Id
    outcome: Literal["sent", "later", "refused", "unsure"]
    note: Annotated[str, Field(max_length=40)] = ""
    channel_is_down: bool = False


class SortOut(Command):
    """What cannot go by the net any longer, or never could: to the printer, to the organiser, or away."""

    message: Id
    status: Literal["held", "to_print", "dropped", "failed"]
    note: Annotated[str, Field(max_length=40)] = ""


class PutAsideAbandoned(Command):
    """A server stopped while it was sending: what it had claimed waits for the organiser."""


class ChangeWording(Command):
    """A text of the organiser's own. SMS has no subject."""

    what: KindName
    channel: Literal["email", "sms"]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "nb"
    subject: Annotated[str, Field(max_length=1000)] = ""
    body: Annotated[str, Field(max_length=10_000)] = ""


class ResetWording(Command):
    """Our own text again."""

    what: KindName
    channel: Literal["email", "sms"]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "nb"


class ChooseMessages(Command):
    """Somebody does not want messages any longer, or wants them after all. By the link in a message."""

    token: Annotated[str, Field(max_length=64)]
    wanted: bool


class Reconfirm(Command):
    """Somebody comes, or does not, by their own link."""

    coming: bool


class MessagesPut(Event):
    topic: ClassVar[str] = "outreach"
    kind: str
    number: int


class MessageChanged(Event):
    """A message came to another state."""

    topic: ClassVar[str] = "outreach"
    message: str
    status: Status


class WordingChanged(Event):
    topic: ClassVar[str] = "outreach"
    kind: str
    channel: str
    language: str


class MessagesChosen(Event):
    topic: ClassVar[str] = "outreach"
    person: str
    wanted: bool


class Reconfirmed(Event):
    topic: ClassVar[str] = "outreach"
    person: str
    coming: bool


EVENTS: tuple[type[Event], ...] = (MessagesPut, MessageChanged, WordingChanged, MessagesChosen, Reconfirmed)
