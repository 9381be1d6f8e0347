"""The brokers' lists: mine, who is free, suggestions, needs and offers, who has no agreement, rings."""

from typing import TypeVar

from aiohttp import web

from borse.brokers import lists, messages, suggesting
from borse.brokers.meeting_pages import ROUTES as MEETINGS
from borse.brokers.own_pages import ROUTES as OWN
from borse.brokers.party_pages import ROUTES as PARTIES
from borse.brokers.view import WITHOUT_NET, remember, show, view, waiting
from borse.brokers.words import slot_name
from borse.exchange import side_names
from borse.folding import folded, is_found
from borse.frame.forms import Form
from borse.frame.keys import address, send
from borse.frame.routes import BROKER, Door, action, page
from borse.refusals import Invalid

T = TypeVar("T")

# As many as a broker looks through standing up; the rest are a page away.
ON_A_PAGE = 20
SUGGESTIONS = 15


async def mine_page(request: web.Request) -> web.Response:
    """Who this tablet's broker looks after; before they have said who they are, that question."""
    return await _mine(request, Form())


async def _mine(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    seen = await view(request)
    mine = lists.under_wing(seen.hall, seen.me) if seen.me else []
    partners = {
        line.party.id: suggesting.best_partner(seen.hall, seen.reckoned.advice, line.party.id)
        for line in mine
        if line.here
    }
    values = {
        "lines": mine,
        "partners": partners,
        "waiting": waiting(seen.hall),
        "form": form,
    }
    return show(request, "mine", seen, "meglere", values, status=status)


async def be_broker(request: web.Request) -> web.Response:
    """From now on the tablet is in the hands of this broker: one of those who are known, or a new name."""
    form = await Form.of(request)
    broker = form.value("broker")
    if not broker:
        try:
            receipt = await send(request, form.command(messages.AddBroker, broker=form.id))
        except Invalid as refusal:
            return await _mine(request, form.refused(refusal), status=refusal.status)
        event = receipt.events[0].event
        assert isinstance(event, messages.BrokerAdded)
        broker = event.broker
    response = web.Response(status=303, headers={"Location": address(request, "/meglere")})
    remember(response, request, broker)
    return response


async def free_page(request: web.Request) -> web.Response:
    seen = await view(request)
    query = request.query.get("q", "").strip()
    found = lists.find(seen.hall, lists.free_people(seen.hall, seen.me), query)
    number, pages, shown = _page_of(request, found)
    partners = {
        party.id: suggesting.best_partner(seen.hall, seen.reckoned.advice, party.id)
        for one in shown
        for party in one.parties
    }
    values = {
        "people": shown,
        "partners": partners,
        "form": Form.filled({"q": query}),
        "all": len(found),
        "page": number,
        "pages": pages,
    }
    return show(request, "free", seen, "meglere/ledige", values)


async def suggestions_page(request: web.Request) -> web.Response:
    seen = await view(request)
    values = {"suggestions": suggesting.suggestions_now(seen.hall, seen.reckoned.advice, SUGGESTIONS)}
    return show(request, "suggestions", seen, "meglere/forslag", values)


async def posts_page(request: web.Request) -> web.Response:
    """Needs without an answer (or `?slag=tilbud`: offers that nobody took), of those who are here."""
    seen = await view(request)
    kind = "offer" if request.query.get("slag") == "tilbud" else "need"
    found = suggesting.open_posts(seen.hall, seen.reckoned.advice, kind, seen.hall.here)
    # Who could be helped now goes before those for whom nobody here has anything.
    found.sort(key=lambda one: (not one.helpers, seen.hall.agreements.get(one.post.party, 0)))
    number, pages, shown = _page_of(request, found)
    values = {
        "posts": shown,
        "kind": kind,
        "page": number,
        "pages": pages,
    }
    return show(request, "posts", seen, "meglere/behov", values)


async def unlucky_page(request: web.Request) -> web.Response:
    seen = await view(request)
    found = lists.without_agreement(seen.hall)
    number, pages, shown = _page_of(request, found)
    partners = {
        line.party.id: suggesting.best_partner(seen.hall, seen.reckoned.advice, line.party.id) for line in shown
    }
    values = {"lines": shown, "partners": partners, "page": number, "pages": pages, "all": len(found)}
    return show(request, "unlucky", seen, "meglere/uten-avtale", values)


async def rings_page(request: web.Request) -> web.Response:
    seen = await view(request)
    hall = seen.hall
    rings = [ring for ring in seen.reckoned.rings if all(one.offering in hall.parties for one in ring)]
    values = {
        "rings": [ring for ring in rings if len(ring) > 2],  # noqa: PLR2004 -- two swap; three are a ring
        "swaps": [ring for ring in rings if len(ring) == 2],  # noqa: PLR2004 -- the same
    }
    return show(request, "rings", seen, "meglere/ringer", values)


async def find_page(request: web.Request) -> web.Response:
    """Every party by name, and whose wing it is under."""
    seen = await view(request)
    query = request.query.get("q", "").strip()
    words = {
        party.id: folded(" ".join((party.name, *(seen.hall.people[one].name for one in party.people))))
        for party in seen.hall.parties.values()
    }
    values = {
        "lines": lists.lines(seen.hall, seen.hall.parties),
        "words": words,
        "found": {party for party, text in words.items() if is_found(query, text)},
        "form": Form.filled({"q": query}),
        "sides": side_names(),
    }
    return show(request, "find", seen, "meglere/aktorer", values)


async def without_net_page(request: web.Request) -> web.Response:
    """What a tablet shows instead of a party's page that it has not got: who, and what can be written down."""
    seen = await view(request)
    values = {
        "everybody": [(one.id, one.name) for one in seen.hall.parties.values()],
        "times": [("" if slot.round is None else str(slot.round), slot_name(slot)) for slot in seen.hall.slots],
    }
    answer = show(request, "here", seen, "meglere/aktorer", values)
    answer.headers["Stands-For"] = f"{address(request, '/meglere/aktor/')} {address(request, '/meglere/mote')}"
    return answer


def _page_of(request: web.Request, found: list[T]) -> tuple[int, int, list[T]]:
    """The page that is asked for (`?side=2`), how many there are, and what stands on it."""
    asked = request.query.get("side", "1")
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(max(int(asked), 1), pages) if asked.isdecimal() else 1
    return number, pages, found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]


ROUTES = (
    page("/meglere", mine_page, BROKER),
    action("/meglere/jeg", be_broker, BROKER),
    page("/meglere/ledige", free_page, BROKER),
    page("/meglere/forslag", suggestions_page, BROKER),
    page("/meglere/behov", posts_page, BROKER),
    page("/meglere/uten-avtale", unlucky_page, BROKER),
    page("/meglere/ringer", rings_page, BROKER),
    page("/meglere/aktorer", find_page, BROKER),
    page(f"/{WITHOUT_NET}", without_net_page, BROKER),
    *PARTIES,
    *MEETINGS,
    *OWN,
)

DOORS = (Door("/meglere", "Megling", BROKER),)
