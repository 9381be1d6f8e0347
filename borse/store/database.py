"""Opening the file: the settings under which "saved" means on disk.

WAL lets readers read while the writer writes; `synchronous = full` makes COMMIT wait for the disk; `secure_delete`
overwrites what is erased. SQLite before 3.51.3 can lose committed writes when a WAL is reset while another connection
checkpoints (https://sqlite.org/wal.html#walreset), so such a version is refused.
"""

import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

if TYPE_CHECKING:
    import sqlite3
else:
    import pysqlite3 as sqlite3  # sqlite-utils picks the same module, so that its exceptions are these

OLDEST = (3, 51, 3)
BUSY_SECONDS = 10
# More statements than the program has. A full cache of pysqlite3's throws out what was used least *often*, so what is
# new never stays: after some hours each check-in parsed its questions anew, 66 µs each instead of 14.
STATEMENTS = 2000

OperationalError = sqlite3.OperationalError
DatabaseError = sqlite3.DatabaseError
IntegrityError = sqlite3.IntegrityError


class Straight(Database):
    """A database whose questions go straight to SQLite.

    sqlite-utils puts a savepoint around each, for those that turn out to write. Ours never do, and a page asks some
    thirty: without the savepoints that is a third of the statements, and of the waits for the interpreter's lock.
    """

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        cursor = self.conn.execute(sql, () if params is None else params)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)


class TooOld(Exception):  # noqa: N818 -- a fact about the machine, answered at start
    """The SQLite on this machine can lose committed writes."""


def check_version(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse to start on a SQLite that has the WAL-reset bug."""
    if version < OLDEST:
        found, needed = (".".join(map(str, parts)) for parts in (version, OLDEST))
        raise TooOld(
            f"SQLite {found} kan miste lagrede data. Børs trenger {needed} eller nyere: "
            "kjør «make setup» på nytt, så installeres pysqlite3 med en ny nok SQLite."
        )


def connect(path: Path, *, read_only: bool = False) -> Database:
    """An open database. A read-only one refuses writes; the caller keeps each connection to one thread at a time."""
    mode = ("ro&immutable=1" if _lies_still(path) else "ro") if read_only else "rw"
    if not read_only and not path.exists():
        path.touch(mode=0o600)  # names, telephone numbers, the key of all links: for its owner; the WAL is as the file
    connection: Any = sqlite3.connect(
        f"file:{path.resolve().as_posix()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        cached_statements=STATEMENTS,
    )
    db = Straight(connection)
    try:
        if not read_only:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma secure_delete = on")
        db.execute("pragma synchronous = full")
        db.execute("pragma foreign_keys = on")
        db.execute("pragma temp_store = memory")
    except DatabaseError:
        connection.close()  # a damaged file is asked for again and again
        raise
    return db


def is_writable(path: Path) -> bool:
    """Whether we may write in the file, and beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _lies_still(path: Path) -> bool:
    """Whether it was closed in order, in a folder where we may not write.

    It is read without the WAL's index then, which could not be made there (https://sqlite.org/wal.html#readonly).
    """
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def is_in_use(path: Path) -> bool:
    """Whether another connection has the børs in `path` open. Folds the WAL into the file when none has.

    Leaving WAL mode takes every lock there is (https://sqlite.org/wal.html#persistence_of_wal_mode). Raises
    DatabaseError when the file is damaged.
    """
    connection: Any = sqlite3.connect(path, timeout=0.2)
    try:
        return bool(connection.execute("pragma journal_mode = delete").fetchone()[0] != "delete")
    except OperationalError as error:
        if "locked" in str(error):
            return True
        raise
    finally:
        connection.close()
