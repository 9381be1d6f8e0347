"""The rows of people, offers and needs as somebody typed them, without the empty ones, as the fields of commands.

A field of the form is named for its row (`offers.1.text`); a command has one list of posts. Each row is kept together
with its name, so that a sentence about the command finds its way back to the row that it is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from borse.exchange import Exchange
from borse.frame.forms import Form
from borse.ids import following
from borse.language import gettext as _
from borse.newcomers import DETAILS
from borse.signup.hours import hour_of
from borse.times import local

# How many rows the form begins with, and how many more a press on «flere» gives.
ROWS = {"people": 3, "offers": 3, "needs": 3, "wishes": 3, "vetoes": 2}
MORE = {"people": 3, "offers": 2, "needs": 2}
MOST = 20
KINDS = {"offers": "offer", "needs": "need"}
# What goes with a post oftenest. They stand on the board in bokmål, as the posts do.
CONDITIONS = ("politiattest", "taushetsplikt", "ansatt til stede", "opplæring", "for dem under 18")
# The day that somebody gives, as it stands on the board; with what they wrote themselves, if they did.
A_DAY = "Gi en dag: vi kommer på dugnad en dag og gjør det som trengs."
A_DAY_OF = "Gi en dag: %s"

Row = tuple[str, dict[str, Any]]


def condition_names() -> list[tuple[str, str]]:
    """The conditions to tick, each with what it means in the language of whoever reads."""
    names = (
        _("Krever politiattest"),
        _("Krever taushetsplikt"),
        _("En ansatt må være til stede"),
        _("Krever opplæring først"),
        _("Gjelder barn og unge under 18"),
    )
    return list(zip(CONDITIONS, names, strict=True))


def rows_of(form: Form) -> dict[str, int]:
    """How many rows of each kind the page shows: those that were there, and more where that was asked for."""
    counts = dict(ROWS)
    for name in form.typed:
        part, _dot, rest = name.partition(".")
        number = rest.partition(".")[0]
        if part in counts and re.fullmatch(r"[0-9]{1,3}", number):
            counts[part] = min(max(counts[part], int(number) + 1), MOST)
    more = form.value("more")
    if more in MORE:
        counts[more] = min(counts[more] + MORE[more], MOST)
    return counts


@dataclass(frozen=True)
class Typed:
    """The rows that are not empty, each with the name it has in the form."""

    form: Form
    exchange: Exchange
    language: str = ""

    @property
    def name(self) -> str:
        """A private person need not write their name twice."""
        alone = self.form.value("side") == "individual"
        return self.form.value("name").strip() or (self.form.value("people.0.name") if alone else "")

    @property
    def people(self) -> list[Row]:
        return [
            (
                row,
                {
                    "person": following(self.form.id, f"person {number}"),
                    **{key: self.form.value(f"{row}.{key}") for key in ("name", "email", "phone", "channel")},
                    "language": self.form.value(f"{row}.language") or self.language,
                    "present_from": self._hour(f"{row}.from"),
                    "present_until": self._hour(f"{row}.until"),
                    "requires": ("step_free",) if self.form.value(f"{row}.step_free") else (),
                },
            )
            for number, row in self._rows("people", ("name", "email", "phone"), always=1)
        ]

    @property
    def posts(self) -> list[Row]:
        written = [
            (
                row,
                {
                    "post": following(self.form.id, f"{kind} {number}"),
                    "kind": kind,
                    "categories": self.form.values(f"{row}.categories"),
                    **{key: self.form.value(f"{row}.{key}") for key in ("text", *DETAILS)},
                    "conditions": ", ".join(
                        name for name in CONDITIONS if name in self.form.values(f"{row}.conditions")
                    ),
                },
            )
            for part, kind in KINDS.items()
            for number, row in self._rows(part, ("text", "categories", *DETAILS))
        ]
        return [*self._day(), *written]

    @property
    def wishes(self) -> list[Row]:
        return [
            (row, {"wish": following(self.form.id, f"{kind} {number}"), "kind": kind, "text": self.form.value(row)})
            for part, kind in (("wishes", "wish"), ("vetoes", "veto"))
            for number, row in self._rows(part, ("",))
        ]

    @property
    def errors(self) -> dict[str, str]:
        """Hours that are no hours."""
        found = {}
        for _number, row in self._rows("people", ("from", "until")):
            for name in (f"{row}.from", f"{row}.until"):
                try:
                    self.form.value(name) and hour_of(self.form.value(name))
                except ValueError as error:
                    found[name] = str(error)
        return found

    def _day(self) -> Iterator[Row]:
        """«Gi en dag» is an offer like the others, of which the words are there already."""
        if self.form.value("day.give"):
            what = self.form.value("day.text").strip()
            details = {key: self.form.value(f"day.{key}") for key in ("quantity", "time")}
            text = A_DAY_OF % what if what else A_DAY
            yield "day", {"post": following(self.form.id, "offer day"), "kind": "offer", "text": text} | details

    def _rows(self, part: str, fields: tuple[str, ...], always: int = 0) -> Iterator[tuple[int, str]]:
        for number in range(rows_of(self.form)[part]):
            row = f"{part}.{number}"
            names = [f"{row}.{field}" if field else row for field in fields]
            if number < always or any(self.form.value(name).strip() for name in names):
                yield number, row

    def _hour(self, name: str) -> Any:
        """A time of day on the day of the børs; what cannot be read stands among `errors`."""
        if name in self.errors or not self.form.value(name):
            return None
        hour = hour_of(self.form.value(name))
        return local(self.exchange.gong_at).replace(hour=hour.hour, minute=hour.minute)
