"""One row of a sign-up file becomes a party, or says what is wrong with it and how to mend it.

A fault either refuses the row (nobody can tell who signs up, or a detail is certainly mistyped) or warns: the party
comes in without the detail that was not understood.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from borse.exchange import Exchange, Side, run_sheet
from borse.folding import folded
from borse.language import gettext as _
from borse.newcomers import DETAILS, NewParty
from borse.sentences import sentences
from borse.signup.cells import Somebody, email_in, people_in, phone_in, side_of, somebody_in, texts_in, yes_or_no
from borse.signup.columns import Columns
from borse.signup.hours import hour_of, hours_of, moment_of
from borse.signup.sheets import SheetRow
from borse.times import local
from borse.wording import money_request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: at which heading, and a sentence that says how to mend it."""

    refuses: bool
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row says. `party` is none when the row is refused."""

    number: int
    name: str
    party: NewParty | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """What a row is read against: the børs's evening, its categories by folded name, its columns' meanings."""

    exchange: Exchange
    categories: Mapping[str, str]
    meanings: Mapping[str, str]


@dataclass
class RowReader:
    """One row while it is being read."""

    columns: Columns
    row: SheetRow
    hall: Hall
    seed: str
    faults: list[Fault] = field(default_factory=list)

    def reading(self) -> Reading:
        party = self._party()
        name = self.cell("name") or self.cell("contact")
        refused = any(fault.refuses for fault in self.faults)
        return Reading(self.row.number, name, None if refused else party, tuple(self.faults))

    def cell(self, field_: str) -> str:
        return self.columns.cell(self.row, field_)

    def fault(self, field_: str, sentence: str, *, refuses: bool = True) -> None:
        self.faults.append(Fault(refuses, self.columns.headings.get(field_, ""), sentence))

    def understood(self, field_: str, reading: Callable[[str], T], without: T) -> T:
        """The cell as `reading` understands it; with a warning, and `without`, when it does not."""
        if not (text := self.cell(field_)):
            return without
        try:
            return reading(text)
        except ValueError as error:
            self.fault(field_, str(error), refuses=False)
            return without

    def _party(self) -> NewParty | None:
        if any(self.row.cells[self.columns.width :]):
            self.fault(
                "name", _("Raden har flere felter enn overskriftene. Sett «» rundt tekst som inneholder skilletegnet.")
            )
            return None
        if any(cell.startswith("=") for cell in self.row.cells):
            self.fault("name", _("Raden har en formel (=…) i stedet for tekst. Skriv det som skal stå der."))
            return None
        side = self._side()
        values = {
            "party": f"{self.seed}-a",
            "name": self.cell("name") or (self.cell("contact") if side == "individual" else ""),
            "side": side,
            "people": list(self._people()),
            "posts": [*self._posts("offer"), *self._posts("need")],
            "wishes": [*self._wishes("wishes", "wish"), *self._wishes("vetoes", "veto")],
            "signed_up_at": self.understood("signed_up_at", moment_of, None),
            **{field_: self.cell(field_) for field_ in ("orgnr", "about", "note")},
        }
        try:
            return NewParty.model_validate(values)
        except ValidationError as error:
            for where, sentence in sentences(error.errors()).items():
                if where not in {"side", "people"}:  # said already: better, and of the very person
                    self.fault(*self._at(where, sentence))
            return None

    def _at(self, where: str, sentence: str) -> tuple[str, str]:
        """The column of a fault in the party, and the sentence."""
        if where == "name":
            return "name", _("Navnet på aktøren mangler. Fyll det inn.")
        found = re.fullmatch(r"people\.(\d+)\.?(\w*)", where)
        if found and found[1] == "0":
            return {"name": "contact"}.get(found[2], found[2] or "contact"), sentence
        if found:
            return "others", sentence
        return where.partition(".")[0], sentence

    def _side(self) -> Side | None:
        text = self.cell("side")
        if side := side_of(text):
            return side
        words = _("Skriv bedrift, forening, kommunal enhet eller privatperson.")
        self.fault(
            "side", (_("«%s» er ikke en type aktør her.") % text if text else _("Type aktør mangler.")) + " " + words
        )
        return None

    def _people(self) -> Iterator[dict[str, Any]]:
        """The contact person first, with what the columns say of them before what stands beside the name."""
        from_, until = self._hours()
        contact, *more = people_in(self.cell("contact")) or [Somebody(self._own_name())]
        yield {
            "person": f"{self.seed}-p0",
            "name": contact.name,
            "email": self._first("email", email_in) or contact.email,
            "phone": self._first("phone", phone_in) or contact.phone,
            "present_from": from_,
            "present_until": until,
            "requires": ("step_free",) if self.understood("step_free", yes_or_no, False) else (),
        }
        others = [*more, *(somebody_in(text) for text in texts_in(self.cell("others")) if text.strip(" ,"))]
        for number, one in enumerate(others, start=1):
            yield {"person": f"{self.seed}-p{number}", "name": one.name, "email": one.email, "phone": one.phone}

    def _own_name(self) -> str:
        """A private person need not be named twice."""
        return self.cell("name") if side_of(self.cell("side")) == "individual" else ""

    def _first(self, field_: str, found_in: Callable[[str], tuple[str, tuple[str, ...]]]) -> str:
        """The first address or number of a cell, with a word of the others."""
        first, others = found_in(self.cell(field_))
        if others:
            self.fault(field_, _("Her står flere. Bare den første er tatt med: %s.") % first, refuses=False)
        return first

    def _hours(self) -> tuple[datetime | None, datetime | None]:
        """When the contact person is there; none where that is from the beginning, or until the end."""
        nothing: tuple[time | None, time | None] = (None, None)
        from_, until = self.understood("hours", hours_of, nothing)
        from_ = self.understood("present_from", hour_of, from_)
        until = self.understood("present_until", hour_of, until)
        exchange = self.hall.exchange
        begins, ends = exchange.doors_at, run_sheet(exchange)[-1].ends_at
        day = local(exchange.gong_at)
        first = day.replace(hour=from_.hour, minute=from_.minute) if from_ else begins
        last = day.replace(hour=until.hour, minute=until.minute) if until else ends
        if first >= ends or last <= begins:
            self.fault("hours", _("Klokkeslettene er utenfor børsen. De er ikke tatt med."), refuses=False)
            return None, None
        return (first if first > begins else None), (last if last < ends else None)

    def _posts(self, kind: Literal["offer", "need"]) -> Iterator[dict[str, Any]]:
        for number in self.columns.numbers(kind):
            fields = {name: f"{kind}.{name}.{number}" for name in ("text", "categories", *DETAILS)}
            if not (text := self.cell(fields["text"])):
                if any(self.cell(place) for place in fields.values()):
                    self.fault(
                        fields["text"],
                        _("Her står kategori, mengde eller tid, men ikke hva det gjelder."),
                        refuses=False,
                    )
                continue
            if kind == "need" and money_request(text):
                sentence = _("Ser ut til å be om penger. Oppslaget kommer inn, men vises ikke før du har lest det.")
                self.fault(fields["text"], sentence, refuses=False)
            yield {
                "post": f"{self.seed}-{kind[0]}{number}",
                "kind": kind,
                "text": text,
                "categories": tuple(self._categories(fields["categories"])),
                **{name: self.cell(fields[name]) for name in DETAILS},
            }

    def _categories(self, field_: str) -> Iterator[str]:
        text = self.cell(field_)
        whole = self.hall.categories.get(folded(text))  # a name may hold the sign that parts names
        for name in [text] if whole else [part.strip() for part in re.split(r"[,;/]", text) if part.strip()]:
            if found := self.hall.categories.get(folded(name)):
                yield found
            else:
                sentence = _("Kategorien «%s» finnes ikke på denne børsen. Oppslaget kommer inn uten den.") % name
                self.fault(field_, sentence, refuses=False)

    def _wishes(self, field_: str, kind: Literal["wish", "veto"]) -> Iterator[dict[str, Any]]:
        for number, name in enumerate(texts_in(self.cell(field_))):
            yield {"wish": f"{self.seed}-{kind[0]}{number}", "kind": kind, "text": name}
