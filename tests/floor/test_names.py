"""Who sits where, on the wall: extra meetings stand in the same list as those of the programme."""

from borse.floor.names import rounds_by_name
from borse.house import OpenExchange
from tests.builders import ORGANISER, a_party, a_person, a_programme, an_extra_meeting


async def test_all_of_a_ring_find_the_one_table(exchange: OpenExchange) -> None:
    names = ("Turlaget", "Banken", "Koret", "Biblioteket")
    tur, bank, kor, bibl = (a_party(name, people=(a_person(f"{name} Persen"),)) for name in names)
    for party in (tur, bank, kor, bibl):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    an_extra_meeting(exchange, 2, "Bord 7", tur, bank, kor)
    rounds = exchange.store.ask(rounds_by_name, [1, 2])
    assert {entry.name for entry in rounds[1]} == {"Turlaget", "Turlaget Persen", "Banken", "Banken Persen"}
    assert {entry.tables for entry in rounds[2]} == {("7",)}
    assert {"Turlaget", "Banken", "Koret", "Koret Persen"} <= {entry.name for entry in rounds[2]}
