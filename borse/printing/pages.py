"""The printer's page: two piles, what is missing from each, one press for a PDF that any printer takes."""

import asyncio

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import address, full_address, now, read, send
from borse.frame.render import render
from borse.frame.routes import RECEPTION, Door, action, page
from borse.printing import messages, reads
from borse.printing.paper import pdf_of


async def overview_page(request: web.Request) -> web.Response:
    """What is missing; with `?person=` the sheets of one, who stands at the desk."""
    person = request.query.get("person", "")
    piles, batches, name = await read(request, reads.overview, person)
    values = {"piles": piles, "batches": batches, "person": person, "name": name, "form": Form()}
    return render(request, "printing/overview.html", values)


async def print_sheets(request: web.Request) -> web.Response:
    form = await Form.of(request)
    command = form.command(messages.PrintSheets, person=form.value("person") or None)
    await send(request, command)
    raise web.HTTPSeeOther(address(request, f"/utskrift/{command.id}.pdf"))


async def batch_pdf(request: web.Request) -> web.Response:
    """The same batch again gives the same people, with what holds for them now."""
    exchange, batch, pile = await read(request, reads.batch, request.match_info["batch"], now(request))
    personal = full_address(request, "/p")
    pdf = await asyncio.to_thread(pdf_of, exchange, batch, pile, personal, now(request))
    name = "navnelapper" if batch.sheet == "badge" else "programlapper"
    return web.Response(
        body=pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{exchange.slug}-{name}.pdf"'},
    )


ROUTES = (
    page("/utskrift", overview_page, RECEPTION),
    action("/utskrift", print_sheets, RECEPTION),
    page("/utskrift/{batch}.pdf", batch_pdf, RECEPTION),
)

DOORS = (Door("/utskrift", "Utskrift", RECEPTION),)
