"""The three or four of a ring sit down together: one meeting at one table, with all the others, for each of them."""

import pytest

from borse.brokers.messages import AnswerProposal
from borse.bus import Actor, Role
from borse.extra_meetings import ExtraMeeting, extra_meeting, taken
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.programme.messages import ForbidPair
from borse.refusals import Invalid, Refusal
from tests.brokers.evening import BROKER, Evening, an_evening, start
from tests.builders import ORGANISER, PASSWORD, AClock, a_party, a_programme
from tests.conftest import Client

RING = ("Turlaget", "Biblioteket", "Koret", "Fargehandelen")


def look(evening: Evening, meeting: str) -> ExtraMeeting:
    found = evening.exchange.store.ask(extra_meeting, meeting)
    assert found is not None
    return found


async def say_yes(evening: Evening, meeting: str, *names: str) -> str:
    """What the meeting is when these have said yes."""
    for name in names:
        yes = AnswerProposal(id=new_id(), meeting=meeting, party=evening.party(name), says="yes")
        by = Actor(role=Role.PARTICIPANT, person=evening.person(name), link="own")
        await evening.exchange.bus.send(yes, by)
    return look(evening, meeting).status


async def test_it_is_held_when_all_four_have_said_yes(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose(*RING, round=2)
    assert await say_yes(evening, meeting, *RING[:3]) == "proposed"
    assert evening.exchange.store.ask(taken) == ()
    assert await say_yes(evening, meeting, RING[3]) == "accepted"
    (one,) = evening.exchange.store.ask(taken)
    assert set(one.people) == {evening.person(name) for name in RING}
    assert look(evening, meeting).other_names(evening.person("Koret")) == "Turlaget, Biblioteket og Fargehandelen"


async def test_one_no_is_enough_for_all(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose(*RING[:3], round=2)
    no = AnswerProposal(id=new_id(), meeting=meeting, party=evening.party("Koret"), says="no")
    await evening.exchange.bus.send(no, BROKER)
    assert look(evening, meeting).status == "declined"
    await evening.propose(*RING[:3], round=1)


async def test_all_are_busy_then_and_the_table_is_one(evening: Evening) -> None:
    await evening.arrive()
    await evening.propose(*RING[:3], round=1)
    for name in RING[:3]:
        with pytest.raises(Invalid, match=f"Ingen fra {name} er ledig da"):
            await evening.propose(name, "Fargehandelen", round=1)
    slot = evening.hall.slots[0]
    assert len(evening.hall.tables_taken(slot)) == 1
    with pytest.raises(Refusal, match="De har alt et møte"):
        await evening.propose(*reversed(RING[:3]), round=3)


async def test_none_may_meet_where_one_would_rather_not_sit_with_another(evening: Evening) -> None:
    """Also those across the table, who give each other nothing."""
    await evening.arrive()
    forbid = ForbidPair(id=new_id(), a=evening.party("Turlaget"), b=evening.party("Koret"))
    await evening.exchange.bus.send(forbid, ORGANISER)
    with pytest.raises(Refusal, match="skal ikke settes sammen"):
        await evening.propose(*RING, round=1)


async def test_one_who_speaks_for_two_of_them_is_not_two_people(evening: Evening) -> None:
    hats = a_party("Dansegruppa", people=evening.parties["Koret"].people)
    await evening.exchange.bus.send(hats, ORGANISER)
    evening.parties["Dansegruppa"] = hats
    await evening.arrive()
    with pytest.raises(Invalid, match="Den samme personen snakker for flere av dem"):
        await evening.propose("Koret", "Dansegruppa", "Biblioteket", round=1)


async def test_who_sits_alone_keeps_their_table_and_the_others_come(evening: Evening) -> None:
    await a_programme(evening.exchange, (1, "Bord 5", evening.parties["Koret"], evening.parties["Biblioteket"]))
    await evening.arrive("Koret", "Turlaget", "Fargehandelen")
    await evening.ring(1)
    meeting = await evening.propose("Turlaget", "Koret", "Fargehandelen", round=1)
    assert look(evening, meeting).table == "Bord 5"
    assert await say_yes(evening, meeting, "Turlaget", "Koret", "Fargehandelen") == "accepted"
    assert {evening.hall.state(evening.person(name)) for name in ("Turlaget", "Koret", "Fargehandelen")} == {"busy"}


async def test_those_of_a_ring_are_not_suggested_to_each_other_any_more(evening: Evening) -> None:
    await evening.arrive()
    await evening.propose(*RING, round=1)
    assert len(evening.hall.asked) == 6, "each has been asked to meet each"


async def test_from_the_ring_to_a_meeting_on_four_pages(client: Client, served: OpenExchange, clock: AClock) -> None:
    there = await an_evening(served, clock)
    await there.arrive()
    await start(served, clock)
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    chosen = dict(zip("abcd", (there.party(name) for name in RING), strict=True))
    form = await (await client.get("/prove/meglere/mote", params=chosen)).text()
    assert form.count('name="says_yes"') == 4
    sent = {"id": new_id(), "round": "2", "words": "Alle gir, alle får"} | chosen
    answer = await client.post(
        "/prove/meglere/mote", data=[*sent.items(), *(("says_yes", chosen[one]) for one in "abc")]
    )
    assert "Turlaget, Biblioteket, Koret og Fargehandelen" in await answer.text()
    tokens = served.store.ask(tokens_of_people)
    for name in RING:
        token = tokens[there.person(name)]
        others = [one for one in RING if one != name]
        page = await (await client.get(f"/prove/p/{token}/ekstra")).text()
        assert f"{others[0]}, {others[1]} og {others[2]}" in page
        assert ("Vi venter på svar fra de andre." in page) == (name != "Fargehandelen")
    own = tokens[there.person("Fargehandelen")]
    (extra,) = there.hall.extras
    yes = {"id": new_id(), "party": there.party("Fargehandelen"), "says": "yes"}
    answer = await client.post(f"/prove/p/{own}/ekstra/{extra.id}", data=yes)
    assert "Dere har sagt ja alle sammen." in await answer.text()
    page = await (await client.get(f"/prove/p/{own}")).text()
    assert "Turlaget, Biblioteket og Koret" in page


async def test_a_wrong_choice_is_said_at_its_field(client: Client, served: OpenExchange, clock: AClock) -> None:
    there = await an_evening(served, clock)
    await there.arrive()
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    twice = {"id": new_id(), "round": "1", "a": there.party("Koret"), "b": there.party("Koret")}
    answer = await client.post("/prove/meglere/mote", data=twice)
    assert answer.status == 422
    assert 'href="#b"' in await answer.text()
