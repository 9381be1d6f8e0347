"""What the host does: the clock is started, and pressed on."""

from borse.clock import Clock, clock_of
from borse.floor.messages import NextPhase, StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from tests.builders import ORGANISER


async def ring(exchange: OpenExchange) -> None:
    """On to the next phase."""
    await exchange.bus.send(NextPhase(id=new_id(), turn=exchange.store.ask(clock_of).turn), ORGANISER)


async def go_to(exchange: OpenExchange, kind: str, number: int | None = None) -> Clock:
    """Start the evening and press on until this phase runs, the round called `number`."""
    await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
    while True:
        clock = exchange.store.ask(clock_of)
        assert clock.phase is not None
        if (clock.phase.kind, clock.phase.round) == (kind, number):
            return clock
        await ring(exchange)
