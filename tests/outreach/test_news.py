"""News that somebody else decided: a change in the evening itself, another day for the børs, a post that was judged."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from borse.bus import Actor, Role
from borse.floor.messages import StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.moderation.messages import DeclinePost, RewordPost, ShowPost
from borse.outreach.messages import Reconfirm
from borse.outreach.segments import segments
from borse.refusals import Invalid, Refusal
from borse.signup.messages import RegisterParty
from borse.staff.moving import MoveExchange
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme
from tests.conftest import Client
from tests.host import go_to
from tests.outreach.post_office import PostOffice, states, text_of

PUBLIC = Actor(role=Role.PUBLIC)


async def _parties(exchange: OpenExchange, number: int = 4, **person: str) -> list[RegisterParty]:
    parties = [
        a_party(f"Lag {one}", people=(a_person(f"Person {one}", phone=f"+47412345{one:02}", **person),))
        for one in range(number)
    ]
    for party in parties:
        await exchange.bus.send(party, PUBLIC)
    return parties


async def test_a_change_in_the_evening_goes_by_sms_at_once_to_those_who_are_to_go_elsewhere(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one, two, three, four = await _parties(exchange)
    await a_programme(exchange, (1, "Bord 1", one, two), (3, "Bord 2", one, two), (3, "Bord 3", three, four))
    clock.move(hours=1)
    await post.empty(exchange)
    clock.at = GONG
    await go_to(exchange, "round", 1)
    before = len(post.sms())
    # Round 1 has begun: that it is another table now is nobody's news. Round 3 is to come for `one` and `three`.
    await a_programme(exchange, (1, "Bord 4", one, two), (3, "Bord 7", one, three))
    await post.empty(exchange)
    told = post.sms()[before:]
    assert sorted(sms["to"] for sms in told) == [f"+47412345{number:02}" for number in range(4)]
    first = next(sms["text"] for sms in told if sms["to"] == "+4741234500")
    assert first.startswith("Runde 3: Bord 7, Lag 2 i stedet for Lag 1.\n")
    assert "Bord 4" not in first
    assert segments(first) == 1
    gone = next(sms["text"] for sms in told if sms["to"] == "+4741234501")
    assert gone.startswith("Runde 3: møtet med Lag 0 går ut.")
    await post.empty(exchange)
    assert len(post.sms()) == before + len(told), "once"


async def test_a_change_in_the_evening_is_held_back_by_no_hour_and_no_wish_for_email(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one, two, three, _four = await _parties(exchange, channel="email", email="lag@lag.example")
    await a_programme(exchange, (2, "Bord 1", one, two))
    clock.move(hours=1)
    await post.empty(exchange)
    clock.at = GONG
    await go_to(exchange, "round", 1)
    clock.at = GONG + timedelta(hours=9)
    before = len(post.sms())
    await a_programme(exchange, (2, "Bord 5", one, three))
    await post.empty(exchange)
    assert {sms["to"] for sms in post.sms()[before:]} >= {"+4741234500", "+4741234502"}


async def test_nobody_hears_of_what_lies_behind_or_is_the_same(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one, two, three, four = await _parties(exchange)
    await a_programme(exchange, (1, "Bord 1", one, two), (3, "Bord 3", three, four))
    clock.move(hours=1)
    await post.empty(exchange)
    clock.at = GONG
    await go_to(exchange, "round", 2)
    before = len(post.sms())
    await a_programme(exchange, (1, "Bord 8", one, two), (3, "Bord 3", three, four))
    await post.empty(exchange)
    assert len(post.sms()) == before


def _entries(letter: EmailMessage) -> dict[str, int]:
    """UID to SEQUENCE of what the letter brings for the calendar."""
    calendar = next(part for part in letter.iter_attachments() if part.get_content_type() == "text/calendar")
    content = calendar.get_content()
    events = Calendar.from_ical(content if isinstance(content, str) else content.decode()).walk("VEVENT")
    return {str(event["uid"]): int(str(event["sequence"])) for event in events}


async def test_a_borse_that_is_moved_is_told_to_everybody_and_their_calendar_follows(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    until = GONG + timedelta(hours=1)
    party = a_party("Lag A", people=(a_person(email="a@lag.example", present_until=until),))
    other = a_party("Lag B", people=(a_person("Mari Lund", email="b@lag.example", language="nn"),))
    for one in (party, other):
        await exchange.bus.send(one, PUBLIC)
    await a_programme(exchange, (1, "Bord 1", party, other))
    person = party.people[0].person
    await exchange.bus.send(
        Reconfirm(id=new_id(), coming=True), Actor(role=Role.PARTICIPANT, person=person, link=person)
    )
    clock.move(hours=1)
    await post.empty(exchange)
    was = _entries(post.letters.to("a@lag.example")[-1])
    week = timedelta(days=7)
    move = MoveExchange(id=new_id(), doors_at=GONG + week - timedelta(minutes=45), gong_at=GONG + week, place="Ny sal")
    await exchange.bus.send(move, ORGANISER)
    clock.move(minutes=6)
    await post.empty(exchange)
    letter = post.letters.to("a@lag.example")[-1]
    assert letter["Subject"] == "Prøvebørsen er flyttet"
    assert "Før: tirsdag 16. mars 2027, 18:15, Storsalen" in text_of(letter)
    assert "Nå: tirsdag 23. mars 2027, Ny sal" in text_of(letter)
    is_now = _entries(letter)
    assert is_now.keys() == was.keys()
    assert all(is_now[uid] > was[uid] for uid in was)
    assert "tysdag" in text_of(post.letters.to("b@lag.example")[-1])
    answers = exchange.store.ask(lambda db: db.execute("select count(*) from reconfirmation").fetchone()[0])
    leaves = exchange.store.ask(
        lambda db: db.execute("select present_until from person where id = ?", [person]).fetchone()[0]
    )
    assert answers == 0
    assert leaves.startswith("2027-03-23T18:15")


async def test_moved_back_before_anybody_was_told_nothing_is_said(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    (party,) = await _parties(exchange, 1)
    await post.empty(exchange)
    before = len(post.sms())
    doors = GONG - timedelta(minutes=45)
    there = MoveExchange(id=new_id(), doors_at=doors, gong_at=GONG, place="Ny sal")
    back = MoveExchange(id=new_id(), doors_at=doors, gong_at=GONG, place="Storsalen")
    for move in (there, back):
        await exchange.bus.send(move, ORGANISER)
    clock.move(hours=1)
    await post.empty(exchange)
    assert len(post.sms()) == before
    assert ("moved", "dropped") in states(exchange, party.people[0].person)


async def test_a_borse_is_not_moved_into_the_past_nor_once_it_has_begun(exchange: OpenExchange, clock: AClock) -> None:
    past = clock.at - timedelta(days=1)
    with pytest.raises(Invalid):
        await exchange.bus.send(MoveExchange(id=new_id(), doors_at=past, gong_at=past, place="Ny sal"), ORGANISER)
    await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
    with pytest.raises(Refusal):
        await exchange.bus.send(
            MoveExchange(id=new_id(), doors_at=GONG + timedelta(days=1), gong_at=GONG + timedelta(days=1), place="Ny"),
            ORGANISER,
        )


async def test_the_organiser_moves_it_from_a_page(organiser: Client, served: OpenExchange) -> None:
    await _parties(served, 1)
    page = await (await organiser.get("/prove/styre/flytt")).text()
    assert "1 deltaker får melding" in page
    fields = {"id": "flytteskjema-1", "doors_at": "2027-04-01T17:30", "gong_at": "2027-04-01T17:00", "place": "Ny sal"}
    assert (await organiser.post("/prove/styre/flytt", data=fields)).status == 422
    answer = await organiser.post("/prove/styre/flytt", data=fields | {"gong_at": "2027-04-01T18:15"})
    assert "Børsen er flyttet" in await answer.text()


async def test_whoever_hung_up_a_post_hears_what_became_of_it_and_why(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    party = a_party("Lag A", people=(a_person(email="a@lag.example"),))
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    first, second = (one.post for one in party.posts)
    await exchange.bus.send(
        RewordPost(id=new_id(), post=first, text="Vi rydder.", moderator_note="Vi tok ut nummeret."), ORGANISER
    )
    await exchange.bus.send(DeclinePost(id=new_id(), post=second), ORGANISER)
    clock.move(minutes=11)
    await post.empty(exchange)
    said = [text_of(letter) for letter in post.letters.to("a@lag.example")[1:]]
    reworded = next(text for text in said if "Vi rydder." in text)
    assert "Arrangøren skriver: Vi tok ut nummeret." in reworded
    assert any("ikke vise dette på tavla" in text and "Vi trenger hjelp" in text for text in said)


async def test_a_judgement_waits_for_the_morning_and_for_the_last_word(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    party = a_party("Lag A", people=(a_person(email="a@lag.example"),))
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    clock.at = (GONG - timedelta(days=20)).replace(hour=22)
    await exchange.bus.send(DeclinePost(id=new_id(), post=party.posts[0].post), ORGANISER)
    await exchange.bus.send(DeclinePost(id=new_id(), post=party.posts[1].post), ORGANISER)
    await exchange.bus.send(ShowPost(id=new_id(), post=party.posts[1].post), ORGANISER)
    clock.move(hours=2)
    await post.empty(exchange)
    assert len(post.letters.taken) == 1, "at night nobody is written to"
    clock.move(hours=9)
    await post.empty(exchange)
    assert len(post.letters.taken) == 2, "what is shown after all is no news"
