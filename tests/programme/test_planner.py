"""Planning in the other process: started, followed, cancelled, and begun again when the world moves on."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from borse.bus import Actor, Bus, Command, Receipt
from borse.house import OpenExchange
from borse.programme import reads, shown
from borse.programme.messages import SaveDraft
from borse.programme.planner import MOST_ATTEMPTS, Planner
from borse.programme.planning import Request
from tests.builders import ORGANISER, AClock, AnOnlooker, a_party
from tests.patience import PATIENCE
from tests.programme.hall import a_hall

ROOT = Path(__file__).parents[2]
QUICK = Request(seconds=2.0)


@pytest.fixture
async def planner(clock: AClock) -> AsyncIterator[Planner]:
    planner = Planner(clock)
    yield planner
    await planner.close()


class BusyBus(Bus):
    """Somebody signs up just before a draft comes in, the first `times` times."""

    def __init__(self, bus: Bus, times: int) -> None:
        self.__dict__.update(bus.__dict__)
        self.times = times

    async def send(self, command: Command, by: Actor, *, age: timedelta = timedelta()) -> Receipt:
        if isinstance(command, SaveDraft) and self.times:
            self.times -= 1
            await super().send(a_party(f"Seint ute {self.times}"), by)
        return await super().send(command, by, age=age)


async def test_a_plan_comes_back_as_a_draft(exchange: OpenExchange, planner: Planner) -> None:
    await a_hall(exchange)
    planner.start(exchange, QUICK, ORGANISER)
    assert (await planner.wait(exchange.slug)).state == "done"
    assert [version.status for version in exchange.store.ask(reads.versions)] == ["draft"]


async def test_the_steps_of_planning_are_told_to_the_planning_page_alone(
    exchange: OpenExchange, planner: Planner
) -> None:
    await a_hall(exchange)
    page = AnOnlooker()
    with exchange.hub.watch(page):
        planner.start(exchange, QUICK, ORGANISER)
        await asyncio.wait_for(page.news.wait(), PATIENCE)
        await planner.wait(exchange.slug)
        page.news.clear()
        exchange.hub.nudge("the last")
        await asyncio.wait_for(page.news.wait(), PATIENCE)
    assert {topic for news in page.heard for topic in news.topics} - {"the last"} == {"planning"}
    assert page.heard[0].topics == {"planning"}


async def test_who_signs_up_meanwhile_is_in_the_plan(exchange: OpenExchange, planner: Planner) -> None:
    await a_hall(exchange)
    planner.start(replace(exchange, bus=BusyBus(exchange.bus, times=1)), QUICK, ORGANISER)
    ended = await planner.wait(exchange.slug)
    assert (ended.state, ended.attempt) == ("done", 2)
    parties = {party.name: party.meetings for party in exchange.store.ask(shown.parties_shown, 1)}
    assert parties["Seint ute 0"]


async def test_sign_ups_that_never_stop_end_in_a_sentence_and_no_draft(
    exchange: OpenExchange, planner: Planner
) -> None:
    await a_hall(exchange)
    planner.start(replace(exchange, bus=BusyBus(exchange.bus, times=MOST_ATTEMPTS)), QUICK, ORGANISER)
    ended = await planner.wait(exchange.slug)
    assert ended.state == "failed"
    assert "Planlegg på nytt" in ended.sentence
    assert exchange.store.ask(reads.versions) == []


async def test_a_cancelled_plan_changes_nothing_and_the_next_one_can_begin(
    exchange: OpenExchange, planner: Planner
) -> None:
    await a_hall(exchange)
    planner.start(exchange, Request(seconds=60.0), ORGANISER)
    await asyncio.sleep(0)  # it has begun, and waits for its turn or for the other process
    await planner.cancel(exchange.slug)
    cancelled = planner.of(exchange.slug)
    assert cancelled is not None
    assert cancelled.state == "cancelled"
    assert exchange.store.ask(reads.versions) == []
    planner.start(exchange, QUICK, ORGANISER)
    assert (await planner.wait(exchange.slug)).state == "done"


async def test_starting_twice_is_starting_once(exchange: OpenExchange, planner: Planner) -> None:
    await a_hall(exchange)
    for _click in range(2):
        planner.start(exchange, QUICK, ORGANISER)
    await planner.wait(exchange.slug)
    saved = exchange.store.ask(lambda db: db.execute("select count(*) from event where kind = 'DraftSaved'").fetchone())
    assert saved[0] == 1


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from borse.programme.planner import Planner
from borse.programme.planning import Request
from tests.builders import ORGANISER, AClock, a_house, an_exchange

async def main():
    exchange = await an_exchange(a_house(Path(sys.argv[1])))
    planner = Planner(AClock())
    planner.start(exchange, Request(seconds=1.0), ORGANISER)
    await planner.wait(exchange.slug)
    print(*planner.processes, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_a_server_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        script,
        tmp_path,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert server.stdout is not None
    left = [int(pid) for pid in (await server.stdout.readline()).split()]
    await server.wait()
    assert left
    for _look in range(600):
        if not any(is_running(pid) for pid in left):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the planning process outlived its server")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
