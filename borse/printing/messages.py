"""What is wanted on paper, and that it was made."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from borse.bus import Command, Event, Id
from borse.language import gettext as _

SheetKind = Literal["badge", "slip"]
Layout = Literal["a4", "a6", "a7"]
Which = Literal["pending", "all", "one"]


class PrintSheets(Command):
    """Badges or slips in one go: of all, of those whose sheet has changed or was never printed, or of `person`."""

    sheet: SheetKind
    layout: Layout = "a4"
    which: Which = "pending"
    person: Id | None = None

    @model_validator(mode="after")
    def holds_together(self) -> Self:
        if (self.which == "one") != (self.person is not None):
            raise ValueError(_("Velg hvem det skal skrives ut for."))
        if self.sheet == "slip" and self.layout == "a7":
            raise ValueError(_("En programlapp får ikke plass på A7."))
        return self


class SheetsPrinted(Event):
    topic: ClassVar[str] = "printing"
    batch: str
    sheet: SheetKind
    people: int


EVENTS = (SheetsPrinted,)
