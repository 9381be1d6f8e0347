"""The staff desk's pages: log in, links to the desks, the set-up, the organiser's first page."""

import asyncio

from aiohttp import web

from borse.bus import Role
from borse.frame.access import cookie_name, is_secure, set_session
from borse.frame.forms import Form
from borse.frame.keys import HELD, address, full_address, open_exchange, read, send
from borse.frame.limits import slow_down
from borse.frame.qr import qr_svg
from borse.frame.render import render
from borse.frame.routes import ANYONE, ORGANISER, Door, action, page
from borse.ids import fingerprint, new_id, new_token
from borse.jobs import FIRST_PAGE, role_names
from borse.language import gettext as _
from borse.passwords import is_password_slowly
from borse.refusals import Invalid, UnknownLink
from borse.staff import messages, reads
from borse.staff.plan_form import PAIRS, plan_of


async def login_page(request: web.Request) -> web.Response:
    return render(request, "staff/login.html", {"form": Form()})


async def log_in(request: web.Request) -> web.Response:
    slow_down(request, "login")
    form = await Form.of(request)
    for organiser in await read(request, reads.organisers):
        if await is_password_slowly(organiser["password_hash"], form.value("password")):
            return await _enter(request, Role.ORGANISER, organiser["name"], organiser=organiser["id"])
    wrong = Invalid({"password": _("Passordet er feil. Sjekk store og små bokstaver, og prøv igjen.")})
    return render(request, "staff/login.html", {"form": form.refused(wrong)}, status=wrong.status)


async def come_in(request: web.Request) -> web.Response:
    """A link to a desk: whoever has it works there."""
    slow_down(request, "link")
    link = await read(request, reads.link_of, fingerprint(request.match_info["token"]))
    if link is None:
        raise UnknownLink(_("Kanskje er den trukket tilbake. Be arrangøren om en ny."))
    return await _enter(request, Role(link["role"]), link["label"], link=link["id"])


async def _enter(
    request: web.Request, role: Role, name: str, *, link: str | None = None, organiser: str | None = None
) -> web.Response:
    token = new_token()
    await send(
        request,
        messages.OpenSession(
            id=new_id(), fingerprint=fingerprint(token), role=role, name=name, link=link, organiser=organiser
        ),
    )
    response = web.Response(status=303, headers={"Location": address(request, FIRST_PAGE[role])})
    set_session(response, request, role, token)
    return response


async def log_out(request: web.Request) -> web.Response:
    """Leave every desk on this device. Of who is at none, nothing is written: a stranger could fill the history."""
    slug, secure = open_exchange(request).slug, is_secure(request)
    names = [cookie_name(slug, role, secure=secure) for role in Role]
    tokens = tuple(fingerprint(request.cookies[name]) for name in names if name in request.cookies)
    if request[HELD]:
        await send(request, messages.CloseSession(id=new_id(), fingerprints=tokens))
    response = web.Response(status=303, headers={"Location": address(request, "/")})
    for name in names:
        response.del_cookie(name, path="/", secure=secure)
    return response


async def first_page(request: web.Request) -> web.Response:
    return render(request, "staff/first.html", {"progress": await read(request, reads.progress)})


async def links_page(request: web.Request) -> web.Response:
    links = [
        (link, full_address(request, f"/inn/{link.token}"), role_names()[link.role])
        for link in await read(request, reads.staff_links)
    ]
    # Ten milliseconds each the first time: beside the loop.
    drawn = await asyncio.to_thread(lambda: [qr_svg(url) for _link, url, _role in links])
    pictures = {link.id: picture for (link, _url, _role), picture in zip(links, drawn, strict=True)}
    values = {"links": links, "pictures": pictures, "roles": role_names(), "form": Form.filled({"role": "reception"})}
    return render(request, "staff/links.html", values)


async def make_link(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.MakeLink, link=form.id))
    raise web.HTTPSeeOther(address(request, "/styre/lenker"))


async def revoke_link(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.RevokeLink, link=request.match_info["link"]))
    raise web.HTTPSeeOther(address(request, "/styre/lenker"))


async def setup_page(request: web.Request) -> web.Response:
    return render(
        request, "staff/setup.html", {"form": Form.filled(await read(request, reads.plan_values)), "pairs": PAIRS}
    )


async def change_setup(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.ChangeExchange, **plan_of(form)))
    except Invalid as refusal:
        values = {"form": form.refused(refusal), "pairs": PAIRS}
        return render(request, "staff/setup.html", values, status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/styre/oppsett"))


ROUTES = (
    page("/logg-inn", login_page, ANYONE, leaves_job=True),
    action("/logg-inn", log_in, ANYONE, leaves_job=True),
    action("/logg-ut", log_out, ANYONE, leaves_job=True),
    page("/inn/{token}", come_in, ANYONE, leaves_job=True),
    page("/styre", first_page, ORGANISER),
    page("/styre/lenker", links_page, ORGANISER),
    action("/styre/lenker", make_link, ORGANISER),
    action("/styre/lenker/{link}/trekk-tilbake", revoke_link, ORGANISER),
    page("/styre/oppsett", setup_page, ORGANISER),
    action("/styre/oppsett", change_setup, ORGANISER),
)

DOORS = (Door("/styre", "Styre", ORGANISER),)
