"""While sign-up is open the organiser sees what is out of balance, and whom to invite."""

import re

from borse.balance.advice import advice, expected
from borse.balance.reads import tally
from borse.balance.tables import tables
from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.signup.messages import WithdrawParty
from tests.builders import ORGANISER, a_need, a_party, an_offer
from tests.conftest import Client


async def _lopsided(exchange: OpenExchange) -> None:
    """Five associations that need rooms, one business that has none; a sixth that left."""
    for number in range(5):
        need = a_need(f"Lokale {number}", categories=("lokaler",))
        await exchange.bus.send(a_party(f"Lag {number}", posts=(need,)), ORGANISER)
    bank = a_party("Banken", "business", posts=(an_offer(categories=("kloke hoder", "nyttige never")),))
    gone = a_party("Borte", posts=(a_need(categories=("kloke hoder",)),))
    for party in (bank, gone):
        await exchange.bus.send(party, ORGANISER)
    await exchange.bus.send(WithdrawParty(id=new_id(), party=gone.party), ORGANISER)


async def test_the_tables_count_those_who_come_and_what_they_lack(exchange: OpenExchange) -> None:
    await _lopsided(exchange)
    sides, posts, categories = tables(exchange.store.ask(tally))
    assert {row[0]: row[1:] for row in sides.rows}["Forening"] == (5, 5, 0)
    assert {row[0]: row[1:] for row in posts.rows}["Bedrift"] == (1, 0)
    assert {row[0]: row[1:] for row in categories.rows} == {
        "Nyttige never": (1, 0, 0),
        "Kloke hoder": (1, 0, 0),
        "Lokaler": (0, 5, 5),
    }


async def test_the_advice_names_the_small_sides_and_the_wanting_categories(exchange: OpenExchange) -> None:
    await _lopsided(exchange)
    sentences = advice(exchange.store.ask(tally))
    assert any("bare 1 aktør er av typen «bedrift», mot 5" in sentence for sentence in sentences)
    assert any("bare 0 aktører er av typen «kommunal enhet»" in sentence for sentence in sentences)
    assert not any("privatperson" in sentence for sentence in sentences)
    assert "«Lokaler» har 5 behov og ingen tilbud. Spør noen som kan by på det." in sentences
    assert len(sentences) == 3


async def test_who_has_offered_the_like_is_asked_for_more(exchange: OpenExchange) -> None:
    for side in ("association", "municipal", "business"):
        need = a_need(f"Lokale for {side}", categories=("lokaler",))
        await exchange.bus.send(a_party(f"Lag {side}", side, posts=(need,)), ORGANISER)
    hall = a_party("Huset", "municipal", posts=(an_offer("Sal", categories=("lokaler",)),))
    await exchange.bus.send(hall, ORGANISER)
    (sentence,) = advice(exchange.store.ask(tally))
    assert sentence == "«Lokaler» har 3 behov og 1 tilbud. De fleste tilbudene kommer fra: kommunal enhet."


async def test_expected_agreements_follow_from_those_who_have_signed_up(exchange: OpenExchange) -> None:
    for number in range(10):
        await exchange.bus.send(a_party(f"Lag {number}"), ORGANISER)
    found = expected(exchange.store.ask(tally))
    assert (found.lowest, found.likely, found.highest) == (4, 12, 27)


async def test_a_post_that_waits_is_said_and_not_counted(exchange: OpenExchange) -> None:
    money = a_need("Vi trenger penger.")
    await exchange.bus.send(a_party(posts=(money,)), Actor(role=Role.PUBLIC))
    found = exchange.store.ask(tally)
    assert (found.held, found.number("need")) == (1, 0)


async def test_the_page_shows_pictures_tables_and_whom_to_ring(organiser: Client, served: OpenExchange) -> None:
    empty = await (await organiser.get("/prove/styre/balanse")).text()
    assert "Ingen er påmeldt ennå" in empty
    assert "avtaler å vente" not in empty, "nobody knows yet"
    assert (await organiser.get("/prove/styre/balanse/sider.svg")).status == 404
    await _lopsided(served)
    page = await (await organiser.get("/prove/styre/balanse")).text()
    pictures = re.findall(r'<img src="/prove(/styre/balanse/\w+\.svg)" alt="Stolpediagram', page)
    assert len(pictures) == 3
    for path in pictures:
        answer = await organiser.get(f"/prove{path}")
        assert (answer.status, answer.content_type) == (200, "image/svg+xml")
    assert 'aria-label="Mangler behov: Banken"' in page
    assert page.count('aria-label="Mangler tilbud: ') == 5
