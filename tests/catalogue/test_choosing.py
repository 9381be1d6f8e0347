"""What stands in the address chooses, and the page says what one would get by choosing otherwise."""

import re

from borse.catalogue.choosing import LONGEST, Wanted, choose
from borse.catalogue.reads import Notice, notices
from borse.house import OpenExchange
from tests.builders import ORGANISER, a_need, a_party, an_offer
from tests.conftest import Client


async def a_board(exchange: OpenExchange) -> list[Notice]:
    """Three needs, one offer; a business and an association."""
    needs = [a_need(f"Vi trenger {what}.", categories=("lokaler",)) for what in ("rom", "stoler")]
    for party in (
        a_party("Koret", posts=(*needs, an_offer("Vi synger.", categories=("kloke hoder",)))),
        a_party(
            "Banken", side="business", posts=(a_need("Vi trenger et kor.", categories=("kloke hoder", "lokaler")),)
        ),
    ):
        await exchange.bus.send(party, ORGANISER)
    return exchange.store.ask(lambda db: notices(db, inside=False))


async def test_each_choice_narrows_and_the_counts_tell_what_the_others_hold(exchange: OpenExchange) -> None:
    board = await a_board(exchange)
    chosen = choose(board, Wanted(kind="behov", side="association"))
    assert {one.text for one in chosen.notices} == {"Vi trenger rom.", "Vi trenger stoler."}
    assert chosen.kinds == {"need": 2, "offer": 1}
    assert chosen.sides == {"association": 2, "business": 1}
    assert chosen.categories == {"lokaler": 2}
    assert len(choose(board, Wanted(category="kloke hoder")).notices) == 2


async def test_an_unknown_choice_finds_nothing_and_breaks_nothing(exchange: OpenExchange) -> None:
    board = await a_board(exchange)
    for wanted in (Wanted(kind="x"), Wanted(side="x"), Wanted(category="x"), Wanted(words="x" * LONGEST)):
        assert choose(board, wanted).notices == ()


def test_what_is_wanted_survives_the_address() -> None:
    wanted = Wanted.of({"slag": "behov", "sok": " gård & hus ", "kategori": "", "annet": "x"})
    assert wanted.query() == "?slag=behov&sok=g%C3%A5rd+%26+hus"
    assert wanted.query(kind="", words="") == ""
    assert len(Wanted.of({"sok": "å" * 5000}).words) == LONGEST


async def test_a_long_board_is_leafed_through(client: Client, served: OpenExchange) -> None:
    for party in range(2):
        needs = tuple(a_need(f"Vi trenger ting nummer {party}-{number}.") for number in range(35))
        await served.bus.send(a_party(f"Lag {party}", posts=needs), ORGANISER)
    seen = []
    for ark in ("1", "2", "999", "x", "-1", "9" * 5000):
        page = await (await client.get(f"/prove/tavla?slag=behov&ark={ark}")).text()
        seen.append(set(re.findall(r"nummer (\d-\d+)", page)))
    first, second, last, *odd = seen
    assert (len(first), len(second)) == (60, 10)
    assert not first & second
    assert last == second
    assert odd == [first, first, first]
