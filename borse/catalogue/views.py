"""How often a post is opened: counted in memory, and written as one command now and then.

Nothing is known of who looked: no cookie, no address, only a number for each post. What was not written when the
machine lost its power is lost, and no harm done.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from borse.bus import Actor, Role
from borse.catalogue.messages import CountViews
from borse.frame import keys
from borse.house import House
from borse.ids import new_id
from borse.ongoing import ongoing

log = structlog.get_logger()

# A børs that is read all day long gets some hundred events a day from this, not tens of thousands.
WRITE_EVERY_SECONDS = 60.0
THE_BOARD = Actor(role=Role.PUBLIC, name="Tavla")


class Views:
    """What has been opened since the last time it was written, by børs and post."""

    def __init__(self) -> None:
        self._opened: dict[str, Counter[str]] = defaultdict(Counter)

    def count(self, slug: str, post: str) -> None:
        self._opened[slug][post] += 1

    async def write(self, house: House) -> None:
        """Hand everything counted so far to its børs. What cannot be written now is kept for the next time."""
        for slug in list(self._opened):
            views = self._opened.pop(slug)
            try:
                await house.exchange(slug).bus.send(CountViews(id=new_id(), views=dict(views)), THE_BOARD)
            except Exception:  # one børs in trouble must not lose the numbers of the others
                log.exception("views were not written", slug=slug)
                self._opened[slug].update(views)


VIEWS = web.AppKey("views", Views)


async def views_written(app: web.Application) -> AsyncIterator[None]:
    """Tied to `cleanup_ctx`: writes now and then, and once more before the files close."""
    async with ongoing(_now_and_then(app)):
        yield
    await app[VIEWS].write(app[keys.HOUSE])


async def _now_and_then(app: web.Application) -> None:
    while True:
        await asyncio.sleep(WRITE_EVERY_SECONDS)
        await app[VIEWS].write(app[keys.HOUSE])


def is_opened_by_somebody(request: web.Request) -> bool:
    """Whether a person opened the page: not our own script that refreshes it, nor staff at work, nor a known robot."""
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return False
    agent = request.headers.get("User-Agent", "").lower()
    is_robot = any(word in agent for word in ("bot", "crawl", "spider", "preview"))
    return not is_robot and keys.actor(request).role in (Role.PUBLIC, Role.PARTICIPANT)
