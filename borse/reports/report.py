"""The report as a value: headline, tables, what the words mean. Page, PDF, XLSX, CSV and JSON all show this one."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from borse.language import gettext as _
from borse.language import language
from borse.tables import Cell, Table
from borse.times import clock_time, local, long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One figure that is to be seen from across the room. `of` is what it is a part of."""

    key: str
    label: str
    value: Cell
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures, as of a moment. `agreements` is the list of those that were knocked through."""

    exchange: str
    place: str
    held_at: datetime
    as_of: datetime
    headline: tuple[Headline, ...]
    tables: tuple[Table, ...]
    agreements: Table
    definitions: tuple[tuple[str, str], ...]

    @property
    def all_tables(self) -> tuple[Table, ...]:
        return (*self.tables, self.agreements)

    @property
    def title(self) -> str:
        return _("Rapport fra %s") % self.exchange

    @property
    def place_and_date(self) -> str:
        return f"{self.place}, {long_date(self.held_at)}"

    @property
    def as_of_words(self) -> str:
        """Per 16. mars 2027 kl. 19:30."""
        at = local(self.as_of)
        return _("Per %(date)s kl. %(time)s") % {
            "date": format_date(at, "d. MMMM y", locale=language()),
            "time": clock_time(self.as_of),
        }
