"""What a page must know to count by itself: where the evening is, and how it goes on if nobody touches the clock.

It travels in the page, alone (`/tid`), and with the news that the clock was touched (`hub.py`); in the page
`static/js/run_sheet.js` reads it. Moments are milliseconds since 1970 by the server's clock, which is everybody's: a
telephone's own may be a day wrong.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.clock import Clock, clock_of, ends_by_itself
from borse.notices import Notice, notices_now


def place_of(clock: Clock, at: datetime) -> int:
    """Where in the run sheet the evening is: -1 before it, the number of phases after it. By the plan at first."""
    if clock.state == "over":
        return len(clock.phases)
    if clock.state != "waiting":
        return clock.position
    if at >= clock.phases[-1].ends_at:
        return len(clock.phases)
    return sum(phase.starts_at <= at for phase in clock.phases) - 1


def hall_of(clock: Clock, at: datetime, notices: Iterable[Notice] = ()) -> dict[str, Any]:
    """The whole evening in one value for JSON. `notices` are what the host says to telephones now.

    `phases` are lists: kind, round, beginning, end, whether it ends by itself. Before the start all do, since people
    read the plan then. Past ones stand as planned.
    """
    ahead = {clock.position + 1 + step: phase for step, phase in enumerate(clock.ahead(at))}
    phases = []
    for place, planned in enumerate(clock.phases):
        phase = ahead.get(place, planned)
        starts_at, ends_at = phase.starts_at, phase.ends_at
        if place == clock.position and clock.started_at is not None:
            starts_at, ends_at = clock.started_at, clock.ends_by(at)
        by_itself = clock.state == "waiting" or ends_by_itself(phase)
        phases.append([phase.kind, phase.round, milliseconds(starts_at), milliseconds(ends_at), by_itself])
    return {
        "now": milliseconds(at),
        "state": clock.state,
        "turn": clock.turn,
        "place": place_of(clock, at),
        "phases": phases,
        "notices": [{"id": one.id, "text": one.text, "until": one.until.isoformat()} for one in notices],
    }


def hall_now(db: Database, at: datetime) -> dict[str, Any]:
    """The same from the file, with the messages to telephones that hold: what every open page may know."""
    return hall_of(clock_of(db), at, (notice for notice in notices_now(db, at) if notice.on_phones))


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
