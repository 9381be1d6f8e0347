"""Two that were one: whom an id means that a tablet or a page said before somebody found that out."""

from typing import Literal

from sqlite_utils import Database


def kept_of(db: Database, kind: Literal["people", "parties"], id_: str) -> str:
    """The one who was kept, when somebody or some party was merged into another; else the same."""
    merged = "select kept from hat_change where kind = ? and gone = ? and undone_at is null"
    while row := db.execute(merged, [kind, id_]).fetchone():
        id_ = row[0]
    return id_
