"""Sign-up as the organiser sees it: who is on the list, one party's card, files to import."""

import asyncio
import re

from aiohttp import web

from borse.contact import phone_as_read
from borse.frame.forms import Form
from borse.frame.keys import address, full_address, now, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, action, page
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup import import_messages, on_behalf, reads
from borse.signup.apart import read_sheet_apart
from borse.signup.history import history_of, registered_by
from borse.signup.imports import columns_of_batch
from borse.signup.meanings import ColumnAsked, field_names
from borse.signup.own_word import asked_for
from borse.signup.preview import preview_of
from borse.signup.sheets import MOST_ROWS

# A file of sign-ups; more than any honest one holds. Only the organiser may send so much.
LARGEST_UPLOAD = 8 * 1024 * 1024
# The preview of a file has two fields for each row.
MOST_FIELDS = 2 * MOST_ROWS + 10


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
    values = {
        "history": await read(request, history_of, request.match_info["party"]),
        "asked": await read(request, asked_for, request.match_info["party"]),
        "registered_by": await read(request, registered_by, request.match_info["party"]),
    }
    links = {p["id"]: full_address(request, f"/p/{p['token']}") for p in card["people"] if p["token"]}
    return render(
        request, "signup/party.html", values | {"party": card, "links": links, "phone_as_read": phone_as_read}
    )


async def upload_page(request: web.Request) -> web.Response:
    return render(request, "signup/upload.html", {"form": Form()})


async def upload(request: web.Request) -> web.Response:
    """Read the file, in a thread, and let it wait; nobody is signed up yet."""
    form = await Form.of(request.clone(client_max_size=LARGEST_UPLOAD))
    try:
        command = await _keep(form)
        await send(request, command)
    except Invalid as refusal:
        return render(request, "signup/upload.html", {"form": form.refused(refusal)}, status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/styre/import/{command.id}"))


async def _keep(form: Form) -> import_messages.KeepImport:
    file = form.files.get("file")
    if file is None:
        raise Invalid({"file": _("Velg en fil først.")})
    sheet = await asyncio.to_thread(read_sheet_apart, file.content)
    return form.command(import_messages.KeepImport, file_name=file.name[:200], sheet=sheet)


async def preview_page(request: web.Request) -> web.Response:
    try:
        preview = await read(request, preview_of, request.match_info["batch"], now(request))
    except Invalid:
        raise web.HTTPSeeOther(_batch_address(request, "/kolonner")) from None
    return render(request, "signup/preview.html", {"preview": preview, "batch": request.match_info["batch"]})


async def columns_page(request: web.Request) -> web.Response:
    columns = await read(request, columns_of_batch, request.match_info["batch"], now(request))
    return _columns(request, columns, Form.filled({f"columns.{one.place}": one.field for one in columns}))


async def name_columns(request: web.Request) -> web.Response:
    """What the columns hold, as chosen; remembered for the next file."""
    form = await Form.of(request)
    columns = await read(request, columns_of_batch, request.match_info["batch"], now(request))
    width = max((one.place for one in columns), default=-1) + 1
    fields = tuple(form.value(f"columns.{place}") for place in range(width))
    try:
        command = form.command(import_messages.NameColumns, batch=request.match_info["batch"], columns=fields)
        await send(request, command)
    except Invalid as refusal:
        return _columns(request, columns, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(_batch_address(request))


def _columns(request: web.Request, columns: list[ColumnAsked], form: Form, *, status: int = 200) -> web.Response:
    values = {"columns": columns, "form": form, "fields": list(field_names().items())}
    return render(request, "signup/columns.html", values | {"batch": request.match_info["batch"]}, status=status)


def _batch_address(request: web.Request, rest: str = "") -> str:
    return address(request, f"/styre/import/{request.match_info['batch']}{rest}")


async def import_rows(request: web.Request) -> web.Response:
    """Save the rows that are ticked. A second press finds the file gone, and shows the same answer."""
    form = await Form.of(request.clone(client_max_fields=MOST_FIELDS))
    batch = request.match_info["batch"]
    shown, taken = _numbers(form, "shown"), _numbers(form, "take")
    command = form.command(import_messages.ImportParties, batch=batch, leave_out=tuple(sorted(shown - taken)))
    await send(request, command)
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer?import={command.id}"))


def _numbers(form: Form, name: str) -> set[int]:
    return {int(number) for number in form.values(name) if re.fullmatch(r"[0-9]{1,6}", number)}


async def drop(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(import_messages.DropImport, batch=request.match_info["batch"]))
    raise web.HTTPSeeOther(address(request, "/styre/import"))


ROUTES = (
    page("/styre/aktorer", list_page, ORGANISER),
    page("/styre/aktorer/{party}", party_page, ORGANISER),
    *on_behalf.ROUTES,
    page("/styre/import", upload_page, ORGANISER),
    action("/styre/import", upload, ORGANISER),
    page("/styre/import/{batch}", preview_page, ORGANISER),
    action("/styre/import/{batch}", import_rows, ORGANISER),
    page("/styre/import/{batch}/kolonner", columns_page, ORGANISER),
    action("/styre/import/{batch}/kolonner", name_columns, ORGANISER),
    action("/styre/import/{batch}/slett", drop, ORGANISER),
)

DOORS = (Door("/styre/aktorer", "Aktører", ORGANISER, rooms=("/styre/import", "/styre/hatter")),)
