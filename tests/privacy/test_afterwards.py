"""A børs whose people have been erased can still be read: its pages, its report, its agreements."""

from contextlib import suppress
from datetime import timedelta

import pytest

from borse.app import ROUTES
from borse.bus import Role
from borse.hats.messages import MergePeople, UndoHats
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.privacy.due import times_of
from borse.privacy.keeping import erase_in, leave_no_trace
from borse.privacy.messages import ErasePerson
from borse.privacy.reads import everything
from borse.refusals import NotFound, Refusal
from tests.builders import ORGANISER, AClock, a_party, a_person
from tests.conftest import Client
from tests.language.pages import furnish
from tests.privacy.builders import a_private_person, traces_of

NAMES = ("Kari Tur", "Ola Bank", "kari@lag.example", "+4741234567")


async def test_every_page_of_the_organiser_answers_when_the_time_of_everything_is_over(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    await furnish(served)
    await a_private_person(served)
    clock.at = served.store.ask(times_of).follow_up + timedelta(days=1)
    await erase_in(served)
    assert traces_of(served, NAMES) == []
    organiser.session.cookie_jar.clear()
    await organiser.post("/prove/logg-inn", data={"password": "korrekt hest batteri"})
    paths = [
        route.path
        for route in ROUTES
        if route.method == "GET" and Role.ORGANISER in route.allow and "{" not in route.path and route.path != "/live"
    ]
    assert len(paths) > 30
    broken, fine = {}, 0
    for path in paths:
        answer = await organiser.get(f"/prove{path}")
        text = await answer.read()
        fine += answer.ok
        if answer.status >= 500:
            broken[path] = answer.status
        assert not [name for name in NAMES if name.encode() in text], path
    assert not broken
    assert fine > 30


async def test_agreements_between_organisations_stand_with_their_names(organiser: Client, served: OpenExchange) -> None:
    fields = await furnish(served)
    for person in served.store.ask(tokens_of_people):
        await served.bus.send(ErasePerson(id=new_id(), person=person), ORGANISER)
    page = await (await organiser.get(f"/prove/avtale/{fields['agreement']}")).text()
    assert "Turlaget" in page
    assert "Banken" in page
    assert "Fire ansatte rydder løypa." in page


async def test_two_who_were_merged_are_erased_as_one_and_not_parted_again(exchange: OpenExchange) -> None:
    one, other = a_person("Xavier Kvitfjell", email="x@lag.example"), a_person("X. Kvitfjell", phone="+4741234567")
    for name, person in (("Turlaget", one), ("Koret", other)):
        await exchange.bus.send(a_party(name, people=(person,)), ORGANISER)
    merge = MergePeople(id=new_id(), kept=one.person, gone=other.person)
    await exchange.bus.send(merge, ORGANISER)
    await exchange.bus.send(ErasePerson(id=new_id(), person=one.person), ORGANISER)
    assert await leave_no_trace(exchange)
    assert traces_of(exchange, ("Kvitfjell", "x@lag.example", "+4741234567")) == []
    change = exchange.store.ask(lambda db: db.execute("select id from hat_change").fetchone()[0])
    with suppress(Refusal):
        await exchange.bus.send(UndoHats(id=new_id(), change=change), ORGANISER)
    assert traces_of(exchange, ("Kvitfjell", "x@lag.example", "+4741234567")) == []


async def test_what_is_kept_about_nobody_is_not_found(exchange: OpenExchange) -> None:
    with pytest.raises(NotFound):
        exchange.store.ask(everything, "finnes-ikke")
