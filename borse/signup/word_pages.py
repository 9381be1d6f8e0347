"""Behind one's own link: whether one speaks for a party that somebody signed up, and «this was not me»."""

from typing import Any

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import actor, address, read, send
from borse.frame.render import render
from borse.frame.routes import ANYONE, PARTICIPANT, action, page
from borse.signup import word_messages
from borse.signup.own_word import asked_of


async def hats_page(request: web.Request) -> web.Response:
    """To look says nothing: the readers of mail follow links by themselves."""
    return await _page(request, "signup/own_hats.html")


async def answer(request: web.Request) -> web.Response:
    form = await Form.of(request)
    person, speaks = actor(request).person, form.value("speaks") == "yes"
    await send(request, form.command(word_messages.AnswerHat, person=person, speaks=speaks))
    raise web.HTTPSeeOther(address(request, f"/p/{request.match_info['personal']}/hatter"))


async def not_me_page(request: web.Request) -> web.Response:
    return await _page(request, "signup/not_me.html")


async def not_me(request: web.Request) -> web.Response:
    """The page that follows is anybody's: the link has opened for the last time."""
    form = await Form.of(request)
    await send(request, form.command(word_messages.DisownSignUp, person=actor(request).person))
    raise web.HTTPSeeOther(address(request, "/ikke-meg"))


async def gone_page(request: web.Request) -> web.Response:
    return render(request, "signup/gone.html", {})


async def _page(request: web.Request, template: str) -> web.Response:
    values: dict[str, Any] = {"token": request.match_info["personal"], "name": actor(request).name}
    values["asked"] = await read(request, asked_of, actor(request).person)
    return render(request, template, values)


ROUTES = (
    page("/p/{personal}/hatter", hats_page, PARTICIPANT),
    action("/p/{personal}/hatter", answer, PARTICIPANT),
    page("/p/{personal}/ikke-meg", not_me_page, PARTICIPANT),
    action("/p/{personal}/ikke-meg", not_me, PARTICIPANT),
    page("/ikke-meg", gone_page, ANYONE),
)
