"""What the file of a børs holds of its door, in a form that can be compared."""

from typing import Any

from sqlite_utils import Database

# What the door has to do with, table by table. A code is drawn by lot when somebody is first heard of: it is a label,
# and no part of what is compared (that each has one of their own, the file sees to).
_TABLES = {
    "person": ("id", "name", "requires", "walk_in", "language", "withdrawn_at", "created_at", "arrived_at", "left_at"),
    "contact": ("person", "email", "phone"),
    "party": ("id", "name", "name_key", "side", "source", "created_at", "rules_accepted_at", "withdrawn_at"),
    "speaks_for": ("person", "party", "position"),
    "post": ("id", "party", "kind", "text", "position", "status", "created_at"),
    "arrival": ("id", "person", "at", "by_name"),
    "arrival_undone": ("arrival", "command", "at"),
    "departure": ("arrival", "command", "at"),
    "walk_in": ("id", "said_person", "person", "party", "at", "was_known"),
}
# What follows from when something was written. Where ages are wrong, the server cannot know that.
_BY_TIME = {"at", "created_at", "position", "rules_accepted_at", "name", "side", "text", "email", "phone"}


def state_of(db: Database, *, with_times: bool) -> dict[str, Any]:
    """The tables of the door in a canonical form; `with_times` or without what only times decide."""
    state: dict[str, Any] = {}
    for table, columns in _TABLES.items():
        held = columns if with_times else [column for column in columns if column not in _BY_TIME]
        rows = db.query(f"select {', '.join(held)} from {table}")  # noqa: S608 -- names from above
        shown = [tuple(_shown(column, row[column], with_times=with_times) for column in held) for row in rows]
        state[table] = sorted(shown, key=repr)
    return state


def _shown(column: str, value: Any, *, with_times: bool) -> Any:
    return value is not None if column in {"arrived_at", "left_at"} and not with_times else value
