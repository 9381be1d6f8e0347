"""The board elsewhere: feeds for programs, text to paste, a list for other sites to show, a booklet for the counter.

What stands in the address chooses, as on the board itself: `/tavla.atom?slag=behov` are the needs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from borse.bus import Actor, Role
from borse.catalogue import feeds
from borse.catalogue.booklet import booklet_of
from borse.catalogue.choosing import Wanted, choose
from borse.catalogue.pasting import text_of
from borse.catalogue.reads import Notice
from borse.catalogue.visit import Visit, visit, visit_outside
from borse.frame.forms import Form
from borse.frame.keys import full_address, now
from borse.frame.limits import slow_down
from borse.frame.render import render
from borse.frame.routes import ANYONE, PARTICIPANT, page
from borse.refusals import Closed, NotAllowed

Feed = Callable[[feeds.Source, Sequence[Notice]], bytes]

FEEDS: dict[str, tuple[Feed, str]] = {
    "atom": (feeds.atom_of, "application/atom+xml"),
    "json": (feeds.json_of, "application/json"),
    "csv": (feeds.csv_of, "text/csv"),
    "ics": (feeds.calendar_of, "text/calendar"),
}
# What others show of the board is seen at once, not leafed through.
IN_A_FRAME = 30

OUTSIDER = Actor(role=Role.PUBLIC)


def feed(ending: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The board in one of the formats, as outsiders read it, whoever asks: feeds are passed on."""
    make, content_type = FEEDS[ending]

    async def handler(request: web.Request) -> web.Response:
        reader = await visit_outside(request)
        query = Wanted.of(request.query).query()
        source = feeds.Source(exchange=reader.exchange, address=full_address(request, "/tavla"), query=query)
        body = await asyncio.to_thread(make, source, await _chosen(reader, request))
        headers = {"Access-Control-Allow-Origin": "*"}  # all of it may be read by anybody
        if ending in {"csv", "ics"}:
            headers["Content-Disposition"] = f'attachment; filename="tavla-{reader.exchange.slug}.{ending}"'
        return web.Response(body=body, content_type=content_type, charset="utf-8", headers=headers)

    return handler


async def sharing_page(request: web.Request) -> web.Response:
    """Text to paste, addresses to follow, and how to show the list on another site."""
    reader, wanted = await visit_outside(request), Wanted.of(request.query)
    base = full_address(request, "/tavla")
    text = text_of(reader.exchange, await _chosen(reader, request), base + wanted.query())
    values = {
        "reader": reader,
        "wanted": wanted,
        "form": Form.filled({"slag": wanted.kind, "kategori": wanted.category, "side": wanted.side, "tekst": text}),
        "feeds": [(ending, f"{base}.{ending}{wanted.query()}") for ending in FEEDS],
        "frame": f"{base}/ramme{wanted.query()}",
    }
    return render(request, "catalogue/sharing.html", values)


async def frame(request: web.Request) -> web.Response:
    """The list for other sites. What cannot be shown is said in the frame, which has no room for a refusal's page."""
    sentence = ""
    notices: tuple[Notice, ...] = ()
    try:
        notices = await _chosen(await visit_outside(request, OUTSIDER), request)
    except (Closed, NotAllowed) as refusal:
        sentence = refusal.sentence
    values = {
        "notices": notices[:IN_A_FRAME],
        "left": max(0, len(notices) - IN_A_FRAME),
        "sentence": sentence,
        "base": full_address(request, "/tavla"),
        "query": Wanted.of(request.query).query(),
    }
    return render(request, "catalogue/frame.html", values)


async def booklet(request: web.Request) -> web.Response:
    """For outsiders by the open address; through a personal link with the names that participants see."""
    slow_down(request, "booklet")
    personal = "personal" in request.match_info
    reader = await visit(request) if personal else await visit_outside(request)
    notices = await _chosen(reader, request)
    at, online = now(request), full_address(request, "/tavla")
    pdf = await asyncio.to_thread(booklet_of, reader.exchange, notices, reader.categories, address=online, at=at)
    name = f'inline; filename="tavla-{reader.exchange.slug}.pdf"'
    return web.Response(body=pdf, content_type="application/pdf", headers={"Content-Disposition": name})


async def _chosen(reader: Visit, request: web.Request) -> tuple[Notice, ...]:
    chosen = await asyncio.to_thread(choose, reader.board, Wanted.of(request.query))
    return chosen.notices


ROUTES = (
    *(page(f"/tavla.{ending}", feed(ending), ANYONE) for ending in FEEDS),
    page("/tavla/tekst", sharing_page, ANYONE),
    page("/tavla/ramme", frame, ANYONE, embeddable=True),
    page("/tavla/hefte.pdf", booklet, ANYONE),
    page("/p/{personal}/tavla/hefte.pdf", booklet, PARTICIPANT),
)
