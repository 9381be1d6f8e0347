"""The laptop in the hall with an evening under way, and the ways in as people are shown them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from borse.demo import greeting
from borse.floor.messages import NextPhase, StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.store.database import connect
from scenarios import laptop
from tests.builders import ORGANISER


def begin_round_one(exchange: OpenExchange) -> None:
    """Before its server has opened it."""
    exchange.bus.send_from_thread(StartEvening(id=new_id()), ORGANISER)
    for turn in (1, 2):
        exchange.bus.send_from_thread(NextPhase(id=new_id(), turn=turn), ORGANISER)


def a_laptop_since_yesterday(demo_file: Path, folder: Path) -> Iterator[laptop.Laptop]:
    """The home scenario on an evening whose doors opened yesterday, so that every time of today is in it."""
    (folder / demo_file.name).write_bytes(demo_file.read_bytes())
    its = laptop.Laptop(folder)
    with closing(connect(its.file).conn) as db:
        db.execute("update exchange set doors_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-20 hours')")
        db.commit()
    its.start()
    yield its
    its.kill()


class Laptop(laptop.Laptop):
    """A server with the home scenario, at a port of its own."""

    def begin_round_one(self) -> None:
        """Before it is switched on."""
        begin_round_one(self.exchange())

    def links(self) -> dict[str, str]:
        """The way in, by the role's name."""
        lines = [line.split() for line in greeting(self.exchange())]
        address = f"http://127.0.0.1:{self.port}"
        return {line[0]: line[1].replace("{address}", address) for line in lines if len(line) == 2}
