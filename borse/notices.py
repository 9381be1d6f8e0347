"""What the host has said to the hall, as long as it holds: on the big screen, on telephones, or both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.times import moment, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`until` is when it goes away by itself; `taken_down_at` when somebody took it down before that."""

    id: str
    text: str
    on_screens: bool
    on_phones: bool
    said_at: datetime
    until: datetime
    taken_down_at: datetime | None
    by_name: str

    @property
    def where(self) -> str:
        """As the host chose it: both, screens, phones."""
        if self.on_screens and self.on_phones:
            return "both"
        return "screens" if self.on_screens else "phones"

    def holds(self, at: datetime) -> bool:
        return self.taken_down_at is None and self.until > at


def notices(db: Database) -> tuple[Notice, ...]:
    """All that was ever said, the newest first."""
    return tuple(_notice(row) for row in db.query("select * from notice order by said_at desc, id"))


def notices_now(db: Database, now: datetime) -> tuple[Notice, ...]:
    """Those that hold, the newest first."""
    rows = db.query(
        "select * from notice where taken_down_at is null and until > ? order by said_at desc, id", [stamp(now)]
    )
    return tuple(_notice(row) for row in rows)


def _notice(row: dict[str, Any]) -> Notice:
    return Notice(
        id=row["id"],
        text=row["text"],
        on_screens=bool(row["on_screens"]),
        on_phones=bool(row["on_phones"]),
        said_at=moment(row["said_at"]),
        until=moment(row["until"]),
        taken_down_at=moment(row["taken_down_at"]) if row["taken_down_at"] else None,
        by_name=row["by_name"],
    )
