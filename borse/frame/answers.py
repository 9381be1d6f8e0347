"""Every answer passes here on its way out: refusals become pages or JSON, and one line is logged.

The log names the route, not the address: addresses of personal pages are secrets.
"""

import time
from typing import Any

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from borse.frame.headers import squeeze, unless_known
from borse.frame.keys import OPEN
from borse.frame.render import render
from borse.frame.tablet import LOCK_PAGE
from borse.language import SOURCE, speak
from borse.language import gettext as _
from borse.refusals import (
    AlreadySent,
    Closed,
    Locked,
    NotAllowed,
    NotFound,
    NotLoggedIn,
    Refusal,
    Stale,
    TabletRevoked,
    TooLarge,
    UnknownLink,
)

log = structlog.get_logger()


@web.middleware
async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The outermost middleware: whatever happens inside, the answer is a page that says what to do."""
    speak(SOURCE)
    began = time.perf_counter()
    try:
        response = unless_known(request, await handler(request))
    except Refusal as refusal:
        response = refused(request, refusal)
    except web.HTTPNotFound:
        response = refused(request, NotFound(_("Denne siden finnes ikke. Se etter en skrivefeil i adressen.")))
    except web.HTTPRequestEntityTooLarge:
        response = refused(request, TooLarge(_("Filen er for stor. Del den i to, eller spør arrangøren om hjelp.")))
    except web.HTTPException as passed_on:
        log.info("answered", method=request.method, route=_route(request), status=passed_on.status, ms=_ms(began))
        raise
    except Exception:
        log.exception("unexpected", route=_route(request))
        request.pop(OPEN, None)  # the page about a fault must not ask the file that may be at fault
        response = refused(request, Unexpected(_("Noe gikk galt hos oss. Ingenting er endret. Prøv igjen om litt.")))
    squeeze(request, response)
    log.info("answered", method=request.method, route=_route(request), status=response.status, ms=_ms(began))
    return response


class Unexpected(Refusal):
    """A fault of ours. The log has it."""

    status = 500
    code = "unexpected"


def refused(request: web.Request, refusal: Refusal) -> web.Response:
    """JSON for whoever asks for it, else a page."""
    if "application/json" in request.headers.get("Accept", ""):
        body: dict[str, object] = {"code": refusal.code, "sentence": refusal.sentence}
        body |= {"fields": refusal.fields} if hasattr(refusal, "fields") else {}
        return web.json_response(body, status=refusal.status)
    title, advice, link = _page_of(request, refusal)
    values: dict[str, Any] = {"title": title, "sentence": refusal.sentence, "advice": advice, "link": link}
    values["was_tablet"] = isinstance(refusal, TabletRevoked)
    return render(request, "frame/refusal.html", values, status=refusal.status)


def _page_of(request: web.Request, refusal: Refusal) -> tuple[str, str, tuple[str, str] | None]:
    """The title of a refusal's page, what one may do more, and the way on."""
    slug = request[OPEN].slug if OPEN in request else ""
    home = (f"/{slug}/" if slug else "/", _("Til forsiden"))
    login = (f"/{slug}/logg-inn", _("Logg inn"))
    again = (request.path, _("Åpne siden på nytt"))
    pages: dict[type[Refusal], tuple[str, str, tuple[str, str] | None]] = {
        UnknownLink: (_("Lenken virker ikke"), "", home),
        NotFound: (_("Fant ikke siden"), "", home),
        TabletRevoked: (_("Ikke koblet til"), "", (f"/{slug}/koble", _("Koble til et nettbrett"))),
        Locked: (_("Skjermen er låst"), "", (f"/{slug}{LOCK_PAGE}", _("Lås opp"))),
        NotLoggedIn: (_("Du må logge inn"), "", login),
        NotAllowed: (_("Ingen adgang"), "", home),
        Closed: (_("Stengt"), "", home),
        Stale: (_("Noe har endret seg"), _("Se hvordan det er nå, og prøv igjen."), again),
        AlreadySent: (_("Allerede sendt inn"), _("Det du sendte først, er lagret."), again),
        Unexpected: (_("Noe gikk galt"), "", home),
        Refusal: (_("Det gikk ikke"), _("Ingenting er endret."), home),
    }
    return next(pages[kind] for kind in type(refusal).__mro__ if kind in pages)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"


def _ms(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
