"""A copy of a børs, taken while it is in use; and putting one back.

`sqlite3.Connection.backup` copies a consistent state while others write (https://sqlite.org/backup.html). A copy is
checked before it replaces anything, and what it replaces is kept beside it.
"""

import os
from collections.abc import Callable
from pathlib import Path

from borse.store.database import DatabaseError, connect
from borse.store.schema import migrations

Progress = Callable[[int, int], None]


class NotABackup(Exception):  # noqa: N818 -- a fact about a file, said to whoever named it
    """The file is damaged, or is something else."""


def back_up(source: Path, copy: Path, progress: Progress = lambda _done, _all: None) -> None:
    """Copy the børs in `source` to `copy`, which appears whole or not at all. `progress(pages done, pages in all)`."""
    if copy.exists():
        raise NotABackup(f"{copy} finnes fra før. Velg et annet navn.")
    half = copy.with_name(copy.name + ".part")
    half.unlink(missing_ok=True)
    reader, writer = connect(source, read_only=True), connect(half)
    try:
        reader.conn.backup(writer.conn, pages=256, progress=lambda _status, left, total: progress(total - left, total))
        writer.execute("pragma journal_mode = delete")  # one file, nothing beside it
    finally:
        reader.conn.close()
        writer.conn.close()
    check(half)
    _settle(half, copy)


def restore(copy: Path, target: Path) -> Path | None:
    """Put `copy` in `target`'s place. Returns where the børs that stood there is kept, if there was one.

    No server may have `target` open: `borse restore` says so.
    """
    check(copy)
    kept: Path | None = None
    if target.exists():
        kept = _free_name(target)
        back_up(target, kept)
        for path in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
            path.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    back_up(copy, target)
    return kept


def check(path: Path) -> None:
    """Raises NotABackup unless the file is a whole, sound børs of a version that we know."""
    if not path.is_file():
        raise NotABackup(f"{path} finnes ikke.")
    try:
        db = connect(path, read_only=True)
        try:
            fault = db.execute("pragma integrity_check(1)").fetchone()[0]
            known = {migration.name for migration in migrations.applied(db)}
            has_exchange = db.execute("select count(*) from exchange").fetchone()[0] == 1
        finally:
            db.conn.close()
    except DatabaseError:
        raise NotABackup(f"{path} er ikke en børs, eller filen er skadet.") from None
    if fault != "ok" or not known or not has_exchange:
        raise NotABackup(f"{path} er skadet: {fault}.")


def _settle(half: Path, whole: Path) -> None:
    """Rename, and wait until the name is on disk too."""
    half.replace(whole)
    folder = os.open(whole.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _free_name(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.stem}.before-restore-{number}.bak")).exists():
        number += 1
    return kept
