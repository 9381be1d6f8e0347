"""«Passer for dere»: the posts that answer one's own, with the reason, none of one's own, none behind a veto."""

from borse.catalogue.fitting import fitting
from borse.catalogue.reads import Notice, notices, vetoes
from borse.house import OpenExchange
from borse.links import tokens_of_people
from tests.builders import ORGANISER, a_need, a_party, a_wish, an_offer
from tests.conftest import Client


def board_of(exchange: OpenExchange) -> list[Notice]:
    return exchange.store.ask(lambda db: notices(db, inside=True))


async def test_offers_answer_needs_and_needs_are_answered_both_ways(exchange: OpenExchange) -> None:
    choir = a_party("Koret", posts=(a_need("Vi trenger transport av noter.", categories=()),))
    hauliers = a_party("Transportfirmaet", posts=(an_offer("Vi låner ut en varebil.", categories=()),))
    bakers = a_party("Bakeriet", posts=(an_offer("Vi baker kake.", categories=()),))
    for party in (choir, hauliers, bakers):
        await exchange.bus.send(party, ORGANISER)
    board = board_of(exchange)
    (fit,) = fitting(board, {choir.party})
    assert fit.notice.text == "Vi låner ut en varebil."
    assert fit.own.text == "Vi trenger transport av noter."
    assert "dere trenger" in fit.reasons[0]
    (other_way,) = fitting(board, {hauliers.party})
    assert other_way.notice.text == "Vi trenger transport av noter."
    assert "dere tilbyr" in other_way.reasons[0]
    assert fitting(board, set()) == []


async def test_nothing_is_shown_of_those_one_would_rather_not_meet(exchange: OpenExchange) -> None:
    choir = a_party(
        "Koret",
        posts=(a_need("Vi trenger transport.", categories=()),),
        wishes=(a_wish("Transportfirmaet", kind="veto"),),
    )
    hauliers = a_party("Transportfirmaet", posts=(an_offer("Vi låner ut en varebil.", categories=()),))
    for party in (hauliers, choir):
        await exchange.bus.send(party, ORGANISER)
    board = board_of(exchange)
    assert len(fitting(board, {choir.party})) == 1
    assert fitting(board, {choir.party}, exchange.store.ask(vetoes)) == []


async def test_somebody_finds_what_fits_through_their_own_link(client: Client, served: OpenExchange) -> None:
    choir = a_party("Koret", posts=(a_need("Vi trenger regnskapshjelp."),))
    office = a_party("Regnskapskontoret", posts=(an_offer("Vi fører bøkene for små lag. Økonomihjelp."),))
    for party in (choir, office):
        await served.bus.send(party, ORGANISER)
    own = f"/prove/p/{served.store.ask(tokens_of_people)[choir.people[0].person]}"
    assert f"{own}/tavla/passer" in await (await client.get(f"{own}/tavla")).text()
    page = await (await client.get(f"{own}/tavla/passer")).text()
    assert "Økonomihjelp" in page
    assert "Passer med deres «Vi trenger regnskapshjelp.»" in page
