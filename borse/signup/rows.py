"""The rows of a sign-up file, each read for itself (`row.py`), but for those that go on where the one above ended."""

from borse.language import gettext as _
from borse.signup.columns import Columns, columns_of
from borse.signup.row import Reading, reading_of
from borse.signup.row_cells import Hall, RowCells
from borse.signup.sheets import Sheet, SheetRow

# What says who signs up: a row that has none of it goes on with the posts of the row above.
IDENTITY = ("name", "side", "orgnr", "contact", "email", "phone")


def read_rows(sheet: Sheet, hall: Hall, seed: str) -> tuple[Columns, list[Reading]]:
    """Every row below the headings that is not empty. Ids are made from `seed`, so that reading again makes the same.

    Raises Invalid when the file has no headings that we understand.
    """
    columns = columns_of(sheet, hall.meanings)
    headings = next(row.cells for row in sheet.rows if row.number == columns.heading_row)
    rows = [row for row in sheet.rows if row.number > columns.heading_row and any(row.cells) and row.cells != headings]
    readings: list[Reading] = []
    above: SheetRow | None = None
    for row in rows:
        nobodys = above if above is not None and _is_nobodys(columns, row) else None
        cells = RowCells(columns, _whose(columns, row, nobodys) if nobodys else row, hall, f"{seed}-{row.number}")
        if nobodys:
            sentence = _("Raden sier ikke hvem det er. Den er lest som en fortsettelse av raden over.")
            cells.fault("name", sentence, refuses=False)
        else:
            above = row
        readings.append(reading_of(cells))
    return columns, readings


def _is_nobodys(columns: Columns, row: SheetRow) -> bool:
    """Offers or needs without a word of whose they are: what is left of merged cells when a list is saved as CSV."""
    posts = [field_ for field_ in columns.places if ".text." in field_]
    return not any(columns.cell(row, field_) for field_ in IDENTITY) and any(columns.cell(row, one) for one in posts)


def _whose(columns: Columns, row: SheetRow, above: SheetRow) -> SheetRow:
    cells = list(row.cells)
    for field_ in IDENTITY:
        place = columns.places.get(field_)
        if place is not None and place < len(cells):
            cells[place] = columns.cell(above, field_)
    return SheetRow(number=row.number, cells=tuple(cells))
