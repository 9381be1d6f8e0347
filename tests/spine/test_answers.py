"""How answers travel: gzipped, known by their ETag, kept for ever when their address says what they hold."""

import gzip
import re

from aiohttp import ClientSession

from tests.conftest import Client


async def test_pages_and_files_travel_gzipped(client: Client) -> None:
    async with ClientSession(auto_decompress=False) as session:
        for path in ("/", "/static/css/page.css", "/static/js/page.js"):
            answer = await session.get(client.make_url(path), headers={"Accept-Encoding": "gzip"})
            assert answer.headers["Content-Encoding"] == "gzip", path
            assert gzip.decompress(await answer.read()), path


async def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = await client.get("/prove/")
    again = await client.get("/prove/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


async def test_pages_are_not_stored_and_files_are_by_their_content(client: Client) -> None:
    page = await client.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    file = re.search(r'href="(/static/v-[0-9a-f]+/css/page\.css)"', await page.text())
    assert file is not None
    assert "immutable" in (await client.get(file[1])).headers["Cache-Control"]
    assert (await client.get("/static/css/page.css")).headers["Cache-Control"] == "no-cache"
    other = await client.get("/static/v-0123456789ab/css/page.css")
    assert (other.status, other.headers["Cache-Control"]) == (404, "no-cache"), "never the content of another version"
