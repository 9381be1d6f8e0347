"""Who is here, who is awaited, who counts as absent: from the reception's presses, the clock, and the organiser's rule.

    awaited ─► here ─► left          what the reception pressed
       └─► missing                   not here, and it is later than the organiser will wait

Nobody is missing before the host has started the evening, nor when the reception has let nobody in: a børs that does
not check people in is not an empty one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from borse.clock import Clock, clock_of
from borse.times import moment

State = Literal["awaited", "here", "missing", "left"]
Mode = Literal["off", "ask", "auto"]

ABSENT: frozenset[State] = frozenset({"missing", "left"})

# Who is on the way up the stairs when the gong goes is waited for; who has not come five minutes before it rarely does.
MISSING_MINUTES = 5
# A round lasts six minutes: this is soon enough to know who is here, and late enough to tell those whom it concerns.
MINUTES_BEFORE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The organiser's choice. `mode`: never by the clock, propose, or publish what gains. Minutes before each round.

    `missing_minutes` before the first round is when who has not come counts as absent; None is never.
    """

    mode: Mode = "ask"
    minutes_before: int = MINUTES_BEFORE
    missing_minutes: int | None = MISSING_MINUTES


def arrangement_of(db: Database) -> Arrangement:
    row = next(db.query("select mode, minutes_before, missing_minutes from replanning"), None)
    return Arrangement() if row is None else Arrangement(**row)


def presence_of(db: Database, now: datetime) -> dict[str, State]:
    """Everybody who has not withdrawn, by id."""
    rows = list(
        db.query("select id, present_from, arrived_at, left_at from person where withdrawn_at is null order by id")
    )
    counts = absence_counts(clock_of(db), arrangement_of(db), now) and any(row["arrived_at"] for row in rows)
    return {row["id"]: _state(row, now, absence_counts=counts) for row in rows}


def absence_counts(clock: Clock, arrangement: Arrangement, now: datetime) -> bool:
    """Whether it is so late that who has not come counts as absent: by the clock of the hall, not by the plan."""
    if arrangement.missing_minutes is None or clock.state == "waiting":
        return False
    first = next((phase for phase in clock.ahead(now) if phase.round == 1 and phase.kind == "round"), None)
    return first is None or now >= first.starts_at - timedelta(minutes=arrangement.missing_minutes)


def _state(row: Mapping[str, str | None], now: datetime, *, absence_counts: bool) -> State:
    if row["left_at"]:
        return "left"
    if row["arrived_at"]:
        return "here"
    comes_later = row["present_from"] is not None and moment(row["present_from"]) > now
    return "missing" if absence_counts and not comes_later else "awaited"
