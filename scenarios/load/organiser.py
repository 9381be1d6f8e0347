"""The organiser who plans all through the load: as soon as one plan is made, the next is begun."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession
from yarl import URL

from borse.bus import Role
from borse.ids import new_id
from scenarios.load.hall import Hall
from scenarios.play.visitor import Turned

Address = Callable[[str], URL]

EFFORT_SECONDS = 30
# The page is told of each step and asks again, at most this often (`static/js/live.js`).
LOOK_SECONDS = 0.5
# A plan that is made is followed by the next at once: asking while one is being made changes nothing.
ASK_SECONDS = 0.1


@dataclass
class Planned:
    """What the organiser saw: looks at the page, and how many of them showed a plan being made."""

    looks: int = 0
    going_on: int = 0

    @property
    def share(self) -> float:
        return self.going_on / self.looks if self.looks else 0.0


@asynccontextmanager
async def planning(hall: Hall) -> AsyncIterator[Planned]:
    """While the block runs, plans are made in the server's planning process."""
    async with planning_by(hall.browsers[Role.ORGANISER], hall.address) as seen:
        yield seen


@asynccontextmanager
async def planning_by(organiser: ClientSession, address: Address) -> AsyncIterator[Planned]:
    """The same by a browser that was let in, at the `address` of each path. At the end the last plan is cancelled.

    The published programme is not kept: a plan that may keep it is proven within a fraction of a second, and there
    would be nothing to measure.
    """
    seen = Planned()
    async with asyncio.TaskGroup() as both:
        await _ask(organiser, address)
        tasks = [
            both.create_task(_keep_asking(organiser, address)),
            both.create_task(_look_on(organiser, address, seen)),
        ]
        yield seen
        for task in tasks:
            task.cancel()
    async with organiser.post(address("/styre/program/avbryt"), data={"id": new_id()}) as answer:
        await answer.read()


async def _keep_asking(organiser: ClientSession, address: Address) -> None:
    while True:
        await _ask(organiser, address)
        await asyncio.sleep(ASK_SECONDS)


async def _ask(organiser: ClientSession, address: Address) -> None:
    wanted = {"id": new_id(), "seconds": str(EFFORT_SECONDS)}
    async with organiser.post(address("/styre/program/planlegg"), data=wanted, allow_redirects=False) as answer:
        if answer.status != 303:
            raise Turned(f"planning: {answer.status}")


async def _look_on(organiser: ClientSession, address: Address, seen: Planned) -> None:
    while True:
        async with organiser.get(address("/styre/program")) as answer:
            seen.looks += 1
            seen.going_on += "/styre/program/avbryt" in await answer.text()
        await asyncio.sleep(LOOK_SECONDS)
