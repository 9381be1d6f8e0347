"""What the printer's page asks the file: how much waits, for whom, and what was printed lately."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.clock import clock_of
from borse.exchange import Exchange, exchange_of
from borse.language import gettext as _
from borse.printing.messages import Layout, SheetKind
from borse.printing.sheets import Sheet, sheets
from borse.refusals import NotFound
from borse.times import moment

# So many of the latest batches can be opened again: when the paper jammed.
LATEST = 5
# An evening that is off its plan by more than this has no times on paper: a round that seems to be over is missed.
NEARLY = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """All sheets of one kind. `new` and `changed` are names: of those who never got one, and whose is out of date."""

    kind: SheetKind
    all: int
    new: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def pending(self) -> int:
        return len(self.new) + len(self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was printed in one go. `keeps_to_the_plan`: the evening does, so that times on paper can be believed."""

    id: str
    sheet: SheetKind
    layout: Layout
    people: tuple[str, ...]
    at: datetime
    keeps_to_the_plan: bool = True


def overview(db: Database, person: str) -> tuple[list[Pile], list[Batch], str]:
    """The two piles, the latest batches, and the name of the one who is asked for ("" when nobody is)."""
    name = ""
    if person:
        row = db.execute("select name from person where id = ? and withdrawn_at is null", [person]).fetchone()
        if row is None:
            raise NotFound(_("Vi finner ikke denne deltakeren. Søk på navnet i resepsjonen."))
        name = row[0]
    return [_pile("badge", sheets(db, "badge")), _pile("slip", sheets(db, "slip"))], _batches(db), name


def _pile(kind: SheetKind, found: list[Sheet]) -> Pile:
    return Pile(
        kind=kind,
        all=len(found),
        new=tuple(sheet.name for sheet in found if sheet.state == "new"),
        changed=tuple(sheet.name for sheet in found if sheet.state == "changed"),
    )


def _batches(db: Database) -> list[Batch]:
    return [_batch(row) for row in db.query("select * from print_batch order by at desc, id limit ?", [LATEST])]


def batch(db: Database, id_: str, at: datetime) -> tuple[Exchange, Batch, list[Sheet]]:
    """What is to be printed, as it stands at a moment. Raises NotFound."""
    row = next(db.query("select * from print_batch where id = ?", [id_]), None)
    if row is None:
        raise NotFound(_("Denne utskriften finnes ikke. Lag en ny."))
    found = _batch(row, keeps_to_the_plan=_keeps_to_the_plan(db, at))
    people = set(found.people)
    return exchange_of(db), found, [sheet for sheet in sheets(db, found.sheet) if sheet.person in people]


def _keeps_to_the_plan(db: Database, at: datetime) -> bool:
    """Whether the rounds to come are expected when they were planned, or nearly."""
    clock = clock_of(db)
    planned = {phase.round: phase.starts_at for phase in clock.phases if phase.kind == "round"}
    if clock.state == "waiting":  # nobody has rung: as planned, until that has passed
        return at <= min(planned.values(), default=at) + NEARLY
    ahead = (phase for phase in clock.ahead(at) if phase.kind == "round")
    return all(abs(phase.starts_at - planned[phase.round]) <= NEARLY for phase in ahead)


def _batch(row: dict[str, Any], *, keeps_to_the_plan: bool = True) -> Batch:
    return Batch(
        id=row["id"],
        sheet=row["sheet"],
        layout=row["layout"],
        people=tuple(json.loads(row["people"])),
        at=moment(row["at"]),
        keeps_to_the_plan=keeps_to_the_plan,
    )
