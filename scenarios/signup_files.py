"""The sign-up files of a scenario, as a municipality's web form exports them: one CSV, one XLSX.

    python -m scenarios.signup_files

writes ``scenarios/lorenskog/pameldinger.csv`` (cp1252, semicolons, CRLF) and ``pameldinger.xlsx`` from
``scenarios/lorenskog.toml``: with the faults that the script lists, since real files have them. `mended` leaves the
faults out; that is the file that an organiser imports after having read the preview.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import xlsxwriter

from borse.staff.plan_file import PlanFile
from scenarios.script import Party, Person, Post, Script

Cell = str | float | datetime | None
Row = dict[str, Cell]
File = Literal["csv", "xlsx"]

HERE = Path(__file__).parent
SIDES = {
    "business": "Næringsliv",
    "association": "Forening",
    "municipal": "Kommunal enhet",
    "individual": "Privatperson",
}
POSTS_OF_A_KIND = 3
# The form was mended between the two exports, as forms are: the XLSX has other names for four of the columns.
XLSX_HEADINGS = {
    "Navn på virksomhet/forening": "Virksomhet / forening",
    "Organisasjonsnummer": "Org.nr.",
    "Mobil": "Mobilnummer",
    "Til stede": "Når kan dere være til stede?",
}


def columns() -> tuple[str, ...]:
    """The headings of the CSV, in order."""
    posts = [
        heading
        for verb, kind in (("tilbyr", "tilbud"), ("trenger", "behov"))
        for number in range(1, POSTS_OF_A_KIND + 1)
        for heading in _post_headings(verb, kind, number)
    ]
    return (
        "Tidsstempel",
        "Navn på virksomhet/forening",
        "Type aktør",
        "Organisasjonsnummer",
        "Kontaktperson",
        "E-post",
        "Mobil",
        "Flere som kommer",
        *posts,
        "Ønsker å treffe",
        "Vil helst ikke møte",
        "Til stede",
        "Trenger trinnfritt bord",
        "Merknad",
    )


def rows(script: Script, file: File, *, mended: bool = False) -> Iterator[Row]:
    """Rows in the order of sign-up, keyed by `columns`; a key that is left out is an empty cell."""
    faults = [] if mended else [fault for fault in script.faults if fault.file == file]
    signed_up = [(party.signed_up, party) for party in script.parties if party.via == file and party.signed_up]
    for _, party in sorted(signed_up, key=lambda pair: pair[0]):
        row = _row(script, party)
        for fault in faults:
            if fault.party == party.key:
                row |= fault.cells
        yield row
        for fault in faults:
            if fault.after == party.key:
                yield {**fault.cells}


def csv_bytes(script: Script, *, mended: bool = False) -> bytes:
    """All the text there is, the way Excel in Norway saves "CSV (semikolondelt)"."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns())
    for row in rows(script, "csv", mended=mended):
        writer.writerow([_as_text(row.get(column)) for column in columns()])
    return text.getvalue().encode("cp1252")


def xlsx_bytes(script: Script, *, mended: bool = False) -> bytes:
    """Dates are dates; organisation and telephone numbers became numbers, as they do in Excel."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2027, 3, 1, 9, 0)})  # noqa: DTZ001 -- the file format has no zone; fixed, so that the same data gives the same bytes
        sheet = book.add_worksheet("Svar")
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_row(0, 0, [XLSX_HEADINGS.get(column, column) for column in columns()])
        for number, row in enumerate(rows(script, "xlsx", mended=mended), start=1):
            for place, column in enumerate(columns()):
                cell = _as_excel_has_it(column, row.get(column))
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, cell, moment)
                elif cell not in (None, ""):
                    sheet.write(number, place, cell)
    return file.getvalue()


def _row(script: Script, party: Party) -> Row:
    contact, *others = (script.person(key) for key in party.people)
    row: Row = {
        "Tidsstempel": party.signed_up,
        "Navn på virksomhet/forening": party.name,
        "Type aktør": SIDES[party.side],
        "Organisasjonsnummer": party.orgnr,
        "Kontaktperson": contact.name,
        "E-post": contact.email,
        "Mobil": contact.phone,
        "Flere som kommer": "; ".join(f"{person.name}, {person.email}, {person.phone}" for person in others),
        "Ønsker å treffe": "; ".join(script.party(key).name for key in party.wishes),
        "Vil helst ikke møte": "; ".join(script.party(key).name for key in party.vetoes),
        "Til stede": _hours(contact, script.exchange),
        "Trenger trinnfritt bord": "Ja" if "step_free" in contact.requires else "",
        "Merknad": party.note,
    }
    for verb, kind, posts in (("tilbyr", "tilbud", party.offers), ("trenger", "behov", party.needs)):
        for number, post in enumerate(posts, start=1):
            row |= zip(_post_headings(verb, kind, number), _post_cells(post), strict=True)
    return row


def _post_headings(verb: str, kind: str, number: int) -> tuple[str, str, str, str]:
    return f"Vi {verb} {number}", f"Kategori {kind} {number}", f"Mengde {kind} {number}", f"Tid {kind} {number}"


def _post_cells(post: Post) -> tuple[str, str, str, str]:
    return post.text, ", ".join(category.capitalize() for category in post.categories), post.quantity, post.when


def _hours(person: Person, exchange: PlanFile) -> str:
    if person.present_from is None and person.present_until is None:
        return ""
    return f"{person.present_from or exchange.doors:%H:%M}-{person.present_until or exchange.end:%H:%M}"


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    return "" if cell is None else str(cell)


def _as_excel_has_it(column: str, cell: Cell) -> Cell:
    if column in {"Organisasjonsnummer", "Mobil"} and isinstance(cell, str) and (digits := cell.replace(" ", "")):
        return int(digits)
    return cell


if __name__ == "__main__":
    lorenskog = Script.read(HERE / "lorenskog.toml")
    folder = HERE / "lorenskog"
    folder.mkdir(exist_ok=True)
    (folder / "pameldinger.csv").write_bytes(csv_bytes(lorenskog))
    (folder / "pameldinger.xlsx").write_bytes(xlsx_bytes(lorenskog))
    print(f"Wrote pameldinger.csv and pameldinger.xlsx in {folder}")
