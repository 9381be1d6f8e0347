"""Sign-up's public pages: the front of a børs, the form, the receipt."""

from aiohttp import web

from borse.bus import Role
from borse.exchange import Exchange, exchange_of, run_sheet
from borse.frame.forms import Form
from borse.frame.keys import actor, address, full_address, now, read, send
from borse.frame.limits import slow_down
from borse.frame.qr import qr_svg
from borse.frame.render import render
from borse.frame.routes import ANYONE, action, page
from borse.ids import new_id
from borse.language import gettext as _
from borse.refusals import AlreadySent, Closed, Invalid
from borse.signup import office, own_pages, reads
from borse.signup.form import command_of, condition_names, in_the_form, rows_of


async def front_page(request: web.Request) -> web.Response:
    exchange = await read(request, exchange_of)
    values = {
        "phases": run_sheet(exchange),
        "balance": await read(request, reads.balance),
        "is_open": now(request) <= exchange.signup_closes_at,
    }
    return render(request, "signup/front.html", values)


async def form_page(request: web.Request) -> web.Response:
    exchange = await read(request, exchange_of)
    if not _may_sign_up(request, exchange):
        return render(request, "signup/closed.html", {}, status=Closed.status)
    return await _form(request, Form())


async def register(request: web.Request) -> web.Response:
    slow_down(request, "signup")
    form = await Form.of(request)
    if form.value("more"):
        return await _form(request, form)
    exchange = await read(request, exchange_of)
    try:
        command = command_of(form, exchange)
        await send(request, command)
    except Invalid as refusal:
        return await _form(request, form.refused(in_the_form(refusal, form, exchange)), status=refusal.status)
    except Closed as refusal:
        return await _form(request, form.refused(Invalid({"": refusal.sentence})), status=refusal.status)
    except AlreadySent as refusal:
        sentence = _("Du har alt sendt inn dette skjemaet, og det første er lagret. Spør arrangøren om endringer.")
        return await _form(request, form.refused(Invalid({"": sentence})), status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/pamelding/kvittering/{command.id}"))


async def receipt_page(request: web.Request) -> web.Response:
    slow_down(request, "link")
    receipt = await read(request, reads.receipt, request.match_info["command"], now(request))
    links = {face.code: full_address(request, f"/p/{face.token}") for face in receipt.people}
    values = {"receipt": receipt, "links": links, "pictures": {code: qr_svg(link) for code, link in links.items()}}
    return render(request, "signup/receipt.html", values)


async def _form(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    """The form with what was typed. The command keeps its id until that has been used for another content."""
    values = {
        "form": form,
        "rows": rows_of(form),
        "conditions": condition_names(),
        "command_id": new_id() if status == AlreadySent.status else form.id,
        "categories": await read(request, reads.categories),
        "names": await read(request, reads.party_names),
        "after_closing": actor(request).role == Role.ORGANISER,
    }
    return render(request, "signup/form.html", values, status=status)


def _may_sign_up(request: web.Request, exchange: Exchange) -> bool:
    return actor(request).role == Role.ORGANISER or now(request) <= exchange.signup_closes_at


ROUTES = (
    page("/", front_page, ANYONE),
    page("/pamelding", form_page, ANYONE),
    action("/pamelding", register, ANYONE),
    page("/pamelding/kvittering/{command}", receipt_page, ANYONE),
    *own_pages.ROUTES,
    *office.ROUTES,
)

DOORS = office.DOORS
