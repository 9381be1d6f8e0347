"""The board's page: offers and needs, found by kind, side, category and word."""

from urllib.parse import urlencode

from aiohttp import web

from borse.catalogue import reads
from borse.frame.forms import Form
from borse.frame.keys import address, read
from borse.frame.render import render
from borse.frame.routes import ANYONE, page
from borse.language import gettext as _

FILTERS = ("slag", "side", "kategori", "sok")
KINDS = {"tilbud": "offer", "behov": "need"}


async def board(request: web.Request) -> web.Response:
    """What is asked for stands in the address, so that a filtered board can be sent to somebody."""
    asked = {name: request.query.get(name, "") for name in FILTERS}
    kind = KINDS.get(asked["slag"], "")
    counts = await read(request, reads.counts)
    others = {name: value for name, value in asked.items() if value and name != "slag"}
    tabs = [
        (
            address(request, "/tavla?" + urlencode(others | {"slag": slag} if slag else others)),
            label,
            asked["slag"] == slag,
            count,
        )
        for slag, label, count in (
            ("", _("Alt"), sum(counts.values())),
            ("tilbud", _("Tilbud"), counts["offer"]),
            ("behov", _("Behov"), counts["need"]),
        )
    ]
    values = {
        "form": Form.filled(asked),
        "tabs": tabs,
        "notices": await read(request, reads.notices, kind, asked["side"], asked["kategori"], asked["sok"]),
        "categories": await read(request, reads.categories),
    }
    return render(request, "catalogue/board.html", values)


ROUTES = (page("/tavla", board, ANYONE),)
