"""Changing a sign-up with the short code: for whoever has the receipt on paper, and no link at hand.

A code alone opens nothing: it stands on a badge, and there are few of them. So it takes the e-mail address or the
number that came with the sign-up too (the name, for who has neither), it is tried a few times a day, and it is of no
use once sign-up has closed and badges are printed.
"""

from aiohttp import web
from sqlite_utils import Database

from borse.contact import checked_email, checked_phone
from borse.exchange import Exchange, exchange_of
from borse.folding import name_key
from borse.frame.forms import Form
from borse.frame.keys import address, now, read
from borse.frame.limits import slow_down
from borse.frame.render import render
from borse.frame.routes import ANYONE, action, page
from borse.ids import fingerprint
from borse.language import gettext as _
from borse.links import token_of
from borse.refusals import Closed, Invalid


async def code_page(request: web.Request) -> web.Response:
    await _refuse_late(request)
    return _page(request, Form())


async def open_by_code(request: web.Request) -> web.Response:
    """Right or wrong, it counts as a try for whoever was named."""
    slow_down(request, "login")
    await _refuse_late(request)
    form = await Form.of(request)
    code, who = form.value("code").strip().upper(), known_as(form.value("who"))
    wrong = {}
    if not code or not who:
        wrong = {"code" if not code else "who": _("Skriv både koden og hvem du er.")}
    else:
        whose = f"{request.match_info['slug']} {fingerprint(who)}"
        slow_down(request, "code", whose)
        slow_down(request, "code for a day", whose)
        if token := await read(request, token_by_code, code, who):
            raise web.HTTPSeeOther(address(request, f"/p/{token}/endre"))
        wrong = {"code": _("Koden og det andre passer ikke sammen. Sjekk begge, eller be om lenken på nytt.")}
    return _page(request, form.refused(Invalid(wrong)), status=Invalid.status)


def known_as(typed: str) -> str:
    """An e-mail address or a telephone number in its one form, else what is left of a name."""
    for check in (checked_email, checked_phone):
        try:
            return check(typed)
        except ValueError:
            continue
    return name_key(typed)


def token_by_code(db: Database, code: str, who: str) -> str | None:
    """The secret of the own page of who has the code and is known as `who`."""
    rows = db.query(
        """
        select l.id as link, p.name, c.email, c.phone from person p
        join link l on l.person = p.id left join contact c on c.person = p.id
        where p.code = ? and p.withdrawn_at is null and l.revoked_at is null
        """,
        [code],
    )
    row = next(rows, None)
    if row is None:
        return None
    addresses = {address for address in (row["email"], row["phone"]) if address}
    return token_of(db, row["link"]) if who in (addresses or {name_key(row["name"])}) else None


async def _refuse_late(request: web.Request) -> None:
    exchange: Exchange = await read(request, exchange_of)
    if now(request) > exchange.signup_closes_at:
        ask = _("Fristen for å endre er ute. Spør arrangøren, så retter de det for deg. %(contact)s")
        raise Closed((ask % {"contact": exchange.contact}).strip())


def _page(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    return render(request, "signup/by_code.html", {"form": form}, status=status)


ROUTES = (
    page("/endre", code_page, ANYONE),
    action("/endre", open_by_code, ANYONE),
)
