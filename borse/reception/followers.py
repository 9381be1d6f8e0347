"""What follows at the door from what happens elsewhere."""

from typing import Protocol

from sqlite_utils import Database

from borse.bus import Given
from borse.reception.presence import settle


class TwoPeople(Protocol):
    """An event about two who became one, or two again."""

    @property
    def kept(self) -> str: ...
    @property
    def gone(self) -> str: ...


def settle_both(event: TwoPeople, db: Database, given: Given) -> None:
    """Who was merged is here by either's arrivals; when that is undone, each by their own."""
    del given
    for one in (event.kept, event.gone):
        if db.execute("select 1 from person where id = ?", [one]).fetchone():
            settle(db, one)
