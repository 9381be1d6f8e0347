"""Plans that are made while the tablet sends what it has: the organiser's loop, in a thread beside the browser's."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from aiohttp import ClientSession, CookieJar
from yarl import URL

from borse.bus import Role
from scenarios.laptop import Laptop
from scenarios.load.organiser import Planned, planning_by

LOOK_SECONDS = 0.1


@contextmanager
def planning_beside(laptop: Laptop, seen: Planned) -> Iterator[None]:
    """From when the first plan was asked for until the block ends. What went wrong there is raised here.

    `seen` is filled at the end.
    """
    begun, done = Event(), Event()
    with ThreadPoolExecutor(1) as beside:
        plans = beside.submit(asyncio.run, _plan(laptop, begun, done, seen))
        try:
            while not begun.wait(LOOK_SECONDS):
                if plans.done():
                    break
            yield
        finally:
            done.set()
        plans.result()


async def _plan(laptop: Laptop, begun: Event, done: Event, seen: Planned) -> None:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as organiser:
        async with organiser.get(laptop.link(Role.ORGANISER)) as answer:
            answer.raise_for_status()
        async with planning_by(organiser, lambda path: URL(laptop.base + path)) as planned:
            begun.set()
            await asyncio.to_thread(done.wait)
        seen.looks, seen.going_on = planned.looks, planned.going_on
