"""Who signs up is on file once, with a code and a page of their own, however many parties they speak for."""

from typing import Any

import pytest
from pydantic import ValidationError

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import CODE_LENGTH, new_id
from borse.links import tokens_of_people
from borse.refusals import Closed, Invalid, Refusal
from borse.signup.messages import PartyRegistered, ReinstateParty, WithdrawParty, WithdrawPerson
from tests.builders import ORGANISER, AClock, a_need, a_party, a_person, a_wish

VISITOR = Actor(role=Role.PUBLIC)


def _rows(exchange: OpenExchange, sql: str) -> list[dict[str, object]]:
    return exchange.store.ask(lambda db: list(db.query(sql)))


async def test_everybody_who_comes_gets_a_code_and_a_page_of_their_own(exchange: OpenExchange) -> None:
    people = (a_person("Åse Åpenbartsen"), a_person("Rolig Rullesen"))
    receipt = await exchange.bus.send(a_party("Sykehjemmet", "municipal", people=people), VISITOR)
    (registered,) = (recorded.event for recorded in receipt.events)
    assert isinstance(registered, PartyRegistered)
    assert registered.people == tuple(person.person for person in people)
    codes = {row["code"] for row in _rows(exchange, "select code from person")}
    assert {len(str(code)) for code in codes} == {CODE_LENGTH}
    assert len(codes) == 2
    assert set(exchange.store.ask(tokens_of_people)) == set(registered.people)


async def test_the_history_holds_no_contact_details(exchange: OpenExchange) -> None:
    person = a_person("Trine Trehatt", email="trine.trehatt@example.net", phone="440 00 038")
    await exchange.bus.send(a_party(people=(person,)), VISITOR)
    history = str(_rows(exchange, "select data from event")).lower()
    assert "trine" not in history
    assert "44000038" not in history
    assert _rows(exchange, "select email, phone from contact") == [
        {"email": "trine.trehatt@example.net", "phone": "+4744000038"}
    ]


@pytest.mark.parametrize(
    "again",
    [{"email": "Trine.Trehatt@example.net"}, {"phone": "+47 44 00 00 38"}],
    ids=["the same e-mail", "the same telephone"],
)
async def test_somebody_we_know_speaks_for_one_party_more_when_the_staff_say_so(
    exchange: OpenExchange, again: dict[str, str]
) -> None:
    first = a_person("Trine Trehatt", email="trine.trehatt@example.net", phone="44000038")
    await exchange.bus.send(a_party("Hagelaget", people=(first,)), VISITOR)
    second = a_party("Husflidslaget", people=(a_person("Trine Trehatt", **again),))
    receipt = await exchange.bus.send(second, ORGANISER)
    (recorded,) = receipt.events
    assert isinstance(recorded.event, PartyRegistered)
    assert (recorded.event.people, recorded.event.joined) == ((), (first.person,))
    assert len(_rows(exchange, "select * from speaks_for")) == 2


async def test_two_people_who_share_a_mailbox_are_two_people(exchange: OpenExchange) -> None:
    people = tuple(a_person(name, email="post@example.org") for name in ("Kåre Kubbesen", "Anna Askeladden"))
    await exchange.bus.send(a_party(people=people), VISITOR)
    assert len(_rows(exchange, "select * from person")) == 2


async def test_the_open_form_cannot_give_somebody_a_new_address(exchange: OpenExchange) -> None:
    """Else whoever knows your e-mail could have your messages sent to their own telephone."""
    await exchange.bus.send(a_party("Hagelaget", people=(a_person("Trine", email="t@example.net"),)), VISITOR)
    stranger = a_person("Trine", email="t@example.net", phone="44000099")
    await exchange.bus.send(a_party("Skurkelaget", people=(stranger,)), VISITOR)
    assert [row["phone"] for row in _rows(exchange, "select phone from contact")] == [""]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"orgnr": "100000025"}, ("orgnr",)),
        ({"orgnr": "12345"}, ("orgnr",)),
        ({"name": " "}, ("name",)),
        ({"people": ()}, ("people",)),
        ({"people": ({"person": "x" * 8, "name": "Kritt", "email": "kritt(at)example"},)}, ("people", 0, "email")),
        ({"people": ({"person": "x" * 8, "name": "Kritt", "phone": "123"},)}, ("people", 0, "phone")),
    ],
    ids=["check digit", "too short", "no name", "nobody", "no e-mail address", "no telephone number"],
)
def test_what_is_mistyped_is_refused_at_its_field(fields: dict[str, Any], where: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        a_party(**fields)
    assert refused.value.errors()[0]["loc"] == where


def test_an_organisation_number_may_be_typed_as_people_type_it() -> None:
    assert {a_party(orgnr=text).orgnr for text in ("100 000 016", "NO100000016MVA", "100000016")} == {"100000016"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": "Fotball-klubben", "orgnr": ""}, "name"), ({"name": "FK", "orgnr": "100000180"}, "orgnr")],
    ids=["the same name", "the same organisation number"],
)
async def test_a_party_signs_up_once(exchange: OpenExchange, fields: dict[str, str], field: str) -> None:
    await exchange.bus.send(a_party("Fotballklubben", orgnr="100000180"), VISITOR)
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(a_party(**fields), VISITOR)
    assert list(refused.value.fields) == [field]


async def test_a_category_that_the_exchange_does_not_have_is_refused(exchange: OpenExchange) -> None:
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(a_party(posts=(a_need(categories=("varme hjerter",)),)), VISITOR)
    assert list(refused.value.fields) == ["posts.0.categories"]
    assert _rows(exchange, "select * from party") == []


async def test_a_wish_finds_its_party_whichever_of_them_signs_up_first(exchange: OpenExchange) -> None:
    early = a_party("Turlaget", wishes=(a_wish("IT selskapet"),))
    late = a_party("IT-selskapet", "business", wishes=(a_wish("turlaget", kind="veto"), a_wish("Noen andre")))
    await exchange.bus.send(early, VISITOR)
    await exchange.bus.send(late, VISITOR)
    found = {(row["text"], row["about"]) for row in _rows(exchange, "select text, about from wish")}
    assert found == {("IT selskapet", late.party), ("turlaget", early.party), ("Noen andre", None)}


async def test_after_the_closing_time_only_the_organiser_signs_people_up(exchange: OpenExchange, clock: AClock) -> None:
    clock.move(days=29, hours=1)
    with pytest.raises(Closed):
        await exchange.bus.send(a_party(), VISITOR)
    await exchange.bus.send(a_party(), ORGANISER)
    assert [row["source"] for row in _rows(exchange, "select source from party")] == ["organiser"]


async def test_who_withdraws_takes_along_those_who_speak_for_it_alone(exchange: OpenExchange) -> None:
    both = a_person("Tove Tohatt", email="tove@example.com")
    parties = [
        a_party("Historielaget", people=(both, a_person("Arne Arkivsen"))),
        a_party("Velforeningen", people=(a_person("Tove Tohatt", email="tove@example.com"),)),
    ]
    for party in parties:
        await exchange.bus.send(party, ORGANISER)
    await exchange.bus.send(WithdrawParty(id=new_id(), party=parties[0].party), ORGANISER)
    names = "select name from person where withdrawn_at is null order by name"
    assert [row["name"] for row in _rows(exchange, names)] == ["Tove Tohatt"]
    assert len(_rows(exchange, "select * from post where withdrawn_at is null")) == 2
    await exchange.bus.send(ReinstateParty(id=new_id(), party=parties[0].party), ORGANISER)
    assert [row["name"] for row in _rows(exchange, names)] == ["Arne Arkivsen", "Tove Tohatt"]
    assert len(_rows(exchange, "select * from post where withdrawn_at is null")) == 4


async def test_the_only_one_from_a_party_cannot_leave_without_it(exchange: OpenExchange) -> None:
    party = a_party(people=(a_person("Arne Arkivsen"), a_person("Tove Tohatt")))
    await exchange.bus.send(party, VISITOR)
    await exchange.bus.send(WithdrawPerson(id=new_id(), person=party.people[0].person), ORGANISER)
    with pytest.raises(Refusal):
        await exchange.bus.send(WithdrawPerson(id=new_id(), person=party.people[1].person), ORGANISER)
