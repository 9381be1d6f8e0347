"""The server as a process: it starts, says how it is, closes what hangs, and stops in order."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

import borse
from borse.app import make_app
from borse.settings import Settings
from borse.store.database import TooOld, check_version
from tests.conftest import Client
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent.parent


@asynccontextmanager
async def a_server(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`borse serve` as anybody would start it, on a free port; and its address."""
    environ = os.environ | {"BORSE_DATA": str(folder), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "borse", "serve", cwd=ROOT, env=environ, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    line = (await process.stderr.readline()).decode()
    try:
        yield process, line.split()[-1]
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_health_says_version_and_the_state_of_every_file(client: Client) -> None:
    answer = await client.get("/health")
    assert (answer.status, await answer.json()) == (
        200,
        {"version": borse.__version__, "status": "ok", "warm": False, "databases": {"prove": "ok"}},
    )


async def test_health_says_when_a_file_is_damaged(client: Client, tmp_path: Path) -> None:
    (tmp_path / "skadet.db").write_bytes(b"this is not a database" * 1000)
    answer = await client.get("/health")
    assert answer.status == 503
    assert (await answer.json())["databases"]["prove"] == "ok"


async def test_sigterm_ends_live_streams_and_the_process(tmp_path: Path) -> None:
    async with a_server(tmp_path) as (process, address), aiohttp.ClientSession() as session:
        async with session.get(f"{address}/health") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


async def test_half_open_requests_are_closed(tmp_path: Path) -> None:
    runner = web.AppRunner(make_app(Settings(data=tmp_path)), access_log=None, keepalive_timeout=0.3)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow:")
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        writer.close()
    finally:
        await runner.cleanup()


def test_a_sqlite_that_can_lose_writes_is_refused_with_a_way_out() -> None:
    with pytest.raises(TooOld, match=r"3\.40\.1.*3\.51\.3.*make setup"):
        check_version((3, 40, 1))
    check_version((3, 51, 3))


async def test_a_refusal_is_json_for_programs(client: Client) -> None:
    answer = await client.get("/prove/styre", headers={"Accept": "application/json"})
    assert answer.status == 401
    assert json.loads(await answer.text())["code"] == "not_logged_in"


@pytest.mark.parametrize("value", ["åtti", "-1", "70000"])
def test_a_wrong_setting_is_said_in_a_sentence(value: str) -> None:
    with pytest.raises(ValueError, match="PORT skal være et helt tall"):
        Settings.of({"PORT": value})
