"""What an agreement says: promises between parties, who calls first, what happens next."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from borse.bus import Command, Id
from borse.language import gettext as _
from borse.signs import OneLine, Seen

Text = Annotated[str, Seen, Field(min_length=1, max_length=500)]
Short = Annotated[str, OneLine, Field(max_length=120)]
Long = Annotated[str, Seen, Field(max_length=500)]
Version = Annotated[int, Field(ge=1)]

# What was asked for, what is given in return, and two more: a ring of four parties. So many have room on one page, too.
MOST_PROMISES = 4


class Promise(BaseModel):
    """What one party does for another. `hours` and `kroner` are their value, kept apart, and may be unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    giver: Id
    receiver: Id
    what: Text
    quantity: Short = ""
    due: Short = ""
    category: str | None = None
    hours: Annotated[float, Field(ge=0, le=10_000)] | None = None
    kroner: Annotated[int, Field(ge=0, le=10_000_000)] | None = None

    @model_validator(mode="after")
    def is_between_two(self) -> Self:
        if self.giver == self.receiver:
            raise ValueError(_("Den som gir og den som får, må være to forskjellige aktører."))
        return self


class Terms(Command):
    """What an agreement says. The first promise is what was asked for; the others are given in return, or follow."""

    agreement: Id
    promises: tuple[Promise, ...] = Field(min_length=1, max_length=MOST_PROMISES)
    first_caller: Id
    next_step: Long = ""
    conditions: Long = ""

    @model_validator(mode="after")
    def caller_takes_part(self) -> Self:
        if self.first_caller not in self.parties:
            raise ValueError(_("Den som tar kontakt først, må være med i avtalen."))
        return self

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes part, in the order in which they are named."""
        return parties_of(self.promises)


def parties_of(promises: Iterable[Promise]) -> tuple[str, ...]:
    """Who gives or receives, each once, in the order in which they are named."""
    return tuple(dict.fromkeys(party for promise in promises for party in (promise.giver, promise.receiver)))
