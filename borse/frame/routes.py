"""What a desk says about its URLs. A route without `allow` cannot be written: deny is the default, openness is said.

Addresses are Norwegian, because people read them on posters (`docs/decisions.md`, 5).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

from aiohttp import web

from borse.bus import Command, Event, Role
from borse.bus import Handler as Decides

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Allow = frozenset[Role]

ANYONE: Allow = frozenset(Role)
ORGANISER: Allow = frozenset({Role.ORGANISER})
RECEPTION: Allow = ORGANISER | {Role.RECEPTION}
HOST: Allow = ORGANISER | {Role.HOST}
NOTARY: Allow = ORGANISER | {Role.NOTARY}
BROKER: Allow = NOTARY | {Role.BROKER}
VIEWER: Allow = ORGANISER | {Role.VIEWER}
JURY: Allow = frozenset({Role.JURY})  # nobody votes in their place
STAFF: Allow = RECEPTION | HOST | BROKER
SCREEN: Allow = STAFF | {Role.SCREEN}
PARTICIPANT: Allow = frozenset({Role.PARTICIPANT})


class Flags(TypedDict, total=False):
    """What a route says beyond the ordinary; see `Route`."""

    embeddable: bool
    camera: bool
    leaves_job: bool
    when_locked: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One URL below the børs. `path` begins after `/{slug}`; `{personal}` in it is a participant's own link."""

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    allow: Allow
    # Whether other sites may show it in a frame of theirs (`headers.py`). It must do nothing and set no cookie.
    embeddable: bool = False
    # Whether the page may ask for the camera, and run what reads codes from it (`static/js/scan.js`).
    camera: bool = False
    # Whether it makes somebody else of whoever goes through it: closed to a paired tablet (`tablet.py`).
    leaves_job: bool = False
    # Whether a tablet may go through it while its screen is locked.
    when_locked: bool = False


def page(path: str, handler: Handler, allow: Allow, **more: Unpack[Flags]) -> Route:
    """Something to look at: GET."""
    return Route("GET", path, handler, allow, **more)


def action(path: str, handler: Handler, allow: Allow, **more: Unpack[Flags]) -> Route:
    """Something to do: POST, then redirect."""
    return Route("POST", path, handler, allow, **more)


@dataclass(frozen=True, slots=True)
class Door:
    """A desk in the staff's navigation bar: its address, its name (a text for gettext), who sees it.

    `rooms` are the addresses beyond its own at which one is still at this desk.
    """

    path: str
    label: str
    allow: Allow
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that a tablet may write without a connection, and send when it has one (`queue.py`).

    It must mean the same whatever came before it. `note` is a question about it, asked once the batch that it came in
    is carried out: what the people at the tablet should know, a sentence or "".
    """

    command: type[Command]
    allow: Allow
    note: Callable[..., str] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as a whole: what it decides, what it tells, where it answers, what its tablets may send later.

    `name` is also its folder of templates.
    """

    name: str
    handlers: Mapping[type[Command], Decides]
    events: tuple[type[Event], ...]
    routes: tuple[Route, ...]
    doors: tuple[Door, ...]
    entries: tuple[Entry, ...] = ()
