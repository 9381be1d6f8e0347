"""When and where the børs was to have been, as far as somebody has been told."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.exchange import exchange_of
from borse.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    gong_at: datetime
    place: str


def before_of(db: Database, person: str) -> Before | None:
    """What held before the first move that this person has not been told of. None when it is as they know it."""
    row = next(
        db.query(
            """
            select data ->> 'gong_was_at' as gong, data ->> 'doors_were_at' as doors, data ->> 'place_was' as place
            from event where kind = 'ExchangeMoved' and at > coalesce((
              select max(coalesce(claimed_at, done_at)) from message
              where person = ? and kind = 'moved' and status in ('sending', 'sent', 'unsure', 'told')), '')
            order by id limit 1
            """,
            [person],
        ),
        None,
    )
    exchange = exchange_of(db)
    if row is None:
        return None
    was = (moment(row["gong"]), moment(row["doors"]), row["place"])
    if was == (exchange.gong_at, exchange.doors_at, exchange.place):
        return None
    return Before(gong_at=was[0], place=row["place"])
