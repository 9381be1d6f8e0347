"""What people do by a link in a message: say whether they come, be rid of messages, get a lost link again."""

from aiohttp import web
from sqlite_utils import Database

from borse.frame.forms import Form
from borse.frame.keys import actor, address, read, send
from borse.frame.limits import slow_down
from borse.frame.render import render
from borse.frame.routes import ANYONE, PARTICIPANT, action, page
from borse.outreach import messages
from borse.outreach.opting_out import choice_of
from borse.refusals import Invalid


async def coming_page(request: web.Request) -> web.Response:
    """To look does nothing: the readers of mail follow links by themselves."""
    answer = await read(request, _answer, actor(request).person)
    return render(request, "outreach/coming.html", {"answer": answer, "token": request.match_info["personal"]})


async def say_coming(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.Reconfirm, coming=form.value("coming") == "yes"))
    raise web.HTTPSeeOther(address(request, f"/p/{request.match_info['personal']}/kommer"))


def _answer(db: Database, person: str) -> bool | None:
    row = db.execute("select coming from reconfirmation where person = ?", [person]).fetchone()
    return None if row is None else bool(row[0])


async def opt_out_page(request: web.Request) -> web.Response:
    slow_down(request, "link")
    choice = await read(request, choice_of, request.match_info["token"])
    return render(request, "outreach/opt_out.html", {"choice": choice, "token": request.match_info["token"]})


async def opt_out(request: web.Request) -> web.Response:
    """By our button, or by the mail reader's own, which wants a plain answer (RFC 8058)."""
    slow_down(request, "link")
    form = await Form.of(request)
    token = request.match_info["token"]
    wanted = form.value("wanted") == "yes"
    await send(request, form.command(messages.ChooseMessages, token=token, wanted=wanted))
    if form.value("List-Unsubscribe"):
        return web.Response(text="OK")
    raise web.HTTPSeeOther(address(request, f"/avmeld/{token}"))


async def lost_link_page(request: web.Request) -> web.Response:
    return render(request, "outreach/lost_link.html", {"form": Form(), "asked": "spurt" in request.query})


async def send_link_again(request: web.Request) -> web.Response:
    """Whether somebody was found, only their letter box tells."""
    slow_down(request, "lost_link")
    form = await Form.of(request)
    typed = form.value("reach").strip()
    reach = {} if not typed else {"email": typed} if "@" in typed else {"phone": typed}
    try:
        await send(request, form.command(messages.SendLinkAgain, **reach))
    except Invalid as refusal:
        fields = {"reach" if name in {"email", "phone"} else name: said for name, said in refusal.fields.items()}
        values = {"form": form.refused(Invalid(fields)), "asked": False}
        return render(request, "outreach/lost_link.html", values, status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/glemt-lenke?spurt"))


ROUTES = (
    page("/p/{personal}/kommer", coming_page, PARTICIPANT),
    action("/p/{personal}/kommer", say_coming, PARTICIPANT),
    page("/avmeld/{token}", opt_out_page, ANYONE),
    action("/avmeld/{token}", opt_out, ANYONE),
    page("/glemt-lenke", lost_link_page, ANYONE),
    action("/glemt-lenke", send_link_again, ANYONE),
)
