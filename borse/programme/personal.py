"""The participant's own page: their programme, and the same as a calendar file. Behind a link that nobody guesses."""

from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.bus import Actor
from borse.clock import clock_of
from borse.exchange import exchange_of
from borse.frame.keys import actor, full_address, now, read
from borse.frame.qr import qr_svg
from borse.frame.render import render
from borse.frame.routes import PARTICIPANT, page
from borse.programme import calendar_file, compare, hour, sheets


async def personal_page(request: web.Request) -> web.Response:
    at = now(request)
    sheet, clock, changed = await read(request, _sheet_values, _person(actor(request)))
    token = request.match_info["personal"]
    sheet = hour.expected(sheet, clock, at)
    values: dict[str, Any] = {
        "sheet": sheet,
        "clock": clock,
        "changed": changed,
        "now": at,
        "here": hour.now_for(sheet, clock, at),
        "picture": qr_svg(full_address(request, f"/p/{token}"), scale=3),
        "token": token,
    }
    return render(request, "programme/personal.html", values)


def _sheet_values(db: Database, person: str) -> tuple[sheets.Sheet, Any, tuple[str, ...]]:
    sheet = sheets.sheet_of(db, person)
    version = sheet.version or 0
    changed = compare.changes_for(db, person, version - 1, version) if version > 1 else ()
    return sheet, clock_of(db), changed


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
    page("/p/{personal}/kalender.ics", calendar, PARTICIPANT),
)
