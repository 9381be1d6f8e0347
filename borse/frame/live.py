"""The live stream: it says *that* something changed, never what. The page asks again, with its own rights.

`Last-Event-ID` is the id of an event in the history; whoever comes back with an old one is told at once.
"""

import asyncio
import re
from contextlib import suppress

from aiohttp import web
from aiohttp_sse import sse_response

from borse.frame.keys import open_exchange

# One message at most in this time per connection: a burst of check-ins is one reload, not forty.
PAUSE_SECONDS = 0.25


async def live(request: web.Request) -> web.StreamResponse:
    """Answer `GET …/live` until the page goes away or the server stops."""
    hub = open_exchange(request).hub
    with hub.watch() as watcher:
        newest = await hub.join(watcher)
        response: web.StreamResponse = web.Response(status=204)
        if request.transport is None:  # it went away before it was told anything
            return response
        with suppress(ConnectionResetError):  # the page went away while it was being told
            async with sse_response(request) as response:
                seen = request.headers.get("Last-Event-ID", "")
                if re.fullmatch(r"[0-9]{1,18}", seen) and int(seen) < newest:
                    watcher.tell("everything", newest)
                else:
                    await response.send("", event="hello", id=str(newest))
                while not watcher.closed and response.is_connected():
                    topics, last = await watcher.wait()
                    if topics:
                        await response.send(topics, event="changed", id=str(last))
                        await asyncio.sleep(PAUSE_SECONDS)
    return response
