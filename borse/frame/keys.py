"""What a request carries, by typed key: the børs, who asks, and the application's own parts."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web
from jinja2 import Environment
from limits.strategies import MovingWindowRateLimiter

from borse.bus import Actor, Command, Receipt, Role
from borse.frame.routes import Door, Entry, Route
from borse.house import House, OpenExchange
from borse.settings import Settings

SETTINGS = web.AppKey("settings", Settings)
HOUSE = web.AppKey("house", House)
TEMPLATES = web.AppKey("templates", Environment)
ROUTES = web.AppKey("routes", tuple[Route, ...])
DOORS = web.AppKey("doors", tuple[Door, ...])
ENTRIES: web.AppKey[Mapping[str, Entry]] = web.AppKey("entries", Mapping)  # by name of kind
WARM = web.AppKey("warm", asyncio.Event)  # set when nobody waits any more for what is slow the first time
LIMITER = web.AppKey("limiter", MovingWindowRateLimiter)
NOW: web.AppKey[Callable[[], datetime]] = web.AppKey("now", Callable)  # type: ignore[arg-type]  # a callable has no class

ACTOR = web.RequestKey("actor", Actor)
HELD: web.RequestKey[tuple[Actor, ...]] = web.RequestKey("held", tuple)
ROLES: web.RequestKey[frozenset[Role]] = web.RequestKey("roles", frozenset)
ROUTE = web.RequestKey("route", Route)
OPEN = web.RequestKey("open", OpenExchange)
KNOWN = web.RequestKey("known", int)  # the newest event when it came: what is read after this knows at least that one


def open_exchange(request: web.Request) -> OpenExchange:
    """The børs that the address names. Only below `/{slug}`."""
    return request[OPEN]


def actor(request: web.Request) -> Actor:
    return request[ACTOR]


def now(request: web.Request) -> datetime:
    return request.app[NOW]()


async def send(request: web.Request, command: Command) -> Receipt:
    """Carry out a command as whoever is asking. Returns when it is on disk."""
    return await open_exchange(request).bus.send(command, actor(request))


async def read(request: web.Request, question: Callable[..., Any], *args: object) -> Any:
    """Ask the børs's file a question from a desk's `reads.py`."""
    return await open_exchange(request).store.read(question, *args)


def address(request: web.Request, path: str) -> str:
    """The address of a path of this børs: `address(request, "/program")` is `/lorenskog-2027/program`."""
    return f"/{open_exchange(request).slug}{path}"


def scheme(request: web.Request) -> str:
    """How the browser came: http or https. Behind a trusted proxy that is what the proxy says."""
    said = request.headers.get("X-Forwarded-Proto", "") if request.app[SETTINGS].proxies else ""
    return said if said in {"http", "https"} else request.scheme


def full_address(request: web.Request, path: str) -> str:
    """The same with host and scheme, for a QR or a message."""
    base = request.app[SETTINGS].public_address or f"{scheme(request)}://{request.host}"
    return f"{base}{address(request, path)}"
