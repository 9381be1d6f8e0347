"""The list that tablets keep: fetched once, then only when it is another; no longer for many arrivals."""

import asyncio
from typing import Any

import pytest

from borse.house import OpenExchange
from borse.ids import new_id
from borse.language import speak
from borse.reception import reads
from borse.reception.messages import CheckIn, MarkLeft, UndoCheckIn
from borse.reception.roster import TOLD, roster
from borse.reception.rosters import Rosters
from borse.staff.messages import ChangeExchange
from tests.builders import ORGANISER, PASSWORD, AClock, a_party, a_plan
from tests.conftest import Client

LIST = "/prove/resepsjon/liste.json"


async def somebody(exchange: OpenExchange) -> str:
    turlaget = a_party()
    await exchange.bus.send(turlaget, ORGANISER)
    return turlaget.people[0].person


async def check_in(exchange: OpenExchange, person: str) -> str:
    command = CheckIn(id=new_id(), person=person)
    await exchange.bus.send(command, ORGANISER)
    return command.id


def told_of(exchange: OpenExchange, person: str) -> list[dict[str, Any]]:
    guests = exchange.store.ask(roster)["guests"]
    return next(one["arrivals"] for one in guests if one["id"] == person)


async def test_a_tablet_that_has_the_list_is_told_so_until_it_is_another(
    organiser: Client, served: OpenExchange
) -> None:
    person = await somebody(served)
    came, again = await check_in(served, person), await check_in(served, person)

    async def answer(tag: str = "") -> tuple[int, str, list[str]]:
        async with organiser.get(LIST, headers={"If-None-Match": tag} if tag else {}) as got:
            arrivals = (await got.json())["guests"][0]["arrivals"] if got.status == 200 else []
            return got.status, got.headers["ETag"], [one["id"] for one in arrivals]

    status, tag, arrivals = await answer()
    assert (status, set(arrivals)) == (200, {came, again})
    assert await answer(tag) == (304, tag, [])
    receipt = await served.bus.send(UndoCheckIn(id=new_id(), arrivals=(again,)), ORGANISER)
    assert receipt.events == (), "nobody's presence is another, and the list is"
    status, newer, arrivals = await answer(tag)
    assert (status, arrivals, newer == tag) == (200, [came], False)
    assert await answer(newer) == (304, newer, [])


@pytest.mark.usefixtures("organiser")
async def test_how_long_a_list_may_be_kept_becomes_less_though_the_list_is_the_same(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    await somebody(served)
    first = await client.get(LIST)
    clock.move(minutes=10)
    second = await client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status == 304
    assert int(first.headers["Keep-Milliseconds"]) - int(second.headers["Keep-Milliseconds"]) == 10 * 60_000
    assert int(second.headers["Now-Milliseconds"]) - int(first.headers["Now-Milliseconds"]) == 10 * 60_000
    clock.move(days=60)
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    assert (await client.get(LIST)).headers["Keep-Milliseconds"] == "0"


@pytest.mark.usefixtures("organiser")
async def test_a_tablet_gets_the_list_again_when_it_may_be_kept_for_another_time(
    client: Client, served: OpenExchange
) -> None:
    await somebody(served)
    first = await client.get(LIST)
    await served.bus.send(ChangeExchange(id=new_id(), **a_plan(floor_minutes=90)), ORGANISER)
    second = await client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status == 200
    lists = [await answer.json() | {"evening": None} for answer in (first, second)]
    assert lists[0] == lists[1], "nothing is another but the run sheet"
    assert int(second.headers["Keep-Milliseconds"]) > int(first.headers["Keep-Milliseconds"])


async def test_whoever_asks_at_once_gets_one_list_and_whoever_asks_later_what_was_written_meanwhile(
    exchange: OpenExchange,
) -> None:
    person = await somebody(exchange)
    rosters = Rosters()
    lists = await asyncio.gather(*(rosters.of(exchange) for _tablet in range(30)))
    assert len({id(one) for one in lists}) == 1
    asked_before = asyncio.create_task(rosters.of(exchange))
    arrivals = [await check_in(exchange, person) for _time in range(3)]
    newest, *others = await asyncio.gather(*(rosters.of(exchange) for _tablet in range(30)))
    assert all(arrival.encode() in one.packed.plain for one in (newest, *others) for arrival in arrivals)
    await asked_before


async def test_a_list_that_could_not_be_read_is_read_anew_for_the_next(
    exchange: OpenExchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await somebody(exchange)
    rosters = Rosters()

    def broken(_db: object) -> None:
        raise OSError("the disk does not answer")

    with monkeypatch.context() as trouble:
        trouble.setattr("borse.reception.rosters.roster", broken)
        with pytest.raises(OSError, match="does not answer"):
            await rosters.of(exchange)
    assert person.encode() in (await rosters.of(exchange)).packed.plain


async def test_the_words_in_the_list_are_in_the_language_of_whoever_asks(exchange: OpenExchange) -> None:
    await somebody(exchange)
    rosters = Rosters()
    ours = await rosters.of(exchange)
    speak("nn")
    theirs = await rosters.of(exchange)
    speak("nb")
    assert theirs is not ours
    assert await rosters.of(exchange) is ours


async def test_many_arrivals_of_one_guest_make_no_long_list_and_say_the_same(
    exchange: OpenExchange, clock: AClock
) -> None:
    person = await somebody(exchange)
    came = clock.at
    arrivals = []
    for _time in range(12):
        arrivals.append(await check_in(exchange, person))
        clock.move(minutes=1)
    await exchange.bus.send(MarkLeft(id=new_id(), arrivals=tuple(arrivals[5:8])), ORGANISER)
    told = told_of(exchange, person)
    assert len(told) == TOLD
    assert min(one["at"] for one in told) == came.timestamp() * 1000
    assert not all(one["isOver"] for one in told), "they are here"
    (note,) = next(one.notes for one in exchange.store.ask(reads.guests) if one.id == person)
    assert (note.count(" kl. "), note.endswith(" ….")) == (4, True)

    clock.move(minutes=5)
    await exchange.bus.send(MarkLeft(id=new_id(), arrivals=tuple(arrivals)), ORGANISER)
    gone = clock.at
    told = told_of(exchange, person)
    assert len(told) <= TOLD
    assert all(one["isOver"] for one in told)
    assert max(one["overAt"] for one in told) == gone.timestamp() * 1000


async def test_who_was_checked_in_many_times_is_undone_by_what_each_list_says(exchange: OpenExchange) -> None:
    person = await somebody(exchange)
    for _time in range(2 * TOLD + 1):
        await check_in(exchange, person)
    for left in (TOLD, 1, 0):
        undone = tuple(one["id"] for one in told_of(exchange, person))
        await exchange.bus.send(UndoCheckIn(id=new_id(), arrivals=undone), ORGANISER)
        assert len(told_of(exchange, person)) == left
