"""Everybody's screens and telephones: open live streams that are told of each gong, and then ask what is on.

They do as the browser's scripts do. A screen asks for its page again (`static/js/live.js`): half a second after the
last time at the earliest, and after a little chance, with the ETag of what it has. A telephone goes through the
evening by itself, and asks what the clock was set to (`static/js/hall.js`); again, when the way there was so long that
the answer may be wrong by much.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession, ClientTimeout, CookieJar, TCPConnector
from yarl import URL

from borse.bus import Role
from scenarios.load.figures import percentile
from scenarios.load.hall import Hall
from scenarios.play.visitor import Visitor

GAP_SECONDS, SPREAD_SECONDS = 0.5, 0.4  # static/js/topics.js
CLOCK_SPREAD_SECONDS, GOOD_ENOUGH_SECONDS, AGAIN_SECONDS, TRIES = 0.3, 0.3, 0.7, 4  # static/js/hall.js
BETWEEN_GONGS_SECONDS = 3.0
# Everybody has the new page within the one, and 99 of 100 pages are answered within the other.
BAR_SECONDS, BAR_ANSWER_SECONDS = 2.0, 0.5


@dataclass
class Watcher:
    """One open page. `told` and `shown` are the moments (of the loop's clock) of its news and of what it asked for.

    `waited` are the seconds from each question for the page to its whole answer.
    """

    stream: URL
    page: URL
    topics: frozenset[str]
    browser: ClientSession
    chance: random.Random
    is_page: bool
    spread: float
    told: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    listening: asyncio.Event = field(default_factory=asyncio.Event)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._listen())
            both.create_task(self._ask_again())

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        async with self.browser.get(self.stream, timeout=ClientTimeout(total=None)) as answer:
            answer.raise_for_status()
            async for line in answer.content:
                name, _colon, value = line.decode().strip().partition(": ")
                if (name, value) == ("event", "hello"):
                    self.listening.set()
                elif name == "data" and self.topics & set(value.split()):
                    if "floor" in value.split():
                        self.told.append(loop.time())
                    self._news.set()

    async def _ask_again(self) -> None:
        etag = ""
        while True:
            await self._news.wait()
            await asyncio.sleep(self.chance.random() * self.spread)
            self._news.clear()
            for _try in range(TRIES):
                asked = asyncio.get_running_loop().time()
                async with self.browser.get(self.page, headers={"If-None-Match": etag} if etag else {}) as answer:
                    await answer.read()
                    etag = answer.headers.get("ETag", "")
                self.shown.append(asyncio.get_running_loop().time())
                self.waited.append(self.shown[-1] - asked)
                if self.is_page or self.waited[-1] <= GOOD_ENOUGH_SECONDS:
                    break
                await asyncio.sleep(AGAIN_SECONDS)
            if self.is_page:
                await asyncio.sleep(GAP_SECONDS)


@dataclass(frozen=True)
class Told:
    """Of all gongs and watchers: seconds from the host's press until each was told, and until each showed it.

    `missed` counts who was not told before the next gong; `waited` are the seconds that each page took to be answered.
    """

    gongs: int
    watchers: int
    told: list[float]
    shown: list[float]
    waited: list[float]
    missed: int

    @property
    def holds(self) -> bool:
        answered = percentile(sorted(self.waited), 0.99) if self.waited else 0.0
        return not self.missed and max(self.shown) <= BAR_SECONDS and answered <= BAR_ANSWER_SECONDS


@asynccontextmanager
async def watching(hall: Hall, phones: int, screens: int) -> AsyncIterator[list[Watcher]]:
    """So many streams, all open, until the block ends."""
    chance = random.Random(1)
    # Streams stay open, so each has a connection of its own; the pages come over others.
    async with ClientSession(cookie_jar=CookieJar(unsafe=True), connector=TCPConnector(limit=0)) as browser:
        async with browser.get(hall.address(f"/inn/{hall.known.links[Role.SCREEN]}")) as answer:
            answer.raise_for_status()
        watchers = [_screen(hall, browser, chance) for _one in range(screens)]
        watchers += [_telephone(hall, browser, chance) for _one in range(phones)]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(watcher.watch()) for watcher in watchers]
            await asyncio.gather(*(watcher.listening.wait() for watcher in watchers))
            yield watchers
            for task in tasks:
                task.cancel()


def _screen(hall: Hall, browser: ClientSession, chance: random.Random) -> Watcher:
    topics = frozenset({"floor", "programme", "agreements", "reception", "exchange"})
    page = hall.address("/storskjerm")
    return Watcher(hall.address("/live"), page, topics, browser, chance, is_page=True, spread=SPREAD_SECONDS)


def _telephone(hall: Hall, browser: ClientSession, chance: random.Random) -> Watcher:
    clock = hall.address("/tid")
    topics = frozenset({"floor"})
    return Watcher(hall.address("/live"), clock, topics, browser, chance, is_page=False, spread=CLOCK_SPREAD_SECONDS)


async def gongs(hall: Hall, watchers: list[Watcher], number: int) -> Told:
    """The host presses on so many times."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    told: list[float] = []
    shown: list[float] = []
    async with Visitor(hall.server.address) as host:
        await host.look(f"/{hall.known.slug}/inn/{hall.known.links[Role.HOST]}")
        for _gong in range(number):
            page = await host.look(f"/{hall.known.slug}/klokke")
            pressed = loop.time()
            await host.submit(page, page.form("/klokke/neste"))
            await asyncio.sleep(BETWEEN_GONGS_SECONDS)
            told += [news[0] - pressed for one in watchers if (news := [at for at in one.told if at >= pressed])]
            shown += [_shown_after(one, pressed) for one in watchers if one.told and one.told[-1] >= pressed]
    missed = number * len(watchers) - len(told)
    waited = [took for one in watchers for at, took in zip(one.shown, one.waited, strict=True) if at >= began]
    return Told(number, len(watchers), told, shown, waited, missed)


def _shown_after(watcher: Watcher, pressed: float) -> float:
    """When the first page arrived that was asked for after the news; for ever when none did before the next gong."""
    news = next(at for at in watcher.told if at >= pressed)
    return next((at - pressed for at in watcher.shown if at >= news), float("inf"))
