"""The floor's pages: the host's clock and messages, the big screen, and the time for every page."""

from datetime import datetime
from typing import Any

from aiohttp import web

from borse.awards import amount, prize_names
from borse.bus import Command
from borse.clock import Clock, ends_by_itself, phase_name
from borse.exchange import Phase
from borse.floor import messages, reads
from borse.floor.alphabet import NAMES_TO_A_SCREEN, Share, screens_for, share_asked_for
from borse.floor.wall import gong_at
from borse.floor.walls import WALLS, Wall
from borse.frame.forms import Form
from borse.frame.keys import address, now, open_exchange, read, send
from borse.frame.queue import writes_here
from borse.frame.render import render
from borse.frame.routes import ANYONE, HOST, ORGANISER, SCREEN, Door, Handler, action, page
from borse.frame.tablet import TABLET
from borse.hall import hall_now, hall_of, milliseconds
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.silent_tablets import silent_tablets
from borse.times import moment


async def clock_page(request: web.Request) -> web.Response:
    return await _host_page(request, Form.filled({"where": "both", "minutes": "5"}))


async def _host_page(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    at = now(request)
    desk: reads.HostDesk = await read(request, reads.host_desk, at)
    clock = desk.clock
    values: dict[str, Any] = {
        "desk": desk,
        "silent_tablets": await read(request, silent_tablets, at),
        "clock": clock,
        "hall": hall_of(clock, at),
        "now": at,
        "form": form,
        "wheres": list(wheres().items()),
        "where_names": wheres(),
        "wall": Form.filled({"names_missing": "1" if desk.names_missing else ""}),
        "etterbors": Form.filled({"open_minutes": "30"}),
        "phase_name": phase_name,
        "gong": gong_at(clock.phases, clock.position) if clock.position >= 0 else "",
        "waits_for_host": clock.phase is not None and not ends_by_itself(clock.phase),
        "names_to_a_screen": NAMES_TO_A_SCREEN,
        "screens_wanted": screens_for(desk.names),
        "lines": lines_of(clock, desk.rung, at),
    }
    return render(request, "floor/clock.html", values, status=status)


def wheres() -> dict[str, str]:
    """Where a message may be shown."""
    return {
        "both": _("Storskjerm og telefoner"),
        "screens": _("Bare storskjermen"),
        "phones": _("Bare telefoner"),
    }


def lines_of(
    clock: Clock, rung: dict[tuple[str, int | None], str], at: datetime
) -> list[tuple[Phase, datetime | None, datetime | None, bool]]:
    """The run sheet line by line: the phase as planned, when it was rung, when it is expected, whether it is now."""
    ahead = {(phase.kind, phase.round): phase.starts_at for phase in clock.ahead(at)}
    lines = []
    for position, phase in enumerate(clock.phases):
        is_now = position == clock.position and clock.state != "over"
        begun = rung.get((phase.kind, phase.round)) if position <= clock.position else None
        lines.append((phase, moment(begun) if begun else None, ahead.get((phase.kind, phase.round)), is_now))
    return lines


async def time_now(request: web.Request) -> web.Response:
    """What time it is here, and where the evening is: for every open page, however its own clock goes."""
    hall: dict[str, Any] = await read(request, hall_now, now(request))
    return web.json_response(hall | {"now": milliseconds(now(request))})


async def screen_page(request: web.Request) -> web.Response:
    at = now(request)
    wall = await request.app[WALLS].of(open_exchange(request), at)
    share = share_asked_for(request.query.get("del", ""), wall.shares)
    kind = (TABLET in request, writes_here(request))
    page = wall.page(at, lambda: _draw(request, wall, share, at), share=share, kind=kind)
    return page.answer(request)


def _draw(request: web.Request, wall: Wall, share: Share | None, at: datetime) -> web.Response:
    """The page of the big screens: the same for all that show the same names, on devices of a kind."""
    clock = wall.screen.clock
    values = {
        "screen": wall.screen,
        "notices": [notice for notice in wall.screen.notices if notice.holds(at)],
        "clock": clock,
        "hall": hall_of(clock, at),
        "share": share,
        "shares": wall.shares,
        "lists": wall.names(share),
        "moved": wall.moved(share),
        "prize_names": prize_names(),
        "amount": amount,
        "now": at,
        "phase_name": phase_name,
    }
    return render(request, "floor/screen.html", values)


async def say(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.SayToHall))
    except Invalid as refusal:
        return await _host_page(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/klokke"))


async def open_etterbors(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.OpenEtterbors, minutes=form.value("open_minutes")))
    raise web.HTTPSeeOther(address(request, "/klokke"))


def press(kind: type[Command]) -> Handler:
    """The answer to one of the host's buttons."""

    async def pressed(request: web.Request) -> web.Response:
        form = await Form.of(request)
        await send(request, form.command(kind))
        raise web.HTTPSeeOther(address(request, "/klokke"))

    return pressed


ROUTES = (
    page("/tid", time_now, ANYONE),
    page("/klokke", clock_page, HOST),
    action("/klokke/start", press(messages.StartEvening), HOST),
    action("/klokke/neste", press(messages.NextPhase), HOST),
    action("/klokke/tilbake", press(messages.GoBack), HOST),
    action("/klokke/pause", press(messages.PauseClock), HOST),
    action("/klokke/fortsett", press(messages.ResumeClock), HOST),
    action("/klokke/minutt", press(messages.AddMinute), HOST),
    action("/klokke/nullstill", press(messages.ResetClock), ORGANISER),
    action("/klokke/melding", say, HOST),
    action("/klokke/melding/ned", press(messages.TakeDown), HOST),
    action("/klokke/etterbors", open_etterbors, ORGANISER),
    action("/klokke/etterbors/steng", press(messages.CloseEtterbors), ORGANISER),
    action("/klokke/storskjerm", press(messages.ChangeWall), ORGANISER),
    page("/storskjerm", screen_page, SCREEN),
)

DOORS = (Door("/klokke", "Klokke", HOST), Door("/storskjerm", "Storskjerm", SCREEN))
