"""Real processes: a second server, the command line beside a server, a demo that is stopped half-way."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from borse.bus import Role
from borse.demo import clear_away
from scenarios.kills.making import a_bors
from scenarios.play.server import ROOT, Server, a_server
from tests.patience import PATIENCE

SHEET = "Aktør;Type;Kontaktperson;Tilbud\n" + "".join(f"Lag {n};forening;Person {n};Vi har telt\n" for n in range(20))


async def borse(folder: Path, *args: str, port: str = "0") -> tuple[int | None, str]:
    """A command in a process of its own; its exit and what it said."""
    environ = os.environ | {"BORSE_DATA": str(folder), "PORT": port, "NO_COLOR": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "borse", *args, cwd=ROOT, env=environ,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _nothing = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, said.decode()


async def a_change(stream: aiohttp.StreamReader) -> str:
    """The topics of the next change that the stream tells of."""
    changed = False
    while line := (await asyncio.wait_for(stream.readline(), PATIENCE)).decode().strip("\r\n") or "-":
        changed = changed or line == "event: changed"
        if changed and line.startswith("data: "):
            return line.removeprefix("data: ")
    return ""


def a_browser() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def memory_of(server: Server) -> int:
    """Resident, in kB."""
    status = await asyncio.to_thread(Path(f"/proc/{server.process.pid}/status").read_text)
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


async def test_the_command_line_and_others_beside_a_running_server(tmp_path: Path) -> None:
    """One server for several questions: starting one takes two seconds."""
    bors = await a_bors(tmp_path)
    slug, token = bors.slug, bors.links[Role.RECEPTION]
    sheet = tmp_path / "liste.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    async with a_server(tmp_path) as server, a_browser() as session:
        async with session.get(f"{server.address}/{slug}/live") as live:
            exit_, said = await borse(tmp_path, "import", slug, str(sheet), "--yes")
            assert exit_ == 0, said
            assert "signup" in await a_change(live.content)
        # A search: the dictionaries are read now.
        async with session.get(f"{server.address}/{slug}/tavla", params={"sok": "telt"}) as board:
            assert "Lag 19" in await board.text()
        exit_, said = await borse(tmp_path, "serve")
        assert (exit_, f"prosess {server.process.pid}" in said, "Traceback" in said) == (1, True, False)
        exit_, said = await borse(tmp_path / "annen", "serve", port=server.address.rpartition(":")[2])
        assert (exit_, "Kan ikke lytte på" in said, "Traceback" in said) == (1, True, False)
        await asyncio.wait_for(_is_warm(server, session), PATIENCE)
        await _slow_pages(server, session, slug, token)


async def _is_warm(server: Server, session: aiohttp.ClientSession) -> None:
    """Until the server has loaded what it loads after its start; a third of its memory."""
    warm = False
    while not warm:
        await asyncio.sleep(0.05)
        async with session.get(f"{server.address}/health") as answer:
            warm = (await answer.json())["warm"]


async def _slow_pages(server: Server, session: aiohttp.ClientSession, slug: str, token: str) -> None:
    """Twenty open pages that never read cost next to nothing, however much happens; nor do half a request each."""
    await session.get(f"{server.address}/{slug}/inn/{token}")
    await _walk_in(server, session, slug, 0)  # the first one loads what all of them need
    pages = [await asyncio.open_connection("127.0.0.1", int(server.address.rpartition(":")[2])) for _page in range(40)]
    try:
        for number, (_reader, writer) in enumerate(pages):
            head = f"GET /{slug}/live HTTP/1.1\r\nHost: x\r\n"
            writer.write(head.encode() + (b"\r\n" if number % 2 else b"X-Half:"))
        before = await memory_of(server)
        for number in range(1, 61):
            await _walk_in(server, session, slug, number)
        assert await memory_of(server) - before < 10_000
    finally:
        for _reader, writer in pages:
            writer.close()


async def _walk_in(server: Server, session: aiohttp.ClientSession, slug: str, number: int) -> None:
    data = {"person_name": f"Gjest {number}", "name": f"Korps {number}", "side": "association"}
    async with session.post(f"{server.address}/{slug}/resepsjon/ny", data=data, allow_redirects=False) as answer:
        assert answer.status == 303


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL], ids=["term", "kill"])
async def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path, ending: signal.Signals) -> None:
    environ = os.environ | {"BORSE_DATA": str(tmp_path), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "borse", "demo", cwd=ROOT, env=environ, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    await process.stderr.readline()
    process.send_signal(ending)
    await asyncio.wait_for(process.wait(), PATIENCE)
    if ending is signal.SIGKILL:  # its workshop is cleared away by the next one
        clear_away(tmp_path)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 -- the path's own listing is refused in a coroutine
