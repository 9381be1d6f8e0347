"""At the door: nobody is refused, nobody is counted twice, and each is told where to go."""

from typing import Any

import pytest

from borse.clock import clock_of
from borse.floor.messages import NextPhase, StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.reception import reads
from borse.reception.messages import (
    ArrivalUndone,
    CheckIn,
    CheckInParty,
    MarkLeft,
    PersonArrived,
    PersonLeft,
    RegisterWalkIn,
    UndoCheckIn,
    WalkInRegistered,
)
from borse.refusals import Invalid, NotFound
from tests.builders import ORGANISER, AClock, a_need, a_party, a_person, a_programme


async def happened(exchange: OpenExchange, command: Any) -> list[Any]:
    receipt = await exchange.bus.send(command, ORGANISER)
    return [one.event for one in receipt.events]


def guest(exchange: OpenExchange, person: str) -> reads.Guest:
    return next(one for one in exchange.store.ask(reads.guests) if one.id == person)


def a_walk_in(**changes: Any) -> RegisterWalkIn:
    values = {
        "id": new_id(),
        "party": new_id(),
        "name": "Hagelaget",
        "side": "association",
        "person": a_person("Grete"),
    }
    return RegisterWalkIn(**values | changes)  # type: ignore[arg-type]  # pydantic checks them


async def test_a_second_scan_is_not_news(exchange: OpenExchange, clock: AClock) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    person = turlaget.people[0].person
    assert await happened(exchange, CheckIn(id=new_id(), person=person)) == [PersonArrived(person=person)]
    came = clock.at
    clock.move(minutes=10)
    assert await happened(exchange, CheckIn(id=new_id(), person=person)) == []
    assert guest(exchange, person).arrived_at == came


async def test_an_undone_check_in_was_none(exchange: OpenExchange) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    person = turlaget.people[0].person
    await exchange.bus.send(CheckIn(id=new_id(), person=person), ORGANISER)
    assert await happened(exchange, UndoCheckIn(id=new_id(), person=person)) == [ArrivalUndone(person=person)]
    assert guest(exchange, person).arrived_at is None
    assert await happened(exchange, UndoCheckIn(id=new_id(), person=person)) == []


async def test_who_left_may_come_back_and_came_when_they_first_came(exchange: OpenExchange, clock: AClock) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    person = turlaget.people[0].person
    assert await happened(exchange, MarkLeft(id=new_id(), person=person)) == []
    await exchange.bus.send(CheckIn(id=new_id(), person=person), ORGANISER)
    came = clock.at
    clock.move(minutes=30)
    assert await happened(exchange, MarkLeft(id=new_id(), person=person)) == [PersonLeft(person=person)]
    assert not guest(exchange, person).is_here
    clock.move(minutes=5)
    assert await happened(exchange, CheckIn(id=new_id(), person=person)) == [PersonArrived(person=person)]
    assert guest(exchange, person).is_here
    assert guest(exchange, person).arrived_at == came


async def test_a_whole_party_comes_at_once_and_who_was_here_is_not_news(exchange: OpenExchange) -> None:
    korpset = a_party("Korpset", people=(a_person("Ada"), a_person("Bo"), a_person("Cato")))
    await exchange.bus.send(korpset, ORGANISER)
    ada, bo, cato = (one.person for one in korpset.people)
    await exchange.bus.send(CheckIn(id=new_id(), person=bo), ORGANISER)
    events = await happened(exchange, CheckInParty(id=new_id(), party=korpset.party))
    assert events == [PersonArrived(person=ada), PersonArrived(person=cato)]


async def test_somebody_unknown_is_told_what_to_do(exchange: OpenExchange) -> None:
    with pytest.raises(NotFound, match="registrer en ny på stedet"):
        await exchange.bus.send(CheckIn(id=new_id(), person="finnes-ikke"), ORGANISER)
    with pytest.raises(NotFound):
        await exchange.bus.send(CheckInParty(id=new_id(), party="finnes-ikke"), ORGANISER)


async def test_a_walk_in_is_on_file_and_here_with_a_code_and_a_page(exchange: OpenExchange) -> None:
    command = a_walk_in(posts=(a_need("Vi trenger spader."),))
    person = command.person.person
    assert await happened(exchange, command) == [
        WalkInRegistered(party=command.party, person=person, is_new=True),
        PersonArrived(person=person),
    ]
    came = guest(exchange, person)
    assert (came.name, came.parties, came.is_walk_in, came.is_here) == ("Grete", ("Hagelaget",), True, True)
    assert len(came.code) == 4
    assert exchange.store.ask(reads.personal_token, person)


async def test_a_walk_in_for_a_known_party_speaks_for_that_one_however_it_is_spelt(exchange: OpenExchange) -> None:
    turlaget = a_party("Turlaget Ås")
    await exchange.bus.send(turlaget, ORGANISER)
    command = a_walk_in(name="turlaget aas", side=None)
    events = await happened(exchange, command)
    assert events[0] == WalkInRegistered(party=turlaget.party, person=command.person.person, is_new=False)
    assert guest(exchange, command.person.person).parties == ("Turlaget Ås",)


async def test_a_walk_in_who_had_signed_up_is_only_checked_in(exchange: OpenExchange) -> None:
    kari = a_person("Kari Nordmann", email="kari@example.no")
    turlaget = a_party("Turlaget", people=(kari,))
    await exchange.bus.send(turlaget, ORGANISER)
    events = await happened(
        exchange, a_walk_in(name="Turlaget", person=a_person("Kari Nordmann", email="kari@example.no"))
    )
    assert events[-1] == PersonArrived(person=kari.person)
    assert len(exchange.store.ask(reads.guests)) == 1


async def test_a_new_party_at_the_door_says_what_it_is(exchange: OpenExchange) -> None:
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(a_walk_in(side=None), ORGANISER)
    assert list(refused.value.fields) == ["side"]
    assert exchange.store.ask(reads.guests) == []


@pytest.mark.parametrize(
    "typed", ["aase", "Åse", "ASE", "ase øde", "ode", "annemarie", "marie", "anne-marie", "håndb", "handballk", "k7p4"]
)
def test_a_few_letters_of_any_word_find_a_guest(typed: str) -> None:
    assert reads.is_found(typed, reads.words_of("Åse Anne-Marie Ødegård", "Håndballklubben", "K7P4"))


@pytest.mark.parametrize("typed", ["se", "klubben", "åse haugen", "k8"])
def test_letters_inside_a_word_or_of_somebody_else_do_not(typed: str) -> None:
    assert not reads.is_found(typed, reads.words_of("Åse Anne-Marie Ødegård", "Håndballklubben", "K7P4"))


async def test_a_guest_is_told_the_meeting_of_the_round_that_is_next(exchange: OpenExchange) -> None:
    turlaget, regnskap = a_party("Turlaget"), a_party("Regnskapskontoret", "business")
    bibliotek = a_party("Biblioteket", "municipal")
    for party in (turlaget, regnskap, bibliotek):
        await exchange.bus.send(party, ORGANISER)
    person = turlaget.people[0].person

    def told() -> reads.Card:
        card = exchange.store.ask(reads.door, person)[1]
        assert card is not None
        return card

    assert (told().is_published, told().first) == (False, None)
    await a_programme(exchange, (1, "Bord 4", turlaget, regnskap), (3, "Bord 2", bibliotek, turlaget))
    assert told().first == reads.FirstMeeting(round=1, table="Bord 4", own="Turlaget", other="Regnskapskontoret")
    await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
    while (now := exchange.store.ask(clock_of)).phase is None or now.phase.round != 2:
        await exchange.bus.send(NextPhase(id=new_id(), turn=now.turn), ORGANISER)
    late = told().first
    assert late is not None
    assert (late.round, late.table, late.other) == (3, "Bord 2", "Biblioteket")


async def test_the_card_names_those_of_the_party_who_are_still_missing(exchange: OpenExchange) -> None:
    korpset = a_party("Korpset", people=(a_person("Ada"), a_person("Bo")))
    await exchange.bus.send(korpset, ORGANISER)
    ada, bo = (one.person for one in korpset.people)
    card = exchange.store.ask(reads.door, ada)[1]
    assert card is not None
    assert [one.missing for one in card.companions] == [("Bo",)]
    await exchange.bus.send(CheckIn(id=new_id(), person=bo), ORGANISER)
    card = exchange.store.ask(reads.door, ada)[1]
    assert card is not None
    assert card.companions == ()
