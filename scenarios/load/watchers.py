"""Everybody's screens and telephones: open live streams that are told of each gong, and show it.

They do as the browser's scripts do. The stream says where the evening is, and a telephone goes on from there by itself
(`static/js/hall.js`); once a minute it asks what time it is. A screen asks for its page again (`static/js/live.js`),
half a second after the last time at the earliest, and after a little chance, with the ETag of what it has.
"""

import asyncio
import itertools
import json
import random
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession
from yarl import URL

from borse.bus import Role
from scenarios.load.hall import Hall
from scenarios.load.stream import listen

GAP_SECONDS, SPREAD_SECONDS = 0.5, 0.4  # static/js/topics.js
SPREAD_OF_SCREENS = 0.1  # data-live-spread in floor/screen.html: their page is drawn once for all of them
ASK_SECONDS = 60.0  # static/js/hall.js
# What the pages are about: data-live in programme/personal.html and floor/screen.html.
OF_A_TELEPHONE = frozenset({"programme", "extra_meetings", "exchange"})
OF_A_SCREEN = frozenset({"floor", "programme", "extra_meetings", "agreements", "reception", "exchange", "prizes"})
# So many come in at a time, as they do through a door.
AT_A_TIME = 20
TURN = re.compile(r'"turn": (\d+)')


@dataclass
class Watcher:
    """One open page, with what it lived through, by the loop's clock.

    `told` is when it heard of the clock; `shown` the turns of the clock that it showed, and when; `answers` when it
    asked for something, and the seconds until the whole answer was there.
    """

    hall: Hall
    browser: ClientSession
    chance: random.Random
    page: str
    stream: str
    topics: frozenset[str]
    cookies: str = ""
    spread = SPREAD_SECONDS
    told: list[float] = field(default_factory=list)
    shown: list[tuple[int, float]] = field(default_factory=list)
    answers: list[tuple[float, float]] = field(default_factory=list)
    listening: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            stream = self.hall.address(self.stream).with_query(om=" ".join(sorted(self.topics)))
            group.create_task(listen(stream, self.cookies, self.hear))
            group.create_task(self.follow())
            group.create_task(self.keep_time())

    def hear(self, event: str, data: str) -> None:
        topics = set(data.split()) if event == "changed" else set()
        if self.topics & topics:
            self.news.set()
        if "floor" in topics:
            self.told.append(self.now())
        if event == "hall":
            self.note(json.loads(data)["turn"])
            self.listening.set()

    def note(self, turn: int) -> None:
        """Where the evening is, as the stream says it."""

    async def follow(self) -> None:
        """Ask for the page anew after each news of what it is about."""
        etag = ""
        while True:
            await self.news.wait()
            await asyncio.sleep(self.chance.random() * self.spread)
            self.news.clear()
            text, etag = await self.fetch(self.hall.address(self.page), {"If-None-Match": etag} if etag else {})
            self.read(text)
            await asyncio.sleep(GAP_SECONDS)

    def read(self, text: str) -> None:
        """The page is there."""

    async def keep_time(self) -> None:
        """Ask what time it is: at first, and once a minute from some moment on."""
        await self.listening.wait()
        await self.fetch(self.hall.address("/tid"), {})
        await asyncio.sleep(self.chance.random() * ASK_SECONDS)
        while True:
            await self.fetch(self.hall.address("/tid"), {})
            await asyncio.sleep(ASK_SECONDS)

    async def fetch(self, address: URL, headers: dict[str, str]) -> tuple[str, str]:
        """The text and the ETag of an answer."""
        asked = self.now()
        async with self.browser.get(address, headers=headers) as answer:
            answer.raise_for_status()
            text = await answer.text()
        self.answers.append((asked, self.now() - asked))
        return text, answer.headers.get("ETag", "")

    @staticmethod
    def now() -> float:
        return asyncio.get_running_loop().time()


class Telephone(Watcher):
    """Goes on from what the stream says by itself."""

    def note(self, turn: int) -> None:
        self.shown.append((turn, self.now()))


class Screen(Watcher):
    """Counts as showing what its page says, when it has all of it."""

    spread = SPREAD_OF_SCREENS

    def hear(self, event: str, data: str) -> None:
        super().hear(event, data)
        if event == "hello":
            self.news.set()  # it was opened before anybody rang

    def read(self, text: str) -> None:
        if found := TURN.search(text):
            self.shown.append((int(found[1]), self.now()))


@asynccontextmanager
async def watching(hall: Hall, phones: int, screens: int) -> AsyncIterator[list[Watcher]]:
    """So many pages, all open and listening, until the block ends."""
    chance = random.Random(1)
    screen = hall.browsers[Role.SCREEN]
    cookies = screen.cookie_jar.filter_cookies(hall.address("/storskjerm"))
    line = "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())
    watchers: list[Watcher] = [
        Screen(hall, screen, chance, "/storskjerm", "/live", OF_A_SCREEN, line) for _one in range(screens)
    ]
    watchers += [
        Telephone(hall, hall.browsers[Role.PUBLIC], chance, page, f"{page}/live", OF_A_TELEPHONE)
        for page in (f"/p/{secret}" for secret in itertools.islice(hall.readers, phones))
    ]
    async with asyncio.TaskGroup() as group:
        tasks = []
        for first in range(0, len(watchers), AT_A_TIME):
            coming = watchers[first : first + AT_A_TIME]
            tasks += [group.create_task(watcher.watch()) for watcher in coming]
            await asyncio.gather(*(watcher.listening.wait() for watcher in coming))
        yield watchers
        for task in tasks:
            task.cancel()
