"""The organiser reads posts before (or after) others do."""

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import address, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, action, page
from borse.language import gettext as _
from borse.moderation import messages, reads
from borse.refusals import Invalid
from borse.showing import approve_first, reason_names

# Which of the three piles, by the word in the address.
PILES = {"venter": "held", "avslatt": "declined", "vist": "shown"}


async def pile_page(request: web.Request) -> web.Response:
    pile = request.query.get("vis", "venter")
    status = PILES.get(pile, "held")
    counts = await read(request, reads.counts)
    labels = {"venter": _("Venter"), "avslatt": _("Avslått"), "vist": _("Vises")}
    values = {
        "tabs": [
            (address(request, f"/styre/oppslag?vis={word}"), labels[word], status == of_pile, counts[of_pile])
            for word, of_pile in PILES.items()
        ],
        "status": status,
        "pile": pile,
        "notices": await read(request, reads.notices, status),
        "reasons": reason_names(),
        "approve_first": await read(request, approve_first),
    }
    return render(request, "moderation/pile.html", values)


async def notice_page(request: web.Request) -> web.Response:
    notice = await read(request, reads.notice, request.match_info["post"])
    return _notice(request, notice, Form.filled({"text": notice.text, "moderator_note": notice.moderator_note}))


async def reword(request: web.Request) -> web.Response:
    form = await Form.of(request)
    post = request.match_info["post"]
    notice = await read(request, reads.notice, post)
    try:
        await send(request, form.command(messages.RewordPost, post=post))
    except Invalid as refusal:
        return _notice(request, notice, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/styre/oppslag"))


async def show(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.ShowPost, post=request.match_info["post"]))
    raise web.HTTPSeeOther(address(request, "/styre/oppslag"))


async def decline(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.DeclinePost, post=request.match_info["post"]))
    raise web.HTTPSeeOther(address(request, "/styre/oppslag"))


async def hold(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.HoldPost, post=request.match_info["post"]))
    raise web.HTTPSeeOther(address(request, "/styre/oppslag"))


async def change_approval(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.ApproveFirst))
    raise web.HTTPSeeOther(address(request, "/styre/oppslag"))


def _notice(request: web.Request, notice: reads.Notice, form: Form, *, status: int = 200) -> web.Response:
    values = {"notice": notice, "form": form, "reasons": reason_names()}
    return render(request, "moderation/notice.html", values, status=status)


ROUTES = (
    page("/styre/oppslag", pile_page, ORGANISER),
    action("/styre/oppslag", change_approval, ORGANISER),
    page("/styre/oppslag/{post}", notice_page, ORGANISER),
    action("/styre/oppslag/{post}", reword, ORGANISER),
    action("/styre/oppslag/{post}/vis", show, ORGANISER),
    action("/styre/oppslag/{post}/avsla", decline, ORGANISER),
    action("/styre/oppslag/{post}/hold", hold, ORGANISER),
)

DOORS = (Door("/styre/oppslag", "Oppslag", ORGANISER),)
