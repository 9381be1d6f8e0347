"""A server of our own, as anybody would start it: another process, a fresh folder, a free port on this machine."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Server:
    """`address` is where it answers, `new_exchange` the page where a børs is made."""

    folder: Path
    address: str
    new_exchange: str
    process: asyncio.subprocess.Process


@asynccontextmanager
async def a_server(folder: Path, *, port: int = 0, **more: str) -> AsyncIterator[Server]:
    """`borse serve`, until the block ends; then SIGTERM, and it must stop by itself. `more` are other settings."""
    settings = {"BORSE_DATA": str(folder), "PORT": str(port), "HOST": "127.0.0.1", "NO_COLOR": "1"}
    environ = os.environ | settings | more
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a server that is set up has been compiled (Makefile)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "borse", "serve", cwd=ROOT, env=environ, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    address = (await process.stderr.readline()).decode().split()[-1]
    new_exchange = (await process.stderr.readline()).decode().split()[-1]
    log = asyncio.create_task(_keep(process.stderr, folder / "server.log"))
    try:
        yield Server(folder, address, new_exchange, process)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 120)
        await log


async def _keep(stream: asyncio.StreamReader, path: Path) -> None:
    """What the server says, in a file beside its data; a pipe that nobody reads would stop it."""
    with path.open("ab") as file:
        async for line in stream:
            file.write(line)
            file.flush()
