"""The laptop in the hall with an evening under way, and the ways in as people are shown them."""

from borse.demo import greeting
from borse.floor.messages import NextPhase, StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from scenarios import laptop
from tests.builders import ORGANISER


def begin_round_one(exchange: OpenExchange) -> None:
    """Before its server has opened it."""
    exchange.bus.send_from_thread(StartEvening(id=new_id()), ORGANISER)
    for turn in (1, 2):
        exchange.bus.send_from_thread(NextPhase(id=new_id(), turn=turn), ORGANISER)


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
