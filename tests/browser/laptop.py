"""The hall's server as a laptop: it can be switched off and on again at the same address; its file lies beside."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from borse.app import make_house
from borse.demo import greeting
from borse.floor.messages import NextPhase, StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.settings import Settings
from tests.browser.conftest import ROOT
from tests.builders import ORGANISER


class Laptop:
    """A server in `folder`, at a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}/lorenskog-2027"
        self._process: subprocess.Popen[bytes] | None = None

    def exchange(self) -> OpenExchange:
        """The file itself, beside the server."""
        return make_house(Settings(data=self.folder)).exchange("lorenskog-2027")

    def start(self) -> None:
        environ = os.environ | {"BORSE_DATA": str(self.folder), "PORT": str(self.port), "NO_COLOR": "1"}
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "borse", "serve"], cwd=ROOT, env=environ, stderr=subprocess.PIPE, stdout=log
            )
        assert self._process.stderr is not None
        assert b"http://" in self._process.stderr.readline(), "it says where it answers"

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.communicate(timeout=30)

    def begin_round_one(self) -> None:
        """Before it is switched on."""
        exchange = self.exchange()
        exchange.bus.send_from_thread(StartEvening(id=new_id()), ORGANISER)
        for turn in (1, 2):
            exchange.bus.send_from_thread(NextPhase(id=new_id(), turn=turn), ORGANISER)

    def links(self) -> dict[str, str]:
        """The way in, by role."""
        lines = [line.split() for line in greeting(self.exchange())]
        address = f"http://127.0.0.1:{self.port}"
        return {line[0]: line[1].replace("{address}", address) for line in lines if len(line) == 2}
