"""Which version of the programme holds: the newest one that was published. Its meetings are the view `meeting_now`."""

from sqlite_utils import Database

from borse.exchange import exchange_of
from borse.times import stamp


def newest_published(db: Database) -> int | None:
    """The version that holds; None before the first one."""
    row = db.execute("select max(version) from programme where status = 'published'").fetchone()
    return None if row[0] is None else int(row[0])


def published_before(db: Database, version: int) -> int | None:
    """The version that people had read before this one; None when this is the first."""
    row = db.execute(
        "select max(version) from programme where status = 'published' and version < ?", [version]
    ).fetchone()
    return None if row[0] is None else int(row[0])


def published_at_start(db: Database) -> int | None:
    """The version with which people came: what held when the doors were opened, by the clock or as planned, whichever
    was first. The first one after that when none held then; None as long as there is no version.
    """
    doors_at = stamp(exchange_of(db).doors_at)
    row = db.execute(
        """
        with start as (select min(?, coalesce((select min(started_at) from phase_log), ?)) as at)
        select coalesce(max(version) filter (where published_at <= start.at), min(version))
        from programme, start where status = 'published'
        """,
        [doors_at, doors_at],
    ).fetchone()
    return None if row[0] is None else int(row[0])
