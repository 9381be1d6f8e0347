"""Rows that are moved with a note of where they stood, and put back from the note.

The note holds ids, moments, positions, and columns that were empty before: never an address or a name. What somebody
has written or taken away since is left as they have it.
"""

import json
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import NotFoundError

Key = str | tuple[str, ...]


class Moving:
    """Changes rows of `db`, and remembers each as it was."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._steps: list[dict[str, Any]] = []

    def set(self, table: str, key: Key, values: dict[str, Any], *, like: Key | None = None) -> None:
        """`like` is another row of the table, which the values come from: what was written over them since, stays."""
        row = self._db.table(table).get(key)
        before = {column: row[column] for column, value in values.items() if row[column] != value}
        if before:
            self._db.table(table).update(key, {column: values[column] for column in before})
            self._steps.append({"table": table, "key": key, "set": before} | ({"like": like} if like else {}))

    def insert(self, table: str, key: Key, row: dict[str, Any]) -> None:
        self._db.table(table).insert(row)
        self._steps.append({"table": table, "key": key, "inserted": True})

    def delete(self, table: str, key: Key) -> None:
        row = self._db.table(table).get(key)
        self._db.table(table).delete(key)
        self._steps.append({"table": table, "key": key, "deleted": row})

    def note(self) -> str:
        """JSON for the table `hat_change`."""
        return json.dumps(self._steps)


def move_back(db: Database, note: str) -> None:
    """The last step first, so that every row stands where it stood."""
    for step in reversed(json.loads(note)):
        table, key = db.table(step["table"]), _key(step["key"])
        row = _row(db, step["table"], key)
        if "deleted" in step:
            table.insert(step["deleted"], ignore=True)
        elif row is None:
            continue  # somebody took it away
        elif "inserted" in step:
            table.delete(key)
        else:
            like = _row(db, step["table"], _key(step["like"])) if "like" in step else None
            table.update(
                key, {column: was for column, was in step["set"].items() if not like or row[column] == like[column]}
            )


def rows_in(note: str) -> set[tuple[str, Key]]:
    """Which rows the note is about."""
    return {(step["table"], _key(step["key"])) for step in json.loads(note)}


def _row(db: Database, table: str, key: Key) -> dict[str, Any] | None:
    try:
        return dict(db.table(table).get(key))
    except NotFoundError:
        return None


def has_moved_seats(note: str) -> bool:
    """Whether somebody's meetings are somebody else's by it."""
    return not {table for table, _key in rows_in(note)}.isdisjoint({"meeting_person", "extra_chair"})


def _key(key: str | list[str]) -> Key:
    return key if isinstance(key, str) else tuple(key)
