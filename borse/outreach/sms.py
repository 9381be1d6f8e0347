"""SMS by one of three ways, all with the same face: the console and a file to try things out, HTTP for a real gateway.

The HTTP gateway gets `POST {"id": …, "to": "+4744000001", "text": …}` with `Idempotency-Key: <id>`; any answer in the
200s means taken. It gets five at once, until it says 429 or 503: then one at a time, after a minute. Most gateways
want other names: a few lines in front of them, or a class of its own here, bridge that.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

import aiohttp

from borse.outreach.delivery import Outcome, Post, Result
from borse.times import stamp, utc_now

TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
# After a new plan a hundred people are to hear of it before the gong, and a gateway may take half a second for each.
AT_A_TIME = 5
TOO_EARLY = {408, 425}
TOO_MANY = {429, 503}  # Too Many Requests; Service Unavailable: nothing was done
OK, NOT_OK, THEIR_FAULT = 200, 300, 500


def sms_by(setting: str, key: str = "") -> "Console | File | Http":
    """The way that BORSE_SMS names: console, file:PATH, or an address."""
    if setting == "console":
        return Console()
    if setting.startswith("file:"):
        return File(Path(setting.removeprefix("file:")))
    return Http(setting, key)


class Console:
    """For a try-out on one's own machine: the text on standard error, the number but for its end left out."""

    at_a_time = 1

    async def send(self, post: Post) -> Result:
        print(f"SMS til …{post.to[-2:]}:\n{post.letter.body}\n", file=sys.stderr, flush=True)  # noqa: T201 -- its purpose
        return Result(outcome=Outcome.SENT)

    async def rest(self) -> None:
        """Nothing is held open."""


class File:
    """A line of JSON for each SMS, on disk before it counts as sent. Whoever reads the file may send them."""

    at_a_time = 1

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(self, post: Post) -> Result:
        line = {"id": post.id, "to": post.to, "text": post.letter.body, "at": stamp(utc_now())}
        try:
            await asyncio.to_thread(self._append, json.dumps(line, ensure_ascii=False) + "\n")
        except OSError:
            return Result(outcome=Outcome.LATER, note="file", channel_is_down=True)
        return Result(outcome=Outcome.SENT)

    async def rest(self) -> None:
        """Nothing is held open."""

    def _append(self, line: str) -> None:
        # Numbers and links stand in it: nobody else on the machine may read it.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


class Http:
    """A gateway on the net."""

    at_a_time = AT_A_TIME

    def __init__(self, address: str, key: str = "") -> None:
        self._address = address
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    async def send(self, post: Post) -> Result:
        body = {"id": post.id, "to": post.to, "text": post.letter.body}
        headers = {**self._headers, "Idempotency-Key": post.id}
        try:
            async with (
                aiohttp.ClientSession(timeout=TIMEOUT) as session,
                session.post(self._address, json=body, headers=headers, allow_redirects=False) as answer,
            ):
                return _answered(answer.status)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Result(outcome=Outcome.LATER, note="connect", channel_is_down=True)
        except (aiohttp.ClientError, TimeoutError):
            return Result(outcome=Outcome.UNSURE, note="line")

    async def rest(self) -> None:
        """Nothing is held open."""


def _answered(status: int) -> Result:
    if OK <= status < NOT_OK:
        return Result(outcome=Outcome.SENT)
    if status in TOO_MANY:
        return Result(outcome=Outcome.LATER, note=str(status), channel_is_down=True, too_many=True)
    if status in TOO_EARLY | {401, 403, 404, 405}:  # the gateway does not know us, or is not there: no message's fault
        return Result(outcome=Outcome.LATER, note=str(status), channel_is_down=True)
    if NOT_OK <= status < THEIR_FAULT:
        return Result(outcome=Outcome.REFUSED, note=str(status))
    return Result(outcome=Outcome.UNSURE, note=str(status))
