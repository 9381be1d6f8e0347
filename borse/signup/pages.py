"""Sign-up's public pages: the front of a børs, the form (`form_pages.py`), the receipt."""

from aiohttp import web

from borse.exchange import exchange_of, run_sheet
from borse.frame.keys import full_address, now, read
from borse.frame.limits import slow_down
from borse.frame.qr import qr_svg
from borse.frame.render import render
from borse.frame.routes import ANYONE, page
from borse.signup import by_code, form_pages, office, own_pages, reads, word_pages
from borse.signup.receipt import receipt_of


async def front_page(request: web.Request) -> web.Response:
    exchange = await read(request, exchange_of)
    values = {
        "phases": run_sheet(exchange),
        "balance": await read(request, reads.balance),
        "is_open": now(request) <= exchange.signup_closes_at,
    }
    return render(request, "signup/front.html", values)


async def receipt_page(request: web.Request) -> web.Response:
    slow_down(request, "link")
    receipt = await read(request, receipt_of, request.match_info["command"], now(request))
    links = {face.code: full_address(request, f"/p/{face.token}") for face in receipt.people}
    values = {"receipt": receipt, "links": links, "pictures": {code: qr_svg(link) for code, link in links.items()}}
    return render(request, "signup/receipt.html", values)


ROUTES = (
    page("/", front_page, ANYONE),
    *form_pages.ROUTES,
    page("/pamelding/kvittering/{command}", receipt_page, ANYONE),
    *by_code.ROUTES,
    *own_pages.ROUTES,
    *word_pages.ROUTES,
    *office.ROUTES,
)

DOORS = office.DOORS
