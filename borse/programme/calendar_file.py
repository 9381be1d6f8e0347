"""A person's evening as iCalendar (RFC 5545): the same UID for the same meeting for ever, a SEQUENCE that rises.

Two parties meet at most once in a børs, so the pair names the meeting: when it is moved it is the same entry in the
calendar. A meeting that was published to somebody and is no longer theirs is sent as cancelled, so that it disappears.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlite_utils import Database

from borse.exchange import Exchange, run_sheet
from borse.language import gettext as _
from borse.programme.sheet import Sheet, SheetMeeting
from borse.times import OSLO, moment

if TYPE_CHECKING:
    from icalendar import Event

# The file tells when summer time begins and ends; more than this round the evening is of no use to a calendar.
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A meeting that was this person's in an earlier version; times as the round has them now."""

    pair: tuple[str, str]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What has been published to a person before. `changes` counts the times that the evening itself was changed."""

    created_at: datetime
    changed_at: datetime
    changes: int
    gone: tuple[Gone, ...]


def history_of(db: Database, person: str, sheet: Sheet) -> History:
    """The times are those of the database, so that the same data gives the same file."""
    events = next(
        db.query(
            """
            select coalesce(min(at), '1970-01-01T00:00:00Z') as created_at,
                   coalesce(max(at), '1970-01-01T00:00:00Z') as changed_at,
                   coalesce(sum(kind in ('ExchangeChanged', 'ExchangeMoved')), 0) as changes
            from event where kind in ('ExchangeCreated', 'ExchangeChanged', 'ExchangeMoved', 'ProgrammePublished')
            """
        )
    )
    return History(
        created_at=moment(events["created_at"]),
        changed_at=moment(events["changed_at"]),
        changes=events["changes"],
        gone=tuple(_gone(db, person, sheet)),
    )


def _gone(db: Database, person: str, sheet: Sheet) -> Iterator[Gone]:
    still = {meeting.pair for meeting in sheet.meetings} | {meeting.pair[::-1] for meeting in sheet.meetings}
    rows = db.query(
        """
        select m.a, m.b, max(m.version) as version, e.gong_at from meeting m
        join programme p on p.version = m.version and p.status = 'published'
        join meeting_person s on s.meeting = m.id, exchange e
        where s.person = ? group by min(m.a, m.b), max(m.a, m.b) order by m.a, m.b
        """,
        [person],
    )
    for row in rows:
        if (row["a"], row["b"]) not in still:
            yield Gone(pair=(row["a"], row["b"]), starts_at=moment(row["gong_at"]), ends_at=moment(row["gong_at"]))


def calendar_of(exchange: Exchange, sheet: Sheet, history: History, *, address: str) -> bytes:
    """The file's bytes. `address` is the børs's front page: a personal one is a secret, and calendars are shared."""
    from icalendar import Calendar  # when somebody asks for a calendar, not at start-up

    calendar = Calendar()
    calendar.add("prodid", "-//Børs//frivilligbørs//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", exchange.name)
    calendar.add_component(_evening(exchange, history, address))
    for meeting in sheet.meetings:
        calendar.add_component(_meeting(exchange, sheet, meeting, history))
    for gone in history.gone:
        calendar.add_component(_cancelled(exchange, sheet, gone, history))
    day = exchange.gong_at.date()
    calendar.add_missing_timezones(first_date=day - YEAR, last_date=day + YEAR)
    return bytes(calendar.to_ical())


def _evening(exchange: Exchange, history: History, address: str) -> "Event":
    phases = run_sheet(exchange)
    event = _event(f"{exchange.slug}@borse", exchange.doors_at, phases[-1].ends_at, history)
    event.add("sequence", history.changes)
    event.add("summary", exchange.name)
    event.add("location", exchange.place)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # the meetings lie inside it
    return event


def _meeting(exchange: Exchange, sheet: Sheet, meeting: SheetMeeting, history: History) -> "Event":
    event = _event(_uid(exchange, sheet, meeting.pair), meeting.starts_at, meeting.ends_at, history)
    event.add("sequence", (sheet.version or 0) + history.changes)
    event.add("status", "CONFIRMED")
    event.add("summary", _("Møte med %s") % meeting.other)
    event.add("location", f"{meeting.table}, {exchange.place}")
    about = [_("Runde %s") % meeting.round, ", ".join(meeting.others), *meeting.reasons]
    event.add("description", "\n".join(line for line in about if line))
    return event


def _cancelled(exchange: Exchange, sheet: Sheet, gone: Gone, history: History) -> "Event":
    event = _event(_uid(exchange, sheet, gone.pair), gone.starts_at, gone.ends_at, history)
    event.add("sequence", (sheet.version or 0) + history.changes)
    event.add("status", "CANCELLED")
    event.add("summary", _("Avlyst møte"))
    return event


def _uid(exchange: Exchange, sheet: Sheet, pair: tuple[str, str]) -> str:
    """The same pair, for the same person, in the same børs."""
    return f"{'-'.join(sorted(pair))}-{sheet.person}-{exchange.slug}@borse"


def _event(uid: str, starts_at: datetime, ends_at: datetime, history: History) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", history.changed_at)
    event.add("created", history.created_at)
    event.add("last-modified", history.changed_at)
    event.add("dtstart", starts_at.astimezone(OSLO))
    event.add("dtend", ends_at.astimezone(OSLO))
    return event
