"""A meeting outside the programme: proposed, answered, called off."""

import asyncio
from typing import Literal

import pytest

from borse.brokers.messages import AnswerProposal, CallOffMeeting, ProposalAnswered
from borse.bus import Actor, Role
from borse.extra_meetings import ExtraMeeting, extra_meeting, extra_meetings_of, taken
from borse.ids import new_id
from borse.refusals import Closed, Invalid, NotAllowed, Refusal
from borse.staff.messages import ChangeExchange
from tests.brokers.evening import BROKER, Evening, a_proposal
from tests.builders import ORGANISER, a_party, a_person, a_plan, a_programme, a_wish


def look(evening: Evening, meeting: str) -> ExtraMeeting:
    found = evening.exchange.store.ask(extra_meeting, meeting)
    assert found is not None
    return found


async def say(evening: Evening, meeting: str, name: str, says: Literal["yes", "no"], by: Actor = BROKER) -> str:
    """Answer for a party; what the meeting is then."""
    answer = AnswerProposal(id=new_id(), meeting=meeting, party=evening.party(name), says=says)
    receipt = await evening.exchange.bus.send(answer, by)
    for recorded in receipt.events:
        assert isinstance(recorded.event, ProposalAnswered)
    return look(evening, meeting).status


def themselves(evening: Evening, name: str) -> Actor:
    return Actor(role=Role.PARTICIPANT, person=evening.person(name), link="own")


async def test_both_must_say_yes_and_planning_then_goes_round_it(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Fargehandelen", round=2)
    assert look(evening, meeting).status == "proposed"
    assert await say(evening, meeting, "Turlaget", "yes", themselves(evening, "Turlaget")) == "proposed"
    assert evening.exchange.store.ask(taken) == ()
    assert await say(evening, meeting, "Fargehandelen", "yes") == "accepted"
    (seat,) = evening.exchange.store.ask(taken)
    assert (seat.round, set(seat.people)) == (2, {evening.person("Turlaget"), evening.person("Fargehandelen")})
    assert [one.id for one in evening.exchange.store.ask(extra_meetings_of, evening.person("Turlaget"))] == [meeting]


async def test_one_no_is_enough_and_a_mind_may_be_changed(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=1)
    await say(evening, meeting, "Turlaget", "yes")
    assert await say(evening, meeting, "Koret", "no") == "declined"
    assert await say(evening, meeting, "Koret", "yes") == "accepted"
    assert await say(evening, meeting, "Turlaget", "no") == "declined"
    with pytest.raises(Closed):
        await say(evening, meeting, "Koret", "no")


async def test_the_same_answer_twice_is_no_news(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=1)
    await say(evening, meeting, "Koret", "yes")
    before = evening.exchange.store.ask(lambda db: db.execute("select count(*) from event").fetchone()[0])
    await say(evening, meeting, "Koret", "yes")
    after = evening.exchange.store.ask(lambda db: db.execute("select count(*) from event").fetchone()[0])
    assert after == before


async def test_a_participant_answers_only_for_themselves(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=1)
    with pytest.raises(NotAllowed):
        await say(evening, meeting, "Koret", "yes", themselves(evening, "Turlaget"))
    assert look(evening, meeting).chairs[1].says == ""


async def test_two_brokers_at_once_get_two_tables(evening: Evening) -> None:
    await evening.arrive()
    first, second = (
        a_proposal(evening.party("Turlaget"), evening.party("Fargehandelen"), round=1),
        a_proposal(evening.party("Koret"), evening.party("Biblioteket"), round=1),
    )
    await asyncio.gather(*(evening.exchange.bus.send(one, BROKER) for one in (first, second)))
    tables = {look(evening, one.meeting).table for one in (first, second)}
    assert len(tables) == 2


async def test_nobody_is_asked_to_be_in_two_places(evening: Evening) -> None:
    await evening.arrive()
    await evening.propose("Turlaget", "Koret", round=1)
    with pytest.raises(Invalid, match="Ingen fra Turlaget er ledig da"):
        await evening.propose("Turlaget", "Fargehandelen", round=1)
    await evening.propose("Turlaget", "Fargehandelen", round=2)


async def test_a_table_of_the_programme_is_not_free_nor_is_whoever_sits_there(evening: Evening) -> None:
    await evening.arrive()
    await a_programme(evening.exchange, (1, "Bord 2", evening.parties["Turlaget"], evening.parties["Koret"]))
    table = evening.exchange.store.ask(
        lambda db: db.execute("select id from hall_table where name = 'Bord 2'").fetchone()[0]
    )
    with pytest.raises(Invalid, match="Bordet er ikke ledig"):
        await evening.propose("Fargehandelen", "Biblioteket", round=1, table=table)
    meeting = await evening.propose("Fargehandelen", "Biblioteket", round=1)
    assert look(evening, meeting).table == "Bord 3", "the step-free one is kept for who needs it"
    with pytest.raises(Invalid, match="Ingen fra Koret er ledig"):
        await evening.propose("Koret", "Biblioteket", round=1)


async def test_who_sits_alone_stays_at_their_table_and_somebody_comes_to_them(evening: Evening) -> None:
    await a_programme(evening.exchange, (1, "Bord 5", evening.parties["Koret"], evening.parties["Biblioteket"]))
    await evening.arrive("Koret", "Turlaget")
    with pytest.raises(Invalid, match="Ingen fra Koret er ledig"):
        await evening.propose("Koret", "Turlaget", round=1)  # Biblioteket may still come
    await evening.ring(1)
    meeting = await evening.propose("Koret", "Turlaget", round=1)
    assert look(evening, meeting).table == "Bord 5"
    assert await say(evening, meeting, "Koret", "yes") == "proposed"
    assert await say(evening, meeting, "Turlaget", "yes") == "accepted"
    assert look(evening, meeting).table == "Bord 5", "whoever did not come takes no table"
    assert evening.hall.state(evening.person("Koret")) == "busy"


async def test_who_sits_alone_and_has_been_asked_is_not_asked_by_another(evening: Evening) -> None:
    await a_programme(evening.exchange, (1, "Bord 5", evening.parties["Koret"], evening.parties["Biblioteket"]))
    await evening.arrive("Koret", "Turlaget", "Fargehandelen")
    await evening.ring(1)
    await evening.propose("Koret", "Turlaget", round=1)
    assert evening.hall.state(evening.person("Koret")) == "asked"
    with pytest.raises(Invalid, match="Ingen fra Koret er ledig"):
        await evening.propose("Koret", "Fargehandelen", round=1)


async def test_who_needs_a_step_free_table_gets_one(evening: Evening) -> None:
    rolling = a_party("Rullelaget", people=(a_person("Rulle Rud", requires=("step_free",)),))
    await evening.exchange.bus.send(rolling, ORGANISER)
    evening.parties["Rullelaget"] = rolling
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Rullelaget", round=1)
    assert look(evening, meeting).table == "Bord 1"
    other = a_party("Hjullaget", people=(a_person("Hjul Hansen", requires=("step_free",)),))
    await evening.exchange.bus.send(other, ORGANISER)
    evening.parties["Hjullaget"] = other
    await evening.arrive("Hjullaget")
    with pytest.raises(Invalid, match="Ingen ledige bord"):
        await evening.propose("Koret", "Hjullaget", round=1)


async def test_a_round_that_is_over_or_somebody_who_is_not_here_is_refused_with_a_sentence(evening: Evening) -> None:
    await evening.arrive("Turlaget")
    with pytest.raises(Invalid, match="Ingen fra Koret er her nå"):
        await evening.propose("Turlaget", "Koret", round=2)
    await evening.arrive("Koret")
    await evening.ring(3)
    with pytest.raises(Invalid, match="for sent"):
        await evening.propose("Turlaget", "Koret", round=2)


async def test_who_would_rather_not_meet_is_not_asked(evening: Evening) -> None:
    shy = a_party("Sjenertlaget", wishes=(a_wish("Koret", kind="veto"),))
    await evening.exchange.bus.send(shy, ORGANISER)
    evening.parties["Sjenertlaget"] = shy
    await evening.arrive()
    for a, b in (("Sjenertlaget", "Koret"), ("Koret", "Sjenertlaget")):
        with pytest.raises(Refusal, match="skal ikke settes sammen"):
            await evening.propose(a, b, round=1)


async def test_on_the_floor_a_table_is_theirs_as_long_as_a_round(evening: Evening) -> None:
    await evening.arrive()
    await evening.open_the_floor()
    meeting = await evening.propose("Turlaget", "Koret")
    extra = look(evening, meeting)
    assert extra.round is None
    assert extra.ends_at is not None
    assert (extra.ends_at - evening.clock()).total_seconds() == 7 * 60
    assert evening.hall.state(evening.person("Koret")) == "asked"
    evening.clock.move(minutes=8)
    assert evening.hall.state(evening.person("Koret")) == "free"
    with pytest.raises(Closed, match="for sent"):
        await say(evening, meeting, "Koret", "yes")


async def test_a_meeting_for_the_floor_waits_for_a_floor_that_opens_late(evening: Evening) -> None:
    await evening.arrive()
    await evening.ring(1)
    meeting = await evening.propose("Turlaget", "Koret")
    floor = evening.hall.slots[-1]
    assert look(evening, meeting).ends_at == floor.ends_at, "held for all of it until somebody knows better"
    evening.clock.at = floor.ends_at
    assert not evening.hall.is_past(look(evening, meeting)), "the rounds took longer"
    assert await say(evening, meeting, "Koret", "yes") == "proposed"


async def test_a_new_programme_moves_the_table_but_not_the_people(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Fargehandelen", "Biblioteket", round=2)
    table = look(evening, meeting).table
    await a_programme(evening.exchange, (2, table, evening.parties["Turlaget"], evening.parties["Koret"]))
    await say(evening, meeting, "Fargehandelen", "yes")
    assert await say(evening, meeting, "Biblioteket", "yes") == "accepted"
    assert look(evening, meeting).table != table


async def test_a_yes_is_too_late_when_a_new_programme_has_given_them_somebody_else(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Fargehandelen", "Koret", round=2)
    await a_programme(evening.exchange, (2, "Bord 8", evening.parties["Turlaget"], evening.parties["Koret"]))
    with pytest.raises(Closed, match="har fått et annet møte da, med Turlaget"):
        await say(evening, meeting, "Koret", "yes")
    assert look(evening, meeting).chairs[1].says == "", "the refused yes is not kept"


async def test_what_is_called_off_frees_the_table_and_cannot_be_answered(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=1)
    for _twice in range(2):
        await evening.exchange.bus.send(CallOffMeeting(id=new_id(), meeting=meeting), BROKER)
    assert look(evening, meeting).status == "called_off"
    with pytest.raises(Closed):
        await say(evening, meeting, "Koret", "yes")
    await evening.propose("Turlaget", "Koret", round=1)


async def test_the_same_proposal_sent_twice_is_one_and_another_for_the_same_two_is_refused(evening: Evening) -> None:
    await evening.arrive()
    command = a_proposal(evening.party("Turlaget"), evening.party("Koret"), round=1)
    for _twice in range(2):
        await evening.exchange.bus.send(command, BROKER)
    assert len(evening.hall.extras) == 1
    with pytest.raises(Refusal, match="har alt et møte"):
        await evening.propose("Koret", "Turlaget", round=2)


async def test_a_table_is_not_taken_away_from_those_who_sit_there_outside_the_programme(evening: Evening) -> None:
    await evening.arrive()
    table = look(evening, await evening.propose("Turlaget", "Fargehandelen", round=2)).table
    plan = a_plan()
    plan["tables"] = [one for one in plan["tables"] if one["name"] != table]
    with pytest.raises(Invalid, match=f"er i bruk til møter og kan ikke fjernes: {table}"):
        await evening.exchange.bus.send(ChangeExchange(id=new_id(), **plan), ORGANISER)
