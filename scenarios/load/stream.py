"""The live stream as a browser keeps it open, and nothing more: who looks on must not cost what is measured."""

import asyncio
from collections.abc import Callable

from yarl import URL

from scenarios.play.visitor import Turned


class Stream(asyncio.Protocol):
    """One connection. `told(event, data)` is called with each message; the size of a chunk is a line of no meaning."""

    def __init__(self, address: URL, cookies: str, told: Callable[[str, str], None]) -> None:
        self._request = (
            f"GET {address.raw_path_qs} HTTP/1.1\r\nHost: {address.authority}\r\nAccept: text/event-stream\r\n"
            f"{f'Cookie: {cookies}' if cookies else 'Cache-Control: no-cache'}\r\n\r\n"
        )
        self._told = told
        self._half = b""
        self._event = self._data = ""
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request.encode())

    def data_received(self, data: bytes) -> None:
        *lines, self._half = (self._half + data).split(b"\n")
        for line in lines:
            name, _colon, value = line.decode().rstrip().partition(":")
            if name.startswith("HTTP/1.1 ") and name != "HTTP/1.1 200 OK":
                self._close(Turned(f"the live stream: {name}"))
            elif name == "event":
                self._event = value.strip()
            elif name == "data":
                self._data = value.strip()
            elif not name and self._event:
                self._told(self._event, self._data)
                self._event = self._data = ""

    def connection_lost(self, error: Exception | None) -> None:
        self._close(error or Turned("the live stream ended"))

    def _close(self, error: Exception) -> None:
        if not self.closed.done():
            self.closed.set_exception(error)


async def listen(address: URL, cookies: str, told: Callable[[str, str], None]) -> None:
    """Until cancelled. Raises Turned or a ConnectionError when the stream ends."""
    loop = asyncio.get_running_loop()
    transport, stream = await loop.create_connection(
        lambda: Stream(address, cookies, told), address.host or "", address.port or 80
    )
    try:
        await stream.closed
    finally:
        transport.close()
