"""A børs that is moved: another day, another hour, another hall. One action, and everybody is told (`outreach`).

What is tied to the day moves with it: when people come and go, and, while it is open, the closing of the sign-up.
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from sqlite_utils import Database

from borse.bus import Command, Event, Given, Handler
from borse.clock import clock_of
from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.newcomers import Line, Moment
from borse.refusals import Invalid, Refusal
from borse.times import moment, stamp


class MoveExchange(Command):
    """The børs is held at another time or place. `gong_at` is when its gong is to go."""

    doors_at: Moment
    gong_at: Moment
    place: Line

    @model_validator(mode="after")
    def opens_first(self) -> Self:
        if self.doors_at > self.gong_at:
            raise ValueError(_("Dørene må åpne før gongen går."))
        return self


class ExchangeMoved(Event):
    """It was to have been then and there."""

    topic: ClassVar[str] = "exchange"
    doors_were_at: str
    gong_was_at: str
    place_was: Annotated[str, Field(max_length=200)]


def move_exchange(command: MoveExchange, db: Database, given: Given) -> Iterator[ExchangeMoved]:
    """Raises Refusal once the evening has begun, Invalid when the new time is past."""
    before = exchange_of(db)
    if clock_of(db).turn:
        raise Refusal(_("Kvelden har begynt. Da kan ikke børsen flyttes."))
    if command.doors_at <= given.now:
        raise Invalid({"doors_at": _("Den nye tiden må ligge fram i tid.")})
    if (command.doors_at, command.gong_at, command.place) == (before.doors_at, before.gong_at, before.place):
        return
    shift = command.gong_at - before.gong_at
    closes_at = before.signup_closes_at
    if given.now <= closes_at:
        closes_at += shift
    changes = {"doors_at": stamp(command.doors_at), "gong_at": stamp(command.gong_at), "place": command.place}
    db.table("exchange").update(1, changes | {"signup_closes_at": stamp(closes_at)})
    for row in list(db.query("select id, present_from, present_until from person")):
        hours = {key: row[key] for key in ("present_from", "present_until") if row[key]}
        if hours:
            moved = {key: stamp(moment(text) + shift) for key, text in hours.items()}
            db.table("person").update(row["id"], moved)
    yield ExchangeMoved(doors_were_at=stamp(before.doors_at), gong_was_at=stamp(before.gong_at), place_was=before.place)


HANDLERS: dict[type[Any], Handler] = {MoveExchange: move_exchange}
EVENTS: tuple[type[Event], ...] = (ExchangeMoved,)
