"""The service worker of a børs: served from the root of what it controls, with files that are all of one version."""

import json
import re

from borse.frame.render import static_version
from tests.conftest import Client


async def test_the_worker_is_served_where_it_controls_its_bors(client: Client) -> None:
    answer = await client.get("/prove/sw.js")
    script = await answer.text()
    assert answer.content_type == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/prove/"
    assert script.startswith(f'const BASE = "/prove", VERSION = "{static_version()}";')
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert (await client.get("/finnes-ikke/sw.js")).status == 404


async def test_all_that_it_fetches_is_there_and_of_its_own_version(client: Client) -> None:
    script = await (await client.get("/prove/sw.js")).text()
    found = re.search(r"^const FILES = (\[.*\]);$", script, re.MULTILINE)
    assert found is not None
    files = json.loads(found[1])
    assert f"/static/v-{static_version()}/js/reception/door.js" in files
    assert not any("zxing" in file for file in files), "a megabyte that most pages never need"
    for file in files:
        assert file.startswith(f"/static/v-{static_version()}/"), file
        assert (await client.get(file)).status == 200, file
