"""Prizes: counted or voted, a tie is a tie, and nobody knows before the vote is closed."""

import re

import pytest

from borse.awards import Result, ballots, result_of
from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary.messages import ApproveAgreement, KnockThrough, WithdrawAgreement
from borse.prizes.messages import CloseBallot, HidePrize, OpenBallot, ShowPrize, Vote
from borse.refusals import Closed, Invalid, NotAllowed, Refusal
from borse.signup.messages import RegisterParty
from borse.staff.messages import MakeLink, RevokeLink
from borse.staff.reads import staff_links
from tests.builders import ORGANISER, PASSWORD, AClock, a_party, a_promise, an_agreement
from tests.conftest import Client
from tests.host import go_to


async def parties(exchange: OpenExchange, *names: str) -> list[RegisterParty]:
    """Signed up, and the first round is rung: agreements can be made."""
    found = [a_party(name) for name in names]
    for party in found:
        await exchange.bus.send(party, ORGANISER)
    await go_to(exchange, "round", 1)
    return found


async def knocked(exchange: OpenExchange, giver: RegisterParty, receiver: RegisterParty, **promise: object) -> str:
    """An agreement that was knocked through. Its id."""
    command = an_agreement(giver.party, receiver.party, promises=(a_promise(giver.party, receiver.party, **promise),))
    await exchange.bus.send(command, ORGANISER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), ORGANISER)
    await exchange.bus.send(KnockThrough(id=new_id(), agreement=command.agreement, version=2), ORGANISER)
    return command.agreement


async def a_member(exchange: OpenExchange, name: str) -> Actor:
    """Somebody in the jury, with a link of their own."""
    link = new_id()
    await exchange.bus.send(MakeLink(id=new_id(), link=link, role=Role.JURY, label=name), ORGANISER)
    return Actor(role=Role.JURY, name=name, link=link)


def winners(result: Result | None) -> list[str]:
    return [" + ".join(winner.names) for winner in result.winners] if result else []


async def test_what_is_counted_is_counted_from_the_ledger(exchange: OpenExchange) -> None:
    turlaget, koret, banken = await parties(exchange, "Turlaget", "Koret", "Banken")
    assert exchange.store.ask(result_of, "first") is None
    await knocked(exchange, banken, turlaget, hours=4, kroner=9000)
    await knocked(exchange, koret, banken, hours=12)
    ask = exchange.store.ask
    assert winners(ask(result_of, "first")) == ["Banken + Turlaget"]
    most = ask(result_of, "most_agreements")
    assert most is not None
    assert (winners(most), most.number, most.is_tie) == (["Banken"], 2, False)
    assert winners(ask(result_of, "most_hours")) == ["Koret"]
    assert winners(ask(result_of, "most_kroner")) == ["Banken"]


async def test_as_many_is_a_tie_and_what_was_withdrawn_wins_nothing(exchange: OpenExchange) -> None:
    turlaget, koret, banken = await parties(exchange, "Turlaget", "Koret", "Banken")
    first = await knocked(exchange, banken, turlaget)
    await knocked(exchange, banken, koret)
    await knocked(exchange, turlaget, koret)
    tie = exchange.store.ask(result_of, "most_agreements")
    assert tie is not None
    assert (winners(tie), tie.number, tie.is_tie) == (["Banken", "Koret", "Turlaget"], 2, True)
    await exchange.bus.send(WithdrawAgreement(id=new_id(), agreement=first, version=3, note="Feil."), ORGANISER)
    assert winners(exchange.store.ask(result_of, "first")) == ["Banken + Koret"]
    assert winners(exchange.store.ask(result_of, "most_agreements")) == ["Koret"]


async def test_the_jury_votes_once_each_changes_its_mind_and_is_told_when_it_is_closed(exchange: OpenExchange) -> None:
    turlaget, koret, banken = await parties(exchange, "Turlaget", "Koret", "Banken")
    one, other = await knocked(exchange, banken, turlaget), await knocked(exchange, koret, turlaget)
    jury = [await a_member(exchange, name) for name in ("Ada", "Bo", "Cato")]
    for member in jury:
        with pytest.raises(Closed):
            await exchange.bus.send(Vote(id=new_id(), prize="creative", agreement=one), member)
    await exchange.bus.send(OpenBallot(id=new_id(), prize="creative"), ORGANISER)
    for member, choice in zip(jury, (one, one, other), strict=True):
        await exchange.bus.send(Vote(id=new_id(), prize="creative", agreement=choice), member)
    assert exchange.store.ask(result_of, "creative") is None, "nobody knows before it is closed"
    await exchange.bus.send(Vote(id=new_id(), prize="creative", agreement=other), jury[0])
    await exchange.bus.send(CloseBallot(id=new_id(), prize="creative"), ORGANISER)
    result = exchange.store.ask(result_of, "creative")
    assert result is not None
    assert (winners(result), result.number) == (["Koret + Turlaget"], 2)
    with pytest.raises(Closed):
        await exchange.bus.send(Vote(id=new_id(), prize="creative", agreement=one), jury[0])
    await exchange.bus.send(OpenBallot(id=new_id(), prize="creative"), ORGANISER)
    assert exchange.store.ask(result_of, "creative") is None
    await exchange.bus.send(Vote(id=new_id(), prize="creative", agreement=one), jury[1])
    await exchange.bus.send(WithdrawAgreement(id=new_id(), agreement=other, version=3, note="Feil."), ORGANISER)
    await exchange.bus.send(CloseBallot(id=new_id(), prize="creative"), ORGANISER)
    assert winners(exchange.store.ask(result_of, "creative")) == ["Banken + Turlaget"]


async def test_a_member_whose_link_was_revoked_before_it_was_closed_has_no_vote(
    exchange: OpenExchange, clock: AClock
) -> None:
    """They were given another link, and would have two votes; or it went astray. What is closed stays as it was."""
    turlaget, koret, banken = await parties(exchange, "Turlaget", "Koret", "Banken")
    one, other = await knocked(exchange, banken, turlaget), await knocked(exchange, koret, turlaget)
    lost, anew, cato = [await a_member(exchange, name) for name in ("Ada", "Ada", "Cato")]
    await exchange.bus.send(OpenBallot(id=new_id(), prize="creative"), ORGANISER)
    for member, choice in ((lost, one), (anew, one), (cato, other)):
        await exchange.bus.send(Vote(id=new_id(), prize="creative", agreement=choice), member)
    assert lost.link is not None
    await exchange.bus.send(RevokeLink(id=new_id(), link=lost.link), ORGANISER)
    assert (ballot := exchange.store.ask(ballots)["creative"]).votes == ballot.members == 2
    clock.move(minutes=1)
    await exchange.bus.send(CloseBallot(id=new_id(), prize="creative"), ORGANISER)
    tie = winners(exchange.store.ask(result_of, "creative"))
    assert tie == ["Banken + Turlaget", "Koret + Turlaget"]
    clock.move(minutes=1)
    assert cato.link is not None
    await exchange.bus.send(RevokeLink(id=new_id(), link=cato.link), ORGANISER)
    assert winners(exchange.store.ask(result_of, "creative")) == tie


async def test_nobody_but_the_jury_votes_and_only_for_what_was_knocked_through(exchange: OpenExchange) -> None:
    turlaget, koret = await parties(exchange, "Turlaget", "Koret")
    await exchange.bus.send(OpenBallot(id=new_id(), prize="best"), ORGANISER)
    draft = an_agreement(turlaget.party, koret.party)
    await exchange.bus.send(draft, ORGANISER)
    member = await a_member(exchange, "Ada")
    with pytest.raises(Invalid):
        await exchange.bus.send(Vote(id=new_id(), prize="best", agreement=draft.agreement), member)
    agreement = await knocked(exchange, turlaget, koret)
    with pytest.raises(NotAllowed):
        await exchange.bus.send(Vote(id=new_id(), prize="best", agreement=agreement), ORGANISER)
    with pytest.raises(Refusal):
        await exchange.bus.send(OpenBallot(id=new_id(), prize="first"), ORGANISER)


async def test_the_history_does_not_say_what_anybody_voted_for(exchange: OpenExchange) -> None:
    turlaget, koret = await parties(exchange, "Turlaget", "Koret")
    agreement = await knocked(exchange, turlaget, koret)
    await exchange.bus.send(OpenBallot(id=new_id(), prize="best"), ORGANISER)
    receipt = await exchange.bus.send(
        Vote(id=new_id(), prize="best", agreement=agreement), await a_member(exchange, "Ada")
    )
    assert [one.event.model_dump() for one in receipt.events] == [{"prize": "best"}]


async def test_a_prize_stands_on_the_wall_from_one_press_to_the_next(organiser: Client, served: OpenExchange) -> None:
    turlaget, koret = await parties(served, "Turlaget", "Koret")
    with pytest.raises(Refusal):
        await served.bus.send(ShowPrize(id=new_id(), prize="first"), ORGANISER)
    await knocked(served, turlaget, koret, what="Synger på hytta.")
    page = await (await organiser.get("/prove/priser")).text()
    form = re.search(
        r'action="/prove/priser/vis".*?name="id" value="(\w+)".*?name="prize" value="(\w+)"', page, re.DOTALL
    )
    assert form is not None
    assert form[2] == "first"
    answer = await organiser.post("/prove/priser/vis", data={"id": form[1], "prize": form[2]})
    assert "på storskjermen" in await answer.text()
    wall = await (await organiser.get("/prove/storskjerm")).text()
    assert "Første avtale" in wall
    assert re.search(r"<b>Turlaget \+ Koret</b> <span>Synger på hytta.</span>", wall)
    assert wall.count('data-gong="prize-first') == 1
    assert wall.count("Synger på hytta.") == 1, "the latest agreements step back meanwhile"
    await served.bus.send(HidePrize(id=new_id()), ORGANISER)
    assert "Første avtale" not in await (await organiser.get("/prove/storskjerm")).text()


async def test_a_member_votes_by_their_link_and_sees_their_vote(client: Client, served: OpenExchange) -> None:
    turlaget, koret = await parties(served, "Turlaget", "Koret")
    agreement = await knocked(served, turlaget, koret)
    await a_member(served, "Ada")
    await served.bus.send(OpenBallot(id=new_id(), prize="best"), ORGANISER)
    token = next(link.token for link in served.store.ask(staff_links) if link.role is Role.JURY)
    assert (await client.get("/prove/jury")).status == 401
    page = await (await client.get(f"/prove/inn/{token}")).text()
    assert "Juryen stemmer" in page, "the link leads straight to the ballot"
    empty = await client.post("/prove/jury/stem", data={"id": new_id(), "prize": "best"})
    assert empty.status == 422
    assert "Velg en avtale" in await empty.text()
    answer = await client.post("/prove/jury/stem", data={"id": new_id(), "prize": "best", "agreement": agreement})
    assert "Din stemme" in await answer.text()
    assert (await client.get("/prove/priser")).status == 403, "the jury does not see the count"


async def test_one_of_many_agreements_is_found_by_number_by_party_and_by_what_it_is_about(
    client: Client, served: OpenExchange
) -> None:
    names = [f"Laget {letter}" for letter in "ABCDEFGHI"]
    turlaget, *others = await parties(served, "Turlaget", *names)
    agreements = [await knocked(served, turlaget, other) for other in others]
    await a_member(served, "Ada")
    await served.bus.send(OpenBallot(id=new_id(), prize="best"), ORGANISER)
    token = next(link.token for link in served.store.ask(staff_links) if link.role is Role.JURY)
    await client.get(f"/prove/inn/{token}")

    async def shown(typed: str) -> list[str]:
        page = await (await client.get("/prove/jury", params={"q": typed})).text()
        rows = re.findall(r'data-words="[^"]*"( hidden)?>\s*<input[^>]* value="(\w+)"', page)
        assert {agreement for _hidden, agreement in rows} == {*agreements}, "none is left out of the form"
        return [agreement for hidden, agreement in rows if not hidden]

    assert await shown("") == agreements
    assert await shown("laget c") == [agreements[2]]
    assert await shown("7") == [agreements[6]]
    assert await shown("finnes ikke") == []


async def test_each_button_says_which_prize_it_is_for(client: Client, served: OpenExchange) -> None:
    """To whoever goes through a page by its buttons: there is one for each prize."""
    await knocked(served, *await parties(served, "Turlaget", "Koret"))
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    page = await (await client.get("/prove/priser")).text()
    buttons = [
        " ".join(re.sub("<[^>]+>", "", one).split()) for one in re.findall(r"<button.*?</button>", page, re.DOTALL)
    ]
    assert "Vis på storskjermen: Første avtale" in buttons
    assert "Åpne avstemningen: Beste avtale" in buttons
