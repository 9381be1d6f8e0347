"""What the big screens of a børs show: read, drawn and packed once for all of them.

Twenty screens ask in the same second when the gong sounds. Who sits where takes 50 ms to put together for 600 people.
It follows from what is on file, so it holds until the next event. The page says what time it is as well, and holds for
a second.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web
from jinja2 import Environment
from markupsafe import Markup
from sqlite_utils import Database

from borse.floor.names import as_list
from borse.floor.reads import Screen, screen
from borse.frame.packing import Packed
from borse.house import OpenExchange
from borse.hub import newest_event

A_PAGE_HOLDS = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Wall:
    """`lists` are the drawn lists of names, by round; `pages` are drawn pages and when: on a tablet, and elsewhere."""

    screen: Screen
    lists: dict[int, Markup]
    pages: dict[bool, tuple[datetime, Packed]] = field(default_factory=dict)

    def page(self, at: datetime, draw: Callable[[], web.Response], *, is_tablet: bool) -> Packed:
        """The page as it is at a moment, or was less than a second before."""
        drawn = self.pages.get(is_tablet)
        if drawn is None or not timedelta() <= at - drawn[0] < A_PAGE_HOLDS:
            drawn = self.pages[is_tablet] = at, Packed.of(draw())
        return drawn[1]


class Walls:
    """One wall per børs: the newest, and while it is being read the promise of it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept: dict[str, tuple[int, asyncio.Task[Wall]]] = {}

    async def of(self, exchange: OpenExchange, now: datetime) -> Wall:
        event = await exchange.store.read(newest_event)
        kept = self._kept.get(exchange.slug)
        if kept is None or kept[0] != event or _failed(kept[1]):
            kept = (event, asyncio.create_task(exchange.store.read(self._read, now)))
            self._kept[exchange.slug] = kept
        return await asyncio.shield(kept[1])  # one screen that goes away takes nothing from the others

    def _read(self, db: Database, now: datetime) -> Wall:
        found = screen(db, now)
        return Wall(found, {number: as_list(self._environment, names) for number, names in found.names.items()})


def _failed(task: "asyncio.Task[Wall]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


WALLS = web.AppKey("walls", Walls)
