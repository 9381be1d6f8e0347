"""The prize desk's pages: the host's list of prizes, and the jury's ballot."""

from typing import Any

from aiohttp import web

from borse.awards import BY_VOTE, PRIZES, amount, prize_names
from borse.bus import Command
from borse.folding import is_found
from borse.frame.forms import Form
from borse.frame.keys import actor, address, read, send
from borse.frame.render import render
from borse.frame.routes import HOST, JURY, Door, Handler, action, page
from borse.prizes import messages, reads
from borse.refusals import Invalid


async def prizes_page(request: web.Request) -> web.Response:
    values = {"lines": await read(request, reads.prizes), "names": prize_names(), "amount": amount}
    return render(request, "prizes/prizes.html", values)


async def jury_page(request: web.Request) -> web.Response:
    return await _jury_page(request, "", Form.filled({"q": request.query.get("q", "").strip()}))


async def _jury_page(request: web.Request, wrong: str, form: Form, *, status: int = 200) -> web.Response:
    """`wrong` is the prize whose form came back."""
    desk: reads.JuryDesk = await read(request, reads.jury_desk, actor(request).link)
    values: dict[str, Any] = {
        "desk": desk,
        "found": {choice.id for choice in desk.choices if is_found(form.value("q"), choice.find)},
        "names": prize_names(),
        "prizes": [prize for prize in PRIZES if prize in BY_VOTE and prize in desk.ballots],
        "wrong": wrong,
        "form": form,
    }
    return render(request, "prizes/jury.html", values, status=status)


async def vote(request: web.Request) -> web.Response:
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.Vote))
    except Invalid as refusal:
        return await _jury_page(request, form.value("prize"), form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/jury"))


def press(kind: type[Command]) -> Handler:
    """The answer to one of the host's buttons."""

    async def pressed(request: web.Request) -> web.Response:
        form = await Form.of(request)
        await send(request, form.command(kind))
        raise web.HTTPSeeOther(address(request, "/priser"))

    return pressed


ROUTES = (
    page("/priser", prizes_page, HOST),
    action("/priser/apne", press(messages.OpenBallot), HOST),
    action("/priser/steng", press(messages.CloseBallot), HOST),
    action("/priser/vis", press(messages.ShowPrize), HOST),
    action("/priser/ta-ned", press(messages.HidePrize), HOST),
    page("/jury", jury_page, JURY),
    action("/jury/stem", vote, JURY),
)

DOORS = (Door("/priser", "Priser", HOST), Door("/jury", "Jury", JURY))
