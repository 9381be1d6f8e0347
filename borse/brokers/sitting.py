"""Where and when people sit: the stretches of time, the tables, the chairs."""

from dataclasses import dataclass
from datetime import datetime

from borse.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of time in which a meeting can be held: a round, or (None) the free floor."""

    round: int | None
    starts_at: datetime
    ends_at: datetime
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    id: str
    name: str
    features: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person's chair in a round (None: on the free floor). `others` sit across the table, for the parties `across`.

    `extra` is the id of the broker's meeting, '' for one of the programme; `is_sure` when it will be held as far as
    anybody knows, and False while somebody has not answered. On the free floor it is theirs until `ends_at`.
    """

    round: int | None
    hall_table: str
    own: str
    across: tuple[str, ...]
    others: tuple[str, ...]
    extra: str = ""
    is_sure: bool = True
    ends_at: datetime | None = None


def slots_of(clock: Clock, now: datetime) -> tuple[Slot, ...]:
    """The round or the free floor that runs, and those to come, each when it is expected."""
    if clock.state == "over":
        return ()
    phase = clock.phase
    running = (
        [Slot(round=phase.round, starts_at=clock.started_at, ends_at=clock.ends_by(now), is_now=True)]
        if phase is not None and phase.kind in {"round", "floor"} and clock.started_at is not None
        else []
    )
    ahead = [
        Slot(round=phase.round, starts_at=phase.starts_at, ends_at=phase.ends_at, is_now=False)
        for phase in clock.ahead(now)
        if phase.kind in {"round", "floor"}
    ]
    return (*running, *ahead)
