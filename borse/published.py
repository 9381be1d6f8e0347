"""Which version of the programme holds: the newest one that was published. Its meetings are the view `meeting_now`."""

from sqlite_utils import Database


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
