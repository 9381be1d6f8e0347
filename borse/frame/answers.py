"""Every answer passes here on its way out: refusals become pages or JSON, headers are set, one line is logged.

The log names the route, not the address: addresses of personal pages are secrets.
"""

import time

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from borse.frame.keys import OPEN
from borse.frame.render import render
from borse.language import SOURCE, speak
from borse.language import gettext as _
from borse.refusals import AlreadySent, Closed, NotAllowed, NotFound, NotLoggedIn, Refusal, Stale, TooLarge, UnknownLink

log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # addresses of personal pages are secrets
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The outermost middleware: whatever happens inside, the answer is a page that says what to do."""
    speak(SOURCE)
    began = time.perf_counter()
    try:
        response = await handler(request)
    except Refusal as refusal:
        response = refused(request, refusal)
    except web.HTTPNotFound:
        response = refused(request, NotFound(_("Denne siden finnes ikke. Se etter en skrivefeil i adressen.")))
    except web.HTTPRequestEntityTooLarge:
        response = refused(request, TooLarge(_("Filen er for stor. Del den i to, eller spør arrangøren om hjelp.")))
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    except Exception:
        log.exception("unexpected", route=_route(request))
        response = refused(request, Unexpected(_("Noe gikk galt hos oss. Ingenting er endret. Prøv igjen om litt.")))
    log.info("answered", method=request.method, route=_route(request), status=response.status, ms=_ms(began))
    return response


class Unexpected(Refusal):
    """A fault of ours. The log has it."""

    status = 500
    code = "unexpected"


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """On every answer, streams and files included (`on_response_prepare`)."""
    response.headers.update(HEADERS)
    if "slug" in request.match_info:
        response.headers.setdefault("Cache-Control", "no-store")


def refused(request: web.Request, refusal: Refusal) -> web.Response:
    """JSON for whoever asks for it, else a page."""
    if "application/json" in request.headers.get("Accept", ""):
        body: dict[str, object] = {"code": refusal.code, "sentence": refusal.sentence}
        body |= {"fields": refusal.fields} if hasattr(refusal, "fields") else {}
        return web.json_response(body, status=refusal.status)
    title, advice, link = _page_of(request, refusal)
    values = {"title": title, "sentence": refusal.sentence, "advice": advice, "link": link}
    return render(request, "frame/refusal.html", values, status=refusal.status)


def _page_of(request: web.Request, refusal: Refusal) -> tuple[str, str, tuple[str, str] | None]:
    """The title of a refusal's page, what one may do more, and the way on."""
    home = (f"/{request.match_info['slug']}/", _("Til forsiden av børsen")) if OPEN in request else None
    match refusal:
        case UnknownLink():
            return (
                _("Lenken virker ikke"),
                _("En lenke slutter å virke når den er byttet ut eller trukket tilbake."),
                home,
            )
        case NotFound():
            return _("Fant ikke siden"), "", home
        case NotLoggedIn():
            return _("Du må logge inn"), "", (f"/{request.match_info['slug']}/logg-inn", _("Logg inn"))
        case NotAllowed():
            return _("Ingen adgang"), "", home
        case Closed():
            return _("Stengt"), "", home
        case Stale():
            return (
                _("Noe har endret seg"),
                _("Åpne siden på nytt, så ser du hvordan det er nå."),
                (request.path, _("Åpne på nytt")),
            )
        case AlreadySent():
            return _("Alt sendt inn"), _("Det du sendte først, er lagret."), (request.path, _("Åpne siden på nytt"))
        case Unexpected():
            return _("Noe gikk galt"), "", home
        case _other:
            return _("Det gikk ikke"), _("Ingenting er endret."), home


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"


def _ms(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
