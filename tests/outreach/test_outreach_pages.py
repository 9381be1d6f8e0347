"""The organiser's pages of messages, and the links in them."""

import re

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.outreach.messages import SortOut
from borse.outreach.opting_out import know_opt_out, opt_out_token
from borse.outreach.wording import fill, wording_of
from tests.builders import ORGANISER, a_party, a_person, a_programme
from tests.conftest import Client
from tests.outreach.post_office import PostOffice, messages_to, states

PUBLIC = Actor(role=Role.PUBLIC)


async def a_guest(exchange: OpenExchange, name: str = "Kari Nordmann", **contact: str) -> str:
    person = a_person(name, **contact)
    await exchange.bus.send(a_party(f"Laget til {name}", people=(person,)), PUBLIC)
    return person.person


async def sort_to_paper(exchange: OpenExchange, person: str) -> None:
    [message] = messages_to(exchange, person)
    await exchange.bus.send(SortOut(id=new_id(), message=message.id, status="to_print"), ORGANISER)


async def test_without_a_way_out_the_messages_wait_and_the_page_says_so(
    organiser: Client, served: OpenExchange
) -> None:
    person = await a_guest(served, email="kari@lag.example")
    page = await (await organiser.get("/prove/styre/meldinger")).text()
    assert "Ingenting sendes herfra ennå" in page
    assert "Kari Nordmann" in page
    assert states(served, person) == [("signed_up", "waiting")]


async def test_the_log_of_a_person_shows_what_they_were_told(
    organiser: Client, served: OpenExchange, post: PostOffice
) -> None:
    person = await a_guest(served, email="kari@lag.example")
    await post.empty(served)
    page = await (await organiser.get(f"/prove/styre/meldinger/person/{person}")).text()
    assert "Du er påmeldt Prøvebørsen" in page
    assert "Sendt" in page
    token = served.store.ask(tokens_of_people)[person]
    assert token not in page
    assert person in await (await organiser.get("/prove/styre/meldinger/logg?q=kari")).text()


async def test_a_text_with_an_unknown_field_is_refused_with_a_sentence_and_kept_as_typed(
    organiser: Client, served: OpenExchange
) -> None:
    path = "/prove/styre/meldinger/tekster/signed_up/sms"
    answer = await organiser.post(path, data={"id": new_id(), "body": "Hei {fornavn}, se {lenke}"})
    page = await answer.text()
    assert answer.status == 422
    assert "Feltet {fornavn} finnes ikke her." in page
    assert "Hei {fornavn}, se {lenke}" in page
    assert not served.store.ask(wording_of, "signed_up", "sms").is_own


async def test_a_text_can_be_looked_at_kept_and_taken_back(organiser: Client, served: OpenExchange) -> None:
    path = "/prove/styre/meldinger/tekster/signed_up/sms"
    typed = {"id": new_id(), "body": "Hei {navn}! {lenke}"}
    page = await (await organiser.post(path, data=typed | {"preview": "1"})).text()
    assert "Hei Kari Eksempel! http" in page
    assert "Sendes som 2 SMS." in page
    assert "Ikke deg? http" in page
    assert "Stopp: http" in page
    assert not served.store.ask(wording_of, "signed_up", "sms").is_own
    await organiser.post(path, data=typed)
    assert served.store.ask(wording_of, "signed_up", "sms").body == "Hei {navn}! {lenke}"
    await organiser.post(path + "/var", data={"id": new_id()})
    assert not served.store.ask(wording_of, "signed_up", "sms").is_own


async def test_the_organisers_own_text_is_what_is_sent(
    organiser: Client, served: OpenExchange, post: PostOffice
) -> None:
    await organiser.post(
        "/prove/styre/meldinger/tekster/signed_up/sms",
        data={"id": new_id(), "body": "Velkommen, {navn} fra {aktor}! {avmeld}"},
    )
    await a_guest(served, phone="+4790000001")
    await post.empty(served)
    assert post.sms()[0]["text"].startswith("Velkommen, Kari Nordmann fra Laget til Kari Nordmann! https://")


async def test_each_language_has_a_text_of_its_own(organiser: Client, served: OpenExchange, post: PostOffice) -> None:
    path = "/prove/styre/meldinger/tekster/signed_up/sms"
    await organiser.post(path + "?sprak=nn", data={"id": new_id(), "body": "Hei, {navn}! Sida di: {lenke}"})
    assert "Sida di" in await (await organiser.get(path + "?sprak=nn")).text()
    assert "Sida di" not in await (await organiser.get(path)).text()
    assert (await organiser.get(path + "?sprak=xx")).status == 404
    nynorsk = await a_guest(served, "Nils Nynorsk", phone="+4790000001")
    await a_guest(served, "Berit Bokmål", phone="+4790000002")
    served.store.write(lambda db: db.execute("update person set language = 'nn' where id = ?", [nynorsk])).result()
    await post.empty(served)
    texts = {one["to"]: one["text"] for one in post.sms()}
    assert texts["+4790000001"].startswith("Hei, Nils Nynorsk! Sida di: https://")
    assert texts["+4790000002"].startswith("Du er påmeldt")


async def test_a_name_cannot_smuggle_in_a_field() -> None:
    assert fill("Hei {navn}", {"navn": "{kode}", "kode": "K7PA"}) == "Hei {kode}"


async def test_the_telephone_list_has_those_whom_nothing_else_reaches(organiser: Client, served: OpenExchange) -> None:
    fixed = await a_guest(served, "Fredrik Fasttelefon", phone="+4767000001")
    mobile = await a_guest(served, "Mona Mobil", phone="+4790000001")
    await sort_to_paper(served, fixed)
    page = await (await organiser.get("/prove/styre/meldinger/telefonliste")).text()
    assert "67 00 00 01" in page
    assert "Mona Mobil" not in page
    assert "Mona Mobil" in await (await organiser.get("/prove/styre/meldinger/telefonliste?alle=1")).text()
    [message] = messages_to(served, fixed)
    told = {"id": new_id(), "messages": message.id, "channel": "telephone", "back": "telefonliste"}
    await organiser.post("/prove/styre/meldinger/fortalt", data=told)
    assert states(served, fixed) == [("signed_up", "told")]
    assert states(served, mobile) == [("signed_up", "waiting")]


async def test_letters_are_printed_one_page_each(organiser: Client, served: OpenExchange) -> None:
    for name in ("Nina Ærlig", "Åse Øst"):
        await sort_to_paper(served, await a_guest(served, name))
    answer = await organiser.get("/prove/styre/meldinger/utskrift.pdf")
    pdf = await answer.read()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"/Type/Pages/Count 2/" in pdf


async def test_somebody_answers_whether_they_come_and_looking_is_no_answer(
    client: Client, served: OpenExchange
) -> None:
    person = await a_guest(served)
    path = f"/prove/p/{served.store.ask(tokens_of_people)[person]}/kommer"

    def answer() -> tuple[int] | None:
        found: tuple[int] | None = served.store.ask(
            lambda db: db.execute("select coming from reconfirmation").fetchone()
        )
        return found

    assert (await client.get(path)).status == 200
    assert answer() is None
    assert "Takk for svaret" in await (await client.post(path, data={"id": new_id(), "coming": "no"})).text()
    assert answer() == (0,)
    await client.post(path, data={"id": new_id(), "coming": "yes"})
    assert answer() == (1,)


@pytest.mark.parametrize("way", ["button", "mail reader"])
async def test_who_wants_no_messages_gets_paper_and_their_own_page_stays_closed_to_that_link(
    client: Client, served: OpenExchange, post: PostOffice, way: str
) -> None:
    one, two = a_person("Kari Nordmann", email="kari@lag.example"), a_person("Ola Nordmann")
    parties = a_party("Lag 1", people=(one,)), a_party("Lag 2", people=(two,))
    for party in parties:
        await served.bus.send(party, PUBLIC)
    served.store.write(lambda db: know_opt_out(db, one.person)).result()
    token = served.store.ask(opt_out_token, one.person)
    assert (await client.get(f"/prove/p/{token}")).status == 404
    assert (await client.get(f"/prove/avmeld/{token}")).status == 200
    assert states(served, one.person) == [("signed_up", "waiting")]
    data = {"id": new_id(), "wanted": "no"} if way == "button" else {"List-Unsubscribe": "One-Click"}
    assert (await client.post(f"/prove/avmeld/{token}", data=data)).status == 200
    await a_programme(served, (1, "Bord 2", *parties))
    assert served.store.write(lambda db: db.execute("update message set due_at = created_at").rowcount).result()
    await post.empty(served)
    assert post.letters.taken == []
    assert states(served, one.person) == [("programme_ready", "to_print"), ("signed_up", "to_print")]


async def test_asking_for_a_lost_link_gets_the_same_answer_whoever_asks(client: Client, served: OpenExchange) -> None:
    await a_guest(served, email="kari@lag.example")
    answers = [
        await (await client.post("/prove/glemt-lenke", data={"id": new_id(), "email": email})).text()
        for email in ("kari@lag.example", "ukjent@lag.example")
    ]
    same = {re.sub(r'name="id" value="\w+"', "", answer) for answer in answers}
    assert len(same) == 1
    assert "Takk, vi har sett etter" in same.pop()


async def test_an_unknown_link_or_text_is_a_page_that_says_so(organiser: Client) -> None:
    for path in ("avmeld/feil", "styre/meldinger/tekster/feil/sms", "styre/meldinger/person/feil"):
        assert (await organiser.get(f"/prove/{path}")).status == 404
