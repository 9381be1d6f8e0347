"""Opening the file of a børs: made when it is new, brought up to date when an earlier version made it, or refused.

What is refused is not changed, and the sentence says what to do. Bringing up to date is one transaction: a power cut in
the middle of it leaves the file as it was. When tables change, a copy from before is kept beside the file, for whoever
has to go back to the program of yesterday; the server throws it away after a month (`privacy/keeping.py`).

    lorenskog.db                        the børs
    lorenskog.older-version.bak         as the earlier version left it
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlite_utils import Database, Migrations

from borse.language import gettext as _
from borse.refusals import Unreadable
from borse.store.backup import write_out
from borse.store.database import DatabaseError, IntegrityError, OperationalError, connect, is_in_use, is_writable
from borse.store.migrations import SCHEMA
from borse.store.versions import OURS, Age, Schema, contents_of, look, steps_of

COPY_ENDING = ".older-version.bak"

# SQLITE_READONLY, _IOERR, _FULL, _CANTOPEN: the disk is at fault, not the statement (https://sqlite.org/rescode.html).
DISK_FAULTS = {8, 10, 13, 14}

log = structlog.get_logger()


def opened(path: Path, schema: Schema) -> Database:
    """The file in `path`, such as this version writes it; read-only where the disk is. Raises Unreadable."""
    try:
        age = look(path, schema)
        if age is Age.EARLIER:
            _make_ready(path, schema)
        if age is not Age.CURRENT:
            _bring_up_to_date(path, schema)
        if not is_writable(path):
            log.warning("opened read-only", slug=path.stem)
            return connect(path, read_only=True)
        return connect(path)
    except (DatabaseError, OSError) as error:
        raise unreadable(path, error) from error


def is_behind(path: Path, schema: Schema = SCHEMA) -> bool:
    """Whether an earlier version left the file. Raises Unreadable."""
    try:
        return look(path, schema) is Age.EARLIER
    except (DatabaseError, OSError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> Unreadable:
    """What is said of a file that SQLite or the system will not let us open."""
    log.error("cannot be opened", slug=path.stem, reason=str(error))
    return Unreadable(_no_room(path) if is_disk_fault(error) else _damaged(path))


def is_disk_fault(error: Exception) -> bool:
    if isinstance(error, OperationalError):
        return bool(error.sqlite_errorcode & 0xFF in DISK_FAULTS)
    return isinstance(error, OSError)


def _make_ready(path: Path, schema: Schema) -> None:
    if not is_writable(path):
        raise Unreadable(_no_room(path))
    if is_in_use(path):
        raise Unreadable(
            _(
                "Børsen «%s» er lagret av en annen versjon av programmet, og den er i bruk. "
                "Stopp serveren som bruker den, og prøv igjen."
            )
            % path.stem
        )
    _keep_a_copy(path, schema)


def _bring_up_to_date(path: Path, schema: Schema) -> None:
    with closing((db := connect(path)).conn):
        db.execute("pragma foreign_keys = off")  # while tables are made anew; inside a transaction it says nothing
        db.execute("begin immediate")
        _change(db, schema)
        db.execute("commit")


def _keep_a_copy(path: Path, schema: Schema) -> None:
    with closing((db := connect(path, read_only=True)).conn):
        if steps_of(db) < set(schema.names):  # tables change
            write_out(db, path.with_name(path.stem + COPY_ENDING))


def _change(db: Database, schema: Schema) -> None:
    """Inside a transaction: from whatever the file holds to what it should hold."""
    Migrations(OURS).ensure_migrations_table(db)
    had, there, wanted = steps_of(db), contents_of(db), schema.contents
    for (kind, name), words in there.items():
        # SQLite will not change a table while a view or trigger speaks of what is not there yet, or not any more.
        if kind in {"view", "trigger"} or (kind == "index" and wanted.get((kind, name)) != words):
            db.execute(f"drop {kind} {name}")
    steps = [step for step in schema.steps if had and step.__name__ not in had]
    for step in steps:
        step(db)
    stands = contents_of(db)
    for (kind, name), statement in zip(wanted, schema.statements, strict=True):
        if (kind, name) not in stands and (kind != "table" or not had):
            db.execute(statement)
    for name in schema.names:
        if name not in had:
            row = [OURS, name, str(datetime.now(UTC))]
            db.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)", row)
    fault = db.execute("pragma foreign_key_check").fetchone() if steps else None
    if fault is not None or contents_of(db) != wanted:
        raise IntegrityError(f"the steps {[step.__name__ for step in steps]} lead elsewhere: {fault}")
    if had:
        log.info("brought up to date", steps=[step.__name__ for step in steps])


def _damaged(path: Path) -> str:
    return _("Filen til børsen «%s» kan ikke leses. Den som driver serveren, må sette tilbake en kopi.") % path.stem


def _no_room(path: Path) -> str:
    return (
        _(
            "Børsen «%s» kan ikke åpnes: disken er full, eller det kan ikke skrives i mappen. "
            "Den som driver serveren, må rydde plass eller gi tilgang."
        )
        % path.stem
    )
