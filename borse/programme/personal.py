"""The participant's own page: their programme, and the same as a calendar file. Behind a link that nobody guesses."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.bus import Actor
from borse.clock import Clock, clock_of, rounds_held
from borse.confirmations import waiting_for
from borse.exchange import exchange_of
from borse.extra_meetings import ExtraMeeting, extra_meetings_of
from borse.frame.forms import Form
from borse.frame.keys import actor, address, full_address, now, read, send
from borse.frame.qr import qr_svg
from borse.frame.render import render
from borse.frame.routes import PARTICIPANT, action, page
from borse.hall import hall_of, place_of
from borse.language import gettext as _
from borse.notices import Notice, notices_now
from borse.programme import calendar_file, hour, news, sheets
from borse.programme.sheet import Posts, Sheet, SheetMeeting


@dataclass(frozen=True, slots=True)
class Known:
    """What the page is made from, of one moment."""

    sheet: Sheet
    clock: Clock
    held: hour.Times
    news: news.News
    extra: tuple[ExtraMeeting, ...]
    notices: tuple[Notice, ...]
    asked: int  # how many agreements wait for this person's word


async def personal_page(request: web.Request) -> web.Response:
    at = now(request)
    known: Known = await read(request, _known, _person(actor(request)), at)
    token = request.match_info["personal"]
    extra = [one for one in known.extra if _is_ahead(one, known.clock, at)]
    accepted = [one for one in extra if one.status == "accepted"]
    all_of_them = replace(known.sheet, meetings=_with_extra(known.sheet, accepted, known.clock))
    sheet = hour.expected(all_of_them, known.clock, at, known.held)
    values: dict[str, Any] = {
        "sheet": sheet,
        "hall": hall_of(known.clock, at, known.notices),
        "notices": known.notices,
        "place": place_of(known.clock, at),
        "rounds": {phase.round: place for place, phase in enumerate(known.clock.phases) if phase.kind == "round"},
        "clock": known.clock,
        "news": known.news,
        "extra": extra,
        "unanswered": [one for one in extra if one.status == "proposed" and not one.own(sheet.person).says],
        "asked": known.asked,
        "now": at,
        "cards": hour.cards(sheet, known.clock, at),
        "picture": qr_svg(full_address(request, f"/p/{token}"), scale=3),
        "token": token,
    }
    return render(request, "programme/personal.html", values)


def _known(db: Database, person: str, at: datetime) -> Known:
    return Known(
        sheets.sheet_of(db, person),
        clock_of(db),
        rounds_held(db),
        news.news_for(db, person),
        extra_meetings_of(db, person),
        tuple(notice for notice in notices_now(db, at) if notice.on_phones),
        len(waiting_for(db, person)),
    )


def _is_ahead(meeting: ExtraMeeting, clock: Clock, at: datetime) -> bool:
    """Whether it says something to anybody still: neither called off, nor of a round or an hour that is over."""
    if meeting.status not in {"proposed", "accepted"} or clock.state == "over":
        return False
    if meeting.ends_at is not None:
        return meeting.ends_at > at
    return any(phase.round == meeting.round for phase in clock.phases[max(place_of(clock, at), 0) :])


def _with_extra(sheet: Sheet, accepted: list[ExtraMeeting], clock: Clock) -> tuple[SheetMeeting, ...]:
    """The meetings of the programme and those that a broker arranged, by round, when they are planned.

    Where both want one, the extra one.
    """
    times = {phase.round: phase for phase in clock.phases if phase.kind == "round"}
    found = {meeting.round: meeting for meeting in sheet.meetings}
    for one in accepted:
        phase = times.get(one.round)
        if one.round is None or phase is None:
            continue
        own = one.own(sheet.person)
        found[one.round] = SheetMeeting(
            pair=(own.party, one.others(sheet.person)[0].party),
            round=one.round,
            starts_at=phase.starts_at,
            ends_at=phase.ends_at,
            table=one.table,
            own=own.name,
            other=one.other_names(sheet.person),
            others=one.other_people(sheet.person),
            with_me=(),
            reasons=(_("Ekstra møte, foreslått av megler %(broker)s.") % {"broker": one.by}, one.words)[
                : 1 + bool(one.words)
            ],
            posts=Posts(),
        )
    return tuple(found[round_] for round_ in sorted(found))


async def see(request: web.Request) -> web.Response:
    """«Jeg har sett det»: what is new does not stand out any more."""
    form = await Form.of(request)
    await send(request, form.command(news.SeeProgramme))
    raise web.HTTPSeeOther(address(request, f"/p/{request.match_info['personal']}"))


async def calendar(request: web.Request) -> web.Response:
    """The evening and each meeting. Fetched again, the entries are replaced and not doubled."""
    text = await read(request, calendar_file_of, _person(actor(request)), full_address(request, ""))
    return web.Response(
        body=text,
        content_type="text/calendar",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="frivilligbors.ics"'},
    )


def calendar_file_of(db: Database, person: str, address: str) -> bytes:
    """A person's evening and meetings, as the page gives them and as a message carries them."""
    sheet = sheets.sheet_of(db, person)
    return calendar_file.calendar_of(
        exchange_of(db), sheet, calendar_file.history_of(db, person, sheet), address=address
    )


def _person(asking: Actor) -> str:
    assert asking.person is not None, "the door lets in nobody else"
    return asking.person


ROUTES = (
    page("/p/{personal}", personal_page, PARTICIPANT),
    action("/p/{personal}/sett", see, PARTICIPANT),
    page("/p/{personal}/kalender.ics", calendar, PARTICIPANT),
)
