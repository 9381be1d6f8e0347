"""The børstid: from the gong that opens the first round to the gong that closes the floor. Agreements are made in it.

It goes by the gong that was really rung, not by the plan: a børs that starts late has its whole hour.
"""

from datetime import datetime

from sqlite_utils import Database

from borse.times import stamp

# The phases between the gongs; a pause in one of them is børstid too.
BETWEEN_THE_GONGS = ("change", "round", "floor")


def is_borstid(db: Database, now: datetime) -> bool:
    """Whether `now` lies between the gongs; a moment earlier the same evening may be asked about too."""
    at = stamp(now)
    row = db.execute(
        """
        select 1 from phase_log
        where kind in (?, ?, ?) and started_at <= ? and (ended_at is null or ended_at > ?)
        """,
        [*BETWEEN_THE_GONGS, at, at],
    ).fetchone()
    return row is not None
