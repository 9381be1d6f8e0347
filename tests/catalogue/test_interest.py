"""«Dette kan vi hjelpe med»: by those who take part, through their own link; seen by those whom it concerns."""

import pytest

from borse.bus import Actor, Role
from borse.catalogue.messages import InterestNoted, InterestWithdrawn, NoteInterest, WithdrawInterest
from borse.catalogue.reads import interests, notices
from borse.hats.messages import MergeParties, UndoHats
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.refusals import NotAllowed, NotFound, Refusal
from borse.signup.messages import RegisterParty
from tests.builders import ORGANISER, a_need, a_party, a_person
from tests.conftest import Client


async def two_parties(exchange: OpenExchange) -> tuple[RegisterParty, RegisterParty]:
    """The choir needs chairs; the bank could help."""
    choir = a_party("Koret", posts=(a_need("Vi trenger hundre stoler."),))
    bank = a_party("Banken", side="business", people=(a_person("Krona Kronesen"),))
    for party in (choir, bank):
        await exchange.bus.send(party, ORGANISER)
    return choir, bank


def speaking(party: RegisterParty) -> Actor:
    return Actor(role=Role.PARTICIPANT, person=party.people[0].person)


async def test_said_twice_it_counts_once_and_taken_back_it_is_gone(exchange: OpenExchange) -> None:
    choir, bank = await two_parties(exchange)
    post = choir.posts[0].post
    receipts = [
        await exchange.bus.send(NoteInterest(id=new_id(), post=post, party=bank.party), speaking(bank))
        for _ in range(2)
    ]
    assert [[type(one.event) for one in receipt.events] for receipt in receipts] == [[InterestNoted], []]
    (interest,) = exchange.store.ask(interests)
    assert (interest.name, interest.notice.id) == ("Banken", post)
    back = await exchange.bus.send(WithdrawInterest(id=new_id(), post=post, party=bank.party), speaking(bank))
    assert [type(one.event) for one in back.events] == [InterestWithdrawn]
    assert exchange.store.ask(interests) == []


async def test_nobody_speaks_for_others_nor_answers_themselves(exchange: OpenExchange) -> None:
    choir, bank = await two_parties(exchange)
    post = choir.posts[0].post
    for command, who, refusal in (
        (NoteInterest(id=new_id(), post=post, party=bank.party), speaking(choir), NotAllowed),
        (NoteInterest(id=new_id(), post=post, party=bank.party), Actor(role=Role.PUBLIC), NotAllowed),
        (WithdrawInterest(id=new_id(), post=post, party=bank.party), speaking(choir), NotAllowed),
        (NoteInterest(id=new_id(), post=post, party=choir.party), speaking(choir), Refusal),
        (NoteInterest(id=new_id(), post=new_id(), party=bank.party), speaking(bank), NotFound),
    ):
        with pytest.raises(refusal):
            await exchange.bus.send(command, who)
    assert exchange.store.ask(lambda db: notices(db, inside=True))[0].interested == 0


async def test_one_says_it_on_the_post_and_the_others_see_who(client: Client, served: OpenExchange) -> None:
    choir, bank = await two_parties(served)
    post = choir.posts[0].post
    links = served.store.ask(tokens_of_people)
    own, theirs = (f"/prove/p/{links[party.people[0].person]}/tavla/{post}" for party in (bank, choir))
    assert "Dette kan vi hjelpe med" in await (await client.get(own)).text()
    answer = await client.post(f"{own}/interesse", data={"id": new_id(), "party": bank.party})
    assert "Notert: Banken er interessert" in await answer.text()
    assert "Disse har meldt interesse: Banken" in await (await client.get(theirs)).text()
    overview = await (await client.get(theirs.replace(post, "passer"))).text()
    assert "<b>Banken</b>: " in overview
    outside = await (await client.get(f"/prove/tavla/{post}")).text()
    assert "1 kan hjelpe" in outside
    assert "Banken" not in outside
    answer = await client.post(f"{own}/angre", data={"id": new_id(), "party": bank.party})
    assert "Dette kan vi hjelpe med" in await answer.text()


async def test_two_parties_that_become_one_keep_what_they_could_help_with(exchange: OpenExchange) -> None:
    choir, bank = await two_parties(exchange)
    again = a_party("Banken Avd. Lørenskog", side="business", posts=(a_need("Vi trenger et kor."),))
    await exchange.bus.send(again, ORGANISER)
    for post in (choir.posts[0].post, bank.posts[0].post):
        await exchange.bus.send(NoteInterest(id=new_id(), post=post, party=again.party), speaking(again))
    merge = MergeParties(id=new_id(), kept=bank.party, gone=again.party)
    await exchange.bus.send(merge, ORGANISER)
    assert [(one.name, one.notice.id) for one in exchange.store.ask(interests)] == [("Banken", choir.posts[0].post)]
    await exchange.bus.send(UndoHats(id=new_id(), change=merge.id), ORGANISER)
    assert {one.name for one in exchange.store.ask(interests)} == {"Banken Avd. Lørenskog"}


async def test_the_organiser_sees_who_could_help_whom(organiser: Client, served: OpenExchange) -> None:
    choir, bank = await two_parties(served)
    await served.bus.send(NoteInterest(id=new_id(), post=choir.posts[0].post, party=bank.party), speaking(bank))
    page = await (await organiser.get("/prove/tavla/interesse")).text()
    assert "Banken" in page
    assert "Vi trenger hundre stoler." in page
    assert "Krona" not in page
