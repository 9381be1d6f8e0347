"""After a new plan a hundred people are told before the gong: several at once, each once, and none stops others."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from sqlite_utils import Database

from borse.bus import Actor, Recorded, Role
from borse.house import OpenExchange
from borse.outreach import outbox
from borse.outreach.delivery import Outcome, Result
from borse.outreach.messages import MessageChanged
from borse.outreach.sender import empty_a_part, empty_outbox
from borse.store.database import IntegrityError
from tests.builders import AClock, a_house, a_party, a_person, an_exchange
from tests.outreach.gateway import SlowGateway, outreach_by, taken
from tests.outreach.post_office import PostOffice, messages_to
from tests.patience import PATIENCE

RECEPTION = Actor(role=Role.RECEPTION)


@pytest.fixture
def gateway() -> SlowGateway:
    return SlowGateway()


@pytest.fixture
async def server(gateway: SlowGateway) -> AsyncIterator[TestServer]:
    server = await gateway.opened()
    yield server
    await server.close()


def a_number(nth: int) -> str:
    return f"+47900{nth:05}"


async def guests(exchange: OpenExchange, clock: AClock, number: int) -> list[str]:
    """So many whose receipt is to go by SMS, to `a_number(0)` and on. Their ids, in the order in which it is due."""
    people = []
    for nth in range(number):
        person = a_person(f"Nr {nth} Nordmann", phone=a_number(nth))
        await exchange.bus.send(a_party(f"Lag {nth}", people=(person,)), RECEPTION)
        people.append(person.person)
        clock.move(seconds=1)
    return people


def statuses(exchange: OpenExchange) -> Counter[str]:
    return Counter(exchange.store.ask(lambda db: [row["status"] for row in db.query("select status from message")]))


async def test_five_are_under_way_at_once_and_never_a_sixth(
    exchange: OpenExchange, gateway: SlowGateway, server: TestServer, clock: AClock
) -> None:
    await guests(exchange, clock, 17)

    async def answer(_number: str) -> int:
        await gateway.until_asked(5)
        return 200

    gateway.answer = answer
    assert await empty_outbox(exchange, outreach_by(server)) == 17
    assert gateway.most == 5
    assert sorted(gateway.asked) == [a_number(nth) for nth in range(17)]
    assert statuses(exchange) == {"sent": 17}


async def test_two_borser_share_the_five(
    tmp_path: Path, clock: AClock, gateway: SlowGateway, server: TestServer
) -> None:
    house = a_house(tmp_path / "to", clock)
    halls = [await an_exchange(house, slug=slug) for slug in ("her", "der")]
    for hall in halls:
        await guests(hall, clock, 7)

    async def answer(_number: str) -> int:
        await gateway.until_asked(5)
        return 200

    gateway.answer = answer
    outreach = outreach_by(server)
    await asyncio.gather(*(empty_outbox(hall, outreach) for hall in halls))
    assert (gateway.most, len(gateway.asked)) == (5, 14)
    house.close()


async def test_one_telephone_gets_its_messages_one_after_the_other_while_others_get_theirs(
    exchange: OpenExchange, gateway: SlowGateway, server: TestServer, clock: AClock
) -> None:
    [first, _other] = await guests(exchange, clock, 2)
    for kind in ("link_again", "reconfirm"):
        exchange.store.write(partial(_put, kind=kind, person=first, now=clock.at)).result()
        clock.move(seconds=1)
    kinds = []

    async def answer(number: str) -> int:
        if number == a_number(0):
            kinds.append(exchange.store.ask(_kind_of, gateway.keys[-1]))
        await gateway.until_asked(2)  # whoever is first waits for the other's
        return 200

    gateway.answer = answer
    await empty_outbox(exchange, outreach_by(server))
    assert kinds == ["signed_up", "link_again", "reconfirm"]
    assert (gateway.most_to_one, len(gateway.asked)) == (1, 4)
    assert gateway.most > 1


def _put(db: Database, *, kind: str, person: str, now: datetime) -> None:
    outbox.put(db, kind, [person], now, is_answer=True)


def _kind_of(db: Database, message: str) -> str:
    return str(db.execute("select kind from message where id = ?", [message]).fetchone()[0])


async def test_what_becomes_of_one_is_no_other_ones_matter(
    exchange: OpenExchange, gateway: SlowGateway, server: TestServer, clock: AClock
) -> None:
    people = await guests(exchange, clock, 12)
    wrong = {a_number(1): 400, a_number(3): 500, a_number(4): 0}  # refused, a fault of theirs, the line breaks

    async def answer(number: str) -> int:
        await gateway.until_asked(5)
        return wrong.get(number, 200)

    gateway.answer = answer
    await empty_outbox(exchange, outreach_by(server))
    found = [messages_to(exchange, person)[0].status for person in people]
    assert found[:5] == ["sent", "failed", "sent", "unsure", "unsure"]
    assert found[5:] == ["sent"] * 7


async def test_too_many_means_a_rest_for_all_and_one_at_a_time_from_then_on(
    exchange: OpenExchange, gateway: SlowGateway, server: TestServer, clock: AClock
) -> None:
    people = await guests(exchange, clock, 12)
    said_no = asyncio.Event()

    def note(recorded: Recorded) -> None:
        if isinstance(recorded.event, MessageChanged):  # nobody else has been answered
            said_no.set()

    exchange.bus.listen(note)

    async def answer(number: str) -> int:
        await gateway.until_asked(5)
        if number == a_number(0):
            return 429
        await said_no.wait()
        return 200

    gateway.answer = answer
    outreach = outreach_by(server)
    await empty_outbox(exchange, outreach)
    # The four that were under way went; that they did is no sign that more may come.
    assert len(gateway.asked) == 5
    assert statuses(exchange) == {"sent": 4, "waiting": 8}
    assert [message.attempts for message in messages_to(exchange, people[0])] == [0]
    clock.move(seconds=50)
    assert await empty_outbox(exchange, outreach) == 0
    clock.move(seconds=30)
    gateway.answer = taken
    await empty_outbox(exchange, outreach)
    assert outreach.turns("sms").at_a_time == 1
    assert statuses(exchange) == {"sent": 12}
    assert len(gateway.asked) == 13


async def test_after_too_many_whoever_comes_is_alone(clock: AClock, server: TestServer) -> None:
    outreach = outreach_by(server)
    assert outreach.turns("sms").at_a_time == 5
    outreach.remember("sms", Result(outcome=Outcome.LATER, channel_is_down=True, too_many=True), clock.at)
    inside = most = 0

    async def come() -> None:
        nonlocal inside, most
        async with outreach.turns("sms"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(come() for _each in range(3)))
    assert most == 1


KILLED_WHILE_SENDING = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from borse.app import make_house
from borse.outreach.channels import Outreach
from borse.outreach.sender import empty_outbox
from borse.settings import Settings

folder, address, at = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
settings = Settings(data=folder, public_address="https://bors.example", sms=address)
house = make_house(settings, lambda: at)
asyncio.run(empty_outbox(house.exchange("prove"), Outreach.of(settings)))
"""


async def test_killed_with_five_under_way_the_five_are_the_organisers_to_judge_and_nobody_is_told_twice(
    tmp_path: Path, clock: AClock, gateway: SlowGateway, server: TestServer
) -> None:
    folder = tmp_path / "var"
    house = a_house(folder, clock)
    await guests(await an_exchange(house), clock, 9)
    house.close()
    address = str(server.make_url("/sms"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_WHILE_SENDING, str(folder), address, clock.at.isoformat(), cwd=Path.cwd()
    )
    forever = asyncio.Event()

    async def never(_number: str) -> int:
        await forever.wait()
        return 200

    gateway.answer = never
    await asyncio.wait_for(gateway.until_asked(5), PATIENCE)
    os.kill(process.pid, signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    gateway.answer = taken
    forever.set()
    house = a_house(folder, clock)
    exchange = house.exchange("prove")
    outreach = outreach_by(server)
    await empty_outbox(exchange, outreach)
    assert statuses(exchange) == {"sending": 5, "sent": 4}
    clock.move(minutes=6)
    await empty_outbox(exchange, outreach)
    clock.move(hours=1)
    await empty_outbox(exchange, outreach)
    assert statuses(exchange) == {"unsure": 5, "sent": 4}
    house.close()
    assert len(gateway.asked) == len(set(gateway.keys)) == 9


async def test_what_is_urgent_waits_for_ten_letters_and_not_for_all(exchange: OpenExchange, post: PostOffice) -> None:
    for nth in range(25):
        person = a_person(f"Nr {nth} Nordmann", email=f"{nth}@lag.example")
        await exchange.bus.send(a_party(f"Lag {nth}", people=(person,)), RECEPTION)
    urgent = a_person("Kari Nordmann", phone=a_number(1))
    assert await empty_a_part(exchange, post.outreach) == 10
    await exchange.bus.send(a_party("Hastelaget", people=(urgent,)), RECEPTION)
    assert await empty_a_part(exchange, post.outreach) == 11
    assert len(post.sms()) == 1
    assert len(post.letters.taken) == 20
    await post.empty(exchange)
    assert len(post.letters.taken) == 25


async def test_a_file_that_takes_nothing_stops_the_sending_and_not_what_is_under_way(
    exchange: OpenExchange, gateway: SlowGateway, server: TestServer, clock: AClock
) -> None:
    people = await guests(exchange, clock, 12)
    stuck = messages_to(exchange, people[2])[0].id
    trigger = (
        f"create trigger stuck before update on message when old.id = '{stuck}' begin select raise(abort, ''); end"
    )
    exchange.store.write(lambda db: db.execute(trigger)).result()
    with pytest.raises(IntegrityError):
        await empty_outbox(exchange, outreach_by(server))
    assert statuses(exchange) == {"sent": len(gateway.asked), "waiting": 12 - len(gateway.asked)}
    exchange.store.write(lambda db: db.execute("drop trigger stuck")).result()
    await empty_outbox(exchange, outreach_by(server))
    assert statuses(exchange) == {"sent": 12}
    assert len(gateway.asked) == len(set(gateway.keys)) == 12
