"""The organiser's pages: which tablets there are, the code that pairs one, the PIN that holds them at their job."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import address, full_address, now, read, send
from borse.frame.qr import qr_svg
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, action, page
from borse.jobs import role_names
from borse.passwords import hash_slowly
from borse.refusals import Invalid
from borse.tablets import device, loading, messages, reads
from borse.tablets.pin import check_new_pin

# Names by which a machine reaches itself, and nobody else does.
OWN_NAMES = {"localhost", "127.0.0.1", "::1"}


async def list_page(request: web.Request) -> web.Response:
    return render(request, "tablets/list.html", await _list_values(request, Form.filled({"role": "reception"})))


async def _list_values(request: web.Request, form: Form) -> dict[str, Any]:
    found = await read(request, reads.tablets, now(request))
    return {
        "tablets": found,
        "form": form,
        "jobs": {role: role_names()[role] for role in messages.TABLET_ROLES},
        "has_pin": await read(request, reads.pin_hash) is not None,
        "now": now(request),
    }


async def set_pin(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        pin = check_new_pin(form.value("pin"))
    except Invalid as refusal:
        values = await _list_values(request, form.refused(refusal))
        return render(request, "tablets/list.html", values, status=refusal.status)
    await send(request, form.command(messages.SetPin, pin_hash=await hash_slowly(pin)))
    raise web.HTTPSeeOther(address(request, "/styre/nettbrett"))


async def add(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        command = form.command(messages.AddTablet, tablet=form.id)
        await send(request, command)
    except Invalid as refusal:
        values = await _list_values(request, form.refused(refusal))
        return render(request, "tablets/list.html", values, status=refusal.status)
    raise _to(request, command.tablet)


async def tablet_page(request: web.Request) -> web.Response:
    return await _shown(request, Form())


async def _shown(request: web.Request, form: Form, status: int = 200) -> web.Response:
    tablet, offer = await read(request, reads.tablet, request.match_info["tablet"], now(request))
    where = full_address(request, "/koble")
    picture = await asyncio.to_thread(qr_svg, f"{where}/{offer.token}", scale=7) if offer else None
    values = {
        "one": tablet,
        "picture": picture,
        "typed": f"{offer.typed[:4]} {offer.typed[4:]}" if offer else "",
        "where": where.partition("://")[2],
        "only_here": urlsplit(where).hostname in OWN_NAMES,
        "job": role_names()[tablet.role],
        "form": form if form.errors else Form.filled({"name": tablet.name}),
        "now": now(request),
    }
    return render(request, "tablets/tablet.html", values, status=status)


async def rename(request: web.Request) -> web.Response:
    form = await Form.of(request)
    tablet = request.match_info["tablet"]
    try:
        await send(request, form.command(messages.RenameTablet, tablet=tablet))
    except Invalid as refusal:
        return await _shown(request, form.refused(refusal), refusal.status)
    raise _to(request, tablet)


async def revoke(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.RevokeTablet, tablet=request.match_info["tablet"]))
    raise web.HTTPSeeOther(address(request, "/styre/nettbrett"))


async def replace(request: web.Request) -> web.Response:
    form = await Form.of(request)
    tablet = request.match_info["tablet"]
    await send(request, form.command(messages.OfferAnew, tablet=tablet))
    raise _to(request, tablet)


async def lock(request: web.Request) -> web.Response:
    form = await Form.of(request)
    tablet = request.match_info["tablet"]
    await send(request, form.command(messages.LockTablet, tablet=tablet))
    raise _to(request, tablet)


async def unlock(request: web.Request) -> web.Response:
    form = await Form.of(request)
    tablet = request.match_info["tablet"]
    await send(request, form.command(messages.UnlockTablet, tablet=tablet))
    raise _to(request, tablet)


def _to(request: web.Request, tablet: str) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(address(request, f"/styre/nettbrett/{tablet}"))


ROUTES = (
    page("/styre/nettbrett", list_page, ORGANISER),
    action("/styre/nettbrett", add, ORGANISER),
    action("/styre/nettbrett/pin", set_pin, ORGANISER),
    *loading.ROUTES,
    page("/styre/nettbrett/{tablet}", tablet_page, ORGANISER),
    action("/styre/nettbrett/{tablet}/navn", rename, ORGANISER),
    action("/styre/nettbrett/{tablet}/erstatt", replace, ORGANISER),
    action("/styre/nettbrett/{tablet}/las", lock, ORGANISER),
    action("/styre/nettbrett/{tablet}/las-opp", unlock, ORGANISER),
    action("/styre/nettbrett/{tablet}/trekk-tilbake", revoke, ORGANISER),
    *device.ROUTES,
)

DOORS = (Door("/styre/nettbrett", "Nettbrett", ORGANISER),)
