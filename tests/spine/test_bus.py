"""A command counts once, a refusal changes nothing, and what is acknowledged is on disk."""

import asyncio

import pytest

from borse.bus import Actor, Role
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.refusals import AlreadySent, NotFound
from borse.staff.messages import LinkMade, MakeLink, RevokeLink
from borse.staff.reads import staff_links
from tests.builders import ORGANISER, an_exchange


def a_link(**changes: object) -> MakeLink:
    return MakeLink(**{"id": new_id(), "link": new_id(), "role": Role.BROKER, "label": "Megler 1"} | changes)  # type: ignore[arg-type]


async def test_a_command_sent_twice_counts_once_and_gets_the_same_answer(exchange: OpenExchange) -> None:
    command = a_link()
    first = await exchange.bus.send(command, ORGANISER)
    second = await exchange.bus.send(command, ORGANISER)
    assert second.repeated
    assert second.events == first.events
    assert len(await exchange.store.read(staff_links)) == 1


async def test_the_same_id_with_another_content_is_refused(exchange: OpenExchange) -> None:
    command = a_link()
    await exchange.bus.send(command, ORGANISER)
    with pytest.raises(AlreadySent):
        await exchange.bus.send(command.model_copy(update={"label": "Megler 2"}), ORGANISER)


async def test_a_refusal_changes_nothing_and_may_succeed_later(exchange: OpenExchange) -> None:
    revoke = RevokeLink(id=new_id(), link="ukjent-lenke")
    with pytest.raises(NotFound):
        await exchange.bus.send(revoke, ORGANISER)
    before = exchange.store.ask(lambda db: db.execute("select count(*) from event").fetchone())
    await exchange.bus.send(a_link(link="ukjent-lenke"), ORGANISER)
    receipt = await exchange.bus.send(revoke, ORGANISER)
    assert not receipt.repeated
    assert exchange.store.ask(lambda db: db.execute("select count(*) from event").fetchone()) == (before[0] + 2,)


async def test_a_burst_of_commands_is_one_queue_and_none_is_lost(exchange: OpenExchange) -> None:
    commands = [a_link(label=f"Megler {number}") for number in range(300)]
    receipts = await asyncio.gather(*(exchange.bus.send(command, ORGANISER) for command in commands))
    assert {receipt.command for receipt in receipts} == {command.id for command in commands}
    assert len(await exchange.store.read(staff_links)) == 300


async def test_one_that_fails_in_a_burst_is_rolled_back_alone(exchange: OpenExchange) -> None:
    good, bad = a_link(), RevokeLink(id=new_id(), link="ukjent-lenke")
    answers = await asyncio.gather(
        exchange.bus.send(bad, ORGANISER), exchange.bus.send(good, ORGANISER), return_exceptions=True
    )
    assert isinstance(answers[0], NotFound)
    assert [link.id for link in await exchange.store.read(staff_links)] == [good.link]


async def test_what_was_acknowledged_is_there_when_the_file_is_opened_again(house: House) -> None:
    exchange = await an_exchange(house)
    command = a_link()
    await exchange.bus.send(command, ORGANISER)
    house.close()
    again = house.exchange("prove")
    assert [link.id for link in again.store.ask(staff_links)] == [command.link]


async def test_listeners_hear_of_it_once_and_their_trouble_stops_nothing(exchange: OpenExchange) -> None:
    heard: list[object] = []

    def broken(_recorded: object) -> None:
        raise RuntimeError("the printer is on fire")

    exchange.bus.listen(broken)
    exchange.bus.listen(lambda recorded: heard.append(recorded.event))
    command = a_link()
    await exchange.bus.send(command, Actor(role=Role.ORGANISER))
    await exchange.bus.send(command, Actor(role=Role.ORGANISER))
    assert heard == [LinkMade(link=command.link, role=Role.BROKER)]


async def test_history_cannot_be_rewritten(exchange: OpenExchange) -> None:
    with pytest.raises(Exception, match="events are never changed"):
        exchange.store.write(lambda db: db.execute("update event set kind = 'X'")).result()
    with pytest.raises(Exception, match="events are never deleted"):
        exchange.store.write(lambda db: db.execute("delete from event")).result()
