"""Two that are one become one, and two again to the letter; a hat moves, and nobody is left without."""

import re
from typing import Any

import pytest

from borse.brokers.messages import AddBroker, PassOnInterest, TakeUnderWing, WriteNote
from borse.bus import Command
from borse.extra_meetings import extra_meetings_of
from borse.following import CONCERNS
from borse.hats.messages import AddHat, MergeParties, MergePeople, MovePerson, SeatsMoved, TellApart, UndoHats
from borse.hats.reads import alike_parties, alike_people
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.programme.messages import ForbidPair
from borse.programme.sheets import sheet_of
from borse.programme.world import world_of
from borse.refusals import Refusal
from borse.signup.messages import (
    ChangePerson,
    ChangePost,
    DescribeParty,
    RegisterParty,
    ReinstateParty,
    ReinstatePerson,
    WithdrawParty,
    WithdrawPerson,
)
from borse.store.database import connect
from tests.builders import (
    ORGANISER,
    a_need,
    a_party,
    a_person,
    a_programme,
    a_wish,
    an_extra_meeting,
    an_offer,
)
from tests.conftest import Client

# Everything that a change of hats may move.
TABLES = (
    "party",
    "person",
    "contact",
    "speaks_for",
    "post",
    "wish",
    "planning_rule",
    "wing",
    "broker_note",
    "noted_interest",
    "meeting_person",
    "extra_chair",
)


def _everything(exchange: OpenExchange) -> dict[str, list[dict[str, Any]]]:
    return exchange.store.ask(lambda db: {name: sorted(db.table(name).rows, key=repr) for name in TABLES})


def _rows(exchange: OpenExchange, sql: str, *values: object) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql, list(values))))


async def _send(exchange: OpenExchange, command: Command) -> str:
    await exchange.bus.send(command, ORGANISER)
    return command.id


async def _signed_up(exchange: OpenExchange, *parties: RegisterParty) -> None:
    for party in parties:
        await _send(exchange, party)


async def test_a_party_that_signed_up_twice_becomes_one_and_two_again_to_the_letter(exchange: OpenExchange) -> None:
    shared = a_person("Kari Begge", email="kari@example.org")
    kept = a_party("Turlaget", people=(shared,), wishes=(a_wish("Koret"),))
    gone = a_party(
        "Turlaget i Lørenskog",
        orgnr="100000172",
        people=(shared.model_copy(update={"person": new_id()}), a_person("Ola Bare")),
        posts=(an_offer(), a_need("Vi trenger kart.")),
        wishes=(a_wish("Turlaget"), a_wish("Banken", kind="veto")),
    )
    bank = a_party("Banken", "business", wishes=(a_wish("Turlaget i Lørenskog"),))
    await _signed_up(exchange, kept, gone, bank)
    await _send(exchange, ForbidPair(id=new_id(), a=gone.party, b=bank.party))
    before = _everything(exchange)

    change = await _send(exchange, MergeParties(id=new_id(), kept=kept.party, gone=gone.party))
    (party,) = (party for party in exchange.store.ask(world_of).parties if party.id == kept.party)
    assert len(party.people) == 2
    texts = sorted(post.text for post in exchange.store.ask(world_of).posts if post.party == kept.party)
    assert texts == sorted([kept.posts[0].text, kept.posts[1].text, "Vi trenger kart."])  # the same offer hangs once
    assert _rows(exchange, "select orgnr from party where id = ?", kept.party) == [{"orgnr": "100000172"}]
    assert {"about": kept.party} in _rows(exchange, "select about from wish where party = ?", bank.party)
    assert _rows(exchange, "select 1 as yes from wish where party = about") == []
    rules = [{row["a"], row["b"]} for row in _rows(exchange, "select a, b from planning_rule")]
    assert {bank.party, kept.party} in rules

    await _send(exchange, UndoHats(id=new_id(), change=change))
    assert _everything(exchange) == before


async def test_what_brokers_know_of_a_party_goes_with_it(exchange: OpenExchange) -> None:
    kept, gone, other = a_party("Turlaget"), a_party("Turlaget i Lørenskog"), a_party("Banken", "business")
    await _signed_up(exchange, kept, gone, other)
    broker = new_id()
    told = {"broker": broker}
    await _send(exchange, AddBroker(id=new_id(), broker=broker, name="Berit"))
    await _send(exchange, TakeUnderWing(id=new_id(), party=gone.party, broker=broker))
    await _send(exchange, WriteNote(id=new_id(), note=new_id(), party=gone.party, words="De kommer sent.", **told))
    for one, another in ((gone, other), (other, gone), (kept, gone)):
        said = {"party": one.party, "other": another.party}
        await _send(exchange, PassOnInterest(id=new_id(), interest=new_id(), **said, **told))
    before = _everything(exchange)

    change = await _send(exchange, MergeParties(id=new_id(), kept=kept.party, gone=gone.party))
    assert {"party": kept.party, "broker": broker} in _rows(exchange, "select party, broker from wing")
    assert _rows(exchange, "select party from broker_note") == [{"party": kept.party}]
    pairs = [(row["party"], row["other"]) for row in _rows(exchange, "select party, other from noted_interest")]
    assert sorted(pairs) == sorted([(kept.party, other.party), (other.party, kept.party), (kept.party, gone.party)])

    await _send(exchange, UndoHats(id=new_id(), change=change))
    assert _everything(exchange) == before


async def test_a_person_who_is_there_twice_becomes_one_and_two_again_to_the_letter(exchange: OpenExchange) -> None:
    kept, gone = a_person("Trine Trehatt"), a_person("Trine Trehat", phone="44000012", requires=("step_free",))
    choir, hikers = a_party("Koret", people=(kept,)), a_party("Turlaget", people=(gone,))
    await _signed_up(exchange, choir, hikers)
    before = _everything(exchange)
    change = await _send(exchange, MergePeople(id=new_id(), kept=kept.person, gone=gone.person))
    (row,) = _rows(exchange, "select * from person join contact on person = id where withdrawn_at is null")
    assert (row["phone"], row["requires"]) == ("+4744000012", '["step_free"]')
    hats = {row["party"] for row in _rows(exchange, "select party from speaks_for")}
    assert hats == {choir.party, hikers.party}
    await _send(exchange, UndoHats(id=new_id(), change=change))
    assert _everything(exchange) == before


async def test_what_was_put_right_since_stays_when_a_merger_is_undone(exchange: OpenExchange) -> None:
    kept, gone = a_party("Koret", posts=()), a_party("Koret vårt", posts=(a_need("Vi trenger noter."),))
    await _signed_up(exchange, kept, gone)
    change = await _send(exchange, MergeParties(id=new_id(), kept=kept.party, gone=gone.party))
    right = gone.posts[0].model_copy(update={"text": "Vi trenger noter til jul."})
    await _send(exchange, ChangePost(id=new_id(), **right.model_dump()))
    await _send(exchange, UndoHats(id=new_id(), change=change))
    assert _rows(exchange, "select party, text from post") == [{"party": gone.party, "text": right.text}]


async def test_the_note_of_a_merger_holds_no_address_and_no_name(exchange: OpenExchange) -> None:
    one, other = a_person("Trine Trehatt"), a_person("Trine Trehat", phone="44000012", email="t@example.org")
    await _signed_up(exchange, a_party("Koret", people=(one,)), a_party("Turlaget", people=(other,)))
    await _send(exchange, MergePeople(id=new_id(), kept=one.person, gone=other.person))
    (row,) = _rows(exchange, "select moved from hat_change")
    assert not re.search(r"4400|example|Trine", row["moved"])


async def test_somebody_moves_and_moves_back_but_not_the_last_one(exchange: OpenExchange) -> None:
    ola, kari = a_person("Ola"), a_person("Kari")
    choir, hikers = a_party("Koret", people=(ola, kari)), a_party("Turlaget")
    await _signed_up(exchange, choir, hikers)
    before = _everything(exchange)
    move = MovePerson(id=new_id(), person=ola.person, gone=choir.party, kept=hikers.party)
    change = await _send(exchange, move)
    with pytest.raises(Refusal, match="ingen fra Koret"):
        await _send(exchange, MovePerson(id=new_id(), person=kari.person, gone=choir.party, kept=hikers.party))
    await _send(exchange, UndoHats(id=new_id(), change=change))
    assert _everything(exchange) == before


async def test_the_later_change_of_the_same_rows_is_undone_first(exchange: OpenExchange) -> None:
    one, two, three = a_party("En"), a_party("To"), a_party("Tre")
    await _signed_up(exchange, one, two, three)
    before = _everything(exchange)
    first = await _send(exchange, MergeParties(id=new_id(), kept=two.party, gone=three.party))
    second = await _send(exchange, MergeParties(id=new_id(), kept=one.party, gone=two.party))
    with pytest.raises(Refusal, match="siste endringen først"):
        await _send(exchange, UndoHats(id=new_id(), change=first))
    for change in (second, first, first):  # undone twice is undone once
        await _send(exchange, UndoHats(id=new_id(), change=change))
    assert _everything(exchange) == before


async def test_a_merger_is_not_undone_over_somebody_who_signed_up_since(exchange: OpenExchange) -> None:
    one, two = a_party("Turlaget"), a_party("Tur-gruppa")
    await _signed_up(exchange, one, two)
    change = await _send(exchange, MergeParties(id=new_id(), kept=one.party, gone=two.party))
    await _signed_up(exchange, a_party("Turgruppa"))
    with pytest.raises(Refusal, match="Turgruppa"):
        await _send(exchange, UndoHats(id=new_id(), change=change))


async def test_a_party_that_was_merged_comes_again_by_undoing_that_alone(exchange: OpenExchange) -> None:
    """Signed up again beside it, it could be merged the other way: each would then be the other, without an end."""
    kept, gone = a_party("Turlaget"), a_party("Tur-gruppa")
    await _signed_up(exchange, kept, gone)
    change = await _send(exchange, MergeParties(id=new_id(), kept=kept.party, gone=gone.party))
    with pytest.raises(Refusal, match="Angre sammenslåingen"):
        await _send(exchange, ReinstateParty(id=new_id(), party=gone.party))
    await _send(exchange, UndoHats(id=new_id(), change=change))
    await _send(exchange, MergeParties(id=new_id(), kept=gone.party, gone=kept.party))
    (rows,) = _rows(exchange, "select count(*) as standing from hat_change where undone_at is null")
    assert rows == {"standing": 1}


async def test_who_got_a_hat_or_lost_one_may_leave_and_come_again(exchange: OpenExchange) -> None:
    ola, kari, per = a_person("Ola"), a_person("Kari"), a_person("Per")
    choir, hikers = a_party("Koret", people=(ola, kari, per)), a_party("Turlaget")
    await _signed_up(exchange, choir, hikers)
    await _send(exchange, AddHat(id=new_id(), person=ola.person, party=hikers.party))
    await _send(exchange, MovePerson(id=new_id(), person=kari.person, gone=choir.party, kept=hikers.party))
    await _send(exchange, WithdrawPerson(id=new_id(), person=ola.person))
    await _send(exchange, WithdrawParty(id=new_id(), party=choir.party))
    await _send(exchange, ReinstateParty(id=new_id(), party=choir.party))
    await _send(exchange, ReinstatePerson(id=new_id(), person=ola.person))
    assert _rows(exchange, "select name from party where withdrawn_at is not null") == []
    assert _rows(exchange, "select name from person where withdrawn_at is not null") == []


async def test_likeness_is_suggested_until_somebody_says_no(exchange: OpenExchange) -> None:
    one, two = a_party("Lørenskog turlag"), a_party("Lørenskog turlags")
    await _signed_up(exchange, one, two)
    assert len(exchange.store.ask(alike_parties)) == 1
    await _send(exchange, TellApart(id=new_id(), a=two.party, b=one.party))
    assert exchange.store.ask(alike_parties) == []
    assert exchange.store.ask(alike_people) == []


async def test_the_link_of_who_is_gone_leads_to_who_is_kept(client: Client, served: OpenExchange) -> None:
    kept, gone = a_person("Trine Trehatt"), a_person("Trine Trehat")
    await _signed_up(served, a_party("Koret", people=(kept,)), a_party("Turlaget", people=(gone,)))
    token = served.store.ask(tokens_of_people)[gone.person]
    change = await _send(served, MergePeople(id=new_id(), kept=kept.person, gone=gone.person))
    assert "Trine Trehatt" in await (await client.get(f"/prove/p/{token}")).text()
    await _send(served, UndoHats(id=new_id(), change=change))
    assert "Trine Trehatt" not in await (await client.get(f"/prove/p/{token}")).text()


async def test_a_link_leads_on_as_often_as_its_person_was_merged(client: Client, served: OpenExchange) -> None:
    people = [a_person(name) for name in ("Trine Trehatt", "Trine Trehat", "T. Trehatt")]
    await _signed_up(served, *(a_party(f"Lag {person.name}", people=(person,)) for person in people))
    first, second, third = (person.person for person in people)
    token = served.store.ask(tokens_of_people)[third]
    await _send(served, MergePeople(id=new_id(), kept=second, gone=third))
    await _send(served, MergePeople(id=new_id(), kept=first, gone=second))
    page = await client.get(f"/prove/p/{token}")
    assert (page.status, "Trine Trehatt" in await page.text()) == (200, True)


async def test_the_office_merges_moves_and_undoes_by_buttons(organiser: Client, served: OpenExchange) -> None:
    one = a_party("Lørenskog turlag", people=(a_person("Ola Nordmann"), a_person("Kari Nordmann")))
    two = a_party("Lørenskog turlags", people=(a_person("Per Hansen"),))
    await _signed_up(served, one, two)
    page = await (await organiser.get("/prove/styre/hatter")).text()
    assert "navn som ligner" in page
    party = f"/prove/styre/hatter/{one.party}"
    assert "Per Hansen (Lørenskog turlags)" in await (await organiser.get(party)).text()
    nobody = await organiser.post(party, data={"do": "hat", "newcomer": ""})
    assert nobody.status == 422
    assert 'id="newcomer-error"' in await nobody.text()
    card = await organiser.post(party, data={"do": "hat", "newcomer": two.people[0].person})
    assert "Per Hansen" in await card.text()
    await organiser.post(party, data={"do": "move", "person": one.people[0].person, "to": two.party})
    refused = await organiser.post(party, data={"do": "merge", "same": one.party})
    assert refused.status == 409
    await organiser.post("/prove/styre/hatter/aktorer", data={"kept": one.party, "gone": two.party})
    page = await (await organiser.get("/prove/styre/hatter")).text()
    undo = re.findall(r"/prove(/styre/hatter/endring/[\w-]+/angre)", page)
    assert len(undo) == 3
    for path in undo:
        await organiser.post(f"/prove{path}", data={})
    page = await (await organiser.get("/prove/styre/hatter")).text()
    assert page.count("Angret") == 3
    assert len(_rows(served, "select * from speaks_for")) == 3


async def test_what_somebody_has_written_or_taken_away_since_stays_when_two_are_two_again(
    exchange: OpenExchange,
) -> None:
    turlaget = a_party("Turlaget", people=(a_person("Ada Aas"), a_person("Bo Bo")))
    again = a_party(
        "Lørenskog turlag",
        people=(a_person("Ada Aas", email="gammel@example.no"), a_person("Bo Bo", email="bo@example.no")),
        wishes=(a_wish("Banken"),),
    )
    await _signed_up(exchange, turlaget, again)
    merged = [
        await _send(exchange, MergePeople(id=new_id(), kept=kept.person, gone=gone.person))
        for kept, gone in zip(turlaget.people, again.people, strict=True)
    ]
    merged.append(await _send(exchange, MergeParties(id=new_id(), kept=turlaget.party, gone=again.party)))
    ada = turlaget.people[0].person
    asked = {"id": new_id(), "person": ada, "name": "Ada Aas", "email": "ny@example.no", "requires": ["step_free"]}
    await _send(exchange, ChangePerson.model_validate(asked))
    await _send(exchange, DescribeParty(id=new_id(), party=turlaget.party, about="Vi går tur."))  # and wishes nothing
    assert _rows(exchange, "select * from wish") == []
    for change in reversed(merged):
        await _send(exchange, UndoHats(id=new_id(), change=change))
    of = {row["person"]: row["email"] for row in _rows(exchange, "select person, email from contact")}
    assert [of[one.person] for one in turlaget.people] == ["ny@example.no", ""]
    assert [of[one.person] for one in again.people] == ["gammel@example.no", "bo@example.no"]
    assert _rows(exchange, "select requires from person where id = ?", ada) == [{"requires": '["step_free"]'}]
    assert _rows(exchange, "select about from party where id = ?", turlaget.party) == [{"about": "Vi går tur."}]


async def test_the_meetings_of_who_is_gone_are_the_kept_ones_where_they_have_nothing_else(
    exchange: OpenExchange,
) -> None:
    """In the middle of the evening: their telephone shows one person, and others sit and wait at the table."""
    kept, gone = a_person("Trine Trehatt"), a_person("Trine Trehat")
    choir, hikers, bank = a_party("Koret", people=(kept,)), a_party("Turlaget", people=(gone,)), a_party("Banken")
    await _signed_up(exchange, choir, hikers, bank)
    both_at_once = ((2, "Bord 1", choir, bank), (2, "Bord 2", hikers, a_party("Biblioteket")))
    await _signed_up(exchange, both_at_once[1][3])
    await a_programme(exchange, (1, "Bord 3", hikers, bank), *both_at_once)
    extra = an_extra_meeting(exchange, 3, "Bord 4", hikers, bank)
    before = _everything(exchange)
    merge = MergePeople(id=new_id(), kept=kept.person, gone=gone.person)
    receipt = await exchange.bus.send(merge, ORGANISER)
    (moved,) = [one.event for one in receipt.events if isinstance(one.event, SeatsMoved)]
    assert CONCERNS[SeatsMoved](connect(exchange.store.path, read_only=True), moved) == {kept.person, gone.person}
    own = exchange.store.ask(sheet_of, kept.person).meetings
    assert [(one.round, one.table) for one in own] == [(1, "Bord 3"), (2, "Bord 1")]
    assert [one.id for one in exchange.store.ask(extra_meetings_of, kept.person)] == [extra]
    await _send(exchange, UndoHats(id=new_id(), change=merge.id))
    assert _everything(exchange) == before


async def test_who_speaks_for_a_party_that_was_merged_keeps_their_meetings(exchange: OpenExchange) -> None:
    choir, hikers, bank = a_party("Koret"), a_party("Turlaget"), a_party("Banken")
    await _signed_up(exchange, choir, hikers, bank)
    await a_programme(exchange, (1, "Bord 3", hikers, bank))
    await _send(exchange, MergeParties(id=new_id(), kept=choir.party, gone=hikers.party))
    (own,) = exchange.store.ask(sheet_of, hikers.people[0].person).meetings
    assert (own.table, own.other) == ("Bord 3", "Banken")
