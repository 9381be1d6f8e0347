"""What the host tells the hall, and what the organiser opens and shows: messages, the etterbørs, missing names."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from borse.borstid import etterbors_until
from borse.bus import Event, Given, Handler
from borse.floor import messages
from borse.language import gettext as _
from borse.refusals import NotFound
from borse.times import stamp


def say(command: messages.SayToHall, db: Database, given: Given) -> Iterator[Event]:
    db.table("notice").insert(
        {
            "id": command.id,
            "text": command.text,
            "on_screens": command.where != "phones",
            "on_phones": command.where != "screens",
            "said_at": stamp(given.now),
            "until": stamp(given.now + timedelta(minutes=command.minutes)),
            "by_name": given.by.name,
        }
    )
    yield messages.HallWasTold(notice=command.id)


def take_down(command: messages.TakeDown, db: Database, given: Given) -> Iterator[Event]:
    """One that is down already is left as it is: two hosts may press at once."""
    row = next(db.query("select taken_down_at from notice where id = ?", [command.notice]), None)
    if row is None:
        raise NotFound(_("Denne meldingen finnes ikke."))
    if row["taken_down_at"] is None:
        db.execute("update notice set taken_down_at = ? where id = ?", [stamp(given.now), command.notice])
        yield messages.NoticeTakenDown(notice=command.notice)


def open_etterbors(command: messages.OpenEtterbors, db: Database, given: Given) -> Iterator[Event]:
    """From now, for so many minutes; one that is open already gets this end instead."""
    _close(db, given)
    closes_at = given.now + timedelta(minutes=command.minutes)
    db.execute("insert into etterbors (opened_at, closes_at) values (?, ?)", [stamp(given.now), stamp(closes_at)])
    yield messages.EtterborsOpened(closes_at=closes_at)


def close_etterbors(command: messages.CloseEtterbors, db: Database, given: Given) -> Iterator[Event]:
    del command
    if etterbors_until(db, given.now) is not None:
        _close(db, given)
        yield messages.EtterborsClosed()


def _close(db: Database, given: Given) -> None:
    now = stamp(given.now)
    db.execute("update etterbors set closed_at = ? where closed_at is null and closes_at > ?", [now, now])


def change_wall(command: messages.ChangeWall, db: Database, given: Given) -> Iterator[Event]:
    del given
    db.execute(
        """
        insert into wall (id, names_missing) values (1, ?)
        on conflict (id) do update set names_missing = excluded.names_missing
        """,
        [command.names_missing],
    )
    yield messages.WallChanged()


HANDLERS: dict[type[Any], Handler] = {
    messages.SayToHall: say,
    messages.TakeDown: take_down,
    messages.OpenEtterbors: open_etterbors,
    messages.CloseEtterbors: close_etterbors,
    messages.ChangeWall: change_wall,
}
