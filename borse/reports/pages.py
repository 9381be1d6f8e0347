"""The report's page, its files and its pictures: for the organiser, and for those who may look on (the council)."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from borse.bars import alternative, groups_of
from borse.frame.keys import now, open_exchange, read
from borse.frame.render import render
from borse.frame.routes import VIEWER, Door, page
from borse.language import gettext as _
from borse.pictures import DAY, NIGHT, svg_of
from borse.refusals import NotFound
from borse.reports.facts import facts_of
from borse.reports.figures import report_of
from borse.reports.files import KINDS
from borse.reports.report import Report
from borse.tables import shown


async def current(request: web.Request) -> Report:
    """The figures as of now."""
    return report_of(await read(request, facts_of, now(request)))


async def report_page(request: web.Request) -> web.Response:
    report = await current(request)
    pictures = {table.key: alternative(table) for table in report.tables if groups_of(table)}
    return render(request, "reports/report.html", {"report": report, "pictures": pictures, "shown": shown})


async def picture(request: web.Request) -> web.Response:
    """The picture of one table; by night for who reads by night."""
    key = request.match_info["key"]
    tables = {table.key: table for table in (await current(request)).tables if groups_of(table)}
    if key not in tables:
        raise NotFound(_("Rapporten har ikke dette diagrammet. Åpne rapporten på nytt."))
    look = NIGHT if "natt" in request.query else DAY
    body = await asyncio.to_thread(svg_of, tables[key], look)
    return web.Response(body=body, content_type="image/svg+xml")


def file(ending: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The report as a file to keep."""
    kind = KINDS[ending]

    async def handler(request: web.Request) -> web.Response:
        body = await asyncio.to_thread(kind.make, await current(request))
        name = f"rapport-{open_exchange(request).slug}.{ending}"
        how = "inline" if ending == "pdf" else "attachment"
        headers = {"Content-Disposition": f'{how}; filename="{name}"'}
        charset = "utf-8" if kind.is_text else None
        return web.Response(body=body, content_type=kind.content_type, charset=charset, headers=headers)

    return handler


ROUTES = (
    page("/rapport", report_page, VIEWER),
    page("/rapport/{key}.svg", picture, VIEWER),
    *(page(f"/rapport.{ending}", file(ending), VIEWER) for ending in KINDS),
)

DOORS = (Door("/rapport", "Rapport", VIEWER),)
