"""What a picture of a table shows, before anybody draws it: bars, the words at their ends, the words for it all."""

from dataclasses import dataclass

from borse.language import gettext as _
from borse.tables import Cell, Picture, Row, Table, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`whole` is what `height` is a part of, if it is."""

    height: float
    whole: float | None
    said: str

    @property
    def reach(self) -> float:
        return max(self.height, self.whole or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The bars of one row of the table, under its name."""

    name: str
    bars: tuple[Bar, ...]


def groups_of(table: Table) -> tuple[Group, ...]:
    """Empty when there is nothing to see: no picture, no rows, or nothing but zeros."""
    if table.picture is None:
        return ()
    groups = tuple(Group(name=shown(row[0]), bars=_bars(row, table.picture)) for row in table.rows)
    return groups if any(bar.reach for group in groups for bar in group.bars) else ()


def alternative(table: Table) -> str:
    """For who does not see the picture: what it is of, and where it is highest and lowest."""
    groups = sorted(groups_of(table), key=lambda group: -group.bars[0].height)
    said = [f"{group.name}: {', '.join(bar.said for bar in group.bars)}" for group in groups]
    parts = [_("Stolpediagram. %s.") % table.title]
    if said:
        parts.append(_("Lengst: %s.") % said[0])
    if len(said) > 1:
        parts.append(_("Kortest: %s.") % said[-1])
    return " ".join([*parts, _("Alle tallene står i tabellen.")])


def _bars(row: Row, picture: Picture) -> tuple[Bar, ...]:
    bars = []
    for column, says in zip(picture.columns, picture.says, strict=True):
        height = row[column]
        whole = None if picture.whole is None else row[picture.whole]
        figures = (shown(height),) if whole is None else (shown(height), shown(whole))
        bars.append(Bar(height=_number(height), whole=None if whole is None else _number(whole), said=says % figures))
    return tuple(bars)


def _number(cell: Cell) -> float:
    assert not isinstance(cell, str)
    return cell
