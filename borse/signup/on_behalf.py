"""Adding and changing on somebody's behalf, with the telephone in the other hand: a party, its people, its posts."""

from typing import Any

from aiohttp import web

from borse.exchange import exchange_of
from borse.frame.forms import Form
from borse.frame.keys import address, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.ids import following
from borse.language import gettext as _
from borse.newcomers import DETAILS
from borse.refusals import Invalid, NotFound
from borse.signup import messages, reads, word_messages
from borse.signup.form import addition_of, change_of, typed_person

KINDS = {"tilbud": "offer", "behov": "need"}
POST_FIELDS = ("kind", "text", *DETAILS)


async def party_page(request: web.Request) -> web.Response:
    card = await _card(request)
    form = Form.filled({key: card[key] for key in ("name", "side", "orgnr", "about", "note")})
    return render(request, "signup/party_form.html", {"form": form, "party": card})


async def change_party(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.ChangeParty, party=request.match_info["party"]))
    except Invalid as refusal:
        values = {"form": form.refused(refusal), "party": await _card(request)}
        return render(request, "signup/party_form.html", values, status=refusal.status)
    raise _to_the_card(request)


async def withdraw_party(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.WithdrawParty, party=request.match_info["party"]))
    raise _to_the_card(request)


async def reinstate_party(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.ReinstateParty, party=request.match_info["party"]))
    raise _to_the_card(request)


async def new_person_page(request: web.Request) -> web.Response:
    await _card(request)
    return _person(request, Form(), _("Ny deltaker"))


async def add_person(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, addition_of(form, await read(request, exchange_of), request.match_info["party"]))
    except Invalid as refusal:
        return _person(request, form.refused(refusal), _("Ny deltaker"), status=refusal.status)
    raise _to_the_card(request)


async def person_page(request: web.Request) -> web.Response:
    return _person(request, typed_person(await _person_on_file(request)), _("Rett deltaker"))


async def change_person(request: web.Request) -> web.Response:
    await _person_on_file(request)
    form = await Form.of(request)
    try:
        await send(request, change_of(form, await read(request, exchange_of), request.match_info["person"]))
    except Invalid as refusal:
        return _person(request, form.refused(refusal), _("Rett deltaker"), status=refusal.status)
    raise _to_the_card(request)


async def withdraw_person(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.WithdrawPerson, person=request.match_info["person"]))
    raise _to_the_card(request)


async def reinstate_person(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.ReinstatePerson, person=request.match_info["person"]))
    raise _to_the_card(request)


async def answer_hat(request: web.Request) -> web.Response:
    """Somebody said it on the telephone."""
    form = await Form.of(request)
    named = {name: request.match_info[name] for name in ("party", "person")}
    await send(request, form.command(word_messages.AnswerHat, **named, speaks=form.value("speaks") == "yes"))
    raise _to_the_card(request)


async def new_post_page(request: web.Request) -> web.Response:
    await _card(request)
    form = Form.filled({"kind": KINDS.get(request.query.get("slag", ""), "")})
    return await _post(request, form, _("Nytt oppslag"))


async def add_post(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        command = form.command(messages.AddPost, party=request.match_info["party"], post=following(form.id, "post"))
        await send(request, command)
    except Invalid as refusal:
        return await _post(request, form.refused(refusal), _("Nytt oppslag"), status=refusal.status)
    raise _to_the_card(request)


async def post_page(request: web.Request) -> web.Response:
    post = await _post_on_file(request)
    categories = await read(request, reads.categories_of, post["id"])
    form = Form.filled({key: post[key] for key in POST_FIELDS} | {"categories": categories})
    return await _post(request, form, _("Rett oppslaget"))


async def change_post(request: web.Request) -> web.Response:
    await _post_on_file(request)
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.ChangePost, post=request.match_info["post"]))
    except Invalid as refusal:
        return await _post(request, form.refused(refusal), _("Rett oppslaget"), status=refusal.status)
    raise _to_the_card(request)


async def withdraw_post(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.WithdrawPost, post=request.match_info["post"]))
    raise _to_the_card(request)


async def reinstate_post(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.ReinstatePost, post=request.match_info["post"]))
    raise _to_the_card(request)


async def _card(request: web.Request) -> dict[str, Any]:
    card: dict[str, Any] = await read(request, reads.party_card, request.match_info["party"])
    return card


async def _person_on_file(request: web.Request) -> dict[str, Any]:
    return _one_of((await _card(request))["people"], request.match_info["person"], _("Deltakeren finnes ikke."))


async def _post_on_file(request: web.Request) -> dict[str, Any]:
    return _one_of((await _card(request))["posts"], request.match_info["post"], _("Oppslaget finnes ikke."))


def _one_of(rows: list[dict[str, Any]], sought: str, sentence: str) -> dict[str, Any]:
    for row in rows:
        if row["id"] == sought:
            return row
    raise NotFound(sentence)


def _person(request: web.Request, form: Form, title: str, *, status: int = 200) -> web.Response:
    values = {"form": form, "party": request.match_info["party"], "title": title, "categories": []}
    return render(request, "signup/person.html", values, status=status)


async def _post(request: web.Request, form: Form, title: str, *, status: int = 200) -> web.Response:
    values = {"form": form, "party": request.match_info["party"], "title": title}
    values["categories"] = await read(request, reads.categories)
    return render(request, "signup/post_form.html", values, status=status)


def _to_the_card(request: web.Request) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(address(request, f"/styre/aktorer/{request.match_info['party']}"))


_CARD = "/styre/aktorer/{party}"
ROUTES = (
    page(f"{_CARD}/rett", party_page, ORGANISER),
    action(f"{_CARD}/rett", change_party, ORGANISER),
    action(f"{_CARD}/meld-av", withdraw_party, ORGANISER),
    action(f"{_CARD}/angre", reinstate_party, ORGANISER),
    page(f"{_CARD}/ny-deltaker", new_person_page, ORGANISER),
    action(f"{_CARD}/ny-deltaker", add_person, ORGANISER),
    page(f"{_CARD}/deltaker/{{person}}", person_page, ORGANISER),
    action(f"{_CARD}/deltaker/{{person}}", change_person, ORGANISER),
    action(f"{_CARD}/deltaker/{{person}}/meld-av", withdraw_person, ORGANISER),
    action(f"{_CARD}/deltaker/{{person}}/angre", reinstate_person, ORGANISER),
    action(f"{_CARD}/hatt/{{person}}", answer_hat, ORGANISER),
    page(f"{_CARD}/nytt-oppslag", new_post_page, ORGANISER),
    action(f"{_CARD}/nytt-oppslag", add_post, ORGANISER),
    page(f"{_CARD}/oppslag/{{post}}", post_page, ORGANISER),
    action(f"{_CARD}/oppslag/{{post}}", change_post, ORGANISER),
    action(f"{_CARD}/oppslag/{{post}}/ta-ned", withdraw_post, ORGANISER),
    action(f"{_CARD}/oppslag/{{post}}/heng-opp", reinstate_post, ORGANISER),
)
