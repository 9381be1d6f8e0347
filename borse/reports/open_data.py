"""The report for other programs: JSON, and one CSV that Norwegian Excel opens with a double click."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from borse.formulas import harmless
from borse.language import gettext as _
from borse.reports.report import Report
from borse.tables import Cell, Table
from borse.times import stamp


def csv_of(report: Report) -> bytes:
    """One long table: tabell;rad;kolonne;verdi. UTF-8 with a byte order mark, semicolons, decimal comma.

    A text that looks like a formula gets an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("tabell"), _("rad"), _("kolonne"), _("verdi")))
    writer.writerows([_plain(cell) for cell in row] for row in _long(report))
    return text.getvalue().encode("utf-8-sig")


def _long(report: Report) -> Iterator[tuple[Cell, ...]]:
    front = _("Rapport")
    yield front, _("Børs"), "", report.exchange
    yield front, _("Sted og dato"), "", report.place_and_date
    yield front, _("Tallene gjelder"), "", report.as_of_words
    for one in report.headline:
        yield front, one.label, _("antall"), one.value
        if one.of is not None:
            yield front, one.label, _("av"), one.of
    for table in report.all_tables:
        for row in _rows(table):
            for column, cell in zip(table.columns[1:], row[1:], strict=True):
                yield table.name, row[0], column, cell
    for word, meaning in report.definitions:
        yield _("Forklaringer"), word, "", meaning


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return str(cell).replace(".", ",")


def json_of(report: Report) -> bytes:
    """The report as it is, moments in UTC. `rows` and `total` stand in the order of `columns`."""
    value = {
        "exchange": report.exchange,
        "place": report.place,
        "held_at": stamp(report.held_at),
        "as_of": stamp(report.as_of),
        "headline": [{"key": one.key, "label": one.label, "value": one.value, "of": one.of} for one in report.headline],
        "tables": [_table(table) for table in report.all_tables],
        "definitions": dict(report.definitions),
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": table.columns,
        "rows": table.rows,
        "total": table.total,
        "note": table.note,
    }


def _rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return table.rows if table.total is None else (*table.rows, table.total)
