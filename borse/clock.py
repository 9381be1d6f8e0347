"""The clock of the hall as it stands: which phase runs, until when, what comes after. The floor moves it, all read it.

A *turn* is one phase that was really begun, a row of `phase_log`. Going back begins an earlier phase anew, as another
turn: so a command that names its turn cannot move a clock that has moved on since.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlite_utils import Database

from borse.borstid import BETWEEN_THE_GONGS
from borse.exchange import Exchange, Phase, exchange_of, run_sheet
from borse.language import gettext as _
from borse.times import moment

State = Literal["waiting", "running", "paused", "over"]
Afterwards = Literal["", "floor", "closing", "over"]

# A welcome is as long as the mayor speaks, so the clock waits for the host. Between the gongs it goes on by itself: a
# round is as long for all tables, and a plenary that runs over takes from the rounds to come, so that is to be chosen.
ENDS_ITSELF = frozenset(BETWEEN_THE_GONGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`phases` are the evening as planned; `position` is the running one's place there, -1 before the start.

    `turn` is 0 before the start. `ends_at` holds while the clock runs; a pause moves it when it is over.
    """

    phases: tuple[Phase, ...]
    position: int = -1
    turn: int = 0
    started_at: datetime | None = None
    ends_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def state(self) -> State:
        if self.position < 0:
            return "waiting"
        if self.ended_at:
            return "over"
        return "paused" if self.paused_at else "running"

    @property
    def phase(self) -> Phase | None:
        """The phase that runs (or stands still); the last one when the evening is over; none before it begins."""
        return self.phases[self.position] if self.position >= 0 else None

    @property
    def following(self) -> Phase | None:
        return self.phases[self.position + 1] if self.position + 1 < len(self.phases) else None

    @property
    def round(self) -> int | None:
        """The round that people sit in or are on their way to; none once the rounds are over."""
        if self.state == "over":
            return None
        coming = (phase.round for phase in self.phases[max(self.position, 0) :] if phase.round)
        return next(coming, None)

    @property
    def afterwards(self) -> Afterwards:
        """What the evening has come to when its rounds are over; "" until then."""
        if self.round is not None:
            return ""
        if self.state == "over":
            return "over"
        return "closing" if self.phase is not None and self.phase.kind == "closing" else "floor"

    def ends_by(self, now: datetime) -> datetime:
        """When the phase ends if nobody touches the clock; while it stands still that moves with `now`."""
        assert self.ends_at is not None
        return self.ends_at + (now - self.paused_at) if self.paused_at else self.ends_at

    def left(self, now: datetime) -> timedelta:
        return max(self.ends_by(now) - now, timedelta())

    def ahead(self, now: datetime) -> tuple[Phase, ...]:
        """The phases to come, each when it is expected to begin. Before the start: as planned."""
        if self.ends_at is None:
            return self.phases
        return tuple(_one_after_another(self.phases[self.position + 1 :], max(self.ends_by(now), now)))


def _one_after_another(phases: tuple[Phase, ...], at: datetime) -> Iterator[Phase]:
    for phase in phases:
        moved = replace(phase, starts_at=at)
        yield moved
        at = moved.ends_at


def clock_of(db: Database) -> Clock:
    """The clock as it is on disk."""
    phases = phases_of(exchange_of(db))
    rows = db.query("select t.*, c.paused_at from clock c join phase_log t on t.id = c.turn")
    row = next(rows, None)
    if row is None:
        return Clock(phases=phases)
    return Clock(
        phases=phases,
        position=_position(phases, row),
        turn=row["id"],
        started_at=moment(row["started_at"]),
        ends_at=moment(row["ends_at"]),
        paused_at=moment(row["paused_at"]) if row["paused_at"] else None,
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
    )


def phases_of(exchange: Exchange) -> tuple[Phase, ...]:
    """The run sheet without phases of no length, which nobody would see. The closing stays: the gong opens it."""
    return tuple(phase for phase in run_sheet(exchange) if phase.minutes > 0 or phase.kind == "closing")


def rounds_held(db: Database) -> dict[int, tuple[datetime, datetime]]:
    """When the rounds that are over really were. One that was begun more than once: from its first gong to its last."""
    rows = db.query(
        """
        select round, min(started_at) as began, max(ended_at) as ended from phase_log where kind = 'round'
        group by round having max(ended_at is null) = 0
        """
    )
    return {row["round"]: (moment(row["began"]), moment(row["ended"])) for row in rows}


def _position(phases: tuple[Phase, ...], row: dict[str, Any]) -> int:
    """Where the begun phase stands in the run sheet, which the organiser may have changed since."""
    for position, phase in enumerate(phases):
        if (phase.kind, phase.round) == (row["kind"], row["round"]):
            return position
    return min(int(row["phase"]), len(phases) - 1)


def ends_by_itself(phase: Phase) -> bool:
    return phase.kind in ENDS_ITSELF


def phase_name(phase: Phase) -> str:
    """What a phase is called on clocks and screens."""
    names = {
        "doors": _("Dørene er åpne"),
        "welcome": _("Velkommen"),
        "change": _("Bytt bord") if phase.round else _("Rundene er over"),
        "round": _("Runde %(number)s") % {"number": phase.round},
        "plenary": _("Plenum"),
        "pause": _("Felles pause"),
        "floor": _("Fri børs"),
        "closing": _("Avslutning"),
    }
    return names[phase.kind]
