"""The laptop in the hall: a server that can be switched off, or lose its power, and on again at the same address."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from borse.app import make_house
from borse.bus import Role
from borse.house import OpenExchange
from borse.settings import Settings
from borse.staff.reads import staff_links
from borse.store.database import connect
from scenarios.ports import free_port

ROOT = Path(__file__).parent.parent
SLUG = "lorenskog-2027"


class Laptop:
    """`borse serve` in `folder`, where the home scenario lies or another børs, at a port of its own."""

    def __init__(self, folder: Path, slug: str = SLUG) -> None:
        self.folder, self.slug = folder, slug
        self.program = ROOT  # where the software lies that is started
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}/{slug}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def file(self) -> Path:
        return self.folder / f"{self.slug}.db"

    def exchange(self) -> OpenExchange:
        """The file itself, beside the server."""
        return make_house(Settings(data=self.folder)).exchange(self.slug)

    def link(self, role: Role) -> str:
        """The way in."""
        with closing(make_house(Settings(data=self.folder))) as house:
            links = house.exchange(self.slug).store.ask(staff_links)
        return f"{self.base}/inn/{next(one.token for one in links if one.role is role)}"

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError, with what it said, when it does not come up."""
        environ = os.environ | {"BORSE_DATA": str(self.folder), "PORT": str(self.port), "HOST": "127.0.0.1"}
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "borse", "serve"], cwd=self.program, env=environ, stdout=log, stderr=log
            )
        while self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self) -> None:
        """As one switches it off."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()

    def kill(self) -> None:
        """As the power goes."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """It takes what is asked and answers when it wakes."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """What the file holds."""
        with closing(connect(self.file, read_only=True).conn) as db:
            return [tuple(row) for row in db.execute(question)]
