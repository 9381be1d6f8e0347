"""The report as an XLSX workbook: a front sheet, then a sheet for each table. The same report gives the same bytes."""

import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from borse.language import gettext as _
from borse.reports.report import Report
from borse.tables import Cell, Row, Table

WIDEST = 60  # letters; longer texts are wrapped


def xlsx_of(report: Report) -> bytes:
    """Figures are numbers, texts are texts: nothing that somebody typed becomes a formula."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        # Without a zone, as the format has it; fixed, because the same figures are the same file.
        created = report.as_of.replace(tzinfo=None)
        book.set_properties({"title": report.title, "subject": report.place_and_date, "created": created})
        looks = _Looks(book)
        _front(book.add_worksheet(_("Rapport")), report, looks)
        for table in report.all_tables:
            _sheet(book.add_worksheet(table.name), table, looks)
        _definitions(book.add_worksheet(_("Forklaringer")), report, looks)
    return file.getvalue()


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        top = {"valign": "top"}
        self.title: Format = book.add_format({"bold": True, "font_size": 16})
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True} | top)
        self.text: Format = book.add_format({"text_wrap": True} | top)
        self.whole: Format = book.add_format({"num_format": "#,##0"} | top)
        self.name: Format = book.add_format({"bold": True, "text_wrap": True} | top)
        self.total_text: Format = book.add_format({"bold": True, "top": 1} | top)
        self.total_number: Format = book.add_format({"bold": True, "top": 1, "num_format": "#,##0"} | top)
        self.total_parts: Format = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.0#"} | top)
        self.parts: Format = book.add_format({"num_format": "#,##0.0#"} | top)
        self.note: Format = book.add_format({"italic": True})

    def of(self, cell: Cell, *, total: bool = False) -> Format:
        if isinstance(cell, str):
            return self.total_text if total else self.text
        if isinstance(cell, int):
            return self.total_number if total else self.whole
        return self.total_parts if total else self.parts


def _front(sheet: Worksheet, report: Report, looks: _Looks) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 12)
    sheet.write_string(0, 0, report.title, looks.title)
    sheet.write_string(1, 0, report.place_and_date)
    sheet.write_string(2, 0, report.as_of_words)
    for column, word in enumerate((_("Hva"), _("Antall"), _("Av"))):
        sheet.write_string(4, column, word, looks.head)
    for number, one in enumerate(report.headline, start=5):
        sheet.write_string(number, 0, one.label, looks.text)
        _write(sheet, number, 1, one.value, looks.of(one.value))
        if one.of is not None:
            _write(sheet, number, 2, one.of, looks.of(one.of))


def _sheet(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    """Title, headings (which stay while one scrolls), rows, total, note."""
    sheet.write_string(0, 0, table.title, looks.title)
    for column, heading in enumerate(table.columns):
        sheet.write_string(2, column, heading, looks.head)
        sheet.set_column(column, column, _width(table, column))
    sheet.freeze_panes(3, 1)
    at = 3
    for row in table.rows:
        _row(sheet, at, row, looks)
        at += 1
    if table.total is not None:
        _row(sheet, at, table.total, looks, total=True)
        at += 1
    elif table.rows:
        sheet.autofilter(2, 0, at - 1, len(table.columns) - 1)
    if table.note:
        sheet.write_string(at + 1, 0, table.note, looks.note)


def _row(sheet: Worksheet, at: int, row: Row, looks: _Looks, *, total: bool = False) -> None:
    for column, cell in enumerate(row):
        _write(sheet, at, column, cell, looks.of(cell, total=total))


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    else:
        sheet.write_number(row, column, cell, look)


def _width(table: Table, column: int) -> float:
    cells = [table.columns[column], *(str(row[column]) for row in table.rows)]
    return min(WIDEST, max(len(line) for cell in cells for line in cell.split("\n")) + 4)


def _definitions(sheet: Worksheet, report: Report, looks: _Looks) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _("Hva ordene betyr"), looks.title)
    for number, (word, meaning) in enumerate(report.definitions, start=2):
        sheet.write_string(number, 0, word, looks.name)
        sheet.write_string(number, 1, meaning, looks.text)
