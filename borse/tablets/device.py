"""The tablet's own pages: it takes its place, is locked, is unlocked, and leaves its job by the PIN alone.

Opening the code pairs nothing: links are opened ahead by programs, and twice by people. One press does.
"""

from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.bus import Role
from borse.frame.access import cookie_name, is_secure, set_session
from borse.frame.forms import Form
from borse.frame.keys import HELD, actor, address, now, open_exchange, read, send
from borse.frame.limits import slow_down
from borse.frame.render import render
from borse.frame.routes import ANYONE, Allow, action, page
from borse.frame.tablet import LOCK_PAGE, TABLET, Tablet
from borse.ids import fingerprint
from borse.jobs import FIRST_PAGE, role_names
from borse.language import gettext as _
from borse.links import token_for
from borse.refusals import Invalid, NotFound, UnknownLink
from borse.tablets import messages, reads
from borse.tablets.pin import check_pin

TABLETS: Allow = frozenset(messages.TABLET_ROLES)
# In the form where a tablet changes its job: no job at all.
NO_JOB = "none"


# ---- taking a place --------------------------------------------------------------------------------------------------


async def code_page(request: web.Request) -> web.Response:
    return render(request, "tablets/code.html", {"form": Form()})


async def type_code(request: web.Request) -> web.Response:
    slow_down(request, "pairing")
    form = await Form.of(request)
    typed = "".join(sign for sign in form.value("code").upper() if sign.isalnum())
    token = await read(request, reads.token_of_typed, typed, now(request))
    if token is None:
        refusal = Invalid(
            {"code": _("Koden er feil, brukt eller for gammel. Se på skjermen til arrangøren en gang til.")}
        )
        return render(request, "tablets/code.html", {"form": form.refused(refusal)}, status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/koble/{token}"))


async def pair_page(request: web.Request) -> web.Response:
    """What this device is about to become."""
    slow_down(request, "link")
    tablet = await read(request, reads.offered, fingerprint(request.match_info["token"]), now(request))
    if tablet is None:
        raise UnknownLink(_("Koden er brukt eller for gammel. Be arrangøren om en ny."))
    was = [role_names()[one.role] for one in request[HELD]]
    return render(request, "tablets/pair.html", {"one": tablet, "job": role_names()[tablet.role], "was": was})


async def pair(request: web.Request) -> web.Response:
    """The device gets its cookie; whatever else it was in this børs, it is no longer."""
    slow_down(request, "link")
    form = await Form.of(request)
    # Made from the form's id, not by chance: when the answer is lost, the same form sent again gets the same cookie.
    token = await read(request, token_for, f"tablet:{form.id}")
    cookies = _cookies(request)
    command = form.command(
        messages.PairTablet,
        link=fingerprint(request.match_info["token"]),
        session=fingerprint(token),
        others=tuple(fingerprint(secret) for secret in cookies.values() if secret != token),
    )
    await send(request, command)
    role = await read(request, _role_of, command.session)
    return _with_cookie(request, role, token)


def _role_of(db: Database, session: str) -> Role:
    return Role(db.execute("select role from session where fingerprint = ?", [session]).fetchone()[0])


def _with_cookie(request: web.Request, role: Role, token: str) -> web.Response:
    """To the first page of the job, with the cookie of that role and of no other."""
    response = web.Response(status=303, headers={"Location": address(request, FIRST_PAGE[role])})
    _forget(request, response, but=role)
    set_session(response, request, role, token)
    return response


def _forget(request: web.Request, response: web.Response, but: Role | None = None) -> None:
    secure = is_secure(request)
    for role in _cookies(request):
        if role is not but:
            response.del_cookie(cookie_name(open_exchange(request).slug, role, secure=secure), path="/", secure=secure)


def _cookies(request: web.Request) -> dict[Role, str]:
    """The secrets by which this browser is somebody in this børs."""
    slug, secure = open_exchange(request).slug, is_secure(request)
    names = {role: cookie_name(slug, role, secure=secure) for role in Role}
    return {role: request.cookies[name] for role, name in names.items() if name in request.cookies}


# ---- at work ---------------------------------------------------------------------------------------------------------


def _mine(request: web.Request) -> str:
    """The tablet that asks. Raises NotFound when somebody is here by another way."""
    tablet: Tablet | None = request.get(TABLET)
    if tablet is None:
        raise NotFound(_("Denne siden er for nettbrett. Du er her med en lenke, og kan bare logge ut."))
    return tablet.id


async def own_page(request: web.Request) -> web.Response:
    _mine(request)
    return render(request, "tablets/own.html", _own_values(request, Form()))


def _own_values(request: web.Request, form: Form) -> dict[str, Any]:
    role = actor(request).role
    jobs = [(other, role_names()[other]) for other in messages.TABLET_ROLES if other is not role]
    return {"form": form, "job": role_names()[role], "jobs": [*jobs, (NO_JOB, _("Ingenting: koble det fra"))]}


async def here(request: web.Request) -> web.Response:
    """Asked now and then by the page that is open (`static/js/tablet.js`): is it still what it shows?"""
    _mine(request)
    return web.json_response({"locked": request[TABLET].is_locked})


async def lock(request: web.Request) -> web.Response:
    tablet = _mine(request)
    form = await Form.of(request)
    await send(request, form.command(messages.LockTablet, tablet=tablet))
    raise web.HTTPSeeOther(address(request, LOCK_PAGE))


async def lock_page(request: web.Request) -> web.Response:
    _mine(request)
    if not request[TABLET].is_locked:
        raise web.HTTPSeeOther(address(request, FIRST_PAGE[actor(request).role]))
    return render(request, "tablets/lock.html", {"form": Form()})


async def unlock(request: web.Request) -> web.Response:
    tablet = _mine(request)
    form = await Form.of(request)
    try:
        await check_pin(request, form, tablet)
    except Invalid as refusal:
        return render(request, "tablets/lock.html", {"form": form.refused(refusal)}, status=refusal.status)
    await send(request, form.command(messages.UnlockTablet, tablet=tablet))
    raise web.HTTPSeeOther(address(request, FIRST_PAGE[actor(request).role]))


async def change_job(request: web.Request) -> web.Response:
    """To another job, or to none: with the PIN."""
    tablet = _mine(request)
    form = await Form.of(request)
    try:
        await check_pin(request, form, tablet)
        if form.value("role") != NO_JOB:
            token = await read(request, token_for, f"tablet:{form.id}")
            command = form.command(messages.ChangeJob, tablet=tablet, session=fingerprint(token))
            await send(request, command)
            return _with_cookie(request, command.role, token)
    except Invalid as refusal:
        values = _own_values(request, form.refused(refusal))
        return render(request, "tablets/own.html", values, status=refusal.status)
    await send(request, form.command(messages.Disconnect, tablet=tablet))
    response = web.Response(status=303, headers={"Location": address(request, "/koble")})
    _forget(request, response)
    return response


ROUTES = (
    page("/koble", code_page, ANYONE, leaves_job=True),
    action("/koble", type_code, ANYONE, leaves_job=True),
    page("/koble/{token}", pair_page, ANYONE, leaves_job=True),
    action("/koble/{token}", pair, ANYONE, leaves_job=True),
    page("/nettbrett", own_page, TABLETS),
    action("/nettbrett/bytt", change_job, TABLETS),
    page("/nettbrett/her", here, TABLETS, when_locked=True),
    action("/nettbrett/las", lock, TABLETS, when_locked=True),
    page("/nettbrett/las", lock_page, TABLETS, when_locked=True),
    action("/nettbrett/las-opp", unlock, TABLETS, when_locked=True),
)
