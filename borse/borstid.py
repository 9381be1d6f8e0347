"""When agreements are made: in the børstid, from the gong that opens the first round to the gong that closes the floor.

What lies between the rounds belongs to it: no meeting begins in a plenary or a pause, but over the coffee people agree.

It goes by the gong that was really rung, not by the plan: a børs that starts late has its whole hour. The organiser may
open an *etterbørs* outside it, for those who were still writing when the gong went.
"""

import json
from datetime import datetime

from sqlite_utils import Database

from borse.exchange import PhaseKind
from borse.times import moment, stamp

# The phases between the gongs; while the clock stands still in one of them it is børstid too.
BETWEEN_THE_GONGS: tuple[PhaseKind, ...] = ("round", "plenary", "pause", "change", "floor")


def is_borstid(db: Database, now: datetime) -> bool:
    """Whether agreements are made at `now`, etterbørs included. A moment earlier that evening may be asked about."""
    at = stamp(now)
    row = db.execute(
        """
        select 1 from phase_log
        where kind in (select value from json_each(?)) and started_at <= ? and (ended_at is null or ended_at > ?)
        """,
        [json.dumps(BETWEEN_THE_GONGS), at, at],
    ).fetchone()
    return row is not None or etterbors_until(db, now) is not None


def etterbors_until(db: Database, now: datetime) -> datetime | None:
    """Until when the organiser has opened for agreements outside the gongs, at the latest. None when it is not open."""
    at = stamp(now)
    row = db.execute(
        """
        select closes_at from etterbors
        where opened_at <= ? and closes_at > ? and (closed_at is null or closed_at > ?) order by closes_at desc limit 1
        """,
        [at, at, at],
    ).fetchone()
    return moment(row[0]) if row else None
