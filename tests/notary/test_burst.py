"""The first ten minutes: five desks, sixty registrations by HTTP, at full speed. No number twice, none left out."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from borse.app import make_app
from borse.bus import Role
from borse.frame.keys import HOUSE
from borse.ids import new_id
from borse.links import token_of
from borse.notary import reads
from borse.settings import Settings
from borse.staff.messages import MakeLink
from tests.builders import ORGANISER, AClock, an_exchange
from tests.notary.hall import Hall, a_hall

DESKS, REGISTRATIONS = 5, 60


@pytest.fixture
async def desks(tmp_path: Path, clock: AClock) -> AsyncIterator[tuple[Hall, list[ClientSession]]]:
    """A server in børstid, and five browsers that came in by a notary's link each."""
    app = make_app(Settings(data=tmp_path), clock)
    hall = await a_hall(await an_exchange(app[HOUSE]), clock)
    async with TestServer(app) as server:
        sessions = []
        for number in range(1, DESKS + 1):
            link = MakeLink(id=new_id(), link=new_id(), role=Role.NOTARY, label=f"Notar {number}")
            await hall.exchange.bus.send(link, ORGANISER)
            session = ClientSession(base_url=server.make_url("/"), cookie_jar=CookieJar(unsafe=True))
            token = hall.exchange.store.ask(token_of, link.link)
            assert (await session.get(f"/prove/inn/{token}")).status == 200
            sessions.append(session)
        yield hall, sessions
        for session in sessions:
            await session.close()


def typed(number: int) -> dict[str, str]:
    return {
        "id": new_id(),
        "status": "agreed",
        "promises.0.giver": "Regnskapskontoret",
        "promises.0.receiver": "Turlaget",
        "promises.0.what": f"Avtale {number} i den første stormen",
        "promises.0.quantity": f"{number} timer",
        "promises.0.due": "innen jul",
        "next_step": "Turlaget ringer.",
        "then": "knock" if number % 2 else "wait",
    }


async def test_sixty_registrations_at_five_desks_give_sixty_agreements_with_numbers_in_a_row(
    desks: tuple[Hall, list[ClientSession]],
) -> None:
    hall, sessions = desks
    left = list(range(REGISTRATIONS))
    doubled: list[dict[str, str]] = []

    async def work(session: ClientSession) -> None:
        """Register what comes to this desk, every seventh with a double press; then empty the queue with the others."""
        while left:
            form = typed(left.pop())
            presses = 2 if len(left) % 7 == 0 else 1
            doubled.extend([form] * (presses - 1))
            answers = await asyncio.gather(*(session.post("/prove/avtale", data=form) for _press in range(presses)))
            assert {answer.status for answer in answers} == {200}
        while True:
            answer = await session.post("/prove/notar/neste", data={"id": new_id()})
            assert answer.status == 200
            if answer.url.path == "/prove/notar":
                return
            knocked = await session.post(f"{answer.url.path}/klubb", data={"id": new_id(), "version": "1"})
            assert knocked.status in {200, 409}, "409: the last ones are looked at by two desks"

    await asyncio.gather(*(work(session) for session in sessions))
    lines = await hall.exchange.store.read(reads.agreements, hall.exchange.bus.now())
    assert doubled
    assert len(lines) == REGISTRATIONS
    assert {line.status for line in lines} == {"knocked_through"}
    assert sorted(line.number or 0 for line in lines) == list(range(1, REGISTRATIONS + 1))
    assert {line.what for line in lines} == {typed(number)["promises.0.what"] for number in range(REGISTRATIONS)}
    assert {line.version for line in lines} == {3}, "registered, approved, knocked through: nothing happened twice"
