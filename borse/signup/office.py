"""Sign-up as the organiser sees it: who is on the list, one party's card, files to import."""

import asyncio
from typing import Any

from aiohttp import web

from borse.contact import phone_as_read
from borse.exchange import exchange_of
from borse.frame.forms import Form
from borse.frame.keys import address, full_address, now, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, action, page
from borse.language import gettext as _
from borse.refusals import Invalid, NotFound
from borse.signup import messages, reads
from borse.signup.form import change_of, typed_person
from borse.signup.preview import preview_of
from borse.signup.sheets import read_sheet


async def list_page(request: web.Request) -> web.Response:
    """Everybody who has signed up, found by name, side, or what they lack."""
    sought = Form.filled({name: request.query.get(name, "") for name in ("sok", "side", "mangler")})
    found = await read(request, reads.parties, *(sought.value(name) for name in ("sok", "side", "mangler")))
    values = {
        "form": sought,
        "parties": found,
        "balance": await read(request, reads.balance),
        "came": await read(request, reads.came_of, request.query.get("import", "")),
    }
    return render(request, "signup/list.html", values)


async def party_page(request: web.Request) -> web.Response:
    card = await read(request, reads.party_card, request.match_info["party"])
    links = {p["id"]: full_address(request, f"/p/{p['token']}") for p in card["people"] if p["token"]}
    return render(request, "signup/party.html", {"party": card, "links": links, "phone_as_read": phone_as_read})


async def withdraw_party(request: web.Request) -> web.Response:
    form = await Form.of(request)
    party = request.match_info["party"]
    await send(request, form.command(messages.WithdrawParty, party=party))
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer/{party}"))


async def reinstate_party(request: web.Request) -> web.Response:
    form = await Form.of(request)
    party = request.match_info["party"]
    await send(request, form.command(messages.ReinstateParty, party=party))
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer/{party}"))


async def withdraw_person(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.WithdrawPerson, person=request.match_info["person"]))
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer/{request.match_info['party']}"))


async def person_page(request: web.Request) -> web.Response:
    return _person(request, typed_person(await _person_on_file(request)))


async def change_person(request: web.Request) -> web.Response:
    await _person_on_file(request)
    form = await Form.of(request)
    try:
        exchange = await read(request, exchange_of)
        await send(request, change_of(form, exchange, request.match_info["person"]))
    except Invalid as refusal:
        return _person(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer/{request.match_info['party']}"))


async def _person_on_file(request: web.Request) -> dict[str, Any]:
    card = await read(request, reads.party_card, request.match_info["party"])
    found: list[dict[str, Any]] = [p for p in card["people"] if p["id"] == request.match_info["person"]]
    if not found:
        raise NotFound(_("Deltakeren finnes ikke."))
    return found[0]


def _person(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    values = {"form": form, "party": request.match_info["party"], "categories": []}
    return render(request, "signup/person.html", values, status=status)


async def withdraw_post(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.WithdrawPost, post=request.match_info["post"]))
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer/{request.match_info['party']}"))


async def upload_page(request: web.Request) -> web.Response:
    return render(request, "signup/upload.html", {"form": Form()})


async def upload(request: web.Request) -> web.Response:
    """Read the file, in a thread, and let it wait; nobody is signed up yet."""
    form = await Form.of(request)
    try:
        command = await _keep(form)
        await send(request, command)
    except Invalid as refusal:
        return render(request, "signup/upload.html", {"form": form.refused(refusal)}, status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/styre/import/{command.id}"))


async def _keep(form: Form) -> messages.KeepImport:
    file = form.files.get("file")
    if file is None:
        raise Invalid({"file": _("Velg en fil først.")})
    sheet = await asyncio.to_thread(read_sheet, file.file.read())
    return messages.KeepImport(id=form.id, file_name=file.filename[:200], sheet=sheet)


async def preview_page(request: web.Request) -> web.Response:
    preview = await read(request, preview_of, request.match_info["batch"], now(request))
    return render(request, "signup/preview.html", {"preview": preview, "batch": request.match_info["batch"]})


async def import_rows(request: web.Request) -> web.Response:
    """Save the rows that are ticked. A second press finds the file gone, and shows the same answer."""
    form = await Form.of(request)
    batch = request.match_info["batch"]
    shown = {int(number) for number in form.values("shown") if number.isdecimal()}
    taken = {int(number) for number in form.values("take") if number.isdecimal()}
    command = form.command(messages.ImportParties, batch=batch, leave_out=tuple(sorted(shown - taken)))
    await send(request, command)
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer?import={command.id}"))


async def drop(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.DropImport, batch=request.match_info["batch"]))
    raise web.HTTPSeeOther(address(request, "/styre/import"))


ROUTES = (
    page("/styre/aktorer", list_page, ORGANISER),
    page("/styre/aktorer/{party}", party_page, ORGANISER),
    action("/styre/aktorer/{party}/meld-av", withdraw_party, ORGANISER),
    action("/styre/aktorer/{party}/angre", reinstate_party, ORGANISER),
    action("/styre/aktorer/{party}/deltaker/{person}/meld-av", withdraw_person, ORGANISER),
    page("/styre/aktorer/{party}/deltaker/{person}", person_page, ORGANISER),
    action("/styre/aktorer/{party}/deltaker/{person}", change_person, ORGANISER),
    action("/styre/aktorer/{party}/oppslag/{post}/ta-ned", withdraw_post, ORGANISER),
    page("/styre/import", upload_page, ORGANISER),
    action("/styre/import", upload, ORGANISER),
    page("/styre/import/{batch}", preview_page, ORGANISER),
    action("/styre/import/{batch}", import_rows, ORGANISER),
    action("/styre/import/{batch}/slett", drop, ORGANISER),
)

DOORS = (Door("/styre/aktorer", "Aktører", ORGANISER, rooms=("/styre/import",)),)
