"""The board and each post on it: found by kind, side, category and word; answered through one's own link."""

import asyncio
import re
from typing import Any

from aiohttp import web

from borse.catalogue import messages, reads
from borse.catalogue.choosing import KINDS, Chosen, Wanted, choose
from borse.catalogue.finding import warm_up
from borse.catalogue.fitting import fitting
from borse.catalogue.sharing import ROUTES as SHARING
from borse.catalogue.views import VIEWS, is_opened_by_somebody
from borse.catalogue.visit import Visit, visit
from borse.exchange import side_names
from borse.frame.forms import Form
from borse.frame.keys import address, open_exchange, read, send
from borse.frame.render import render
from borse.frame.routes import ANYONE, BROKER, PARTICIPANT, STAFF, Door, action, page
from borse.language import gettext as _
from borse.own_words import category_name
from borse.refusals import NotFound

# As many as a telephone shows without waiting; further ones are a page further on.
ON_A_PAGE = 60


async def board(request: web.Request) -> web.Response:
    """What is asked for stands in the address, so that a filtered board can be sent to somebody."""
    reader, wanted = await visit(request), Wanted.of(request.query)
    chosen = await asyncio.to_thread(choose, reader.board, wanted)
    if not wanted.words:  # whoever opens the board may soon type
        asyncio.get_running_loop().run_in_executor(None, warm_up, [one.text for one in reader.board])
    number = int(request.query["ark"]) if re.fullmatch(r"[0-9]{1,4}", request.query.get("ark", "")) else 1
    pages = max(1, -(-len(chosen.notices) // ON_A_PAGE))
    number = min(max(1, number), pages)
    values = {
        **_questions(reader, wanted, chosen),
        "reader": reader,
        "chosen": chosen,
        "shown": chosen.notices[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "number": number,
        "pages": pages,
        "wanted": wanted,
    }
    return render(request, "catalogue/board.html", values)


def _questions(reader: Visit, wanted: Wanted, chosen: Chosen) -> dict[str, Any]:
    """The tabs and the choices, each with what one would find there."""
    kinds = (("", _("Alt"), sum(chosen.kinds.values())), ("tilbud", _("Tilbud"), 0), ("behov", _("Behov"), 0))
    return {
        "form": Form.filled({"sok": wanted.words, "kategori": wanted.category, "side": wanted.side}),
        "tabs": [
            (
                reader.base + wanted.query(kind=kind),
                label,
                kind == wanted.kind,
                chosen.kinds.get(KINDS.get(kind, ""), all_),
            )
            for kind, label, all_ in kinds
        ],
        "categories": [
            (one.id, f"{category_name(one.name)} ({chosen.categories.get(one.id, 0)})") for one in reader.categories
        ],
        "sides": [(side, f"{name} ({chosen.sides.get(side, 0)})") for side, name in side_names().items()],
    }


async def post_page(request: web.Request) -> web.Response:
    """One post, by itself: an address to send to somebody who could help."""
    reader = await visit(request)
    notice = next((one for one in reader.board if one.id == request.match_info["post"]), None)
    if notice is None:
        raise NotFound(_("Oppslaget henger ikke på tavla lenger."))
    if is_opened_by_somebody(request):
        request.app[VIEWS].count(open_exchange(request).slug, notice.id)
    mine = await read(request, reads.own_parties, reader.person)
    interests = [one for one in await read(request, reads.interests) if one.notice.id == notice.id]
    values = {
        "reader": reader,
        "notice": notice,
        "others": [one for one in reader.board if one.party == notice.party and one.id != notice.id and one.name],
        "parties": [party for party in mine if party["id"] != notice.party],
        "is_mine": any(party["id"] == notice.party for party in mine),
        "said": {one.party for one in interests},
        "interests": interests,
        "wanted_of": lambda category: Wanted(category=category.id).query(),
    }
    return render(request, "catalogue/post.html", values)


async def fitting_page(request: web.Request) -> web.Response:
    """What fits a participant's own posts, with the reasons, and who has said so already."""
    reader = await visit(request)
    mine = {party["id"] for party in await read(request, reads.own_parties, reader.person)}
    vetoes = await read(request, reads.vetoes)
    fits = await asyncio.to_thread(fitting, reader.board, mine, vetoes)
    values = {
        "reader": reader,
        "fits": fits,
        "interests": [one for one in await read(request, reads.interests) if one.notice.party in mine],
        "has_posts": any(one.party in mine for one in reader.board),
    }
    return render(request, "catalogue/fitting.html", values)


async def note_interest(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.NoteInterest, post=request.match_info["post"]))
    raise web.HTTPSeeOther(_post_address(request))


async def withdraw_interest(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.WithdrawInterest, post=request.match_info["post"]))
    raise web.HTTPSeeOther(_post_address(request))


def _post_address(request: web.Request) -> str:
    names = request.match_info
    return address(request, f"/p/{names['personal']}/tavla/{names['post']}")


async def interest_page(request: web.Request) -> web.Response:
    """Who could help whom, for those who bring people together."""
    return render(request, "catalogue/interest.html", {"interests": await read(request, reads.interests)})


ROUTES = (
    page("/tavla", board, ANYONE),
    page("/p/{personal}/tavla", board, PARTICIPANT),
    page("/tavla/interesse", interest_page, BROKER),
    *SHARING,
    page("/tavla/{post}", post_page, ANYONE),
    page("/p/{personal}/tavla/passer", fitting_page, PARTICIPANT),
    page("/p/{personal}/tavla/{post}", post_page, PARTICIPANT),
    action("/p/{personal}/tavla/{post}/interesse", note_interest, PARTICIPANT),
    action("/p/{personal}/tavla/{post}/angre", withdraw_interest, PARTICIPANT),
)

DOORS = (Door("/tavla", "Tavla", STAFF),)
