"""A file of sign-ups as it was uploaded, read into text: CSV as it comes from anywhere, XLSX, XLS and ODS.

Guessing the character set of a CSV goes wrong for Norwegian, so it is tried in the order in which it fails loudly: a
byte order mark, UTF-8 (strict), then cp1252, which is what Excel in Norway saves.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, ZipError

from borse.language import gettext as _
from borse.refusals import Invalid

MOST_ROWS = 2000
MOST_COLUMNS = 200
LONGEST_CELL = 4000
# A few kB of XLSX can unpack to gigabytes; an honest one of 2000 rows is far below this.
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1000
OLD_MACROS = "_VBA_PROJECT"  # a stream of an XLS file, named in UTF-16
DELIMITERS = ";,\t"

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class SheetRow(BaseModel):
    """`number` is the row's own in the file, as a spreadsheet shows it: the headings stand in row 1."""

    model_config = ConfigDict(frozen=True)
    number: int
    cells: tuple[str, ...]


class Sheet(BaseModel):
    """All rows of a file as text, the headings among them. Dates are 31.12.2027 17:30, whole numbers have no comma."""

    model_config = ConfigDict(frozen=True)
    rows: tuple[SheetRow, ...]


def is_workbook(content: bytes) -> bool:
    """Whether it says that it is a spreadsheet, by its first letters; its name says nothing."""
    return content.startswith((ZIP, OLD_EXCEL))


def read_sheet(content: bytes) -> Sheet:
    """Raises Invalid with a sentence at `file` when the file cannot be read, or is larger than a sign-up list gets."""
    found = _workbook(content) if is_workbook(content) else _csv(_text(content))
    rows = []
    for number, cells in enumerate(found, start=1):
        if number > MOST_ROWS + 1:
            raise Invalid({"file": _("Filen har mer enn %d rader. Del den i flere.") % MOST_ROWS})
        texts = tuple(cell.strip() for cell in cells)
        if len(texts) > MOST_COLUMNS or any(len(text) > LONGEST_CELL for text in texts):
            raise Invalid({"file": _("Rad %d er altfor lang. Er dette rett fil?") % number})
        rows.append(SheetRow(number=number, cells=texts))
    if not any(any(row.cells) for row in rows):
        raise Invalid({"file": _("Filen er tom.")})
    return Sheet(rows=tuple(rows))


def _text(content: bytes) -> str:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid(
            {"file": _("Filen er verken tekst (CSV) eller et regneark. Lagre den som CSV eller XLSX.")}
        ) from None


def _csv(text: str) -> Iterator[list[str]]:
    if "\x00" in text:
        raise Invalid({"file": _("Filen er verken tekst (CSV) eller et regneark. Lagre den som CSV eller XLSX.")})
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([first_line], delimiter=sign), [])))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise Invalid({"file": _("Filen er ikke en hel CSV-fil. Lagre den på nytt som CSV eller XLSX.")}) from None


def _workbook(content: bytes) -> Iterator[list[str]]:
    try:
        _refuse_macros_and_bombs(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (_filled(book.get_sheet_by_name(name)) for name in book.sheet_names)
        rows: Iterable[list[Any]] = next((sheet for sheet in sheets if sheet), [])
    except PasswordError:
        raise Invalid({"file": _("Regnearket er låst med passord. Lagre det uten, og prøv igjen.")}) from None
    except (CalamineError, ZipError, zipfile.BadZipFile, OSError):
        raise Invalid({"file": _("Regnearket kan ikke åpnes. Lagre det på nytt som XLSX eller CSV.")}) from None
    for row in rows:
        yield [_as_text(cell) for cell in row]


def _filled(sheet: CalamineSheet) -> list[list[Any]]:
    """The rows, with what stands in a merged cell in each row that it reaches down to: one party, several offers."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return rows


def _refuse_macros_and_bombs(content: bytes) -> None:
    """What is packed says how large it is (and may lie: then the process that reads it runs out of memory)."""
    if not content.startswith(ZIP):
        names, unpacked = [OLD_MACROS] if OLD_MACROS.encode("utf-16-le") in content else [], 0
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            unpacked = sum(part.file_size for part in archive.infolist())
    if any(name.startswith(("Basic/", "Scripts/")) or name.endswith(("vbaProject.bin", OLD_MACROS)) for name in names):
        raise Invalid({"file": _("Regnearket har makroer og blir ikke åpnet. Lagre det som vanlig XLSX eller CSV.")})
    if unpacked > LARGEST_UNPACKED or len(names) > MOST_PARTS:
        raise Invalid({"file": _("Regnearket er for stort. Lagre bare arket med påmeldinger.")})


def _as_text(cell: Any) -> str:
    match cell:
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M}" if cell.time() != time() else f"{cell:%d.%m.%Y}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            return f"{cell.seconds // 3600:02}:{cell.seconds // 60 % 60:02}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _other:
            return "" if cell is None else str(cell)
