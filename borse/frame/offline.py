"""The service worker of a børs, so that pages which ask for it open with the server gone (`docs/offline.md`).

It must be served from the root of what it controls, hence `/{slug}/sw.js` and not below `/static/`. Its text changes
when any static file does, which is how browsers find that there is a new one.
"""

import json
from functools import lru_cache

from aiohttp import web

from borse.frame.keys import address
from borse.frame.render import STATIC, render, static_address, static_version
from borse.frame.routes import ANYONE, page

SCRIPT = STATIC / "js" / "offline" / "service_worker.js"
# A megabyte that only pages with a camera need: those name it (`keep.js`).
LARGE = "vendor/zxing/"


async def service_worker(request: web.Request) -> web.Response:
    base = address(request, "")
    # On a participant's telephone it keeps what their page has fetched, and nothing of the desks (`keep.js`).
    is_own = "egen" in request.query
    beginning = f"const BASE = {json.dumps(base)}, VERSION = {json.dumps(static_version())};\n"
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": f"{base}/"}
    return web.Response(text=beginning + _script(is_own=is_own), content_type="text/javascript", headers=headers)


@lru_cache
def _script(*, is_own: bool) -> str:
    names = (str(file.relative_to(STATIC)) for file in sorted(STATIC.rglob("*")) if file.is_file() and not is_own)
    files = [static_address(name) for name in names if not name.startswith(LARGE) and STATIC / name != SCRIPT]
    return f"const FILES = {json.dumps(files)};\n{SCRIPT.read_text(encoding='utf-8')}"


async def without_net(request: web.Request) -> web.Response:
    """What the worker shows instead of a page that it has not kept, when the server cannot be reached."""
    return render(request, "frame/without_net.html", {})


ROUTES = (
    page("/sw.js", service_worker, ANYONE, when_locked=True),
    page("/uten-nett", without_net, ANYONE, when_locked=True),
)
