"""At the door: nobody is refused, nobody is counted twice, and each is told where to go."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from borse.exchange import exchange_of
from borse.folding import is_found
from borse.hats.messages import MergePeople, UndoHats
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.reception import reads
from borse.reception.messages import (
    ArrivalNoted,
    ArrivalUndone,
    CheckIn,
    MarkLeft,
    PersonArrived,
    PersonLeft,
    RegisterWalkIn,
    UndoCheckIn,
    WalkInRegistered,
)
from borse.reception.notes import note_on
from borse.signup.messages import WithdrawPerson
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme
from tests.host import go_to, ring


async def happened(exchange: OpenExchange, command: Any) -> list[Any]:
    receipt = await exchange.bus.send(command, ORGANISER)
    return [one.event for one in receipt.events]


def guest(exchange: OpenExchange, person: str) -> reads.Guest:
    return next(one for one in exchange.store.ask(reads.guests) if one.id == person)


def a_walk_in(**changes: Any) -> RegisterWalkIn:
    values = {
        "id": new_id(),
        "name": "Hagelaget",
        "side": "association",
        "person": a_person("Grete"),
    }
    return RegisterWalkIn(**values | changes)  # type: ignore[arg-type]  # pydantic checks them


async def test_a_second_check_in_is_one_presence_and_a_note(exchange: OpenExchange, clock: AClock) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    person = turlaget.people[0].person
    assert await happened(exchange, CheckIn(id=new_id(), person=person)) == [PersonArrived(person=person)]
    came = clock.at
    clock.move(minutes=10)
    again = CheckIn(id=new_id(), person=person)
    assert await happened(exchange, again) == [ArrivalNoted(arrival=again.id)]
    assert guest(exchange, person).arrived_at == came
    assert len(guest(exchange, person).arrivals) == 2
    (note,) = guest(exchange, person).notes
    assert note.startswith("Turlaget Persen er sjekket inn flere steder: Kari Arrangør kl.")
    assert exchange.store.ask(note_on, again).startswith("Turlaget Persen er også sjekket inn ved")


async def test_an_undone_check_in_was_none(exchange: OpenExchange) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    person = turlaget.people[0].person
    came = CheckIn(id=new_id(), person=person)
    await exchange.bus.send(came, ORGANISER)
    undo = UndoCheckIn(id=new_id(), arrivals=(came.id,))
    assert await happened(exchange, undo) == [ArrivalUndone(person=person)]
    assert guest(exchange, person).arrived_at is None
    assert await happened(exchange, UndoCheckIn(id=new_id(), arrivals=(came.id,))) == []


async def test_an_undo_takes_back_what_it_names_and_not_what_another_tablet_wrote(exchange: OpenExchange) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    here, there = (CheckIn(id=new_id(), person=turlaget.people[0].person) for _tablet in range(2))
    await exchange.bus.send(UndoCheckIn(id=new_id(), arrivals=(here.id,)), ORGANISER)
    for arrival in (here, there):
        await exchange.bus.send(arrival, ORGANISER)
    assert guest(exchange, turlaget.people[0].person).arrivals == (there.id,)


async def test_who_left_may_come_back_and_came_when_they_first_came(exchange: OpenExchange, clock: AClock) -> None:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    person = turlaget.people[0].person
    first = CheckIn(id=new_id(), person=person)
    await exchange.bus.send(first, ORGANISER)
    came = clock.at
    clock.move(minutes=30)
    assert await happened(exchange, MarkLeft(id=new_id(), arrivals=(first.id,))) == [PersonLeft(person=person)]
    assert not guest(exchange, person).is_here
    clock.move(minutes=5)
    assert await happened(exchange, CheckIn(id=new_id(), person=person)) == [PersonArrived(person=person)]
    assert guest(exchange, person).is_here
    assert guest(exchange, person).arrived_at == came
    assert guest(exchange, person).notes == (), "coming back is no clash"


async def test_a_check_in_waits_for_a_registration_that_lies_on_another_tablet(exchange: OpenExchange) -> None:
    grete = a_person("Grete")
    early = CheckIn(id=new_id(), person=grete.person)
    assert await happened(exchange, early) == [ArrivalNoted(arrival=early.id)]
    assert "venter på registreringen" in exchange.store.ask(note_on, early)
    events = await happened(exchange, a_walk_in(person=grete))
    person = events[0].person
    assert len(guest(exchange, person).arrivals) == 2


async def test_who_was_merged_away_or_withdrawn_is_present_all_the_same(exchange: OpenExchange) -> None:
    turlaget = a_party(people=(a_person("Ada"), a_person("Bo"), a_person("Bo Borg")))
    await exchange.bus.send(turlaget, ORGANISER)
    ada, bo, borg = (one.person for one in turlaget.people)
    merge = MergePeople(id=new_id(), kept=borg, gone=bo)
    await exchange.bus.send(merge, ORGANISER)
    await exchange.bus.send(CheckIn(id=new_id(), person=bo), ORGANISER)
    assert guest(exchange, borg).is_here
    await exchange.bus.send(UndoHats(id=new_id(), change=merge.id), ORGANISER)
    assert not guest(exchange, borg).is_here
    assert guest(exchange, bo).is_here
    await exchange.bus.send(WithdrawPerson(id=new_id(), person=ada), ORGANISER)
    came = CheckIn(id=new_id(), person=ada)
    await exchange.bus.send(came, ORGANISER)
    assert guest(exchange, ada).is_here
    assert guest(exchange, ada).notes == ("Ada var meldt av. Si fra til arrangøren.",)
    assert "meldt av" in exchange.store.ask(note_on, came)


async def test_a_walk_in_is_on_file_and_here_with_a_code_and_a_page(exchange: OpenExchange) -> None:
    command = a_walk_in(needs=("Vi trenger spader.",))
    registered, arrived = await happened(exchange, command)
    person = registered.person
    assert registered.is_new
    assert arrived == PersonArrived(person=person)
    came = guest(exchange, person)
    assert (came.name, came.parties, came.is_walk_in, came.is_here) == ("Grete", ("Hagelaget",), True, True)
    assert len(came.code) == 4
    assert person in exchange.store.ask(tokens_of_people)


async def test_a_walk_in_for_a_known_party_speaks_for_that_one_however_it_is_spelt(exchange: OpenExchange) -> None:
    turlaget = a_party("Turlaget Ås")
    await exchange.bus.send(turlaget, ORGANISER)
    command = a_walk_in(name="turlaget aas")
    events = await happened(exchange, command)
    assert events[0] == WalkInRegistered(party=turlaget.party, person=events[0].person, is_new=False)
    assert guest(exchange, events[0].person).parties == ("Turlaget Ås",)


async def test_a_walk_in_who_had_signed_up_is_only_checked_in(exchange: OpenExchange) -> None:
    kari = a_person("Kari Nordmann", email="kari@example.no")
    turlaget = a_party("Turlaget", people=(kari,))
    await exchange.bus.send(turlaget, ORGANISER)
    events = await happened(
        exchange, a_walk_in(name="Turlaget", person=a_person("Kari Nordmann", email="kari@example.no"))
    )
    assert events[-1] == PersonArrived(person=kari.person)
    assert len(exchange.store.ask(reads.guests)) == 1


async def test_two_tablets_that_register_the_same_person_make_one(exchange: OpenExchange, clock: AClock) -> None:
    clock.at = GONG
    first = a_walk_in(name="Hagelaget", needs=("Spader",), person=a_person("Grete Fjeld", phone="90000001"))
    other = a_walk_in(name="HAGELAGET", needs=("spader",), person=a_person("grete fjeld", email="grete@eksempel.no"))
    await exchange.bus.send(other, ORGANISER)  # written later, but its tablet has the better line
    await exchange.bus.send(first, ORGANISER, age=timedelta(minutes=3))
    (grete,) = exchange.store.ask(reads.guests)
    assert (grete.name, grete.parties) == ("Grete Fjeld", ("Hagelaget",))
    assert grete.arrived_at == GONG - timedelta(minutes=3)
    assert len(grete.arrivals) == 2
    contact = exchange.store.ask(lambda db: next(db.query("select email, phone from contact")))
    assert contact == {"email": "grete@eksempel.no", "phone": "+4790000001"}
    assert exchange.store.ask(lambda db: db.execute("select count(*) from post").fetchone()[0]) == 1


async def test_a_walk_in_who_had_signed_up_under_the_same_name_is_known(exchange: OpenExchange) -> None:
    turlaget = a_party("Turlaget", people=(a_person("Kari Nordmann"),))
    await exchange.bus.send(turlaget, ORGANISER)
    command = a_walk_in(name="turlaget", person=a_person("kari nordmann"))
    events = await happened(exchange, command)
    assert events[0].person == turlaget.people[0].person
    assert exchange.store.ask(note_on, command) == "Kari Nordmann sto alt på lista."


def test_a_name_without_letters_is_none() -> None:
    for changes in ({"name": "???"}, {"person": a_person("–")}):
        with pytest.raises(ValidationError):
            a_walk_in(**changes)


@pytest.mark.parametrize(
    "typed", ["aase", "Åse", "ASE", "ase øde", "ode", "annemarie", "marie", "anne-marie", "håndb", "handballk", "k7p4"]
)
def test_a_few_letters_of_any_word_find_a_guest(typed: str) -> None:
    assert is_found(typed, reads.words_of("Åse Anne-Marie Ødegård", "Håndballklubben", "K7P4"))


@pytest.mark.parametrize("typed", ["se", "klubben", "åse haugen", "k8"])
def test_letters_inside_a_word_or_of_somebody_else_do_not(typed: str) -> None:
    assert not is_found(typed, reads.words_of("Åse Anne-Marie Ødegård", "Håndballklubben", "K7P4"))


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
    await go_to(exchange, "round", 2)
    late = told().first
    assert late is not None
    assert (late.round, late.table, late.other) == (3, "Bord 2", "Biblioteket")


async def test_who_has_no_meeting_can_be_given_a_place_until_the_last_round_and_is_told_then_what_is_left(
    exchange: OpenExchange,
) -> None:
    turlaget, regnskap = a_party("Turlaget"), a_party("Regnskapskontoret", "business")
    for party in (turlaget, regnskap):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 4", turlaget, regnskap))
    events = await happened(exchange, a_walk_in(name="Korpset", person=a_person("Nils Nytt")))
    nils = events[-1].person

    def told() -> tuple[reads.FirstMeeting | None, str]:
        card = exchange.store.ask(reads.door, nils)[1]
        assert card is not None
        return card.first, card.afterwards

    assert told() == (None, "")
    await go_to(exchange, "round", exchange.store.ask(exchange_of).rounds)
    assert told() == (None, "")
    for kind in ("floor", "closing"):
        await go_to(exchange, kind)
        assert told() == (None, kind)
    await ring(exchange)
    assert told() == (None, "over")


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
