"""One row of a sign-up file: its cells by what they mean, and what was found wrong with them.

A fault either refuses the row (nobody can tell who signs up, or a detail is certainly mistyped) or warns: the party
comes in without the detail that was not understood.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from borse.exchange import Exchange
from borse.signup.columns import Columns
from borse.signup.sheets import SheetRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: at which heading, and a sentence that says how to mend it."""

    refuses: bool
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Hall:
    """What a row is read against: the børs's evening, its categories by folded name, its columns' meanings."""

    exchange: Exchange
    categories: Mapping[str, str]
    meanings: Mapping[str, str]


@dataclass
class RowCells:
    """A row while it is being read. Ids of what it says begin with `seed`."""

    columns: Columns
    on_sheet: SheetRow
    hall: Hall
    seed: str
    faults: list[Fault] = field(default_factory=list)

    def cell(self, field_: str) -> str:
        return self.columns.cell(self.on_sheet, field_)

    def fault(self, field_: str, sentence: str, *, refuses: bool = True) -> None:
        self.faults.append(Fault(refuses, self.columns.headings.get(field_, ""), sentence))

    def understood(self, field_: str, reading: Callable[[str], T], without: T) -> T:
        """The cell as `reading` understands it; with a warning, and `without`, when it does not."""
        if not (text := self.cell(field_)):
            return without
        try:
            return reading(text)
        except ValueError as error:
            self.fault(field_, str(error), refuses=False)
            return without
