"""What stands above the børser: the front door, health, and the page where a new børs is made.

Making a børs takes the key of the house: a secret in the data folder, printed when the server starts. Deleting the
file `house.key` makes a new one, which revokes the old.
"""

import hmac
import os
from contextlib import suppress
from pathlib import Path

from aiohttp import web
from sqlite_utils import Database

import borse
from borse.exchange import exchange_of
from borse.frame.keys import HOUSE, SETTINGS, WARM
from borse.frame.render import render
from borse.ids import new_token
from borse.language import gettext as _
from borse.refusals import NotFound, UnknownLink, Unreadable
from borse.store.database import DatabaseError


def house_key(folder: Path) -> str:
    """The secret that lets somebody make a børs here; made at the first start, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "house.key"
    if not path.exists():
        half = folder / "house.key.part"  # a full disk would leave an empty key, for good
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(new_token())
        half.replace(path)
    return path.read_text().strip()


def check_house_key(request: web.Request) -> None:
    """Raises UnknownLink unless the address holds the key of the house."""
    key = house_key(request.app[SETTINGS].data)
    if not hmac.compare_digest(key.encode(), request.match_info["key"].encode()):
        raise UnknownLink(_("Den rette står der serveren ble startet."))


async def front_page(request: web.Request) -> web.Response:
    """The børser that are served here."""
    house = request.app[HOUSE]
    found = []
    for slug in house.slugs():
        with suppress(Unreadable, NotFound, DatabaseError):  # damaged, or not a børs yet: /health and the log say so
            found.append(house.exchange(slug).store.ask(exchange_of))
    return render(request, "frame/house.html", {"exchanges": sorted(found, key=lambda one: one.gong_at, reverse=True)})


async def health(request: web.Request) -> web.Response:
    """200 and what version runs, when every open børs can be read; else 503. `warm` is false for the first seconds."""
    house = request.app[HOUSE]
    states: dict[str, str] = {}
    for slug in house.slugs():
        try:
            states[slug] = await house.exchange(slug).store.read(_state)
        except (DatabaseError, OSError, Unreadable) as error:
            states[slug] = str(error)
    well = all(state == "ok" for state in states.values())
    body = {
        "version": borse.__version__,
        "status": "ok" if well else "failing",
        "warm": request.app[WARM].is_set(),
        "databases": states,
    }
    return web.json_response(body, status=200 if well else 503)


def _state(db: Database) -> str:
    db.execute("select count(*) from exchange").fetchone()
    return "ok"
