"""From a template and values to a page. Every template may use what `surroundings` gives."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape

from borse import language, times
from borse.bus import Role
from borse.exchange import exchange_of, side_names
from borse.frame.compiled import Compiled
from borse.frame.keys import ACTOR, DOORS, KNOWN, OPEN, ROLES, TEMPLATES
from borse.frame.queue import writes_here
from borse.frame.tablet import TABLET
from borse.ids import new_id
from borse.own_words import as_written, category_name, conditions_in_words
from borse.refusals import NotFound

ROOT = Path(__file__).parent.parent
STATIC = ROOT.parent / "static"


def templates(desks: list[str]) -> Environment:
    """The templates of the frame and of every desk: `signup/form.html` lies in `borse/signup/templates/form.html`."""
    rooms = {desk: FileSystemLoader(ROOT / desk / "templates") for desk in [*desks, "frame"]}
    environment = Environment(
        loader=PrefixLoader(rooms),
        bytecode_cache=Compiled(Path(__file__)),
        autoescape=select_autoescape(default=True),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]  # by the extension
    environment.filters |= {"category_name": category_name, "conditions_in_words": conditions_in_words}
    environment.filters |= {"clock_time": times.clock_time, "long_date": times.long_date, "moment": times.moment}
    environment.filters["listed"] = language.listed
    environment.globals |= {
        "new_id": new_id,
        "as_written": as_written,
        "static": static_address,
        "tongue_names": language.TONGUES,
        "side_names": side_names,
    }
    return environment


def render(request: web.Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> web.Response:
    """A page. `values` are the template's own; what the frame gives stands in `surroundings`."""
    page = request.app[TEMPLATES].get_template(template)
    text = page.render({**surroundings(request), **values})
    headers = {"Content-Language": language.language(), "Vary": "Accept-Language, Cookie"}
    return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def surroundings(request: web.Request) -> dict[str, Any]:
    """What the page frame itself needs: the børs, the language, who is asking, and which desks they may open."""
    open_ = request.get(OPEN)
    roles: frozenset[Role] = request.get(ROLES, frozenset())
    actor = request.get(ACTOR)
    exchange = _exchange(request)
    prefix = f"/{open_.slug}" if open_ else ""
    return {
        "exchange": exchange,
        "accessibility_url": exchange.accessibility_url if exchange else "",
        "actor": actor,
        "tablet": request.get(TABLET),
        "writes_here": writes_here(request),
        "role": str(actor.role) if actor else "",
        "roles": roles,
        "desks": _doors(request, prefix, roles),
        "url": lambda path="": f"{prefix}/{path.lstrip('/')}",
        "menu_of_tongues": _tongues(request),
        "page_address": request.path_qs,
        "known": request.get(KNOWN, 0),
        "lang": language.language(),
        "dir": language.direction(),
    }


def _tongues(request: web.Request) -> dict[str, str]:
    """The languages to choose among, on the pages of those who take part."""
    actor = request.get(ACTOR)
    return language.TONGUES if actor and actor.role in {Role.PUBLIC, Role.PARTICIPANT} else {}


def _doors(request: web.Request, prefix: str, roles: frozenset[Role]) -> list[tuple[str, str, bool]]:
    """The desks that somebody may open: address, name, and whether they are there now (the longest address counts)."""
    doors = [door for door in request.app[DOORS] if roles & door.allow]
    paths = [(path, door) for door in doors for path in (door.path, *door.rooms)]
    here = [(path, door) for path, door in paths if f"{request.path}/".startswith(f"{prefix}{path}/")]
    _path, now = max(here, key=lambda found: len(found[0]), default=("", None))
    return [(prefix + door.path, language.gettext(door.label), door is now) for door in doors]


def _exchange(request: web.Request) -> Any:
    open_ = request.get(OPEN)
    if open_ is None:
        return None
    try:
        return open_.store.ask(exchange_of)
    except NotFound:
        return None


@lru_cache
def static_address(path: str) -> str:
    """`static("css/page.css")` is `/static/v-…/css/page.css`: new content, new address, so it may be kept for ever.

    The version is that of all the files together. A module imports its neighbours by relative addresses, so whatever
    page it belongs to, it gets those of its own version; a mixture is impossible (`docs/decisions.md`).
    """
    file = STATIC / path
    if not file.exists():
        raise FileNotFoundError(f"{path} is not in static/: run «make setup»")
    return f"/static/v-{static_version()}/{path}"


@lru_cache
def static_version() -> str:
    """A fingerprint of everything in `static/`."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(STATIC)} {file.stat().st_size} ".encode() + file.read_bytes())
    return digest.hexdigest()[:12]
