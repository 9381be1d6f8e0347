"""An evening with a plenary after each round and a pause: 3×(5+5), as networks meet. Planned, rung, shown, set up."""

import re
import tomllib
from datetime import timedelta

import pytest
from pydantic import ValidationError

from borse.borstid import is_borstid
from borse.brokers.sitting import slots_of
from borse.clock import Clock, clock_of
from borse.exchange import exchange_of, run_sheet
from borse.floor.messages import AddMinute, GoBack, PauseClock, ResumeClock
from borse.floor.timer import end_what_is_due
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.staff.messages import ChangeExchange
from borse.staff.plan_file import PlanFile
from tests.builders import GONG, ORGANISER, AClock, a_party, a_plan, a_programme
from tests.conftest import Client
from tests.host import go_to, ring

NETWORK = {
    "rounds": 3,
    "round_minutes": 5,
    "change_minutes": 1,
    "floor_minutes": 10,
    "plenary_minutes": 5,
    "pause_minutes": 12,
    "pause_after": 2,
}
TYPED = {
    "name": "Prøvebørsen",
    "place": "Storsalen",
    "doors_at": "2027-03-16T17:30",
    "gong_at": "2027-03-16T18:15",
    "signup_closes_at": "2027-03-15T12:00",
    "tables": "Bord 1",
    "side_pairs": "business association",
    "categories": "Nyttige never",
    "one_way_gifts": "true",
}
FILE = """
name = "Nettverket"
slug = "nettverket"
place = "Storsalen"
date = 2027-03-16
timezone = "Europe/Oslo"
doors = 17:30:00
welcome = 18:00:00
gong = 18:15:00
last_gong = {last_gong}
end = 20:00:00
rounds = 3
round_minutes = 5
change_minutes = 1
floor_minutes = {floor}
plenary_minutes = 5
pause_minutes = 12
pause_after = 2
min_meetings = 1
max_meetings = 3
one_way_gifts = true
sides_that_meet = [["business", "association"]]
categories = ["Råd"]
tables = [{{ number = 1, name = "Bord 1" }}]
"""


async def as_a_network(exchange: OpenExchange, **changes: int) -> OpenExchange:
    await exchange.bus.send(ChangeExchange(id=new_id(), **a_plan(**NETWORK | changes)), ORGANISER)
    return exchange


async def a_telephone(served: OpenExchange) -> str:
    """Of somebody from Turlaget, in a network, who meets Koret in rounds 1 and 3: the address of their page."""
    await as_a_network(served)
    turlaget, koret = a_party("Turlaget"), a_party("Koret")
    for party in (turlaget, koret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 1", turlaget, koret), (3, "Bord 5", turlaget, koret))
    return f"/prove/p/{served.store.ask(tokens_of_people)[turlaget.people[0].person]}"


def clock_in(exchange: OpenExchange) -> Clock:
    return exchange.store.ask(clock_of)


async def let_pass(exchange: OpenExchange, clock: AClock, minutes: int) -> tuple[str, int | None]:
    """The time goes by, minute by minute, and the server rings what is due. The phase that it has come to."""
    for _minute in range(minutes):
        clock.move(minutes=1)
        await end_what_is_due(exchange, clock.at)
    phase = clock_in(exchange).phase
    assert phase is not None
    return phase.kind, phase.round


async def page_of(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    return await answer.text()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def test_after_each_round_all_gather_and_the_pause_lies_before_the_walk_to_the_next_table(
    exchange: OpenExchange,
) -> None:
    planned = run_sheet((await as_a_network(exchange)).store.ask(exchange_of))[2:]
    assert [(phase.kind, phase.round, (phase.starts_at - GONG) // timedelta(minutes=1)) for phase in planned] == [
        ("round", 1, 0),
        ("plenary", 2, 5),
        ("change", 2, 10),
        ("round", 2, 11),
        ("plenary", 3, 16),
        ("pause", 3, 21),
        ("change", 3, 33),
        ("round", 3, 34),
        ("plenary", None, 39),
        ("change", None, 44),
        ("floor", None, 45),
        ("closing", None, 55),
    ]


async def test_without_a_floor_the_last_plenary_leads_to_the_closing(exchange: OpenExchange) -> None:
    await as_a_network(exchange, floor_minutes=0)
    assert [phase.kind for phase in clock_in(exchange).phases][-3:] == ["round", "plenary", "closing"]


async def test_the_clock_goes_through_plenary_and_pause_by_itself_and_agreements_count_there(
    exchange: OpenExchange, clock: AClock
) -> None:
    await as_a_network(exchange)
    clock.at = GONG
    await go_to(exchange, "round", 1)
    for minutes, phase in ((5, ("plenary", 2)), (5, ("change", 2)), (6, ("plenary", 3)), (5, ("pause", 3))):
        assert await let_pass(exchange, clock, minutes) == phase
        assert exchange.store.ask(is_borstid, clock.at), "what they agree on over the coffee counts"
    ahead = [slot.round for slot in slots_of(clock_in(exchange), clock.at)]
    assert ahead == [3, None], "nobody is asked to sit down with somebody in the pause"
    assert await let_pass(exchange, clock, 12) == ("change", 3)
    assert await let_pass(exchange, clock, 6) == ("plenary", None)


async def test_the_host_prolongs_a_plenary_stops_a_pause_and_goes_back_to_the_right_one(
    exchange: OpenExchange, clock: AClock
) -> None:
    await as_a_network(exchange)
    clock.at = GONG
    turn = (await go_to(exchange, "plenary", 3)).turn
    await exchange.bus.send(AddMinute(id=new_id(), turn=turn), ORGANISER)
    assert await let_pass(exchange, clock, 5) == ("plenary", 3)
    assert await let_pass(exchange, clock, 1) == ("pause", 3)
    await exchange.bus.send(PauseClock(id=new_id(), turn=clock_in(exchange).turn), ORGANISER)
    assert await let_pass(exchange, clock, 60) == ("pause", 3)
    await exchange.bus.send(ResumeClock(id=new_id(), turn=clock_in(exchange).turn), ORGANISER)
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=12)
    await exchange.bus.send(GoBack(id=new_id(), turn=clock_in(exchange).turn), ORGANISER)
    phase = clock_in(exchange).phase
    assert phase is not None
    assert (phase.kind, phase.round) == ("plenary", 3), "of three plenaries the one before this pause"
    await ring(exchange)
    await ring(exchange)
    assert (now := clock_in(exchange).phase) is not None
    assert (now.kind, now.round) == ("change", 3)


async def test_wall_host_and_telephone_say_what_it_is_how_long_and_what_comes(
    client: Client, organiser: Client, served: OpenExchange
) -> None:
    phone = await a_telephone(served)
    for kind, number, name, following, left in (
        ("plenary", 3, "plenum", "Felles pause", "5:00"),
        ("pause", 3, "felles pause", "Bytt bord", "12:00"),
    ):
        await go_to(served, kind, number)
        wall = await page_of(organiser, "/prove/storskjerm")
        first = words(wall.split('class="screen-now"')[1])
        assert all(part in first for part in (name.capitalize(), f"Deretter: {following}", left)), first
        assert "Runde 3: finn navnet ditt" in wall, "where they go then can be looked up meanwhile"
        host = words(await page_of(organiser, "/prove/klokke"))
        assert all(part in host for part in (name.capitalize(), left, f"Neste: {following}"))
        card = re.search(r'<section class="now"[^>]*>(.*?)</section>', await page_of(client, phone), re.DOTALL)
        assert card is not None
        said = words(card[1])
        assert all(part in said for part in (f"Nå: {name}", left, "Neste møte, kl.", "Koret", "Bord 5")), said


async def test_a_telephone_without_net_has_a_card_for_each_plenary_to_come(
    client: Client, served: OpenExchange
) -> None:
    phone = await a_telephone(served)
    phases = (await go_to(served, "round", 1)).phases
    page = await page_of(client, phone)
    cards = re.findall(r'<section class="now" data-from="(\d+)".*?<h2[^>]*>(.*?)</h2>', page, re.DOTALL)
    told = {(phases[int(place)].kind, phases[int(place)].round): words(title) for place, title in cards[:-1]}
    assert told["plenary", 2] == told["plenary", 3] == told["plenary", None] == "Nå: plenum · klokken står"
    assert told["pause", 3] == "Nå: felles pause · klokken står"
    assert told["change", None] == "Ingen flere faste møter"
    assert "klokken står" not in words(re.sub(r"<span data-hall-paused hidden>.*?</span>", "", page))


async def test_rounds_after_a_plenary_stand_later_in_everybodys_programme(client: Client, served: OpenExchange) -> None:
    phone = await a_telephone(served)
    assert re.findall(r'<span data-hall-start="3">([\d:]+)</span>', await page_of(client, phone))[-1] == "18:49"
    calendar = await page_of(client, f"{phone}/kalender.ics")
    assert "DTSTART;TZID=Europe/Oslo:20270316T184900" in calendar or "DTSTART:20270316T174900Z" in calendar


async def test_the_front_page_tells_of_the_pause_and_of_plenaries(client: Client, served: OpenExchange) -> None:
    assert "Felles pause" not in await page_of(client, "/prove")
    await as_a_network(served)
    front = words(await page_of(client, "/prove"))
    assert "18:36 Felles pause" in front
    assert "Etter hver runde samles alle og deler det de har lært." in front


async def test_what_is_typed_into_the_set_up_stands_there_and_in_the_run_sheet(
    organiser: Client, served: OpenExchange
) -> None:
    plain = TYPED | {"id": new_id()}
    assert (await organiser.post("/prove/styre/oppsett", data=plain)).status == 200
    assert {"plenary", "pause"}.isdisjoint(phase.kind for phase in clock_in(served).phases), "none unless asked for"
    typed = plain | {name: str(number) for name, number in NETWORK.items()} | {"id": new_id()}
    answer = await organiser.post("/prove/styre/oppsett", data=typed)
    assert answer.status == 200
    form = await answer.text()
    for name, number in NETWORK.items():
        assert re.search(rf'<input(?=[^>]* name="{name}")(?=[^>]* value="{number}")', form), name
    assert [phase.kind for phase in clock_in(served).phases].count("plenary") == 3
    for after in ("0", "4"):
        refused = await organiser.post("/prove/styre/oppsett", data=typed | {"id": new_id(), "pause_after": after})
        assert refused.status == 422
        assert "Pausen må komme etter en av rundene" in await refused.text()


@pytest.mark.parametrize(("floor", "last_gong"), [(10, "19:10:00"), (0, "18:59:00")])
async def test_a_plan_file_has_them_and_its_times_must_add_up(
    exchange: OpenExchange, floor: int, last_gong: str
) -> None:
    file = PlanFile.model_validate(tomllib.loads(FILE.format(last_gong=last_gong, floor=floor)))
    await exchange.bus.send(ChangeExchange(id=new_id(), **file.plan()), ORGANISER)
    assert run_sheet(exchange.store.ask(exchange_of))[-1].starts_at == file.at(file.last_gong)
    with pytest.raises(ValidationError, match="between the gongs are"):
        PlanFile.model_validate(tomllib.loads(FILE.format(last_gong="19:11:00", floor=floor)))
