"""The page on which the organiser moves the børs, with what follows said before."""

from aiohttp import web
from sqlite_utils import Database

from borse.clock import clock_of
from borse.exchange import exchange_of
from borse.frame.forms import Form
from borse.frame.keys import address, now, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.refusals import Invalid
from borse.staff.moving import MoveExchange
from borse.times import typed


async def move_page(request: web.Request) -> web.Response:
    exchange = await read(request, exchange_of)
    typed_now = {"doors_at": typed(exchange.doors_at), "gong_at": typed(exchange.gong_at), "place": exchange.place}
    return await _page(request, Form.filled(typed_now))


async def move(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, form.command(MoveExchange))
    except Invalid as refusal:
        return await _page(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/styre/meldinger"))


async def _page(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    exchange = await read(request, exchange_of)
    values = {
        "form": form,
        "people": await read(request, _people),
        "closes_too": now(request) <= exchange.signup_closes_at,
        "has_begun": bool((await read(request, clock_of)).turn),
    }
    return render(request, "staff/move.html", values, status=status)


def _people(db: Database) -> int:
    return int(db.execute("select count(*) from person where withdrawn_at is null").fetchone()[0])


ROUTES = (page("/styre/flytt", move_page, ORGANISER), action("/styre/flytt", move, ORGANISER))
