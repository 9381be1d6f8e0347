"""The file of one børs, open: one writer thread with group commit, and a few readers.

Writes are functions. The writer takes all that wait, runs each in a savepoint of one transaction, commits once, and
only then answers (group commit: DeWitt et al. 1984, "Implementation techniques for main memory database systems").
One that fails is rolled back alone; the others stand.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import structlog
from sqlite_utils import Database

from borse.language import gettext as _
from borse.refusals import NotSaved
from borse.store.backup import rescue
from borse.store.database import BUSY_SECONDS, DatabaseError, OperationalError, check_version, connect
from borse.store.migrations import SCHEMA
from borse.store.opening import is_disk_fault, opened
from borse.store.versions import Schema

Answer = TypeVar("Answer")
Outcome: TypeAlias = Answer | Exception  # what a write answered, or what it raised
# A write, where its answer goes, and how many writes it is.
Job = tuple[Callable[[Database], Any], "Future[Any]", int]

READERS = 4
# One commit carries at most this many writes, so that the first of a burst does not wait for the last.
BATCH = 128
# How long the readers of the moment are waited for before the WAL is emptied.
PATIENCE_MS = 1000


log = structlog.get_logger()


def _rewritten(db: Database) -> bool:
    db.execute("vacuum")
    db.execute(f"pragma busy_timeout = {PATIENCE_MS}")  # whoever wants to write waits as long
    try:
        return not db.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
    finally:
        db.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000}")


def _attempt(db: Database, job: Callable[[Database], Answer]) -> Outcome[Answer]:
    db.execute("savepoint job")
    try:
        answer = job(db)
    except Exception as error:
        if not db.conn.in_transaction:
            raise DatabaseError(str(error)) from error  # the whole batch is gone, not just this job
        db.execute("rollback to job")
        db.execute("release job")
        return _not_saved(error) if is_disk_fault(error) else error
    db.execute("release job")
    return answer


def _not_saved(error: Exception) -> NotSaved:
    log.error("not saved", reason=str(error))
    return NotSaved(_("Lagringen sviktet, og ingenting er endret. Prøv igjen om litt, eller si fra til arrangøren."))


def _which(path: Path) -> tuple[int, int] | None:
    """Which file a name stands for now; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def attempt_all(db: Database, jobs: Sequence[Callable[[Database], Answer]]) -> list[Outcome[Answer]]:
    """Inside a write: several, in order, each of which stands or falls alone. What one raised is its outcome."""
    outcomes = _attempt(db, lambda db: [job(db) for job in jobs])
    if isinstance(outcomes, Exception):  # seldom; and a savepoint for each takes as long as the writes themselves
        return [_attempt(db, job) for job in jobs]
    return list(outcomes)


class Store:
    """Thread-safe. `write` answers after COMMIT; `read` never sees half a transaction.

    Raises Unreadable when the file cannot be opened.
    """

    def __init__(self, path: Path, schema: Schema = SCHEMA) -> None:
        check_version()
        self.path = path
        self._db = opened(path, schema)
        self._file = _which(path)
        self._rescued = False
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._here = threading.local()
        self._opened: list[Database] = []
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._writer = threading.Thread(target=self._run, name=f"writer {path.stem}", daemon=True)
        self._writer.start()

    def write(self, job: Callable[[Database], Answer], writes: int = 1) -> "Future[Answer]":
        """Queue a write. The future is done when it is on disk, or holds what `job` raised.

        `writes` is how many the job is worth, where it carries out more than one with `attempt_all`.
        """
        future: Future[Answer] = Future()
        self._jobs.put((job, future, writes))
        return future

    def rewrite(self) -> "Future[bool]":
        """Write the file anew and empty the WAL, so that nothing is left of what was erased. A wait of some tenths.

        `secure_delete` overwrites rows that are deleted, but a page that was put in order may hold an old copy between
        its rows, and the WAL holds pages as they were (https://sqlite.org/wal.html#ckpt). False when a reader was in
        the way: try again later.
        """
        return self.write(_rewritten)

    async def read(self, question: Callable[..., Answer], *args: object) -> Answer:
        """`question(db, *args)` on a reader's connection, in one transaction: it sees one state of the world.

        Where the answer has words, they are in the language of whoever asks.
        """
        asking = copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._readers, asking, self.ask, question, *args)

    def ask(self, question: Callable[..., Answer], *args: object) -> Answer:
        """The same from a thread: the command line, a test."""
        db: Database | None = getattr(self._here, "db", None)
        if db is None:
            db = self._here.db = connect(self.path, read_only=True)
            self._opened.append(db)
        db.execute("begin")
        try:
            return question(db, *args)
        finally:
            db.rollback()

    def close(self) -> None:
        """Finish what was queued, fold the WAL into the file, let go."""
        self._jobs.put(None)
        self._writer.join()
        self._readers.shutdown()
        for db in self._opened:
            db.conn.close()
        if self.is_gone:
            self._rescue()
        with suppress(OperationalError):  # a disk that cannot be written has nothing to fold
            self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.conn.close()

    def _run(self) -> None:
        while True:
            batch, last = self._batch()
            if ordinary := [job for job in batch if job[0] is not _rewritten]:
                self._commit(ordinary)
            for future in [future for job, future, _writes in batch if job is _rewritten]:
                self._rewrite(future)
            if last:
                return

    def _rewrite(self, future: "Future[bool]") -> None:
        """Outside of any transaction, which is why it is not a job like others."""
        try:
            future.set_result(_rewritten(self._db))
        except DatabaseError as error:
            future.set_exception(_not_saved(error))

    def _batch(self) -> tuple[list[Job], bool]:
        """All that waits now, the first waited for; and whether the store is closing."""
        batch: list[Job] = []
        writes = 0
        job = self._jobs.get()
        while job is not None:
            if job[1].set_running_or_notify_cancel():
                batch.append(job)
                writes += job[2]
            if writes >= BATCH:
                return batch, False
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    @property
    def is_gone(self) -> bool:
        """Whether the file was moved, deleted or replaced under our feet: what is written now would be nowhere."""
        return _which(self.path) != self._file

    def gone(self) -> str:
        """The sentences about it."""
        said = (
            _(
                "Filen til børsen «%s» er flyttet, slettet eller byttet ut mens serveren gikk, og ingenting lagres. "
                "Den som driver serveren, må starte den på nytt."
            )
            % self.path.stem
        )
        return said + " " + _("Det som sto der, er tatt vare på ved siden av.") if self._rescued else said

    def _rescue(self) -> None:
        """Once, what only our open connection can still reach."""
        if self._rescued:
            return
        try:
            kept = rescue(self._db, self.path)
        except (DatabaseError, OSError) as error:
            log.error("taken away, not rescued", file=str(self.path), reason=str(error))  # noqa: TRY400 -- no trace helps
        else:
            self._rescued = True
            log.error("taken away", file=str(self.path), rescued_as=str(kept))

    def _commit(self, batch: list[Job]) -> None:
        if self.is_gone:
            self._rescue()
            for _job, future, _writes in batch:
                future.set_exception(NotSaved(self.gone()))
            return
        outcomes: list[tuple[Future[Any], Outcome[Any]]] = []
        try:
            self._db.execute("begin immediate")
            for job, future, _writes in batch:
                outcomes.append((future, _attempt(self._db, job)))
            self._db.execute("commit")
        except DatabaseError as error:
            # A full or failing disk. SQLite may have rolled back by itself already (SQLITE_FULL does).
            self._undo()
            refusal = _not_saved(error)
            for _job, future, _writes in batch:
                future.set_exception(refusal)
            return
        for future, outcome in outcomes:
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    def _undo(self) -> None:
        """Back to before the transaction. Where even that fails, the file is opened anew, now or for the next write.

        A writer that ended here would leave everybody waiting: no write is answered but by this thread.
        """
        try:
            self._db.rollback()
        except DatabaseError as error:
            log.error("opened anew", reason=str(error))  # noqa: TRY400 -- the trace says nothing more
            with suppress(DatabaseError):
                self._db.conn.close()
                if not self.is_gone:  # else it would be made anew, and empty
                    self._db = connect(self.path)
