"""The report as PDF (universal access and archive): what a town council reads. Pictures are drawn for paper."""

from pathlib import Path
from typing import Any

from borse.bars import alternative, groups_of
from borse.language import gettext as _
from borse.language import language
from borse.paper import typeset
from borse.pictures import PAPER, svg_of
from borse.reports.report import Report
from borse.tables import Row, Table, shown

TEMPLATE = Path(__file__).parent / "report.typ"


def pdf_of(report: Report) -> bytes:
    """Slow (pictures and typesetting): keep it off the loop."""
    return typeset(TEMPLATE, words_of(report), report.as_of)


def words_of(report: Report) -> dict[str, Any]:
    """What stands on the pages, as `report.typ` reads it."""
    return {
        "lang": language(),
        "title": report.title,
        "exchange": report.exchange,
        "place_and_date": report.place_and_date,
        "as_of": report.as_of_words,
        "headline": [
            {"value": shown(one.value), "of": None if one.of is None else shown(one.of), "label": one.label}
            for one in report.headline
        ],
        "tables": [_table(table) for table in report.tables if table.rows],
        "agreements": _table(report.agreements) if report.agreements.rows else None,
        "definitions": report.definitions,
        "words": {"definitions": _("Hva ordene betyr"), "of": _("av"), "page": _("Side")},
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": table.columns,
        "numbers": [
            all(not isinstance(row[column], str) for row in table.rows) for column in range(len(table.columns))
        ],
        "rows": [_cells(row) for row in table.rows],
        "total": None if table.total is None else _cells(table.total),
        "note": table.note,
        "picture": svg_of(table, PAPER).decode() if groups_of(table) else None,
        "alt": alternative(table),
    }


def _cells(row: Row) -> list[str]:
    return [shown(cell) for cell in row]
