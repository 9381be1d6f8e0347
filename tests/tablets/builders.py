"""Tablets for tests: an offered one, its code, and a browser that has taken its place."""

from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import fingerprint, new_id
from borse.tablets import reads
from borse.tablets.messages import AddTablet, PairTablet, SetPin
from tests.builders import ORGANISER
from tests.conftest import Client

PIN = "2718"
# argon2 of PIN with the lightest settings there are.
PIN_HASH = "$argon2id$v=19$m=8,t=1,p=1$20VkE9V6QaPbCJ7gAnbSyQ$sggjh9X9XM27IXDyDgmrVysMmgBFAvMml8CSPHb88X0"


async def a_pin(exchange: OpenExchange) -> None:
    await exchange.bus.send(SetPin(id=new_id(), pin_hash=PIN_HASH), ORGANISER)


async def a_tablet(exchange: OpenExchange, role: Role = Role.RECEPTION, name: str = "Nettbrett 1") -> str:
    """A tablet that waits to be paired. Its id."""
    await a_pin(exchange)
    command = AddTablet(id=new_id(), tablet=new_id(), role=role, name=name)
    await exchange.bus.send(command, ORGANISER)
    return command.tablet


def a_code(exchange: OpenExchange, tablet: str) -> str:
    """The secret in the QR that the organiser's page shows now."""
    _tablet, offer = exchange.store.ask(reads.tablet, tablet, exchange.bus.now())
    assert offer is not None
    return offer.token


async def a_paired_tablet(exchange: OpenExchange, role: Role = Role.RECEPTION, name: str = "Nettbrett 1") -> str:
    """A tablet that was at its desk just now, and has said nothing since. Its id."""
    tablet = await a_tablet(exchange, role, name)
    code, session = fingerprint(a_code(exchange, tablet)), fingerprint(new_id())
    await exchange.bus.send(PairTablet(id=new_id(), link=code, session=session), ORGANISER)
    return tablet


async def paired(client: Client, exchange: OpenExchange, tablet: str) -> None:
    """The browser presses «Koble til»."""
    answer = await client.post(f"/prove/koble/{a_code(exchange, tablet)}", data={"id": new_id()}, allow_redirects=False)
    assert answer.status == 303
