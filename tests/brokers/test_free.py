"""Who is free, and until when."""

from borse.brokers.lists import find, free_people, lines, without_agreement
from borse.notary.messages import RegisterAgreement
from tests.brokers.evening import Evening
from tests.builders import ORGANISER, a_programme, an_agreement


def free(evening: Evening, mine: str = "") -> list[tuple[str, str]]:
    return [(one.parties[0].name, one.state) for one in free_people(evening.hall, mine)]


async def test_nobody_is_free_before_they_have_come_nor_after_they_have_gone(evening: Evening) -> None:
    assert free(evening) == []
    await evening.arrive("Koret")
    assert free(evening) == [("Koret", "free")]
    await evening.leave("Koret")
    assert free(evening) == []
    assert evening.hall.state(evening.person("Koret")) == "left"


async def test_in_a_round_who_sits_is_busy_and_who_waits_for_somebody_absent_sits_alone(evening: Evening) -> None:
    parties = evening.parties
    await a_programme(
        evening.exchange,
        (1, "Bord 2", parties["Turlaget"], parties["Fargehandelen"]),
        (1, "Bord 3", parties["Koret"], parties["Biblioteket"]),
        (3, "Bord 2", parties["Turlaget"], parties["Koret"]),
    )
    await evening.arrive("Turlaget", "Fargehandelen", "Koret")
    assert {state for _name, state in free(evening)} == {"free"}, "before the gong everybody can be spoken to"
    await evening.ring(1)
    hall = evening.hall
    states = {party.name: hall.state(party.people[0]) for party in hall.parties.values()}
    assert states == {"Turlaget": "busy", "Fargehandelen": "busy", "Koret": "alone", "Biblioteket": "away"}
    until, seat = hall.free_until(evening.person("Koret"))
    third = next(slot for slot in hall.slots if slot.round == 3)
    assert until == third.starts_at
    assert seat is not None
    assert seat.across == (evening.party("Turlaget"),)
    assert hall.free_until(evening.person("Fargehandelen")) == (None, None), "the rest of the evening"
    await evening.arrive("Biblioteket")
    assert free(evening) == [], "now all four sit"


async def test_on_the_free_floor_everybody_is_free(evening: Evening) -> None:
    await a_programme(evening.exchange, (1, "Bord 2", evening.parties["Turlaget"], evening.parties["Koret"]))
    await evening.arrive()
    await evening.open_the_floor()
    assert len(free(evening)) == 4


async def test_who_sits_alone_comes_first_and_then_who_has_least(evening: Evening) -> None:
    parties = evening.parties
    await a_programme(evening.exchange, (1, "Bord 2", parties["Koret"], parties["Biblioteket"]))
    await evening.arrive("Turlaget", "Fargehandelen", "Koret")
    await evening.ring(1)
    await evening.exchange.bus.send(an_agreement(evening.party("Turlaget"), evening.party("Biblioteket")), ORGANISER)
    assert [name for name, _state in free(evening)] == ["Koret", "Fargehandelen", "Turlaget"]


async def test_somebody_is_found_by_name_by_party_and_by_table(evening: Evening) -> None:
    await a_programme(evening.exchange, (2, "Bord 7", evening.parties["Koret"], evening.parties["Biblioteket"]))
    await evening.arrive()
    hall = evening.hall
    people = free_people(hall, "")
    for query in ("koret", "persen kor", "bord 7"):
        found = {one.parties[0].name for one in find(hall, people, query)}
        assert "Koret" in found, query
        assert "Turlaget" not in found, query


async def test_an_agreement_takes_both_parties_off_the_list_of_those_without(evening: Evening) -> None:
    await evening.arrive("Turlaget", "Koret", "Fargehandelen")
    assert {line.party.name for line in without_agreement(evening.hall)} == {"Turlaget", "Koret", "Fargehandelen"}
    agreement: RegisterAgreement = an_agreement(
        evening.party("Fargehandelen"), evening.party("Turlaget"), outside_the_gongs=True
    )
    await evening.exchange.bus.send(agreement, ORGANISER)
    assert [line.party.name for line in without_agreement(evening.hall)] == ["Koret"]


async def test_a_meeting_counts_once_both_were_there(evening: Evening) -> None:
    await a_programme(
        evening.exchange,
        (1, "Bord 2", evening.parties["Turlaget"], evening.parties["Koret"]),
        (1, "Bord 3", evening.parties["Fargehandelen"], evening.parties["Biblioteket"]),
    )
    await evening.arrive("Turlaget", "Koret", "Fargehandelen")
    await evening.ring(2)
    held = {line.party.name: line.held for line in lines(evening.hall, evening.hall.parties)}
    assert held == {"Turlaget": 1, "Koret": 1, "Fargehandelen": 0, "Biblioteket": 0}
