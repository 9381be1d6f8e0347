"""Rows that are moved with a note of where they stood, and put back from the note.

The note holds ids, moments, positions, and columns that were empty before: never an address or a name.
"""

import json
from typing import Any

from sqlite_utils import Database

Key = str | tuple[str, ...]


class Moving:
    """Changes rows of `db`, and remembers each as it was."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._steps: list[dict[str, Any]] = []

    def set(self, table: str, key: Key, values: dict[str, Any]) -> None:
        row = self._db.table(table).get(key)
        before = {column: row[column] for column, value in values.items() if row[column] != value}
        if before:
            self._db.table(table).update(key, {column: values[column] for column in before})
            self._steps.append({"table": table, "key": key, "set": before})

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
        if "set" in step:
            table.update(key, step["set"])
        elif "inserted" in step:
            table.delete(key)
        else:
            table.insert(step["deleted"])


def rows_in(note: str) -> set[tuple[str, Key]]:
    """Which rows the note is about."""
    return {(step["table"], _key(step["key"])) for step in json.loads(note)}


def _key(key: str | list[str]) -> Key:
    return key if isinstance(key, str) else tuple(key)
