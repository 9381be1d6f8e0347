"""Changing what one has said by one's own link: all of one's own, nothing of others, and not after the deadline."""

from typing import Any

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.refusals import Closed, NotFound
from borse.signup.messages import AddPost, ChangePerson, ChangePost, DescribeParty, ReinstatePost, WithdrawPost
from tests.builders import ORGANISER, AClock, a_need, a_party, a_person, a_wish, an_offer
from tests.conftest import Client

MINE, THEIRS = a_person("Mona Min"), a_person("Terje Annen")
OFFER, THEIR_OFFER = an_offer("Vi låner ut telt."), an_offer("Vi låner ut bil.")


@pytest.fixture
async def address(served: OpenExchange) -> str:
    """Mona's own page; Terje comes from another party."""
    wish = a_wish("Bilklubben")
    mine = a_party("Turlaget", party="turlaget-1", people=(MINE,), posts=(OFFER, a_need()), wishes=(wish,))
    theirs = a_party("Bilklubben", party="bilklubben-1", people=(THEIRS,), posts=(THEIR_OFFER,))
    for party in (mine, theirs):
        await served.bus.send(party, ORGANISER)
    return f"/prove/p/{served.store.ask(tokens_of_people)[MINE.person]}/endre"


def _row(exchange: OpenExchange, sql: str, *values: str) -> dict[str, Any]:
    return exchange.store.ask(lambda db: dict(next(db.query(sql, list(values)))))


async def test_one_changes_who_one_is_and_how_one_is_reached(
    client: Client, served: OpenExchange, address: str
) -> None:
    fields = {
        "people.0.name": "Mona Minsen",
        "people.0.email": "mona@example.org",
        "people.0.from": "18:00",
        "people.0.step_free": "1",
        "people.0.channel": "email",
        "people.0.language": "nn",
    }
    answer = await client.post(f"{address}/meg", data=fields)
    assert answer.status == 200
    text = await answer.text()
    assert "Mona Minsen" in text
    assert "mona@example.org" in text
    row = _row(served, "select * from person p join contact c on c.person = p.id where p.id = ?", MINE.person)
    assert (row["language"], row["channel"], row["requires"]) == ("nn", "email", '["step_free"]')


async def test_one_adds_changes_and_takes_down_posts(client: Client, served: OpenExchange, address: str) -> None:
    page = await (await client.get(f"{address}/aktor/turlaget-1/nytt-oppslag?slag=behov")).text()
    assert 'name="kind" value="need"' in page
    added = {"id": new_id(), "kind": "need", "text": "Vi trenger en henger."}
    assert (
        "Vi trenger en henger."
        in await (await client.post(f"{address}/aktor/turlaget-1/nytt-oppslag", data=added)).text()
    )
    changed = {"id": new_id(), "kind": "need", "text": "Vi låner ut tre telt."}
    await client.post(f"{address}/oppslag/{OFFER.post}", data=changed)
    post = _row(served, "select kind, text, withdrawn_at from post where id = ?", OFFER.post)
    assert post == {"kind": "offer", "text": "Vi låner ut tre telt.", "withdrawn_at": None}
    await client.post(f"{address}/oppslag/{OFFER.post}/ta-ned", data={"id": new_id()})
    assert _row(served, "select withdrawn_at from post where id = ?", OFFER.post)["withdrawn_at"]
    await client.post(f"{address}/oppslag/{OFFER.post}/heng-opp", data={"id": new_id()})
    assert not _row(served, "select withdrawn_at from post where id = ?", OFFER.post)["withdrawn_at"]


async def test_one_says_who_one_would_like_to_meet(client: Client, served: OpenExchange, address: str) -> None:
    before = _row(served, "select id from wish where text = 'Bilklubben'")
    assert 'value="Bilklubben"' in await (await client.get(f"{address}/aktor/turlaget-1")).text()
    fields = {"about": "Vi går tur.", "wishes.0": "Bilklubben", "wishes.1": "Banken", "vetoes.0": "Naboen"}
    await client.post(f"{address}/aktor/turlaget-1", data=fields)
    assert _row(served, "select id from wish where text = 'Bilklubben'") == before
    wishes = served.store.ask(lambda db: {(row["kind"], row["text"]) for row in db.query("select * from wish")})
    assert wishes == {("wish", "Bilklubben"), ("wish", "Banken"), ("veto", "Naboen")}
    await client.post(f"{address}/aktor/turlaget-1", data={"about": "Vi går tur."})
    assert served.store.ask(lambda db: list(db.query("select * from wish"))) == []


async def test_a_need_of_money_is_met_with_a_way_on(client: Client, served: OpenExchange, address: str) -> None:
    asked = {"id": new_id(), "kind": "need", "text": "Vi trenger penger til nye drakter."}
    answer = await client.post(f"{address}/aktor/turlaget-1/nytt-oppslag", data=asked)
    assert answer.status == 422
    text = await answer.text()
    assert "Børsen bytter ikke penger" in text
    assert asked["text"] in text
    assert _row(served, "select count(*) as n from post where text = ?", asked["text"]) == {"n": 0}


async def test_what_is_anothers_cannot_be_found_from_ones_own_page(client: Client, address: str) -> None:
    for path in ("aktor/bilklubben-1", "aktor/bilklubben-1/nytt-oppslag", f"oppslag/{THEIR_OFFER.post}"):
        assert (await client.get(f"{address}/{path}")).status == 404
        assert (await client.post(f"{address}/{path}", data={"text": "Kapret", "kind": "offer"})).status == 404
    for act in ("ta-ned", "heng-opp"):
        assert (await client.post(f"{address}/oppslag/{THEIR_OFFER.post}/{act}")).status == 404


@pytest.mark.usefixtures("address")
async def test_nor_does_the_decision_let_one_touch_it(served: OpenExchange) -> None:
    mona = Actor(role=Role.PARTICIPANT, person=MINE.person)
    offer: dict[str, Any] = {"kind": "offer", "text": "Kapret"}
    for command in (
        ChangePerson(id=new_id(), person=THEIRS.person, name="Kapret"),
        DescribeParty(id=new_id(), party="bilklubben-1", about="Kapret"),
        AddPost(id=new_id(), party="bilklubben-1", post=new_id(), **offer),
        ChangePost(id=new_id(), post=THEIR_OFFER.post, **offer),
        WithdrawPost(id=new_id(), post=THEIR_OFFER.post),
        ReinstatePost(id=new_id(), post=THEIR_OFFER.post),
    ):
        with pytest.raises(NotFound):
            await served.bus.send(command, mona)
    assert served.store.ask(lambda db: next(db.query("select count(*) as n from post where text = 'Kapret'"))) == {
        "n": 0
    }


async def test_after_the_deadline_the_page_says_whom_to_ask(
    client: Client, served: OpenExchange, address: str, clock: AClock
) -> None:
    own = address.removesuffix("/endre")
    assert address in await (await client.get(own)).text()
    clock.move(days=29, minutes=1)
    assert address not in await (await client.get(own)).text()
    for path in ("", "/meg", "/aktor/turlaget-1", f"/oppslag/{OFFER.post}"):
        answer = await client.get(address + path)
        assert answer.status == Closed.status
        assert "Spør arrangøren" in await answer.text()
    late = ChangePerson(id=new_id(), person=MINE.person, name="For sent")
    with pytest.raises(Closed):
        await served.bus.send(late, Actor(role=Role.PARTICIPANT, person=MINE.person))


async def test_choosing_a_language_leads_back_to_ones_own_page(client: Client, address: str) -> None:
    for path in (address, address.removesuffix("/endre")):
        assert f'name="back" value="{path}"' in await (await client.get(path)).text()
