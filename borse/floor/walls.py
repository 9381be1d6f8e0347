"""What the big screens of a børs show, read once for all of them.

Twenty screens ask in the same second when the gong sounds, and who sits where takes 50 ms to put together for 600
people. All of it follows from what is on file, so it holds until the next event.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from jinja2 import Environment
from markupsafe import Markup
from sqlite_utils import Database

from borse.floor.names import as_list
from borse.floor.reads import Screen, screen
from borse.house import OpenExchange
from borse.hub import newest_event


@dataclass(frozen=True, slots=True)
class Wall:
    """`lists` are the drawn lists of names, by round."""

    screen: Screen
    lists: dict[int, Markup]


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
