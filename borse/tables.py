"""Figures under one heading, and which of them are drawn: what a report and a balance are made of."""

from dataclasses import dataclass

from babel.numbers import format_decimal

from borse.language import language

Cell = str | int | float
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Which columns are drawn as bars. `says` is written at each bar: "%s", or "%s av %s" where there is a `whole`."""

    columns: tuple[int, ...]
    says: tuple[str, ...] = ("%s",)
    whole: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures under one heading. The first cell of a row is its name. `total` counts everything once."""

    key: str
    name: str  # short: a sheet of a workbook (at most 31 letters)
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    note: str = ""
    picture: Picture | None = None


def shown(cell: Cell) -> str:
    """A cell as people read it: 1 200, 2,5; a dash where nothing is known."""
    if isinstance(cell, str):
        return cell or "–"
    return format_decimal(cell, locale=language())
