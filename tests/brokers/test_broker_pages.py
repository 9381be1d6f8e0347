"""The brokers' pages through the real server, without JavaScript."""

import re
from datetime import timedelta

import pytest

from borse.brokers.advisor import ADVISOR
from borse.brokers.reads import notes_of
from borse.extra_meetings import extra_meetings
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.programme.messages import ForbidPair
from tests.brokers.evening import Evening, an_evening
from tests.builders import ORGANISER, PASSWORD, AClock
from tests.conftest import Client


@pytest.fixture
async def there(client: Client, served: OpenExchange, clock: AClock) -> Evening:
    """Everybody has come, the first round runs, the organiser is logged in."""
    there = await an_evening(served, clock)
    await there.arrive()
    await there.ring(1)
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    return there


@pytest.fixture
async def advised(client: Client, there: Evening) -> Evening:
    """The same, and the advice is ready."""
    assert client.app is not None
    assert "Forslagene regnes ut" in await text(client, "meglere/forslag")
    reckoned = await client.app[ADVISOR].settled("prove")
    assert reckoned.is_ready
    return there


async def text(client: Client, path: str) -> str:
    answer = await client.get(f"/prove/{path}")
    assert answer.status == 200, path
    return " ".join((await answer.text()).split())


async def press(client: Client, path: str, status: int = 200, **data: str) -> str:
    answer = await client.post(f"/prove/{path}", data={"id": new_id()} | data)
    assert answer.status == status, await answer.text()
    return " ".join((await answer.text()).split())


async def test_the_lists_say_who_what_and_why(client: Client, advised: Evening) -> None:
    free = await text(client, "meglere/ledige")
    assert "4 personer kan snakke med noen nå" in free
    assert "Fargehandelen trenger «sang på sommerfesten» – Koret tilbyr «synger på sommerfesten»." in free
    suggestions = await text(client, "meglere/forslag")
    assert suggestions.count('class="pair card"') == 2
    needs = await text(client, "meglere/behov")
    assert "Vi trenger lokale til øving." in needs
    offers = await text(client, "meglere/behov?slag=tilbud")
    assert "Vi gir bort maling." in offers
    rings = await text(client, "meglere/ringer")
    assert rings.count("<ol") == 1
    assert "Koret trenger «lokale til øving» – Biblioteket tilbyr «lokale til øving»." in rings
    assert "4 aktører er her og har ingen avtale" in await text(client, "meglere/uten-avtale")
    assert advised.party("Koret") in await text(client, "meglere/aktorer?q=kor")


async def test_a_broker_says_who_they_are_and_takes_somebody_under_their_wing(client: Client, there: Evening) -> None:
    assert "Hvem er du?" in await text(client, "meglere")
    await press(client, "meglere/jeg", 422, name="")
    mine = await press(client, "meglere/jeg", name="Berit")
    assert "Aktørene til Berit" in mine
    page = await text(client, f"meglere/aktor/{there.party('Koret')}")
    broker = re.search(r'name="broker" value="(\w+)"', page)
    assert broker is not None
    page = await press(client, f"meglere/aktor/{there.party('Koret')}/vinge", broker=broker[1])
    assert "Hos deg" in page
    assert "Koret" in await text(client, "meglere")
    await press(client, f"meglere/aktor/{there.party('Koret')}/slipp")
    assert "Du følger ingen ennå" in await text(client, "meglere")


async def test_notes_and_interests_stand_on_the_partys_page(client: Client, there: Evening) -> None:
    path = f"meglere/aktor/{there.party('Koret')}"
    await press(client, f"{path}/notat", words="Dirigenten går klokka sju.")
    page = await press(client, f"{path}/interesse", other=there.party("Turlaget"), words="Synge på hytta")
    assert "Dirigenten går klokka sju." in page
    assert "Koret vil gjerne snakke med Turlaget. Synge på hytta" in page
    page = await press(client, f"{path}/interesse", 422, other="")
    assert "error-summary" in page
    note = re.search(r'name="note" value="(\w+)"', page)
    assert note is not None
    assert "Dirigenten" not in await press(client, f"{path}/notat/stryk", note=note[1])


async def test_from_a_suggestion_to_a_meeting_that_both_see(client: Client, there: Evening) -> None:
    a, b = there.party("Turlaget"), there.party("Fargehandelen")
    form = await text(client, f"meglere/mote?a={a}&b={b}")
    assert "Nå, i runde 1" in form
    assert re.search(r'value="1" checked', form), "the first time that both have is chosen"
    await press(client, "meglere/mote", 422, a=a, b=b)
    page = await press(client, "meglere/mote", a=a, b=b, round="1", says_yes=a, words="Maling til hytta")
    assert "Venter på svar" in page
    (extra,) = there.exchange.store.ask(extra_meetings)
    assert (extra.status, extra.own(there.person("Turlaget")).says) == ("proposed", "yes")
    tokens = there.exchange.store.ask(tokens_of_people)
    token = tokens[there.person("Fargehandelen")]
    own = await text(client, f"p/{token}/ekstra")
    assert "Ja, det passer" in own
    assert "Maling til hytta" in own
    own = await press(client, f"p/{token}/ekstra/{extra.id}", party=b, says="yes")
    assert "Møtet er avtalt" in own
    assert "1 møte" not in own
    assert extra.table in await text(client, "meglere/moter")


async def test_a_broker_answers_for_them_and_calls_off(client: Client, there: Evening) -> None:
    meeting = await there.propose("Turlaget", "Koret", round=2)
    page = await press(client, f"meglere/mote/{meeting}/svar", party=there.party("Koret"), says="yes")
    assert "Har ikke svart" in page, "the other one"
    page = await press(client, f"meglere/mote/{meeting}/avlys")
    assert "Avlyst" in page


async def test_nobody_answers_through_anothers_link(client: Client, there: Evening) -> None:
    meeting = await there.propose("Turlaget", "Koret", round=2)
    tokens = there.exchange.store.ask(tokens_of_people)
    stranger = tokens[there.person("Biblioteket")]
    await press(client, f"p/{stranger}/ekstra/{meeting}", 403, party=there.party("Koret"), says="yes")
    assert "Koret" not in await text(client, f"p/{stranger}/ekstra")


async def test_two_who_may_not_meet_get_a_sentence_and_no_form(client: Client, there: Evening) -> None:
    a, b = there.party("Turlaget"), there.party("Koret")
    await there.exchange.bus.send(ForbidPair(id=new_id(), a=a, b=b), ORGANISER)
    page = await text(client, f"meglere/mote?a={a}&b={b}")
    assert "Disse skal ikke settes sammen" in page
    assert "Foreslå møtet" not in page
    page = await text(client, f"meglere/mote?a={there.party('Turlaget')}&b={there.party('Turlaget')}")
    assert "Med hvem?" in page, "one party is not two"


async def test_advice_is_reckoned_beside_the_server_and_anew_when_something_has_changed(
    client: Client, advised: Evening
) -> None:
    assert client.app is not None
    advisor = client.app[ADVISOR]
    assert len(advisor.processes) == 1
    before = advisor.of("prove")
    assert before.rings != ()
    advisor.holds = 0.0
    await advised.leave("Koret")
    await client.get("/prove/meglere")
    after = await advisor.settled("prove")
    assert after.advice is before.advice, "the posts are the same"
    assert after.rings == ()
    await client.get("/prove/meglere")
    assert await advisor.settled("prove") is after, "nothing has happened since"


async def test_what_is_done_carries_the_name_of_whoever_holds_the_tablet(client: Client, there: Evening) -> None:
    await press(client, "meglere/jeg", name="Berit")
    await press(client, f"meglere/aktor/{there.party('Koret')}/notat", words="Dirigenten går klokka sju.")
    a, b = there.party("Turlaget"), there.party("Koret")
    page = await press(client, "meglere/mote", a=a, b=b, round="2")
    assert "foreslått av Berit" in page
    assert "Berit, kl." in await text(client, f"meglere/aktor/{b}")


async def test_what_a_broker_heard_without_a_connection_is_sent_later_and_counts_once(
    client: Client, there: Evening
) -> None:
    note = {"note": new_id(), "party": there.party("Koret"), "words": "Dirigenten går klokka sju."}
    heard = {"interest": new_id(), "party": there.party("Koret"), "other": there.party("Turlaget"), "words": ""}
    entries = [
        {"id": new_id(), "kind": "WriteNote", "age": 600, "data": note},
        {"id": new_id(), "kind": "PassOnInterest", "age": 5, "data": heard},
    ]
    for expected in ("saved", "repeated"):
        answer = await client.post("/prove/ko", json={"entries": entries})
        assert [one["status"] for one in (await answer.json())["answers"]] == [expected] * 2
    (kept,) = there.exchange.store.ask(notes_of, there.party("Koret"))
    assert kept.at == there.clock() - timedelta(minutes=10)
    assert len(there.hall.interests) == 1
