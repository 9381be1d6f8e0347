"""A participant's own page: it goes through the evening by itself, and says what is new until it is seen."""

import html
import json
import re
from datetime import datetime, timedelta
from typing import Any

from borse.clock import clock_of
from borse.floor.messages import GoBack, PauseClock, SayToHall
from borse.house import OpenExchange
from borse.hub import newest_event
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.programme import hour, news
from borse.programme.sheets import sheet_of
from borse.signup.messages import RegisterParty
from borse.times import clock_time
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme
from tests.conftest import Client
from tests.host import go_to, ring


async def its_page(client: Client, exchange: OpenExchange, party: RegisterParty, **headers: str) -> str:
    answer = await client.get(its_address(exchange, party), headers=headers)
    assert answer.status == 200
    return await answer.text()


def its_address(exchange: OpenExchange, party: RegisterParty) -> str:
    return f"/prove/p/{exchange.store.ask(tokens_of_people)[party.people[0].person]}"


async def three(exchange: OpenExchange) -> tuple[RegisterParty, RegisterParty, RegisterParty]:
    found = a_party("Turlaget"), a_party("Koret"), a_party("Banken", "business")
    for party in found:
        await exchange.bus.send(party, ORGANISER)
    return found


def cards(page: str) -> list[tuple[int, bool, str]]:
    """The cards of the page: from which place of the run sheet, whether in sight, what they say."""
    found = re.findall(r'<section class="now" data-from="(-?\d+)"[^>]*?( hidden)?>(.*?)</section>', page, re.DOTALL)
    return [
        (int(place), not hidden, " ".join(re.sub(r"<[^>]+>", " ", inside).split())) for place, hidden, inside in found
    ]


async def test_the_page_holds_a_card_for_each_place_of_the_evening_from_now_on(
    client: Client, served: OpenExchange
) -> None:
    turlaget, koret, banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret), (3, "Bord 5", turlaget, banken))
    clock = await go_to(served, "round", 1)
    found = cards(await its_page(client, served, turlaget))
    kinds = {place: f"{phase.kind} {phase.round or ''}".strip() for place, phase in enumerate(clock.phases)}
    told = [(kinds.get(place, "after"), in_sight, text) for place, in_sight, text in found]
    assert [(where, in_sight) for where, in_sight, _text in told] == [
        ("round 1", True),
        ("change 2", False),
        ("round 3", False),
        ("change 4", False),
        ("closing", False),
        ("after", False),
    ]
    assert "Nå: runde 1" in told[0][2]
    assert "Koret" in told[0][2]
    assert "Neste møte, kl." in told[1][2]
    assert "Banken Bord 5" in told[1][2]
    assert "Nå: runde 3" in told[2][2]
    assert "Ingen flere faste møter" in told[3][2]


async def test_the_card_in_sight_is_what_the_hall_is_at_however_it_came_there(
    exchange: OpenExchange, clock: AClock
) -> None:
    """At each place the first card is the one that an earlier page had for it: pages that were not told agree."""
    turlaget, koret, banken = await three(exchange)
    await a_programme(exchange, (2, "Bord 1", turlaget, koret), (3, "Bord 5", turlaget, banken))
    sheet = exchange.store.ask(sheet_of, turlaget.people[0].person)
    first = hour.cards(sheet, await go_to(exchange, "doors"), clock.at)
    while (now := exchange.store.ask(clock_of)).state != "over":
        held = [card for card in first if card.place <= now.position][-1]
        here = hour.cards(sheet, now, clock.at)[0].now
        assert (here.kind, here.meeting) == (held.now.kind, held.now.meeting), now.phase
        await ring(exchange)


async def test_a_round_that_is_over_stands_with_the_hour_at_which_it_really_was(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    turlaget, koret, banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret), (2, "Bord 5", turlaget, banken))

    async def times() -> list[str]:
        page = await its_page(client, served, turlaget)
        return re.findall(r'<span data-hall-start="\d">(\d\d:\d\d)</span></span>', page)

    clock.at = GONG + timedelta(minutes=25)  # everything is late
    await go_to(served, "round", 1)
    assert times_of(GONG, 25, 32) == await times()
    clock.at += timedelta(minutes=10)  # and the host is in no hurry
    await ring(served)
    await ring(served)
    assert times_of(GONG, 25, 35) == await times()
    clock.at += timedelta(minutes=1)
    await served.bus.send(
        GoBack(id=new_id(), turn=served.store.ask(clock_of).turn), ORGANISER
    )  # the change before round 2, which is to be held once more
    assert times_of(GONG, 25, 37) == await times()
    while served.store.ask(clock_of).state != "over":
        await ring(served)
    assert times_of(GONG, 25, 35) == await times()


def times_of(gong: datetime, *minutes: int) -> list[str]:
    return [clock_time(gong + timedelta(minutes=after)) for after in minutes]


async def test_the_page_knows_what_it_was_written_after(client: Client, served: OpenExchange) -> None:
    """The stream tells it of what came between, also when it comes out of the telephone's cache."""
    party = a_party("Turlaget")
    before = served.store.ask(newest_event)
    await served.bus.send(party, ORGANISER)
    text = await (await client.get(its_address(served, party))).text()
    known = int(text.partition('data-live-known="')[2].partition('"')[0])
    # The server's own work beside it may write at any moment: the page never says more than it knew.
    assert before < known <= served.store.ask(newest_event)


async def test_the_page_carries_the_run_sheet_that_it_counts_by(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    turlaget, koret, _banken = await three(served)
    await a_programme(served, (2, "Bord 1", turlaget, koret))
    now = await go_to(served, "round", 1)
    clock.move(minutes=2)
    await served.bus.send(PauseClock(id=new_id(), turn=now.turn), ORGANISER)
    clock.move(minutes=3)
    page = await its_page(client, served, turlaget)
    hall = hall_in(page)
    assert (hall["state"], hall["place"]) == ("paused", now.position)
    assert hall["phases"][now.position][3] - hall["now"] == 4 * 60_000, "the time left stands still"
    assert 'data-hall-left="start:2" hidden' in page, "nobody knows when round 2 begins"


def hall_in(page: str) -> dict[str, Any]:
    found = re.search(r"data-hall='([^']+)'", page)
    assert found is not None
    value: dict[str, Any] = json.loads(html.unescape(found[1]))
    return value


async def test_what_is_new_is_told_until_it_is_seen_also_over_two_versions(
    client: Client, served: OpenExchange
) -> None:
    turlaget, koret, banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret), (3, "Bord 5", turlaget, banken))
    assert "Programmet ditt er endret" not in await its_page(client, served, turlaget)
    await a_programme(served, (2, "Bord 1", turlaget, koret), (3, "Bord 5", turlaget, banken))
    await a_programme(served, (2, "Bord 1", turlaget, koret), (3, "Bord 6", turlaget, banken))
    page = await its_page(client, served, turlaget)
    assert "Møtet med Koret er flyttet" in page
    assert "Møtet med Banken er flyttet" in page
    assert page.count("data-news") == 2
    answer = await client.post(its_address(served, turlaget) + "/sett", data={"id": new_id(), "version": "3"})
    assert answer.status == 200
    seen = await answer.text()
    assert "Programmet ditt er endret" not in seen
    assert "data-news" not in seen
    assert "Programmet ditt er endret" in await its_page(client, served, banken), "each says it for themselves"


async def test_what_came_after_the_page_was_read_is_not_seen_with_it(client: Client, served: OpenExchange) -> None:
    turlaget, koret, _banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret))
    await a_programme(served, (1, "Bord 2", turlaget, koret))
    await a_programme(served, (1, "Bord 3", turlaget, koret))
    await client.post(its_address(served, turlaget) + "/sett", data={"id": new_id(), "version": "2"})
    page = await its_page(client, served, turlaget)
    assert "fra runde 1, Bord 2 til runde 1, Bord 3" in page
    await client.post(its_address(served, turlaget) + "/sett", data={"id": new_id(), "version": "99"})
    assert served.store.ask(news.seen_by, turlaget.people[0].person) == 3


async def test_one_who_came_late_is_told_of_no_change(client: Client, served: OpenExchange) -> None:
    turlaget, koret, _banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret))
    late = a_party("Dugnadsgjengen", people=(a_person("Sen Person"),))
    await served.bus.send(late, ORGANISER)
    await a_programme(served, (1, "Bord 1", turlaget, koret), (2, "Bord 2", late, koret))
    assert "Programmet ditt er endret" not in await its_page(client, served, late)
    assert "Nytt møte med Dugnadsgjengen" in await its_page(client, served, koret)


async def test_the_host_is_heard_on_telephones_for_as_long_as_was_said(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    turlaget, _koret, _banken = await three(served)
    await served.bus.send(SayToHall(id=new_id(), text="Suppa er <klar>", minutes=5), ORGANISER)
    await served.bus.send(SayToHall(id=new_id(), text="Bare på veggen", where="screens"), ORGANISER)
    page = await its_page(client, served, turlaget)
    assert "Suppa er &lt;klar&gt;" in page
    assert "Bare på veggen" not in page
    clock.move(minutes=6)
    assert "Suppa er" not in await its_page(client, served, turlaget)


async def test_the_page_is_kept_on_ones_own_telephone_alone_and_not_beyond_the_evening(
    client: Client, organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    turlaget, koret, _banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret))
    assert "data-keep" not in await its_page(organiser, served, turlaget), "a staff tablet keeps nobody's page"
    organiser.session.cookie_jar.clear()
    assert 'data-keep="/prove/"' in await its_page(client, served, turlaget)
    clock.at = GONG + timedelta(hours=2)
    await go_to(served, "closing")
    await ring(served)
    page = await its_page(client, served, turlaget)
    assert "data-keep" not in page
    assert "data-forget-now" in page


async def test_the_page_turns_with_the_language(client: Client, served: OpenExchange) -> None:
    turlaget, koret, _banken = await three(served)
    await a_programme(served, (1, "Bord 1", turlaget, koret))
    await go_to(served, "round", 1)
    page = await its_page(client, served, turlaget, **{"Accept-Language": "ar"})
    assert '<html lang="ar" dir="rtl"' in page
    assert cards(page)[0][1]
    assert "Nå: runde" not in page
