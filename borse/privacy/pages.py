"""Privacy's pages: the terms for everybody, one's own for who takes part, and the organiser's."""

import json
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.frame.forms import Form
from borse.frame.keys import actor, address, open_exchange, read, send
from borse.frame.render import render
from borse.frame.routes import ANYONE, ORGANISER, PARTICIPANT, Door, action, page
from borse.privacy import messages, reads
from borse.privacy.due import times_of
from borse.privacy.keeping import leave_no_trace
from borse.privacy.rules import rules
from borse.privacy.topics import period_in_words, topics
from borse.refusals import Invalid


async def terms_page(request: web.Request) -> web.Response:
    months = await read(request, _months)
    lines = [(told, period_in_words(told.period, months)) for told in topics().values()]
    return render(request, "privacy/terms.html", {"lines": lines, "rules": rules()})


def _months(db: Database) -> int:
    return times_of(db).follow_up_months


# ---- one's own -------------------------------------------------------------------------------------------------------


async def own_page(request: web.Request) -> web.Response:
    person = _own(request)
    values = {
        "held": await read(request, reads.parts, person),
        "card": await read(request, reads.card, person),
        "asked": await read(request, reads.has_asked, person),
        "token": request.match_info["personal"],
    }
    return render(request, "privacy/own.html", values)


async def own_file(request: web.Request) -> web.Response:
    return await _file(request, _own(request))


async def ask(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.AskForErasure))
    raise web.HTTPSeeOther(address(request, f"/p/{request.match_info['personal']}/personvern"))


async def take_back(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.TakeBackErasure))
    raise web.HTTPSeeOther(address(request, f"/p/{request.match_info['personal']}/personvern"))


def _own(request: web.Request) -> str:
    person = actor(request).person
    assert person is not None, "the door lets in nobody else"
    return person


# ---- the organiser's -------------------------------------------------------------------------------------------------


async def overview(request: web.Request) -> web.Response:
    values = await read(request, reads.overview)
    return await _overview(request, Form.filled({"months": values["times"].follow_up_months}))


async def keep_for(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.KeepFor))
    except Invalid as refusal:
        return await _overview(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/styre/personvern"))


async def _overview(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    q = request.query.get("q", "")
    values = {
        **await read(request, reads.overview),
        "form": form,
        "search": Form.filled({"q": q}),
        "found": await read(request, reads.find, q),
        "searched": bool(q.strip()),
    }
    return render(request, "privacy/overview.html", values, status=status)


async def person_page(request: web.Request) -> web.Response:
    person = request.match_info["person"]
    values = {"held": await read(request, reads.parts, person), "card": await read(request, reads.card, person)}
    return render(request, "privacy/person.html", values)


async def person_file(request: web.Request) -> web.Response:
    return await _file(request, request.match_info["person"])


async def erase(request: web.Request) -> web.Response:
    """Erase, and rewrite the file at once; when somebody reads just then, the hourly duty does it."""
    form = await Form.of(request)
    person = request.match_info["person"]
    await send(request, form.command(messages.ErasePerson, person=person))
    await leave_no_trace(open_exchange(request))
    raise web.HTTPSeeOther(address(request, f"/styre/personvern/{person}"))


async def _file(request: web.Request, person: str) -> web.Response:
    """All that is kept, as JSON: for whoever wants to take it elsewhere."""
    found: dict[str, Any] = await read(request, reads.everything, person)
    return web.Response(
        text=json.dumps(found, ensure_ascii=False, indent=2),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="personvern.json"'},
    )


ROUTES = (
    page("/personvern", terms_page, ANYONE),
    page("/p/{personal}/personvern", own_page, PARTICIPANT),
    page("/p/{personal}/personvern.json", own_file, PARTICIPANT),
    action("/p/{personal}/personvern/slett", ask, PARTICIPANT),
    action("/p/{personal}/personvern/angre", take_back, PARTICIPANT),
    page("/styre/personvern", overview, ORGANISER),
    action("/styre/personvern", keep_for, ORGANISER),
    page("/styre/personvern/{person}", person_page, ORGANISER),
    page("/styre/personvern/{person}/data.json", person_file, ORGANISER),
    action("/styre/personvern/{person}/slett", erase, ORGANISER),
)

# Found from the organiser's first page: it is a room of «Styre».
DOORS: tuple[Door, ...] = ()
