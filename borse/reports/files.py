"""The report as a file, by the ending of its name: for the page's links and for the command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from borse.reports.open_data import csv_of, json_of
from borse.reports.paper import pdf_of
from borse.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`is_text` may go to a terminal."""

    make: Callable[[Report], bytes]
    content_type: str
    is_text: bool


def xlsx_of(report: Report) -> bytes:
    from borse.reports import workbook  # with XlsxWriter: not at start-up

    return workbook.xlsx_of(report)


KINDS: Mapping[str, Kind] = {
    "pdf": Kind(make=pdf_of, content_type="application/pdf", is_text=False),
    "xlsx": Kind(
        make=xlsx_of,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_text=False,
    ),
    "csv": Kind(make=csv_of, content_type="text/csv", is_text=True),
    "json": Kind(make=json_of, content_type="application/json", is_text=True),
}
