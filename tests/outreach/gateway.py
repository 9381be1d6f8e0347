"""A real SMS gateway on this machine that takes its time: each answer waits until the test lets it go."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from borse.outreach.channels import Outreach
from borse.outreach.sms import Http


async def taken(_number: str) -> int:
    return 200


@dataclass
class SlowGateway:
    """`answer` gives the status for a number, when it is ready to; `most` is how many have waited for one at once."""

    answer: Callable[[str], Awaitable[int]] = taken
    asked: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    under_way: Counter[str] = field(default_factory=Counter)
    most: int = 0
    most_to_one: int = 0
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def opened(self) -> TestServer:
        app = web.Application()
        app.router.add_post("/sms", self._take)
        server = TestServer(app)
        await server.start_server()
        return server

    async def _take(self, request: web.Request) -> web.Response:
        number = (await request.json())["to"]
        self.asked.append(number)
        self.keys.append(request.headers["Idempotency-Key"])
        self.under_way[number] += 1
        self.most = max(self.most, self.under_way.total())
        self.most_to_one = max(self.most_to_one, self.under_way[number])
        async with self.news:
            self.news.notify_all()
        try:
            status = await self.answer(number)
        finally:
            self.under_way[number] -= 1
        if not status and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status or 200)

    async def until_asked(self, times: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: len(self.asked) >= times)


def outreach_by(server: TestServer) -> Outreach:
    """SMS by this gateway and nothing else."""
    return Outreach({"sms": Http(str(server.make_url("/sms")))}, "https://bors.example")
