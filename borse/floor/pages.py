"""The floor's pages: the host's clock and the big screen."""

from datetime import datetime

from aiohttp import web

from borse.bus import Command
from borse.clock import Clock, clock_of, ends_by_itself, phase_name
from borse.exchange import Phase
from borse.floor import messages, reads
from borse.frame.forms import Form
from borse.frame.keys import address, now, read, send
from borse.frame.render import render
from borse.frame.routes import ANYONE, HOST, ORGANISER, SCREEN, Door, Handler, action, page
from borse.hall import hall_of
from borse.times import moment


async def clock_page(request: web.Request) -> web.Response:
    clock: Clock = await read(request, clock_of)
    at = now(request)
    values = {
        "clock": clock,
        "now": at,
        "phase_name": phase_name,
        "gong": gong_of(clock),
        "waits_for_host": clock.phase is not None and not ends_by_itself(clock.phase),
        "lines": lines_of(clock, await read(request, reads.rung), at),
    }
    return render(request, "floor/clock.html", values)


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


def gong_of(clock: Clock) -> str:
    """Which gong the running phase began with: two strokes open and close the børstid, one is for the rounds."""
    phase, before = clock.phase, clock.phases[max(clock.position - 1, 0)]
    if phase is None or phase.kind in {"doors", "welcome"}:
        return ""
    if phase.kind == "closing":
        return "close"
    return "open" if before.kind in {"doors", "welcome"} or clock.position == 0 else "round"


async def time_now(request: web.Request) -> web.Response:
    """What time it is here, and where the evening is: for every open page, however its own clock goes."""
    clock: Clock = await read(request, clock_of)
    return web.json_response(hall_of(clock, now(request)))


async def screen_page(request: web.Request) -> web.Response:
    screen: reads.Screen = await read(request, reads.screen)
    values = {"screen": screen, "clock": screen.clock, "now": now(request), "phase_name": phase_name}
    return render(request, "floor/screen.html", values | {"gong": gong_of(screen.clock)})


def press(kind: type[Command]) -> Handler:
    """The answer to one of the clock's buttons."""

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
    page("/storskjerm", screen_page, SCREEN),
)

DOORS = (Door("/klokke", "Klokke", HOST), Door("/storskjerm", "Storskjerm", SCREEN))
