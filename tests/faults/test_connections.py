"""A hall of telephones and a stranger with a script: connections run out, and whoever is in notices nothing."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from borse.ids import new_id
from tests.builders import AClock, a_house, an_exchange
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent.parent
A_FORM = {
    "name": "Turlaget",
    "side": "association",
    "people.0.name": "Prøve Persen",
    "people.0.email": "prove@eksempel.no",
    "offers.0.text": "Vi leier ut lavvoer.",
    "rules": "1",
}


@asynccontextmanager
async def a_server_with(limits: str, folder: Path) -> AsyncIterator[tuple[aiohttp.ClientSession, Path]]:
    """`borse serve` of one børs, with so few connections and files (`ulimit`); a visitor, and what the server logs."""
    house = a_house(folder / "data", AClock())
    await an_exchange(house)
    house.close()
    log = folder / "log"
    environ = os.environ | {"BORSE_DATA": str(folder / "data"), "PORT": "0"}
    command = f"ulimit {limits}; exec {sys.executable} -m borse serve 2> {log}"
    process = await asyncio.create_subprocess_exec("sh", "-c", command, cwd=ROOT, env=environ)
    try:
        while "http" not in (said := log.read_text() if log.exists() else ""):
            assert process.returncode is None, said
            await asyncio.sleep(0.05)
        address = said.splitlines()[0].split()[-1]
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(address, connector=connector) as visitor:
            yield visitor, log
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_system_that_begins_with_few_connections_has_room_for_the_hall(tmp_path: Path) -> None:
    async with a_server_with("-Sn 64", tmp_path) as (visitor, _log), AsyncExitStack() as open_:
        for _page in range(150):
            answer = await open_.enter_async_context(visitor.get("/prove/live"))
            assert (answer.status, (await answer.content.readline())[:3]) == (200, b"id:")


async def test_streams_leave_room_for_whoever_writes_something(tmp_path: Path) -> None:
    async with a_server_with("-n 160", tmp_path) as (visitor, _log), AsyncExitStack() as open_:
        answers = [await open_.enter_async_context(visitor.get("/prove/live")) for _page in range(150)]
        assert [answer.status for answer in answers] == [200] * 80 + [503] * 70
        async with visitor.post("/prove/pamelding", data=A_FORM | {"id": new_id()}) as receipt:
            assert receipt.status == 200
        answers[0].close()
        status = 503
        while status == 503:  # until the server hears of it
            await asyncio.sleep(0.05)
            status = (await open_.enter_async_context(visitor.get("/prove/live"))).status
        assert status == 200


async def test_connections_that_run_out_are_said_once_and_whoever_is_in_notices_nothing(tmp_path: Path) -> None:
    """The server has just started, and opens files of its own: what it cannot do now is done later."""
    async with a_server_with("-n 160", tmp_path) as (visitor, log):
        async with visitor.get("/prove/tavla") as answer:
            address = answer.url  # and this connection stays open
        strangers = [asyncio.open_connection(address.host, address.port) for _stranger in range(400)]
        lines = [writer for _reader, writer in await asyncio.gather(*strangers)]
        status = 500
        while status == 500:  # no file can be opened either in the moment in which all of them come
            async with visitor.get("/prove/tavla") as answer:
                status = answer.status
        for _time in range(5):
            await asyncio.sleep(0.5)
            async with visitor.get("/prove/tavla") as answer:
                assert answer.status == 200
        said = log.read_text()
        assert said.count("no room") <= 1
        assert not [line for line in said.splitlines() if line.startswith("Traceback")], "of the loop's own"
        async with aiohttp.ClientSession(address.origin()) as newcomer:
            with pytest.raises(aiohttp.ClientConnectionError):
                await asyncio.wait_for(newcomer.get("/health"), PATIENCE)
            for line in lines:
                line.close()
            is_warm = False
            while not is_warm:
                await asyncio.sleep(0.1)
                with suppress(aiohttp.ClientConnectionError):
                    async with newcomer.get("/health") as answer:
                        is_warm = (await answer.json())["warm"]
