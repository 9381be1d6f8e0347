"""The laptop in the hall: a server that is killed, and started again with the same files at the same address."""

import time
from contextlib import AsyncExitStack
from pathlib import Path

from scenarios.play.server import Server, a_server


class Servers:
    """One at a time, until the stack is left. SMS go to a file, so that the players can read who was told."""

    def __init__(self, stack: AsyncExitStack, folder: Path, address: str) -> None:
        self._stack, self.folder, self.address = stack, folder, address
        self.sms = folder / "sms.jsonl"
        self.up_seconds = 0.0

    async def start(self) -> Server:
        port = self.address.rpartition(":")[2]
        began = time.monotonic()
        server = a_server(self.folder, port=int(port), BORSE_ADDRESS=self.address, BORSE_SMS=f"file:{self.sms}")
        self.now = await self._stack.enter_async_context(server)
        self.up_seconds = time.monotonic() - began
        return self.now

    async def die(self) -> None:
        """SIGKILL, and a new one. Returns when it answers."""
        self.now.process.kill()
        await self.now.process.wait()
        await self.start()

    def file(self, slug: str) -> Path:
        return self.folder / f"{slug}.db"
