"""A reception's tablet, paired, as its page's scripts make it ask: the queue, and beside it what else a tablet wants.

It listens to the live stream. The list of guests it fetches when the queues of the hall have begun, its own is empty
and there is news of the door, with the ETag of the one that it has (`static/js/reception/due.js`); whether it is still
paired and not locked it asks when it was away (`static/js/tablet.js`). Nothing is unpacked or shown here: that takes no
time of the server's.
"""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession, ClientTimeout

from borse.bus import Role
from scenarios.load.hall import Hall
from scenarios.load.stream import listen
from scenarios.play.pairing import choose_pin, pair
from scenarios.play.tablet import SPREAD_SECONDS, Tablet
from scenarios.play.visitor import Turned, Visitor

# static/js/reception/due.js and roster.js: between two looks at the list; so many times as long as the last one took,
# but no longer than; a little chance; how long a queue keeps its tablet from the list; when an answer is given up.
EVERY_SECONDS, SLOWER, AT_LEAST_EVERY_SECONDS, SPREAD_AT_WORK_SECONDS = 2.5, 10, 60.0, 0.4
SENDS_AT_MOST_SECONDS, GIVE_UP_SECONDS = 20.0, 10.0
TOPICS = frozenset({"everything", "reception", "signup", "programme", "floor"})
# A browser tries a stream that broke again after three seconds; those of a hall broke at other moments than the net.
STREAM_SECONDS = 3.0
LIST, STILL_IN = "/resepsjon/liste.json", "/nettbrett/her"
# So many are paired at a time.
AT_A_TIME = 4


@dataclass(frozen=True)
class Asked:
    """What for, the answer's status (0: it was given up) and size in bytes, seconds until all of it was there."""

    path: str
    status: int
    size: int
    took: float


@dataclass(kw_only=True)
class DoorTablet(Tablet):
    """`known` is the newest event that its page knew of, `tag` that of the list that it has."""

    hall: Hall
    chance: random.Random
    known: str
    tag: str = ""
    asked: list[Asked] = field(default_factory=list)
    is_asking_at: float = float("-inf")
    last_took: float = 0.0
    sent: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def lose_the_net(self) -> None:
        """What is written from now on waits; what was asked so far is forgotten here."""
        self.took.clear()
        self.asked.clear()
        self.sent.clear()
        self.news.set()

    async def come_back(self) -> None:
        """The net is there. Until cancelled; `sent` is set when the queue is empty."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._look_on())
            group.create_task(self._follow())
            group.create_task(self._send())

    # ---- the queue ---------------------------------------------------------------------------------------------------

    async def _send(self) -> None:
        await self.drain(wait=self.chance.uniform(0, SPREAD_SECONDS))
        self.sent.set()

    def settled(self) -> None:
        self.news.set()

    # ---- the stream --------------------------------------------------------------------------------------------------

    async def _look_on(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, STREAM_SECONDS))
        address = self.hall.address("/live").with_query(siden=self.known)
        cookies = self.session.cookie_jar.filter_cookies(address)
        async with asyncio.TaskGroup() as group:
            line = "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())

            def hear(event: str, data: str) -> None:
                topics = set(data.split()) if event == "changed" else set()
                if topics & TOPICS:
                    self.news.set()
                if topics & {"everything", "tablets"}:
                    group.create_task(self._ask(STILL_IN))

            await listen(address, line, hear)

    # ---- the list ----------------------------------------------------------------------------------------------------

    async def _follow(self) -> None:
        now = asyncio.get_running_loop().time
        back = now()
        # The queues of the hall come first.
        await asyncio.sleep(self.chance.uniform(SPREAD_SECONDS, 2 * SPREAD_SECONDS))
        while True:
            with suppress(TimeoutError):  # once a minute without any news, too
                await asyncio.wait_for(self.news.wait(), AT_LEAST_EVERY_SECONDS)
            gap = min(AT_LEAST_EVERY_SECONDS, max(EVERY_SECONDS, SLOWER * self.last_took))
            await asyncio.sleep(
                max(0.0, self.is_asking_at + gap - now()) + self.chance.uniform(0, SPREAD_AT_WORK_SECONDS)
            )
            if self.queue and now() - back < SENDS_AT_MOST_SECONDS:
                continue
            self.news.clear()
            await self.fetch_list()

    async def fetch_list(self) -> None:
        """The list, or that it is the one that is here."""
        now = asyncio.get_running_loop().time
        self.is_asking_at = now()
        tag = await self._ask(LIST, {"If-None-Match": self.tag} if self.tag else {})
        self.last_took = now() - self.is_asking_at
        self.tag = tag or self.tag

    async def _ask(self, path: str, headers: dict[str, str] | None = None) -> str:
        """The ETag of the answer; "" where it has none, or did not come in time. Raises Turned for a wrong one."""
        now = asyncio.get_running_loop().time
        began, status, size, tag = now(), 0, 0, ""
        accept = {"Accept": "application/json", **(headers or {})}
        timeout = ClientTimeout(total=GIVE_UP_SECONDS)
        with suppress(TimeoutError, ClientError):
            async with self.session.get(self.hall.address(path), headers=accept, timeout=timeout) as answer:
                size, status, tag = len(await answer.read()), answer.status, answer.headers.get("ETag", "")
        if status not in {0, 200, 304}:
            raise Turned(f"{path}: {status}")
        self.asked.append(Asked(path, status, size, now() - began))
        return tag


@asynccontextmanager
async def door_tablets(hall: Hall, number: int, chance: random.Random) -> AsyncIterator[list[DoorTablet]]:
    """So many, each paired by its code, with a session, an address and a connection of its own."""
    base = f"/{hall.known.slug}"
    async with AsyncExitStack() as stack:
        organiser = await stack.enter_async_context(Visitor(hall.server.address))
        await organiser.look(f"{base}/inn/{hall.known.links[Role.ORGANISER]}")
        await choose_pin(organiser, base)
        turn = asyncio.Semaphore(AT_A_TIME)

        async def one(place: int) -> DoorTablet:
            headers = {"X-Forwarded-For": f"10.0.{place // 250}.{place % 250 + 1}"}
            async with turn, Visitor(hall.server.address, headers=headers) as visitor:
                page = await pair(organiser, visitor, base, f"Nettbrett {place + 1}", Role.RECEPTION)
            known = re.search(r'data-live-known="(\d+)"', page.text)
            assert known is not None, "the reception's page does not say what it knows"
            session = ClientSession(cookie_jar=visitor.session.cookie_jar, headers=headers)
            await stack.enter_async_context(session)
            tablet = DoorTablet(hall.address("/ko"), session, hall=hall, chance=chance, known=known[1])
            await tablet.fetch_list()
            return tablet

        yield await asyncio.gather(*(one(place) for place in range(number)))
