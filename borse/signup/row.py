"""One row of a sign-up file becomes a party, or says what is wrong with it and how to mend it."""

import re
from dataclasses import dataclass

from pydantic import ValidationError

from borse.exchange import Side
from borse.language import gettext as _
from borse.newcomers import NewParty
from borse.sentences import sentences
from borse.signup.cells import side_of
from borse.signup.hours import moment_of
from borse.signup.row_cells import Fault, RowCells
from borse.signup.row_people import people_of
from borse.signup.row_posts import posts_of, wishes_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row says. `party` is none when the row is refused."""

    number: int
    name: str
    party: NewParty | None
    faults: tuple[Fault, ...]


def reading_of(row: RowCells) -> Reading:
    party = _party(row)
    name = row.cell("name") or row.cell("contact")
    refused = any(fault.refuses for fault in row.faults)
    return Reading(row.on_sheet.number, name, None if refused else party, tuple(row.faults))


def _party(row: RowCells) -> NewParty | None:
    if any(row.on_sheet.cells[row.columns.width :]):
        row.fault(
            "name", _("Raden har flere felter enn overskriftene. Sett «» rundt tekst som inneholder skilletegnet.")
        )
        return None
    if any(cell.startswith("=") for cell in row.on_sheet.cells):
        row.fault("name", _("Raden har en formel (=…) i stedet for tekst. Skriv det som skal stå der."))
        return None
    side = _side(row)
    values = {
        "party": f"{row.seed}-a",
        "name": row.cell("name") or (row.cell("contact") if side == "individual" else ""),
        "side": side,
        "people": list(people_of(row)),
        "posts": [*posts_of(row, "offer"), *posts_of(row, "need")],
        "wishes": [*wishes_of(row, "wishes", "wish"), *wishes_of(row, "vetoes", "veto")],
        "signed_up_at": row.understood("signed_up_at", moment_of, None),
        **{field_: row.cell(field_) for field_ in ("orgnr", "about", "note")},
    }
    try:
        return NewParty.model_validate(values)
    except ValidationError as error:
        for where, sentence in sentences(error.errors()).items():
            if where not in {"side", "people"}:  # said already: better, and of the very person
                row.fault(*_at(where, sentence))
        return None


def _at(where: str, sentence: str) -> tuple[str, str]:
    """The column of a fault in the party, and the sentence."""
    if where == "name":
        return "name", _("Navnet på aktøren mangler. Fyll det inn.")
    found = re.fullmatch(r"people\.(\d+)\.?(\w*)", where)
    if found and found[1] == "0":
        return {"name": "contact"}.get(found[2], found[2] or "contact"), sentence
    if found:
        return "others", sentence
    return where.partition(".")[0], sentence


def _side(row: RowCells) -> Side | None:
    text = row.cell("side")
    if side := side_of(text):
        return side
    words = _("Skriv bedrift, forening, kommunal enhet eller privatperson.")
    row.fault("side", (_("«%s» er ikke en type aktør her.") % text if text else _("Type aktør mangler.")) + " " + words)
    return None
