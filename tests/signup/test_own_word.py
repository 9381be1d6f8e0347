"""Nobody speaks for a party because a stranger says so; and who never signed up is rid of it with one press."""

import re
from typing import Any

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.outreach.restraint import MOST_IN_AN_HOUR, MOST_TO_ONE
from borse.refusals import NotAllowed
from borse.signup.messages import RegisterParty
from borse.signup.word_messages import AnswerHat, DisownSignUp
from tests.builders import ORGANISER, AClock, a_party, a_person
from tests.conftest import Client
from tests.programme.hall import a_plan_of, pairs_of

VISITOR = Actor(role=Role.PUBLIC)


def _trine(**changes: Any) -> Any:
    return a_person("Trine Trehatt", **{"email": "trine@example.net", "phone": "44000038"} | changes)


def _rows(exchange: OpenExchange, sql: str) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql)))


async def _two_parties(exchange: OpenExchange) -> tuple[RegisterParty, RegisterParty]:
    """Trine's own, and one that somebody signed up in her name."""
    own, false = a_party("Hagelaget", people=(_trine(),)), a_party("Skurkelaget", people=(_trine(phone="44000099"),))
    await exchange.bus.send(own, VISITOR)
    await exchange.bus.send(false, VISITOR)
    return own, false


def _page(exchange: OpenExchange, person: str) -> str:
    return f"/prove/p/{exchange.store.ask(tokens_of_people)[person]}"


async def test_somebody_on_file_speaks_for_a_party_when_they_say_so(client: Client, served: OpenExchange) -> None:
    own, false = await _two_parties(served)
    assert _rows(served, "select party from speaks_for") == [{"party": own.party}]
    assert {row["kind"] for row in _rows(served, "select kind from message")} == {"signed_up", "speak_for"}
    page = _page(served, own.people[0].person)
    assert "Snakker du for Skurkelaget?" in await (await client.get(f"{page}/hatter")).text()
    assert "Snakker du for Skurkelaget?" in await (await client.get(f"{page}/endre")).text()
    answer = {"id": new_id(), "party": false.party, "speaks": "yes"}
    await client.post(f"{page}/hatter", data=answer)
    assert len(_rows(served, "select * from speaks_for")) == 2
    assert _rows(served, "select * from hat_asked") == []
    assert "Skurkelaget" in await (await client.get(f"{page}/endre")).text()


async def test_a_party_whose_only_one_says_no_is_gone_from_the_board(client: Client, served: OpenExchange) -> None:
    own, false = await _two_parties(served)
    page = _page(served, own.people[0].person)
    await client.post(f"{page}/hatter", data={"id": new_id(), "party": false.party, "speaks": "no"})
    assert _rows(served, "select name from party where withdrawn_at is null") == [{"name": "Hagelaget"}]
    assert "Skurkelaget" not in await (await client.get("/prove/tavla")).text()


async def test_the_answer_is_theirs_or_the_staffs_alone(organiser: Client, served: OpenExchange) -> None:
    own, false = await _two_parties(served)
    person = own.people[0].person
    stranger = Actor(role=Role.PARTICIPANT, person=new_id())
    for by in (VISITOR, stranger):
        with pytest.raises(NotAllowed):
            await served.bus.send(AnswerHat(id=new_id(), person=person, party=false.party, speaks=True), by)
        with pytest.raises(NotAllowed):
            await served.bus.send(DisownSignUp(id=new_id(), person=person), by)
    card = f"/prove/styre/aktorer/{false.party}"
    assert "Venter på svar fra Trine Trehatt" in await (await organiser.get(card)).text()
    await organiser.post(f"{card}/hatt/{person}", data={"id": new_id(), "speaks": "yes"})
    assert len(_rows(served, "select * from speaks_for")) == 2


async def test_a_party_that_waits_for_a_word_is_planned_with_once_it_has_come(exchange: OpenExchange) -> None:
    """It has nobody to sit there; planning goes on without it."""
    own, false = await _two_parties(exchange)
    shop = a_party("Fargehandelen", "business")
    await exchange.bus.send(shop, VISITOR)
    assert pairs_of(a_plan_of(exchange)) == {frozenset((own.party, shop.party))}
    yes = AnswerHat(id=new_id(), person=own.people[0].person, party=false.party, speaks=True)
    await exchange.bus.send(yes, ORGANISER)
    assert frozenset((false.party, shop.party)) in pairs_of(a_plan_of(exchange))


async def test_what_a_stranger_wrote_about_somebody_changes_nothing_of_theirs(exchange: OpenExchange) -> None:
    await _two_parties(exchange)
    assert _rows(exchange, "select email, phone from contact") == [
        {"email": "trine@example.net", "phone": "+4744000038"}
    ]


async def test_who_never_signed_up_is_deleted_with_one_press(client: Client, served: OpenExchange) -> None:
    party = a_party("Skurkelaget", people=(_trine(),))
    await served.bus.send(party, VISITOR)
    page = _page(served, party.people[0].person)
    looked = await client.get(f"{page}/ikke-meg")
    assert "Trine Trehatt" in await looked.text()
    assert len(_rows(served, "select * from party where withdrawn_at is null")) == 1
    answer = await client.post(f"{page}/ikke-meg", data={"id": new_id()})
    assert "Det er slettet" in await answer.text()
    assert (await client.get(page)).status == 404
    assert _rows(served, "select email, phone from contact") == [{"email": "", "phone": ""}]
    kept = str([_rows(served, f"select * from {table}") for table in ("person", "contact", "party", "event", "not_me")])
    assert "Trine" not in kept
    assert "trine@" not in kept
    assert _rows(served, "select * from party where withdrawn_at is null") == []


async def test_who_said_not_me_gets_no_receipt_by_itself_again(exchange: OpenExchange) -> None:
    party = a_party("Skurkelaget", people=(_trine(),))
    await exchange.bus.send(party, VISITOR)
    person = party.people[0].person
    await exchange.bus.send(DisownSignUp(id=new_id(), person=person), Actor(role=Role.PARTICIPANT, person=person))
    again = a_party("Skurkelaget nummer to", people=(a_person("En Annen", email="trine@example.net"),))
    await exchange.bus.send(again, VISITOR)
    states = {row["person"]: row["status"] for row in _rows(exchange, "select person, status from message")}
    assert states[again.people[0].person] == "held"


async def test_receipts_of_the_open_form_go_out_with_moderation(exchange: OpenExchange, clock: AClock) -> None:
    for number in range(MOST_TO_ONE + 2):
        person = a_person(f"Navn Navnesen{number}", email="post@lag.example")
        await exchange.bus.send(a_party(f"Lag {number}", people=(person,)), VISITOR)
    states = [row["status"] for row in _rows(exchange, "select status from message")]
    assert sorted(states) == ["held", "held", *["waiting"] * MOST_TO_ONE]
    clock.move(hours=2)
    for number in range(MOST_IN_AN_HOUR + 1):
        person = a_person(f"Person {number}", email=f"p{number}@lag.example")
        await exchange.bus.send(a_party(f"Forening {number}", people=(person,)), VISITOR)
    later = "select status from message where person in (select person from contact where email glob 'p[0-9]*')"
    newest = [row["status"] for row in _rows(exchange, later)]
    assert sorted(newest) == ["held", *["waiting"] * MOST_IN_AN_HOUR]


async def test_a_sign_up_is_changed_with_the_code_and_the_address_that_came_with_it(
    client: Client, served: OpenExchange
) -> None:
    await served.bus.send(a_party("Hagelaget", people=(_trine(), a_person("Ola Uten"))), VISITOR)
    codes = {row["name"]: row["code"] for row in _rows(served, "select name, code from person")}
    for code, who in (
        (codes["Trine Trehatt"].lower(), "440 00 038"),
        (codes["Trine Trehatt"], "Trine@Example.net"),
        (codes["Ola Uten"], "ola uten"),
    ):
        answer = await client.post("/prove/endre", data={"code": code, "who": who})
        assert re.fullmatch(r"/prove/p/[a-z2-7]{26}/endre", answer.url.path), who
    for code, who in (
        (codes["Trine Trehatt"], "Trine Trehatt"),  # a name is no secret where there is an address
        (codes["Ola Uten"], "Trine@Example.net"),
        ("AAAA", "440 00 038"),
        (codes["Ola Uten"], ""),
    ):
        answer = await client.post("/prove/endre", data={"code": code, "who": who})
        assert (answer.status, answer.url.path) == (422, "/prove/endre"), who


async def test_codes_cannot_be_tried_one_after_the_other(client: Client, served: OpenExchange) -> None:
    await served.bus.send(a_party("Hagelaget", people=(_trine(),)), VISITOR)
    statuses = [
        (await client.post("/prove/endre", data={"code": f"AAA{letter}", "who": "44 00 00 38"})).status
        for letter in "ACDEFG"
    ]
    assert statuses == [422] * 5 + [429]


async def test_a_code_opens_nothing_once_sign_up_has_closed(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    await served.bus.send(a_party("Hagelaget", people=(_trine(),)), VISITOR)
    (row,) = _rows(served, "select code from person")
    clock.move(days=29, hours=1)
    answer = await client.post("/prove/endre", data={"code": row["code"], "who": "44 00 00 38"})
    assert (answer.status, answer.url.path) == (409, "/prove/endre")
