"""The list, the green card and the walk-in's form, through the real server, without JavaScript."""

import re

import pytest

from borse.exchange import exchange_of
from borse.house import OpenExchange
from borse.ids import new_id
from borse.reception import reads
from borse.signup.messages import RegisterParty
from tests.builders import ORGANISER, a_party, a_person, a_programme
from tests.conftest import Client
from tests.host import go_to, ring

LIST_ID = re.compile(r'action="/prove/resepsjon/kom".*?name="id" value="(\w+)"', re.DOTALL)
SHOWN = re.compile(r'<li data-words="[^"]*">.*?guest-name">([^<]+)<', re.DOTALL)


@pytest.fixture
async def korpset(organiser: Client, served: OpenExchange) -> RegisterParty:
    assert organiser is not None
    party = a_party("Korpset", people=(a_person("Åse Haugen"), a_person("Bjørn Lie")))
    await served.bus.send(party, ORGANISER)
    return party


async def text(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    return await answer.text()


def came(page: str) -> tuple[int, int]:
    """How many, of how many."""
    found = re.search(r"<b data-arrived>(\d+)</b> av <span data-expected>(\d+)</span> er kommet", page)
    assert found is not None
    return int(found[1]), int(found[2])


async def press(client: Client, path: str, **data: str) -> str:
    """Press a button of the reception; the page one comes to."""
    answer = await client.post(f"/prove/resepsjon/{path}", data={"id": new_id()} | data)
    assert answer.status == 200, await answer.text()
    return await answer.text()


@pytest.mark.usefixtures("korpset")
async def test_a_search_without_javascript_shows_only_those_who_are_found(organiser: Client) -> None:
    assert SHOWN.findall(await text(organiser, "/prove/resepsjon")) == ["Bjørn Lie", "Åse Haugen"]
    assert SHOWN.findall(await text(organiser, "/prove/resepsjon?q=aas")) == ["Åse Haugen"]
    assert SHOWN.findall(await text(organiser, "/prove/resepsjon?q=korps")) == ["Bjørn Lie", "Åse Haugen"]
    nobody = await text(organiser, "/prove/resepsjon?q=xyz")
    assert SHOWN.findall(nobody) == []
    assert "<div data-find-none>" in nobody


async def test_one_tap_checks_in_and_the_card_says_where_to_go_and_can_be_undone(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    kontoret = a_party("Regnskapskontoret", "business")
    await served.bus.send(kontoret, ORGANISER)
    await a_programme(served, (1, "Bord 4", korpset, kontoret))
    person = korpset.people[0].person
    page = await press(organiser, "kom", person=person)
    assert 'class="welcome" id="welcome" aria-labelledby="welcome-title" data-state="here"' in page
    assert re.search(r"Runde 1:</span> møter Regnskapskontoret, <b>Bord 4</b>", page)
    assert came(page) == (1, 3)
    assert "<title>Åse Haugen er sjekket inn" in re.sub(r"\s+", " ", page), "read out when the page opens"
    (arrival,) = next(one.arrivals for one in served.store.ask(reads.guests) if one.id == person)
    page = await press(organiser, "angre", arrivals=arrival, at=person)
    assert 'data-state="away"' in page
    assert came(page) == (0, 3)


async def test_the_list_is_one_form_and_each_guest_in_it_a_command_of_their_own(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    """Back in the browser brings the old page with its old id: another guest may be pressed on it."""
    found = LIST_ID.search(await text(organiser, "/prove/resepsjon"))
    assert found is not None
    for person in korpset.people:
        await press(organiser, "kom", id=found[1], person=person.person)
    await press(organiser, "kom", id=found[1], person=korpset.people[0].person)
    arrivals = served.store.ask(
        lambda db: db.execute("select count(*) from event where kind = 'PersonArrived'").fetchone()[0]
    )
    assert arrivals == 2


async def test_the_others_of_the_party_come_along_with_one_press(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    page = await press(organiser, "kom", person=korpset.people[0].person)
    assert "Sjekk inn også Bjørn Lie" in page
    page = await press(organiser, "kom", person=korpset.people[1].person, at=korpset.people[0].person)
    assert came(page) == (2, 2)
    assert "Sjekk inn også Bjørn" not in page
    assert all(guest.is_here for guest in served.store.ask(reads.guests))


async def test_who_leaves_is_told_apart_from_who_never_came(organiser: Client, korpset: RegisterParty) -> None:
    person = korpset.people[0].person
    page = await press(organiser, "kom", person=person)
    (arrival,) = set(re.findall(r'name="arrivals" value="(\w+)"', page))
    page = await press(organiser, "gatt", arrivals=arrival, at=person)
    assert 'data-state="left"' in page
    assert "Sjekk inn igjen" in page


async def test_a_walk_in_is_in_and_gets_a_badge_and_a_double_click_makes_one(
    organiser: Client, served: OpenExchange
) -> None:
    form = {"id": new_id(), "person_name": "Grete Fjeld", "name": "Hagelaget", "side": "association", "need": "Spader"}
    page = await press(organiser, "ny", **form)
    assert "Grete Fjeld er sjekket inn" in page
    await press(organiser, "ny", **form)
    guests = served.store.ask(reads.guests)
    assert [guest.name for guest in guests] == ["Grete Fjeld"]
    posts = served.store.ask(lambda db: [tuple(row) for row in db.execute("select kind, text from post").fetchall()])
    assert posts == [("need", "Spader")]
    assert f'href="/prove/utskrift?person={guests[0].id}"' in page
    printer = await text(organiser, f"/prove/utskrift?person={guests[0].id}")
    assert "For Grete Fjeld" in printer
    assert "Navnelapp</button>" in printer


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person_name": ""}, "person_name"),
        ({"name": ""}, "name"),
        ({"side": ""}, "side"),
        ({"phone": "12"}, "phone"),
        ({"email": "grete(at)example.no"}, "email"),
        ({"need": "x" * 501}, "need"),
    ],
)
async def test_what_is_wrong_at_the_door_stands_at_its_field_and_keeps_what_was_typed(
    organiser: Client, changes: dict[str, str], field: str
) -> None:
    form = {"id": new_id(), "person_name": "Grete Fjeld", "name": "Hagelaget", "side": "association", "offer": ""}
    answer = await organiser.post("/prove/resepsjon/ny", data=form | changes)
    page = await answer.text()
    assert answer.status == 422
    assert f'id="{field}-error"' in page
    assert ("Grete Fjeld" in page) == ("person_name" not in changes)


@pytest.mark.usefixtures("korpset")
async def test_an_unknown_guest_has_a_page_that_says_what_to_do(organiser: Client) -> None:
    answer = await organiser.get("/prove/resepsjon?person=finnes-ikke")
    assert answer.status == 404
    assert "registrer en ny på stedet" in await answer.text()
    answer = await organiser.post("/prove/resepsjon/kom", data={"id": new_id()})
    assert answer.status == 422


async def test_whoever_comes_when_the_rounds_are_over_hears_what_is_left_of_the_evening(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    kontoret = a_party("Regnskapskontoret", "business")
    await served.bus.send(kontoret, ORGANISER)
    await a_programme(served, (1, "Bord 4", korpset, kontoret))
    bjorn = next(one.person for one in korpset.people if one.name == "Bjørn Lie")
    pages = (f"/prove/resepsjon?person={bjorn}", f"/prove/program/plass/{bjorn}")
    for kind, says in (
        ("floor", "Alle rundene er gått. Vis vei til fri børs og til en megler."),
        ("closing", "Gongen har gått, og børsen avsluttes nå. Vis vei inn i salen."),
        ("over", "Børsen er over."),
    ):
        await (go_to(served, kind) if kind != "over" else ring(served))
        for page in pages:
            assert f"<p>{says}</p>" in await text(organiser, page)


async def test_while_the_last_round_runs_nobody_is_told_that_it_is_over(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    await go_to(served, "round", served.store.ask(exchange_of).rounds)
    page = await text(organiser, f"/prove/program/plass/{korpset.people[0].person}")
    assert "Siste runde er i gang." in page
    assert "Alle rundene er gått" not in page
