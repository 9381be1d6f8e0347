"""Who sits where, on the wall: extra meetings stand in the same list as those of the programme, and are marked."""

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
    assert not any(entry.is_changed for entry in rounds[1])
    assert all(entry.is_changed for entry in rounds[2]), "it stands on nobody's sheet"
    assert {"Turlaget", "Banken", "Koret", "Koret Persen"} <= {entry.name for entry in rounds[2]}


async def test_whoever_else_sits_for_a_party_in_the_same_round_has_nothing_new(exchange: OpenExchange) -> None:
    tur = a_party("Turlaget", people=(a_person("Kari Lie"), a_person("Ola Aas")))
    bank, kor = a_party("Banken"), a_party("Koret")
    for party in (tur, bank, kor):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    second = tur.model_copy(update={"people": tur.people[::-1]})
    an_extra_meeting(exchange, 1, "Bord 7", second, kor)
    entries = {entry.name: entry for entry in exchange.store.ask(rounds_by_name, [1])[1]}
    assert {name for name, entry in entries.items() if entry.is_changed} == {
        "Turlaget",
        "Ola Aas",
        "Koret",
        "Koret Persen",
    }
    assert entries["Turlaget"].tables == ("1", "7")


async def test_a_party_whose_people_stand_there_by_name_can_be_left_out_and_one_that_lost_its_meeting_cannot(
    exchange: OpenExchange,
) -> None:
    tur, bank, kor = a_party("Turlaget"), a_party("Banken"), a_party("Koret")
    alone = a_party("Åse Moe", "individual", people=(a_person("Åse Moe"),))
    for party in (tur, bank, kor, alone):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank), (1, "Bord 2", alone, kor))
    await a_programme(exchange, (2, "Bord 1", tur, bank), (1, "Bord 2", alone, kor))
    told = {entry.name: entry.is_told_by_people for entry in exchange.store.ask(rounds_by_name, [1])[1]}
    assert told == {"Turlaget": False, "Banken": False, "Koret": True, "Koret Persen": False, "Åse Moe": False}
