"""On the telephone: the organiser adds and puts right for somebody, and the card says who did it."""

from typing import Any

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.refusals import Invalid, Refusal
from borse.signup.messages import AddPerson, AddPost, ChangeParty, ChangePost, WithdrawParty
from tests.builders import ORGANISER, a_need, a_party, a_person, a_wish, an_offer
from tests.conftest import Client

ANYBODY = Actor(role=Role.PUBLIC)


def _rows(exchange: OpenExchange, sql: str, *values: object) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql, list(values))))


async def test_a_party_gets_its_right_name_and_whoever_wished_for_it_finds_it(exchange: OpenExchange) -> None:
    choir = a_party("Koret", wishes=(a_wish("Turlaget"),))
    hikers = a_party("Tullelaget")
    for party in (choir, hikers):
        await exchange.bus.send(party, ORGANISER)
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(
            ChangeParty(id=new_id(), party=hikers.party, name="KORET", side="association"), ORGANISER
        )
    assert list(refused.value.fields) == ["name"]
    await exchange.bus.send(
        ChangeParty(id=new_id(), party=hikers.party, name="Turlaget", side="association"), ORGANISER
    )
    assert _rows(exchange, "select about from wish") == [{"about": hikers.party}]


async def test_two_parties_cannot_have_one_number(exchange: OpenExchange) -> None:
    bank, shop = a_party("Banken", "business", orgnr="100000172"), a_party("Butikken", "business")
    for party in (bank, shop):
        await exchange.bus.send(party, ORGANISER)
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(
            ChangeParty(id=new_id(), party=shop.party, name="Butikken", side="business", orgnr="100000172"), ORGANISER
        )
    assert list(refused.value.fields) == ["orgnr"]


async def test_somebody_whom_we_know_gets_one_hat_more(exchange: OpenExchange) -> None:
    trine = a_person("Trine Trehatt", email="trine@example.org")
    await exchange.bus.send(a_party("Koret", people=(trine,)), ORGANISER)
    hikers = a_party("Turlaget")
    await exchange.bus.send(hikers, ORGANISER)
    same = a_person("Trine", email="trine@example.org")
    await exchange.bus.send(AddPerson(id=new_id(), party=hikers.party, **same.model_dump()), ORGANISER)
    hats = _rows(exchange, "select party from speaks_for where person = ?", trine.person)
    assert len(hats) == 2
    assert len(_rows(exchange, "select * from person")) == 2


async def test_a_post_in_the_wrong_box_is_put_right_with_its_categories(exchange: OpenExchange) -> None:
    post = an_offer("Vi trenger et lokale.", categories=("nyttige never",))
    party = a_party(posts=(post,))
    await exchange.bus.send(party, ORGANISER)
    right = a_need("Vi trenger et lokale.", post=post.post, categories=("lokaler", "kloke hoder"), area="Sentrum")
    await exchange.bus.send(ChangePost(id=new_id(), **right.model_dump()), ORGANISER)
    (row,) = _rows(exchange, "select kind, area, status from post")
    assert row == {"kind": "need", "area": "Sentrum", "status": "shown"}
    categories = {row["category"] for row in _rows(exchange, "select category from post_category")}
    assert categories == {"lokaler", "kloke hoder"}


async def test_words_that_others_change_are_looked_at_anew_and_the_same_words_are_not(exchange: OpenExchange) -> None:
    post = a_need()
    await exchange.bus.send(a_party(posts=(post,)), ANYBODY)
    await exchange.bus.send(ChangePost(id=new_id(), **post.model_dump() | {"text": "Se www.eksempel.no"}), ANYBODY)
    assert _rows(exchange, "select status from post") == [{"status": "held"}]
    await exchange.bus.send(ChangePost(id=new_id(), **post.model_dump()), ANYBODY)
    assert _rows(exchange, "select status from post") == [{"status": "shown"}]


async def test_nothing_is_added_to_a_party_that_does_not_come(exchange: OpenExchange) -> None:
    party = a_party()
    await exchange.bus.send(party, ORGANISER)
    await exchange.bus.send(WithdrawParty(id=new_id(), party=party.party), ORGANISER)
    with pytest.raises(Refusal):
        await exchange.bus.send(AddPost(id=new_id(), party=party.party, **an_offer().model_dump()), ORGANISER)


async def test_a_telephone_call_from_the_first_word_to_the_last(organiser: Client, served: OpenExchange) -> None:
    party = a_party("Turlaget", posts=())
    await served.bus.send(party, ANYBODY)
    card = f"/prove/styre/aktorer/{party.party}"
    assert 'value="Turlaget"' in await (await organiser.get(f"{card}/rett")).text()
    wrong = await organiser.post(f"{card}/rett", data={"name": "", "side": "association"})
    assert wrong.status == 422
    assert 'id="name-error"' in await wrong.text()
    await organiser.post(f"{card}/rett", data={"name": "Turgruppa", "side": "association"})
    assert (await organiser.get(f"{card}/nytt-oppslag?slag=behov")).status == 200
    empty = await organiser.post(f"{card}/nytt-oppslag", data={"kind": "need", "text": ""})
    assert empty.status == 422
    new = {"id": "oppslag-nummer-1", "kind": "need", "text": "Vi trenger et kart.", "categories": "lokaler"}
    for _time in range(2):  # a double click
        await organiser.post(f"{card}/nytt-oppslag", data=new)
    (post,) = _rows(served, "select id from post")
    page = f"{card}/oppslag/{post['id']}"
    assert "Vi trenger et kart." in await (await organiser.get(page)).text()
    await organiser.post(page, data={"kind": "need", "text": "Vi trenger to kart.", "quantity": "2"})
    await organiser.post(f"{card}/ny-deltaker", data={"people.0.name": "Kart Kyndig", "people.0.phone": "44000012"})
    assert (await organiser.post(f"{card}/ny-deltaker", data={"people.0.name": ""})).status == 422
    await organiser.post(f"{page}/ta-ned", data={})
    await organiser.post(f"{page}/heng-opp", data={})
    (person,) = _rows(served, "select id from person where name = 'Kart Kyndig'")
    await organiser.post(f"{card}/deltaker/{person['id']}/meld-av", data={})
    text = await (await organiser.post(f"{card}/deltaker/{person['id']}/angre", data={})).text()
    for said in ("Turgruppa", "Vi trenger to kart.", "Kart Kyndig", "av skjemaet", "av Kari Arrangør"):
        assert said in text, said
