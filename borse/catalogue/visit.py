"""Who reads the board, and by which way they came: by the open address, or through their own link."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlite_utils import Database

from borse.bus import Actor, Role
from borse.catalogue import reads
from borse.catalogue.opening import is_open, refuse_reader
from borse.exchange import Exchange, exchange_of
from borse.frame.keys import actor, address, now, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A reader with the board before them. `base` is the board's address as this reader has it.

    Those inside (participants and staff) see the names of private persons; `person` is set for a participant.
    """

    exchange: Exchange
    board: list[reads.Notice]
    categories: list[reads.Category]
    base: str
    inside: bool
    person: str | None
    is_open: bool

    @property
    def home(self) -> str:
        """A participant's own page."""
        return self.base.removesuffix("/tavla")


async def visit(request: web.Request) -> Visit:
    """The board for whoever asks. Raises Closed or NotAllowed when it is not for them (yet)."""
    personal = request.match_info.get("personal")
    base = address(request, f"/p/{personal}/tavla" if personal else "/tavla")
    who = actor(request)
    found: Visit = await read(request, _visit, who, who.role is not Role.PUBLIC, base, now(request))
    return found


async def visit_outside(request: web.Request, who: Actor | None = None) -> Visit:
    """The same with no more than outsiders get, to be passed on. Staff may take that along at any time."""
    found: Visit = await read(request, _visit, who or actor(request), False, address(request, "/tavla"), now(request))
    return found


def _visit(db: Database, who: Actor, inside: bool, base: str, at: datetime) -> Visit:
    exchange = exchange_of(db)
    refuse_reader(exchange, who.role, at)
    return Visit(
        exchange=exchange,
        board=reads.notices(db, inside=inside),
        categories=reads.categories(db),
        base=base,
        inside=inside,
        person=who.person,
        is_open=is_open(exchange, at),
    )
