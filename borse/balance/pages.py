"""The balance's page and its pictures, for the organiser; live while people sign up."""

import asyncio

from aiohttp import web

from borse.balance import reads
from borse.balance.advice import advice, expected
from borse.balance.tables import tables
from borse.bars import alternative, groups_of
from borse.frame.keys import now, read
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, page
from borse.language import gettext as _
from borse.pictures import DAY, NIGHT, svg_of
from borse.refusals import NotFound
from borse.tables import shown


async def balance_page(request: web.Request) -> web.Response:
    tally = await read(request, reads.tally)
    found = tables(tally)
    values = {
        "tally": tally,
        "tables": found,
        "pictures": {table.key: alternative(table) for table in found if groups_of(table)},
        "expected": expected(tally),
        "advice": advice(tally) if tally.parties and sum(tally.parties.values()) else [],
        "shown": shown,
        "now": now(request),
    }
    return render(request, "balance/balance.html", values)


async def picture(request: web.Request) -> web.Response:
    """The picture of one table; by night for who reads by night."""
    key = request.match_info["key"]
    found = {table.key: table for table in tables(await read(request, reads.tally)) if groups_of(table)}
    if key not in found:
        raise NotFound(_("Dette diagrammet finnes ikke. Åpne balansen på nytt."))
    look = NIGHT if "natt" in request.query else DAY
    body = await asyncio.to_thread(svg_of, found[key], look)
    return web.Response(body=body, content_type="image/svg+xml")


ROUTES = (
    page("/styre/balanse", balance_page, ORGANISER),
    page("/styre/balanse/{key}.svg", picture, ORGANISER),
)

DOORS = (Door("/styre/balanse", "Balanse", ORGANISER),)
