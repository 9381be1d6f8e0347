"""A copy of a børs, taken while it is in use; and putting one back.

`sqlite3.Connection.backup` copies a consistent state while others write (https://sqlite.org/backup.html). A copy is
checked before it replaces anything, and what it replaces is kept beside it.
"""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from borse.refusals import Unreadable
from borse.store.database import DatabaseError, connect, is_in_use
from borse.store.migrations import SCHEMA
from borse.store.versions import FIRST, look, steps_of

Progress = Callable[[int, int], None]


class NotABackup(Exception):  # noqa: N818 -- a fact about a file, said to whoever named it
    """The file is damaged, or is something else."""


def back_up(source: Path, copy: Path, progress: Progress = lambda _done, _all: None) -> None:
    """Copy the børs in `source` to `copy`, which appears whole or not at all. `progress(pages done, pages in all)`."""
    if copy.exists():
        raise NotABackup(f"{copy} finnes fra før. Velg et annet navn.")
    if not source.is_file():
        raise NotABackup(f"{source} finnes ikke.")
    half = copy.with_name(copy.name + ".part")
    half.unlink(missing_ok=True)
    try:
        with closing((reader := connect(source, read_only=True)).conn):
            _copy(reader, half, progress)
        check(half)
    except DatabaseError as error:
        half.unlink(missing_ok=True)
        raise NotABackup(f"{source} kan ikke kopieres: {error}.") from None
    except NotABackup:
        half.unlink(missing_ok=True)
        raise NotABackup(f"{source} er skadet, eller er ikke en børs.") from None
    _settle(half, copy)


def _copy(reader: Database, half: Path, progress: Progress = lambda _done, _all: None) -> None:
    with closing(connect(half).conn) as writer:
        reader.conn.backup(writer, pages=256, progress=lambda _status, left, total: progress(total - left, total))
        writer.execute("pragma journal_mode = delete")  # one file, nothing beside it


def restore(copy: Path, target: Path) -> Path | None:
    """Put `copy` in `target`'s place. Returns where the børs that stood there is kept, if there was one.

    Raises NotABackup when `copy` is not whole or from a later version, or when somebody has `target` open: they would
    go on writing into a file that is no longer there. What stood there is kept as it is, also when it is damaged.
    """
    check(copy)
    try:
        look(copy, SCHEMA)
    except Unreadable as refusal:
        raise NotABackup(refusal.sentence) from None
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = target.with_name(target.name + ".restored")
    whole.unlink(missing_ok=True)
    back_up(copy, whole)
    kept = _set_aside(target)
    _settle(whole, target)
    return kept if kept.exists() else None


def _set_aside(target: Path) -> Path:
    """Also what is left beside a file that was taken away: SQLite would play its WAL over the copy."""
    try:
        if target.exists() and is_in_use(target):
            raise NotABackup(f"{target} er i bruk. Stopp serveren først.")
    except DatabaseError:
        pass  # damaged, which is why it is replaced: keep its bytes, and those of its WAL
    kept = _free_name(target, "before-restore")
    for ending in ("-wal", "-shm", ""):
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + ending))
    return kept


def rescue(db: Database, path: Path) -> Path:
    """Write what `db` still holds of a file that was taken away beside where it stood. Returns where it is now."""
    db.execute("select 1")  # copying from a connection that was closed ends the process
    kept = _free_name(path, "rescued")
    write_out(db, kept)
    return kept


def write_out(db: Database, copy: Path) -> None:
    """Copy all that `db` sees into `copy`, in place of what was there; whole or not at all."""
    half = copy.with_name(copy.name + ".part")
    half.unlink(missing_ok=True)
    try:
        _copy(db, half)
    except DatabaseError:
        half.unlink(missing_ok=True)
        raise
    _settle(half, copy)


def check(path: Path) -> None:
    """Raises NotABackup unless the file is a whole, sound børs, of whatever version."""
    if not path.is_file():
        raise NotABackup(f"{path} finnes ikke.")
    try:
        db = connect(path, read_only=True)
        try:
            fault = db.execute("pragma integrity_check(1)").fetchone()[0]
            is_bors = FIRST in steps_of(db)
            has_exchange = db.execute("select count(*) from exchange").fetchone()[0] == 1
        finally:
            db.conn.close()
    except DatabaseError:
        raise NotABackup(f"{path} er ikke en børs, eller filen er skadet.") from None
    if fault != "ok" or not is_bors or not has_exchange:
        raise NotABackup(f"{path} er skadet: {fault}.")


def _settle(half: Path, whole: Path) -> None:
    """Rename, and wait until the name is on disk too."""
    half.replace(whole)
    folder = os.open(whole.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _free_name(target: Path, why: str) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.stem}.{why}-{number}.bak")).exists():
        number += 1
    return kept
