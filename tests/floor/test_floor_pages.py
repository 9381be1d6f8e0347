"""The host's buttons, the big screen, and the clock's own hand, through the real server."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from borse.app import make_app
from borse.clock import Clock, clock_of
from borse.floor.messages import NextPhase, StartEvening
from borse.frame.keys import HOUSE
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.notary.messages import ApproveAgreement, KnockThrough
from borse.settings import Settings
from tests.builders import ORGANISER, PASSWORD, AClock, a_party, a_programme, a_promise, an_agreement, an_exchange
from tests.conftest import Client

NEXT = re.compile(r'action="/prove/klokke/neste".*?name="id" value="(\w+)".*?name="turn" value="(\d+)"', re.DOTALL)


async def text(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    return await answer.text()


async def press(client: Client, path: str, **data: object) -> str:
    answer = await client.post(f"/prove/klokke/{path}", data={"id": new_id()} | data)
    assert answer.status == 200
    return await answer.text()


async def go_to(exchange: OpenExchange, kind: str, number: int | None = None) -> Clock:
    await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
    while True:
        clock = exchange.store.ask(clock_of)
        assert clock.phase is not None
        if (clock.phase.kind, clock.phase.round) == (kind, number):
            return clock
        await exchange.bus.send(NextPhase(id=new_id(), turn=clock.turn), ORGANISER)


async def test_the_host_starts_the_evening_and_goes_on_by_the_buttons_of_the_page(organiser: Client) -> None:
    assert "Klar til start" in await text(organiser, "/prove/klokke")
    page = await press(organiser, "start")
    assert "Dørene er åpne" in page
    found = NEXT.search(page)
    assert found is not None
    page = await press(organiser, "neste", id=found[1], turn=found[2])
    assert "Velkommen" in page
    again = await organiser.post("/prove/klokke/neste", data={"id": found[1], "turn": found[2]})
    assert again.status == 200, "a double click is one step"
    stale = await organiser.post("/prove/klokke/neste", data={"id": new_id(), "turn": found[2]})
    assert stale.status == 409, "another host who saw the doors does not skip the welcome"


async def test_pause_stands_and_a_turn_that_is_no_number_is_refused(organiser: Client, served: OpenExchange) -> None:
    turn = (await go_to(served, "round", 1)).turn
    page = await press(organiser, "pause", turn=turn)
    assert "Fortsett" in page
    assert "data-ends-at" not in page, "nothing counts down"
    assert (await organiser.post("/prove/klokke/pause", data={"id": new_id(), "turn": "x"})).status == 422


async def test_only_the_organiser_resets_the_clock(client: Client) -> None:
    assert (await client.post("/prove/klokke/nullstill", data={"id": new_id()})).status == 401


async def test_the_screen_says_who_sits_where_in_the_round_that_runs_or_comes(
    organiser: Client, served: OpenExchange
) -> None:
    turlaget, korpset, kontoret = a_party("Turlaget"), a_party("Korpset"), a_party("Kontoret", "business")
    for party in (turlaget, korpset, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (2, "Bord 7", korpset, kontoret))
    await go_to(served, "welcome")
    page = await text(organiser, "/prove/storskjerm")
    assert "Runde 1: hvem sitter hvor" in page
    assert "Turlaget" in page
    assert "Korpset" not in page
    await go_to(served, "change", 2)
    page = await text(organiser, "/prove/storskjerm")
    assert "Bytt bord" in page
    assert "Korpset" in page
    assert "Turlaget" not in page
    await go_to(served, "floor")
    page = await text(organiser, "/prove/storskjerm")
    assert "Fri børs" in page
    assert "Kontoret" not in page


async def test_an_agreement_knocked_through_is_counted_told_and_sounds_once(
    organiser: Client, served: OpenExchange
) -> None:
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await go_to(served, "round", 1)
    promise = a_promise(kontoret.party, turlaget.party, what="Regnskap for stiftelsen")
    command = an_agreement(kontoret.party, turlaget.party, promises=(promise,))
    await served.bus.send(command, ORGANISER)
    assert "Den første avtalen kommer her" in await text(organiser, "/prove/storskjerm")
    await served.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), ORGANISER)
    await served.bus.send(KnockThrough(id=new_id(), agreement=command.agreement, version=2), ORGANISER)
    page = await text(organiser, "/prove/storskjerm")
    assert "Kontoret + Turlaget" in page
    assert "Regnskap for stiftelsen" in page
    assert page.count(f'data-gong="agreement-{command.agreement}"') == 1


async def test_the_gong_opens_and_closes_with_a_sound_of_its_own(organiser: Client, served: OpenExchange) -> None:
    kinds = {}
    for kind, number in (("welcome", None), ("round", 1), ("change", 2), ("floor", None), ("closing", None)):
        await go_to(served, kind, number)
        sound = re.search(r'data-gong="turn-\d+" data-gong-kind="(\w+)"', await text(organiser, "/prove/storskjerm"))
        kinds[kind] = sound[1] if sound else ""
    assert kinds == {"welcome": "", "round": "open", "change": "round", "floor": "round", "closing": "close"}


async def test_the_server_ends_a_round_by_itself_also_one_that_ran_out_while_it_was_down(tmp_path: Path) -> None:
    """Nobody asks for a page: the clock of a børs that was on is wound again at the start."""
    clock = AClock()
    app = make_app(Settings(data=tmp_path), clock)
    exchange = await an_exchange(app[HOUSE])
    await go_to(exchange, "round", 1)
    app[HOUSE].close()
    clock.move(minutes=6)
    app = make_app(Settings(data=tmp_path), clock)
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        async with asyncio.timeout(10):
            while not is_at_change(app[HOUSE]):  # noqa: ASYNC110 -- listening would open the file, which is the server's job
                await asyncio.sleep(0.05)
        answer = await client.post("/prove/logg-inn", data={"password": PASSWORD})
        assert answer.status == 200
        assert "Bytt bord" in await text(client, "/prove/klokke")


def is_at_change(house: House) -> bool:
    """Whether the server has opened a børs whose clock stands at a change."""
    phases = [exchange.store.ask(clock_of).phase for exchange in house.opened]
    return any(phase is not None and phase.kind == "change" for phase in phases)


async def test_the_run_sheet_says_what_was_rung_and_what_is_expected(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    clock.at = served.store.ask(clock_of).phases[0].starts_at + timedelta(minutes=10)
    await served.bus.send(StartEvening(id=new_id()), ORGANISER)
    page = await text(organiser, "/prove/klokke")
    assert re.search(r"begynte </span>17:40", page), "the doors opened ten minutes late"
    assert 'aria-current="step"' in page
