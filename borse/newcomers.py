"""Who takes part, as somebody says it: a party with its people, offers, needs and wishes. The sender makes the ids.

The form, the import and the walk-in at the reception all say it in these values; `borse/parties.py` puts it on file.
"""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from borse.bus import Id
from borse.contact import Email, Orgnr, Phone
from borse.exchange import Side
from borse.language import gettext as _
from borse.signs import OneLine, Seen
from borse.times import as_utc

Line = Annotated[str, OneLine, Field(min_length=1, max_length=120)]
Short = Annotated[str, OneLine, Field(max_length=120)]
Text = Annotated[str, Seen, Field(min_length=1, max_length=500)]
Long = Annotated[str, Seen, Field(max_length=1000)]
Moment = Annotated[datetime, AfterValidator(as_utc)]
PostKind = Literal["offer", "need"]
WishKind = Literal["wish", "veto"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class NewPerson(_Part):
    """Somebody who comes. No e-mail and no telephone is fine: they get paper. Without hours: the whole evening.

    `channel` is how they would rather hear from us, `language` in which language; '' when they have not said.
    """

    person: Id
    name: Line
    email: Email = ""
    phone: Phone = ""
    present_from: Moment | None = None
    present_until: Moment | None = None
    requires: tuple[Literal["step_free"], ...] = ()
    channel: Literal["", "email", "sms", "paper"] = ""
    language: Literal["", "nb", "nn", "en", "uk", "ar"] = ""

    @model_validator(mode="after")
    def comes_before_leaving(self) -> Self:
        if self.present_from and self.present_until and self.present_from >= self.present_until:
            raise ValueError(_("Klokkeslettet for når dere går, må være etter at dere kommer."))
        return self


# What a post says beyond its text, in the order in which it is read.
DETAILS = ("quantity", "capacity", "time", "area", "conditions")


class NewPost(_Part):
    """An offer or a need. `categories` are ids of the børs's own categories; none is allowed.

    `quantity` is how much («en tilhenger»), `capacity` how many there is place for («12 kursplasser»).
    """

    post: Id
    kind: PostKind
    text: Text
    categories: tuple[str, ...] = ()
    quantity: Short = ""
    capacity: Short = ""
    time: Short = ""
    area: Short = ""
    conditions: Short = ""


class NewWish(_Part):
    """Whom the party would like to meet, or rather not: by name, which need not be signed up (yet)."""

    wish: Id
    kind: WishKind
    text: Line


class NewParty(BaseModel):
    """All that a sign-up says. The first of `people` is the contact person."""

    party: Id
    name: Line
    side: Side
    orgnr: Orgnr = ""
    about: Long = ""
    note: Long = ""
    people: tuple[NewPerson, ...] = Field(min_length=1, max_length=20)
    posts: tuple[NewPost, ...] = Field(default=(), max_length=40)
    wishes: tuple[NewWish, ...] = Field(default=(), max_length=40)
    rules_accepted: bool = False
    signed_up_at: Moment | None = None
