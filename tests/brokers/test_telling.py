"""The two who would sit at a proposed meeting are told: on their pages at once, and by message."""

import pytest

from borse.brokers.messages import AnswerProposal, CallOffMeeting
from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.outreach.letters import Letter, Wanted, letter_for
from tests.brokers.evening import BROKER, Evening

BASE = "https://borsen.example/prove"


def waiting(exchange: OpenExchange) -> list[tuple[str, str]]:
    """Who is to be told of which meeting."""
    return exchange.store.ask(
        lambda db: [
            (row["person"], row["about"])
            for row in db.query("select person, about from message where kind = 'extra_meeting' and status = 'waiting'")
        ]
    )


def said(evening: Evening, name: str, meeting: str) -> str:
    """What an SMS to them would say now; '' when there is nothing to say."""
    wanted = Wanted(kind="extra_meeting", person=evening.person(name), channel="sms", about=meeting)
    letter = evening.exchange.store.ask(letter_for, wanted, BASE)
    return letter.body if isinstance(letter, Letter) else ""


def sent(evening: Evening) -> None:
    """All that waits has gone."""
    statement = "update message set status = 'sent' where kind = 'extra_meeting' and status = 'waiting'"
    evening.exchange.store.write(lambda db: db.execute(statement).rowcount).result()


async def test_both_are_asked_with_when_and_where_and_the_page_that_takes_the_answer(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=2)
    people = {evening.person("Turlaget"), evening.person("Koret")}
    assert {person for person, about in waiting(evening.exchange) if about == meeting} == people
    text = said(evening, "Koret", meeting)
    assert text.startswith("Passer det å møte Turlaget i runde 2, Bord 2? Svar ja eller nei.\n")
    assert text.endswith("/ekstra")


async def test_on_the_floor_it_is_said_whether_that_is_now_or_later(evening: Evening) -> None:
    await evening.arrive()
    await evening.ring(1)
    meeting = await evening.propose("Turlaget", "Koret")
    assert "Turlaget på fri børs, etter rundene, Bord" in said(evening, "Koret", meeting)
    await evening.open_the_floor()
    assert "Turlaget nå, på fri børs, Bord" in said(evening, "Koret", meeting)


async def test_who_was_asked_by_the_broker_and_said_yes_is_not_asked_again(evening: Evening) -> None:
    await evening.arrive()
    yes = (evening.party("Turlaget"),)
    meeting = await evening.propose("Turlaget", "Koret", round=2, says_yes=yes)
    assert waiting(evening.exchange) == [(evening.person("Koret"), meeting)]
    both = (evening.party("Fargehandelen"), evening.party("Biblioteket"))
    settled = await evening.propose("Fargehandelen", "Biblioteket", round=2, says_yes=both)
    assert {about for _person, about in waiting(evening.exchange)} == {meeting, settled}, "both hear where and when"


async def test_who_has_said_yes_hears_when_the_other_has_answered_and_not_before(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=2)
    sent(evening)
    for name in ("Turlaget", "Koret"):
        assert waiting(evening.exchange) == []
        answer = AnswerProposal(id=new_id(), meeting=meeting, party=evening.party(name), says="yes")
        by = Actor(role=Role.PARTICIPANT, person=evening.person(name))
        await evening.exchange.bus.send(answer, by)
    assert waiting(evening.exchange) == [(evening.person("Turlaget"), meeting)], "the other one pressed the button"
    assert said(evening, "Turlaget", meeting).startswith("Du møter Koret i runde 2: Bord 2.")


@pytest.mark.parametrize("how", ["declined", "called off"])
async def test_whoever_knew_of_it_hears_that_nothing_comes_of_it(evening: Evening, how: str) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=2)
    assert said(evening, "Turlaget", meeting) != ""
    sent(evening)
    if how == "declined":
        no = AnswerProposal(id=new_id(), meeting=meeting, party=evening.party("Koret"), says="no")
        await evening.exchange.bus.send(no, Actor(role=Role.PARTICIPANT, person=evening.person("Koret")))
        assert said(evening, "Koret", meeting) == "", "they said so themselves"
    else:
        await evening.exchange.bus.send(CallOffMeeting(id=new_id(), meeting=meeting), BROKER)
    assert said(evening, "Turlaget", meeting).startswith("Møtet med Koret blir ikke noe av.")


async def test_who_was_never_told_hears_nothing_of_what_was_called_off(evening: Evening) -> None:
    await evening.arrive()
    meeting = await evening.propose("Turlaget", "Koret", round=2)
    await evening.exchange.bus.send(CallOffMeeting(id=new_id(), meeting=meeting), BROKER)
    assert said(evening, "Koret", meeting) == ""


@pytest.mark.parametrize("says", ["", "yes"])
async def test_a_message_that_waited_until_its_round_was_over_is_not_sent(evening: Evening, says: str) -> None:
    """The post was away for a while: nobody is sent to a table where others sit now."""
    await evening.arrive()
    await evening.ring(1)
    parties = (evening.party("Turlaget"), evening.party("Koret"))
    meeting = await evening.propose("Turlaget", "Koret", round=1, says_yes=parties if says else ())
    assert "runde 1" in said(evening, "Koret", meeting)
    await evening.ring(2)
    assert said(evening, "Koret", meeting) == ""
