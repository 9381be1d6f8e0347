"""What the browser has already is not sent again, and the connection stays whole for what comes next."""

from aiohttp import TCPConnector
from aiohttp.test_utils import TestClient, TestServer

from tests.conftest import Client


async def test_a_script_that_is_known_costs_a_short_answer_and_the_next_one_is_whole(client: Client) -> None:
    """Over one connection, as a browser does: a stray byte after a 304 would be read as the next answer."""
    assert isinstance(client.server, TestServer)
    async with TestClient(client.server, connector=TCPConnector(limit=1)) as browser:
        squeezed = {"Accept-Encoding": "gzip"}
        first = await browser.get("/static/js/live.js", headers=squeezed)
        assert first.headers["Content-Encoding"] == "gzip"
        await first.read()
        again = await browser.get("/static/js/live.js", headers=squeezed | {"If-None-Match": first.headers["ETag"]})
        assert (again.status, await again.read()) == (304, b"")
        after = await browser.get("/health")
        assert (after.status, (await after.json())["status"]) == (200, "ok")
