"""What has lain its time goes, by itself, and leaves no trace; what was agreed stands."""

import json
from datetime import timedelta
from typing import Any

import pytest

from borse.app import make_house
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.privacy.due import times_of
from borse.privacy.erased_list import ENDING
from borse.privacy.keeping import erase_in, leave_no_trace
from borse.privacy.messages import ErasePerson
from borse.privacy.reads import everything, parts
from borse.refusals import Refusal
from borse.settings import Settings
from borse.store.backup import back_up, restore
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme, a_wish
from tests.outreach.post_office import PostOffice, text_of
from tests.privacy.builders import (
    EMAIL,
    NAME,
    OFFER,
    PERSONAL,
    PHONE,
    WISH,
    a_club,
    a_private_person,
    bytes_of,
    they_agree,
    traces_of,
)


def _one(exchange: OpenExchange, sql: str, *values: object) -> Any:
    return exchange.store.ask(lambda db: db.execute(sql, list(values)).fetchone()[0])


async def _erase(exchange: OpenExchange, person: str) -> None:
    await exchange.bus.send(ErasePerson(id=new_id(), person=person), ORGANISER)
    assert await leave_no_trace(exchange)


async def test_whoever_is_erased_is_gone_from_the_bytes_of_the_file(exchange: OpenExchange) -> None:
    person = await a_private_person(exchange)
    assert traces_of(exchange) == list(PERSONAL)
    await _erase(exchange, person)
    assert traces_of(exchange) == []


async def test_the_history_and_the_others_stand(exchange: OpenExchange) -> None:
    person, other = await a_private_person(exchange), await a_club(exchange)
    before = _one(exchange, "select count(*) from event")
    await _erase(exchange, person)
    assert _one(exchange, "select count(*) from event") == before + 1
    assert _one(exchange, "select email from contact where person = ?", other) == "turlaget@eksempel.no"
    assert _one(exchange, "select count(*) from shown_post") == 2


async def test_their_link_opens_nothing_and_nothing_is_sent_to_them(exchange: OpenExchange) -> None:
    person = await a_private_person(exchange)
    await _erase(exchange, person)
    assert person not in exchange.store.ask(tokens_of_people)
    assert _one(exchange, "select count(*) from message where person = ? and status = 'waiting'", person) == 0
    assert _one(exchange, "select withdrawn_at is not null from person where id = ?", person)


async def test_nobody_is_erased_twice(exchange: OpenExchange) -> None:
    person = await a_private_person(exchange)
    await _erase(exchange, person)
    with pytest.raises(Refusal):
        await _erase(exchange, person)


async def test_an_agreement_stands_with_the_name_of_a_private_person(exchange: OpenExchange) -> None:
    person, other = await a_private_person(exchange), await a_club(exchange)
    await they_agree(exchange, other, person)
    await _erase(exchange, person)
    assert traces_of(exchange, (EMAIL, PHONE, OFFER, WISH)) == []
    assert _one(exchange, "select count(*) from party where name = ?", NAME) == 1
    assert _one(exchange, "select count(*) from promise where what != ''") >= 1


async def test_a_published_meeting_stands_without_the_words_that_it_quoted(exchange: OpenExchange) -> None:
    club, lone = a_party("Turlaget"), a_party(NAME, "individual")
    for one in (club, lone):
        await exchange.bus.send(one, ORGANISER)
    version = await a_programme(exchange, (1, "Bord 1", club, lone))
    await _erase(exchange, lone.people[0].person)
    assert _one(exchange, "select reasons from meeting where version = ?", version) == "[]"


async def test_after_a_month_the_day_is_forgotten_and_people_can_still_be_reached(
    exchange: OpenExchange, clock: AClock
) -> None:
    person = await a_private_person(exchange)
    clock.at = GONG + timedelta(days=40)
    assert await erase_in(exchange) > 0
    assert _one(exchange, "select count(*) from wish") == 0
    assert _one(exchange, "select requires from person where id = ?", person) == "[]"
    assert _one(exchange, "select email from contact where person = ?", person) == EMAIL
    assert await erase_in(exchange) == 0, "there is nothing left to do"


async def test_after_the_follow_up_nobody_has_a_name_and_organisations_stand(
    exchange: OpenExchange, clock: AClock
) -> None:
    await a_private_person(exchange)
    await a_club(exchange)
    clock.at = exchange.store.ask(times_of).follow_up + timedelta(hours=1)
    await erase_in(exchange)
    assert traces_of(exchange, (*PERSONAL, "Kontaktsen", "turlaget@")) == []
    assert _one(exchange, "select count(*) from party where name = 'Turlaget'") == 1
    assert _one(exchange, "select count(*) from post where text != ''") == 2
    assert await erase_in(exchange) == 0


async def test_nothing_is_erased_before_its_time(exchange: OpenExchange, clock: AClock) -> None:
    await a_private_person(exchange)
    before = bytes_of(exchange)
    clock.at = GONG + timedelta(days=20)
    assert await erase_in(exchange) == 0
    assert traces_of(exchange) == list(PERSONAL)
    assert bytes_of(exchange) == before


async def test_whoever_withdrew_is_erased_after_a_month(exchange: OpenExchange, clock: AClock) -> None:
    person = await a_private_person(exchange)
    at = clock.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    exchange.store.write(lambda db: db.execute("update person set withdrawn_at = ?", [at])).result()
    assert await erase_in(exchange) == 0
    clock.move(days=31)
    assert await erase_in(exchange) > 0
    assert traces_of(exchange, (EMAIL, PHONE, OFFER)) == []
    assert _one(exchange, "select name from person where id = ?", person) != NAME


async def test_a_copy_from_before_that_is_put_back_is_erased_again(house: House, exchange: OpenExchange) -> None:
    person = await a_private_person(exchange)
    stays = await a_club(exchange)
    path = exchange.store.path
    copy = path.with_name("kopi.bak")
    back_up(path, copy)
    await _erase(exchange, person)
    house.close()
    restore(copy, path)
    again = make_house(Settings(data=path.parent), AClock())
    try:
        there = again.exchange(exchange.slug)
        assert traces_of(there) == list(PERSONAL)
        assert await erase_in(there) > 0
        assert traces_of(there) == []
        assert _one(there, "select email from contact where person = ?", stays) == "turlaget@eksempel.no"
        assert await erase_in(there) == 0
    finally:
        again.close()


async def test_the_list_of_the_erased_holds_ids_alone(exchange: OpenExchange) -> None:
    person = await a_private_person(exchange)
    await _erase(exchange, person)
    path = exchange.store.path
    file = path.with_name(path.name + ENDING)
    assert file.read_text() == person + "\n"
    assert file.stat().st_mode & 0o077 == 0


async def test_what_is_kept_can_be_given_out_and_is_all_of_it(exchange: OpenExchange) -> None:
    person = await a_private_person(exchange)
    found = json.dumps(exchange.store.ask(everything, person), ensure_ascii=False)
    assert [word for word in PERSONAL if word not in found] == []
    shown = repr(exchange.store.ask(parts, person))
    assert [word for word in PERSONAL if word not in shown] == [PHONE], "which is written as one reads it"
    await _erase(exchange, person)
    left = json.dumps(exchange.store.ask(everything, person), ensure_ascii=False)
    assert [word for word in PERSONAL if word in left] == []


async def test_the_name_goes_from_what_others_wished_and_were_told_too(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    lone = a_party(NAME, "individual", people=(a_person(NAME),))
    club = a_party("Turlaget", people=(a_person(email="kari@lag.example"),), wishes=(a_wish(NAME),))
    for one in (lone, club):
        await exchange.bus.send(one, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", club, lone))
    clock.move(hours=1)
    await post.empty(exchange)
    assert NAME in text_of(post.letters.to("kari@lag.example")[-1])
    assert traces_of(exchange, (NAME,)) == [NAME]
    await _erase(exchange, lone.people[0].person)
    assert traces_of(exchange, (NAME,)) == []
    assert _one(exchange, "select count(*) from message where status = 'sent'") == 2
