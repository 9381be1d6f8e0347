"""The organiser says who reads the board, and from when."""

from datetime import timedelta

import pytest

from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.staff.messages import ChangeExchange
from tests.builders import GONG, ORGANISER, AClock, a_need, a_party, a_person, a_plan
from tests.conftest import Client

ADDRESSES = ("", ".atom", ".json", ".csv", ".ics", "/tekst", "/hefte.pdf")


async def set_up(exchange: OpenExchange, **plan: object) -> str:
    """A børs with one party; the path of its person's own page."""
    party = a_party("Koret")
    await exchange.bus.send(party, ORGANISER)
    await exchange.bus.send(ChangeExchange(id=new_id(), **a_plan(**plan)), ORGANISER)
    return f"/prove/p/{exchange.store.ask(tokens_of_people)[party.people[0].person]}"


async def test_a_board_for_participants_is_read_with_ones_own_link_only(client: Client, served: OpenExchange) -> None:
    own = await set_up(served, catalogue_readers="participants")
    for ending in ADDRESSES:
        answer = await client.get(f"/prove/tavla{ending}")
        assert answer.status == 403, ending
        assert "dugnad" not in await answer.text()
    frame = await client.get("/prove/tavla/ramme")
    assert "Tavla er for dem som er påmeldt" in await frame.text()
    assert "dugnad" not in await frame.text()
    assert "Vi stiller ansatte på dugnad." in await (await client.get(f"{own}/tavla")).text()
    assert (await client.get(f"{own}/tavla/hefte.pdf")).status == 200


async def test_a_board_opens_when_the_organiser_says(client: Client, served: OpenExchange, clock: AClock) -> None:
    own = await set_up(served, catalogue_opens_at=GONG - timedelta(days=10))
    for path in ("/prove/tavla", "/prove/tavla.json", f"{own}/tavla"):
        answer = await client.get(path)
        assert answer.status == 409
        assert "Tavla åpner lørdag 6. mars 2027 kl. 18:15." in await answer.text()
    clock.move(days=20)
    for path in ("/prove/tavla", "/prove/tavla.json", f"{own}/tavla"):
        assert (await client.get(path)).status == 200


async def test_the_organiser_looks_it_over_before_it_opens(organiser: Client, served: OpenExchange) -> None:
    await set_up(served, catalogue_opens_at=GONG - timedelta(days=10), catalogue_readers="participants")
    page = await (await organiser.get("/prove/tavla")).text()
    assert "Tavla er ikke åpnet ennå" in page
    assert "Vi stiller ansatte på dugnad." in page
    assert (await organiser.get("/prove/tavla/hefte.pdf")).status == 200


async def test_the_organiser_sets_it_in_the_form(organiser: Client, served: OpenExchange) -> None:
    await set_up(served)
    plan = {
        "name": "Prøvebørsen",
        "place": "Storsalen",
        "doors_at": "2027-03-16T17:30",
        "gong_at": "2027-03-16T18:15",
        "signup_closes_at": "2027-03-15T12:00",
        "catalogue_readers": "participants",
        "catalogue_opens_at": "2027-03-01T09:00",
        "tables": "Bord 1",
        "side_pairs": "business association",
        "categories": "Nyttige never\nKloke hoder",
        "one_way_gifts": "true",
        "id": new_id(),
    }
    answer = await organiser.post("/prove/styre/oppsett", data=plan)
    assert answer.status == 200
    form = await answer.text()
    assert 'value="2027-03-01T09:00"' in form
    assert (await organiser.post("/prove/styre/oppsett", data=plan | {"id": new_id(), "catalogue_opens_at": ""})).ok


@pytest.mark.parametrize("path", ["/prove/tavla", "/prove/tavla.json", "/prove/tavla.atom", "/prove/tavla/ramme"])
async def test_outsiders_are_not_told_who_private_persons_are(client: Client, served: OpenExchange, path: str) -> None:
    alone = a_party(
        "Snorre Snekker", side="individual", people=(a_person("Snorre Snekker"),), posts=(a_need("Vi søker en båt."),)
    )
    await served.bus.send(alone, ORGANISER)
    page = await (await client.get(path)).text()
    assert "Vi søker en båt." in page
    assert "Privatperson" in page
    assert "Snorre" not in page
    assert "Vi søker en båt." not in await (await client.get("/prove/tavla?sok=snorre")).text()
    token = served.store.ask(tokens_of_people)[alone.people[0].person]
    assert "Snorre Snekker" in await (await client.get(f"/prove/p/{token}/tavla")).text()
