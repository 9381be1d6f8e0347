"""The live stream: *that* something changed, and where the evening is. The rest a page asks for, with its own rights.

    GET …/live?om=floor+agreements      server-sent events; without `om` all topics
    GET …/p/‹secret›/live?om=programme  the same for somebody's own page: whom news concerns hears of it first
    event: hello                        the page looks on; the id is that of the newest event
    event: changed   data: floor        these topics have changed
    event: hall      data: {"now": …}   follows either, when the clock may have moved (`borse/hall.py`)

A page says what it knew of, as the id of an event in the history: `kjent` when it looks on for the first time;
`Last-Event-ID`, or `siden` where a script opens the stream again, when it was away. Whoever says an old one is told.

Whose link is revoked, or who logs out, is told to ask for the page once more («everything»), and the stream ends.
"""

import math
import re
import resource
from contextlib import suppress
from functools import lru_cache

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response
from sqlite_utils import Database

from borse.bus import Actor
from borse.frame.access import fingerprints_of, participant, sessions
from borse.frame.keys import HELD, HOUSE, actor, now, open_exchange
from borse.news import News
from borse.refusals import UnknownLink
from borse.times import stamp

# As long as all topics together would be.
LONGEST = 400
# Different news of one moment: pages about the same topics are told the same.
KEPT = 32
# The share of the process's connections and open files that streams may take: the rest is for whoever writes something,
# and for files (`serve.py`).
SHARE = 0.5


class OpenPage:
    """The stream of one page."""

    def __init__(self, request: web.Request, response: EventSourceResponse) -> None:
        self.wants = frozenset(re.findall("[a-z_]+", request.query.get("om", "")[:LONGEST]))
        self.person = actor(request).person
        self._request, self._response = request, response

    def is_let_in(self, db: Database) -> bool:
        """What the door would say now (`access.guard`)."""
        if self.person is not None:
            try:
                return participant(db, self._request.match_info["personal"]).person == self.person
            except UnknownLink:
                return False
        held = self._request[HELD]
        if not held:  # the public is let in as long as there is a door
            return True
        still, _tablet = sessions(db, fingerprints_of(self._request), stamp(now(self._request)))
        return {_doors(one) for one in held} <= {_doors(one) for one in still}

    def is_ready(self) -> bool:
        line = self._request.transport
        return line is not None and self._response.is_connected() and not line.get_write_buffer_size()

    async def hear(self, news: News) -> None:
        try:
            # Nothing is waiting on the line, so this does not wait either.
            await self._response.write(told(news))
        except ConnectionResetError:
            self._response.stop_streaming()

    def close(self) -> None:
        self._response.stop_streaming()


async def live(request: web.Request) -> web.StreamResponse:
    """Answer `GET …/live` until the page goes away or the server stops."""
    response: web.StreamResponse = web.Response(status=204)
    if request.transport is None:  # it went away before it was told anything
        return response
    if sum(len(exchange.hub) for exchange in request.app[HOUSE].opened) >= _most_streams():
        full = web.Response(status=503)
        full.force_close()
        return full
    hub = open_exchange(request).hub
    with suppress(ConnectionResetError):  # the page went away while it was being told
        async with sse_response(request) as response:
            page = OpenPage(request, response)
            with hub.watch(page):
                heard = request.headers.get("Last-Event-ID") or request.query.get("siden", "")
                since = _event(heard or request.query.get("kjent", ""))
                await page.hear(await hub.standing(page, since, was_away=bool(heard)))
                await response.wait()
    return response


def _doors(actor: Actor) -> tuple[str, str | None, str]:
    return actor.role, actor.link, actor.device


def _event(said: str) -> int | None:
    return int(said) if re.fullmatch("[0-9]{1,18}", said) else None


def _most_streams() -> float:
    most, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return math.inf if most == resource.RLIM_INFINITY else most * SHARE


@lru_cache(KEPT)
def told(news: News) -> bytes:
    """The news as it goes over the line, the same for all."""
    event = "changed" if news.topics else "hello"
    first = f"{f'id: {news.last}' if news.last else ':'}\nevent: {event}\ndata: {' '.join(sorted(news.topics))}\n\n"
    return (first + (f"event: hall\ndata: {news.hall}\n\n" if news.hall else "")).encode()
