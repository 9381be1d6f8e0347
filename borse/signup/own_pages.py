"""Changing what one has said, by one's own link: contact and hours, and for each party its offers, needs and wishes."""

from typing import Any

from aiohttp import web

from borse.contact import phone_as_read
from borse.exchange import Exchange, exchange_of
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.frame.routes import PARTICIPANT, action, page
from borse.language import gettext as _
from borse.newcomers import DETAILS
from borse.refusals import Closed, Invalid, NotFound
from borse.signup import messages, reads
from borse.signup.form import change_of, typed_person, wishes_of
from borse.signup.money import refuse_money
from borse.signup.own import own_card
from borse.signup.typed import rows_of

KINDS = {"tilbud": "offer", "behov": "need"}
FIELDS = ("kind", "text", *DETAILS)


async def overview(request: web.Request) -> web.Response:
    return _page(request, "signup/own.html", {"card": await _card(request), "phone_as_read": phone_as_read})


async def person_page(request: web.Request) -> web.Response:
    return _page(request, "signup/own_person.html", {"form": typed_person(await _card(request))})


async def change_person(request: web.Request) -> web.Response:
    card, form = await _card(request), await Form.of(request)
    try:
        await send(request, change_of(form, await read(request, exchange_of), card["id"]))
    except Invalid as refusal:
        return _page(request, "signup/own_person.html", {"form": form.refused(refusal)}, status=refusal.status)
    raise _back(request)


async def party_page(request: web.Request) -> web.Response:
    party = await _party(request)
    texts = {kind: [wish["text"] for wish in party["wishes"] if wish["kind"] == kind] for kind in ("wish", "veto")}
    values = {f"wishes.{number}": text for number, text in enumerate(texts["wish"])}
    values |= {f"vetoes.{number}": text for number, text in enumerate(texts["veto"])}
    return await _party_form(request, party, Form.filled(values | {"about": party["about"]}))


async def change_party(request: web.Request) -> web.Response:
    party, form = await _party(request), await Form.of(request)
    try:
        wishes = wishes_of(form, await read(request, exchange_of))
        await send(request, form.command(messages.DescribeParty, party=party["id"], wishes=wishes))
    except Invalid as refusal:
        return await _party_form(request, party, form.refused(refusal), status=refusal.status)
    raise _back(request)


async def new_post_page(request: web.Request) -> web.Response:
    await _party(request)
    return await _post_form(request, Form.filled({"kind": KINDS.get(request.query.get("slag", ""), "offer")}))


async def add_post(request: web.Request) -> web.Response:
    party, form = await _party(request), await Form.of(request)
    try:
        refuse_money(form.value("kind"), form.value("text"))
        await send(request, form.command(messages.AddPost, party=party["id"], post=f"{form.id}-a"))
    except Invalid as refusal:
        return await _post_form(request, form.refused(refusal), status=refusal.status)
    raise _back(request)


async def post_page(request: web.Request) -> web.Response:
    post = await _post(request)
    categories = await read(request, reads.categories_of, post["id"])
    return await _post_form(request, Form.filled({key: post[key] for key in FIELDS} | {"categories": categories}))


async def change_post(request: web.Request) -> web.Response:
    post, form = await _post(request), await Form.of(request)
    try:
        refuse_money(post["kind"], form.value("text"))
        await send(request, form.command(messages.ChangePost, post=post["id"], kind=post["kind"]))
    except Invalid as refusal:
        return await _post_form(request, form.refused(refusal), status=refusal.status)
    raise _back(request)


async def withdraw_post(request: web.Request) -> web.Response:
    post, form = await _post(request), await Form.of(request)
    await send(request, form.command(messages.WithdrawPost, post=post["id"]))
    raise _back(request)


async def reinstate_post(request: web.Request) -> web.Response:
    post, form = await _post(request), await Form.of(request)
    await send(request, form.command(messages.ReinstatePost, post=post["id"]))
    raise _back(request)


async def _card(request: web.Request) -> dict[str, Any]:
    """Raises Closed after the deadline, with whom to ask."""
    exchange: Exchange = await read(request, exchange_of)
    if now(request) > exchange.signup_closes_at:
        ask = _("Fristen for å endre er ute. Spør arrangøren, så retter de det for deg. %(contact)s")
        raise Closed((ask % {"contact": exchange.contact}).strip())
    card: dict[str, Any] = await read(request, own_card, actor(request).person)
    return card


async def _party(request: web.Request) -> dict[str, Any]:
    for party in (await _card(request))["parties"]:
        if party["id"] == request.match_info["party"]:
            return dict(party)
    raise NotFound(_("Aktøren finnes ikke."))


async def _post(request: web.Request) -> dict[str, Any]:
    for party in (await _card(request))["parties"]:
        for post in party["posts"]:
            if post["id"] == request.match_info["post"]:
                return dict(post)
    raise NotFound(_("Oppslaget finnes ikke."))


async def _party_form(request: web.Request, party: dict[str, Any], form: Form, *, status: int = 200) -> web.Response:
    values = {"form": form, "party": party, "rows": rows_of(form), "names": await read(request, reads.party_names)}
    return _page(request, "signup/own_party.html", values, status=status)


async def _post_form(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    values = {"form": form, "categories": await read(request, reads.categories)}
    return _page(request, "signup/own_post.html", values, status=status)


def _page(request: web.Request, template: str, values: dict[str, Any], *, status: int = 200) -> web.Response:
    return render(
        request, template, {"token": request.match_info["personal"], "categories": [], **values}, status=status
    )


def _back(request: web.Request) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(address(request, f"/p/{request.match_info['personal']}/endre"))


_OWN = "/p/{personal}/endre"
ROUTES = (
    page(_OWN, overview, PARTICIPANT),
    page(f"{_OWN}/meg", person_page, PARTICIPANT),
    action(f"{_OWN}/meg", change_person, PARTICIPANT),
    page(f"{_OWN}/aktor/{{party}}", party_page, PARTICIPANT),
    action(f"{_OWN}/aktor/{{party}}", change_party, PARTICIPANT),
    page(f"{_OWN}/aktor/{{party}}/nytt-oppslag", new_post_page, PARTICIPANT),
    action(f"{_OWN}/aktor/{{party}}/nytt-oppslag", add_post, PARTICIPANT),
    page(f"{_OWN}/oppslag/{{post}}", post_page, PARTICIPANT),
    action(f"{_OWN}/oppslag/{{post}}", change_post, PARTICIPANT),
    action(f"{_OWN}/oppslag/{{post}}/ta-ned", withdraw_post, PARTICIPANT),
    action(f"{_OWN}/oppslag/{{post}}/heng-opp", reinstate_post, PARTICIPANT),
)
