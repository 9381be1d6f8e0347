"""The brokers' pages through the real server, without JavaScript."""

import re
from datetime import timedelta
from typing import Any

import pytest

from borse.brokers.advisor import ADVISOR
from borse.brokers.messages import AddBroker, AnswerProposal
from borse.brokers.reads import notes_of
from borse.clock import clock_of
from borse.extra_meetings import extra_meetings
from borse.floor.messages import PauseClock
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.programme.messages import ForbidPair
from borse.times import clock_time
from tests.brokers.evening import BROKER, Evening, an_evening
from tests.builders import ORGANISER, PASSWORD, AClock, a_programme
from tests.conftest import Client
from tests.host import ring


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


async def test_an_empty_list_of_the_free_says_why(client: Client, served: OpenExchange, clock: AClock) -> None:
    there = await an_evening(served, clock)
    await there.ring(1)
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    assert "Ingen er kommet ennå." in await text(client, "meglere/ledige")
    await there.arrive()
    assert "Ingen av de ledige passer til søket." in await text(client, "meglere/ledige?q=finnesikke")


async def test_a_pause_is_said_beside_the_clock_that_stands(client: Client, there: Evening) -> None:
    assert "· pause" not in await text(client, "meglere")
    turn = there.exchange.store.ask(clock_of).turn
    await there.exchange.bus.send(PauseClock(id=new_id(), turn=turn), ORGANISER)
    assert "<b>Runde 1 · pause</b>" in await text(client, "meglere")


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
    says = 'data-live-say="Forslag fra megleren: møt Turlaget"'
    assert says in await text(client, f"p/{token}"), "also to whoever hears the page"
    own = await text(client, f"p/{token}/ekstra")
    assert "Ja, det passer" in own
    assert "Maling til hytta" in own
    own = await press(client, f"p/{token}/ekstra/{extra.id}", party=b, says="yes")
    assert "Møtet er avtalt" in own
    assert "1 møte" not in own
    assert says not in await text(client, f"p/{token}")
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
    a, b = there.party("Turlaget"), there.party("Koret")
    field = re.search(r'type="hidden" name="broker" value="(\w+)"', await text(client, f"meglere/mote?a={a}&b={b}"))
    assert field is not None
    berit = field[1]
    await press(client, f"meglere/aktor/{b}/notat", words="Dirigenten går klokka sju.", broker=berit)
    page = await press(client, "meglere/mote", a=a, b=b, round="2", broker=berit)
    assert "foreslått av Berit" in page
    assert "Berit, kl." in await text(client, f"meglere/aktor/{b}")


async def test_what_was_said_last_of_a_wing_counts_however_late_it_comes(client: Client, there: Evening) -> None:
    party, exchange = there.party("Koret"), there.exchange
    berit, knut = (AddBroker(id=new_id(), broker=new_id(), name=name) for name in ("Berit", "Knut"))
    for broker in (berit, knut):
        await exchange.bus.send(broker, BROKER)

    def entry(kind: str, age: float, **data: str) -> dict[str, Any]:
        return {"id": new_id(), "kind": kind, "age": age, "data": {"party": party} | data}

    took = entry("TakeUnderWing", 300, broker=berit.broker)
    handed = entry("TakeUnderWing", 200, broker=knut.broker)
    let_go = entry("LetGo", 100)
    for order, expected in (((handed, took), knut.broker), ((let_go,), ""), ((took | {"id": new_id()},), "")):
        answer = await client.post("/prove/ko", json={"entries": order})
        assert {one["status"] for one in (await answer.json())["answers"]} == {"saved"}
        assert there.hall.parties[party].wing == expected


async def test_a_proposal_that_was_written_without_a_connection_says_its_table_or_why_not(
    client: Client, there: Evening
) -> None:
    a, b, c = (there.party(name) for name in ("Turlaget", "Koret", "Biblioteket"))
    there.clock.move(minutes=2)

    def proposal(*parties: str, round_: str, yes: tuple[str, ...] = ()) -> dict[str, Any]:
        data = {"meeting": new_id(), "parties": parties, "round": round_, "words": "", "says_yes": yes}
        return {"id": new_id(), "kind": "ProposeMeeting", "age": 60, "data": data}

    entries = [proposal(a, b, round_="2", yes=(a, b)), proposal(a, c, round_="2"), proposal(a, c, round_="")]
    first, busy, floor = (await (await client.post("/prove/ko", json={"entries": entries})).json())["answers"]
    assert (first["status"], first["sentence"]) == ("saved", "Bord 2, runde 2.")
    assert (busy["status"], busy["sentence"]) == ("refused", "Ingen fra Turlaget er ledig da.")
    assert floor["sentence"].endswith("fri børs.")
    assert {extra.status for extra in there.hall.extras} == {"accepted", "proposed"}


async def test_the_page_for_when_the_net_is_gone_stands_for_every_party(client: Client, there: Evening) -> None:
    answer = await client.get("/prove/meglere/uten-nett")
    assert answer.headers["Stands-For"] == "/prove/meglere/aktor/ /prove/meglere/mote"
    page = await answer.text()
    assert page.count(f'<option value="{there.party("Koret")}">Koret</option>') == 5


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


async def test_a_meeting_outside_the_programme_follows_the_clock_of_the_hall(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    """The gong went late: on one's own page an arranged meeting is when it is, not when its round was planned."""
    there = await an_evening(served, clock)
    await there.arrive()
    await there.ring(1)
    clock.at += timedelta(minutes=100)  # nobody touched the clock; now somebody does
    await there.ring(2)
    for names, round_ in ((("Turlaget", "Koret"), 2), (("Koret", "Biblioteket"), 4)):
        meeting = await there.propose(*names, round=round_)
        for name in names:
            says = AnswerProposal(id=new_id(), meeting=meeting, party=there.party(name), says="yes")
            await served.bus.send(says, BROKER)
    await a_programme(served, (5, "Bord 5", there.parties["Koret"], there.parties["Fargehandelen"]))
    now, later = (slot for slot in there.hall.slots if slot.round in {2, 4})
    token = served.store.ask(tokens_of_people)[there.person("Koret")]
    page = await text(client, f"p/{token}")
    programme = re.sub(r"<[^>]+>", "", page.partition('class="meetings"')[2])
    assert re.findall(r"\b\d\d:\d\d\b", programme)[:2] == [clock_time(now.starts_at), clock_time(later.starts_at)]


@pytest.mark.usefixtures("there")
async def test_nobody_is_said_to_be_without_help_before_that_is_reckoned(client: Client) -> None:
    page = await text(client, "meglere/behov")
    assert "Forslagene regnes ut" in page
    assert "Vi kjenner ingen her" not in page


async def test_a_suggestion_with_somebody_who_has_not_come_says_so(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    there = await an_evening(served, clock)
    await there.arrive("Koret")
    await there.ring(1)
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    await text(client, "meglere/forslag")
    assert client.app is not None
    await client.app[ADVISOR].settled("prove")
    page = await text(client, f"meglere/aktor/{there.party('Koret')}")
    assert "Fargehandelen" in page.partition("Hvem bør de snakke med?")[2]
    assert "Ikke kommet" in page
    assert "Ikke ledige samtidig" not in page


async def test_no_meeting_is_offered_when_the_floor_has_closed(client: Client, advised: Evening) -> None:
    page = f"meglere/aktor/{advised.party('Koret')}"
    assert "Foreslå møte" in await text(client, "meglere/behov")
    await advised.open_the_floor()
    await ring(advised.exchange)
    for path in ("meglere/behov", "meglere/ringer", page):
        assert "Foreslå møte" not in await text(client, path), path
