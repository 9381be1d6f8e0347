"""What every answer carries, streams and files included: the rules for the browser, how long it may be kept, gzip."""

from collections.abc import Mapping
from hashlib import blake2b

from aiohttp import ETag, web

from borse.frame.keys import ROUTE
from borse.frame.routes import Route

RULES = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # addresses of personal pages are secrets: no other host may see them
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# A page that other sites may show in a frame: it runs nothing and sends nothing, so no click on it can be stolen.
RULES_IN_A_FRAME = RULES | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors *"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}

# A page with the camera: WebAssembly reads the codes; `'wasm-unsafe-eval'` lets it run, and no script from a text.
RULES_WITH_A_CAMERA = RULES | {
    "Content-Security-Policy": RULES["Content-Security-Policy"].replace(
        "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
    ),
    "Permissions-Policy": RULES["Permissions-Policy"].replace("camera=()", "camera=(self)"),
}

# A part of a page goes by the rules of the page; opened alone it may do nothing. All the rules on each of two dozen
# parts were a fifth of what a telephone fetched to open a page.
RULES_OF_A_PART = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}

TEXT_TYPES = {
    "text/html",
    "text/plain",
    "text/csv",
    "text/calendar",
    "image/svg+xml",
    "application/json",
    "application/atom+xml",
}
SQUEEZED_FILES = (".css", ".js", ".svg", ".wasm")
A_YEAR = 365 * 86400


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Tied to `on_response_prepare`."""
    response.headers.update(RULES_OF_A_PART if _is_part(request) else _rules(request.get(ROUTE)))
    if request.path.startswith("/static/"):
        # The address holds the content's hash (`render.static_address`): another content is another address.
        is_for_ever = request.path.startswith("/static/v-") and response.status in {200, 304}
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_for_ever else "no-cache"
    else:
        response.headers.setdefault("Cache-Control", "no-store")


def _is_part(request: web.Request) -> bool:
    return request.path.startswith("/static/") and request.path.endswith((".js", ".css", ".svg"))


def _rules(route: Route | None) -> Mapping[str, str]:
    if route is not None and route.embeddable:
        return RULES_IN_A_FRAME
    return RULES_WITH_A_CAMERA if route is not None and route.camera else RULES


def squeeze(request: web.Request, response: web.StreamResponse) -> None:
    """Texts travel gzipped to whoever can read that. Before the answer is prepared: afterwards it is too late."""
    if "Range" in request.headers or response.prepared or "Content-Encoding" in response.headers:
        return
    is_page = isinstance(response, web.Response) and response.content_type in TEXT_TYPES
    is_file = isinstance(response, web.FileResponse) and request.path.endswith(SQUEEZED_FILES)
    # aiohttp 3.14 sends an empty gzip after the 304 of a squeezed file, and the browser takes it for the next answer.
    is_asked_again = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
    if is_page or (is_file and not is_asked_again):
        response.enable_compression()


def unless_known(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """304 when the browser has this very page already: a phone that polls pays for news only."""
    if request.method != "GET" or response.status != 200 or not isinstance(response, web.Response):  # noqa: PLR2004 -- OK
        return response
    if response.content_type != "text/html" or not isinstance(response.body, bytes):
        return response
    # Weak, because the same page goes out gzipped and plain.
    etag = ETag(blake2b(response.body, digest_size=12).hexdigest(), is_weak=True)
    response.etag = etag
    if any(known.value == etag.value for known in request.if_none_match or ()):
        return web.Response(status=304, headers={"ETag": response.headers["ETag"]})
    return response
