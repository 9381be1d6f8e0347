"""Which of the reception's tablets have gone silent this evening: whom they have let in since, nobody else knows.

A tablet without the net goes on letting people in, and sends it when it can. Until then these people count as absent,
are planned out, and stand as missing on the wall.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from borse.bus import Role
from borse.times import moment, stamp

# A tablet that is awake asks for the list each minute, and that it was here is noted each minute: two of its questions
# have stayed out by then. Replanning begins three minutes before the gong, so longer would be too late to be told.
SILENT_AFTER = timedelta(minutes=3)
# What was not seen since longer before the evening began lies in a drawer, and has let nobody in.
RIGGED_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentTablet:
    """`name` is what the organiser calls it; `minutes` are whole ones."""

    name: str
    minutes: int


def silent_tablets(db: Database, now: datetime) -> tuple[SilentTablet, ...]:
    """Those at the reception that were in use this evening, by name. None before it has begun, nor when it is over."""
    evening = db.execute(
        """
        select (select min(started_at) from phase_log) from clock c join phase_log t on t.id = c.turn
        where t.ended_at is null
        """
    ).fetchone()
    if evening is None:
        return ()
    rows = db.query(
        """
        select l.label, t.seen_at from tablet t join link l on l.id = t.link
        where l.role = ? and l.revoked_at is null and t.paired_at is not null and t.seen_at >= ? and t.seen_at <= ?
        order by l.label, l.id
        """,
        [Role.RECEPTION, stamp(moment(evening[0]) - RIGGED_BEFORE), stamp(now - SILENT_AFTER)],
    )
    return tuple(
        SilentTablet(name=row["label"], minutes=int((now - moment(row["seen_at"])) / timedelta(minutes=1)))
        for row in rows
    )
