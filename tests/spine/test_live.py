"""The live stream says that something changed, to whoever looks on, and to whoever was away."""

import asyncio
from pathlib import Path

import pytest

from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.staff.messages import MakeLink
from tests.builders import ORGANISER, a_house
from tests.conftest import Client


def a_change() -> MakeLink:
    return MakeLink(id=new_id(), link=new_id(), role=Role.HOST, label="Vert")


async def a_message(answer: object) -> dict[str, str]:
    """The next message of the stream, as its fields."""
    fields: dict[str, str] = {}
    async for line in answer.content:  # type: ignore[attr-defined]  # the client's response
        name, _colon, value = line.decode().rstrip("\r\n").partition(": ")
        if not name and fields:
            return fields
        if name:
            fields[name] = value
    return fields


async def test_a_change_is_told_by_its_topic_and_nothing_more(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live") as answer:
        assert (await a_message(answer))["event"] == "hello"
        receipt = await served.bus.send(a_change(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), 10)
    assert told == {"event": "changed", "data": "staff", "id": str(receipt.events[-1].id)}


async def test_whoever_was_away_is_told_at_once(client: Client, served: OpenExchange) -> None:
    await served.bus.send(a_change(), ORGANISER)
    async with client.get("/prove/live", headers={"Last-Event-ID": "1"}) as answer:
        told = await asyncio.wait_for(a_message(answer), 10)
    assert told["data"] == "everything"


async def test_what_another_process_writes_is_told_too(client: Client, served: OpenExchange, tmp_path: Path) -> None:
    others = a_house(tmp_path)  # the same file, opened a second time
    async with client.get("/prove/live") as answer:
        await a_message(answer)
        receipt = await others.exchange("prove").bus.send(a_change(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), 10)
        others.close()
        assert told == {"event": "changed", "data": "staff", "id": str(receipt.events[-1].id)}
        own = await served.bus.send(a_change(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), 10)
        assert told["id"] == str(own.events[-1].id)
        with pytest.raises(TimeoutError):  # and only once
            await asyncio.wait_for(a_message(answer), 1.5)


async def test_a_burst_is_few_messages(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live") as answer:
        await a_message(answer)
        receipts = [await served.bus.send(a_change(), ORGANISER) for _number in range(50)]
        last, messages = "", 0
        while last != str(receipts[-1].events[-1].id):
            last = (await asyncio.wait_for(a_message(answer), 10))["id"]
            messages += 1
    assert messages < 10


async def test_pages_that_go_away_are_forgotten(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live") as answer:
        await a_message(answer)
        assert len(served.hub) == 1
        served.hub.close()
        await asyncio.wait_for(answer.read(), 10)
    assert len(served.hub) == 0
