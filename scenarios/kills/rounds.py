"""Rounds of load and a signal, and what they came to."""

import asyncio
import random
import signal
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from borse.bus import Role
from scenarios.kills.making import Bors, a_bors
from scenarios.kills.proof import busy_seconds, counts_of, doubled_or_missing, left_behind, lost_or_damaged
from scenarios.kills.users import TABLETS, Tally, begin_to_plan, let_in, register, tablet
from scenarios.play.server import a_server

# A plan for the home scenario's sixty is proven to be the best before the server is killed.
PLANNED_FOR = 200
# Each kill comes after some ninety walk-ins, who are planned for too: more in one evening would be no evening any more.
KILLS_AN_EVENING = 6
# The kill comes at some moment in this time after the first answer.
UNDER_LOAD_SECONDS = 0.6
# A process that plans hears at once that its server is gone; the machine may have other things to do first.
GONE_SECONDS = 60.0
LOOK_SECONDS = 0.02

Say = Callable[[Tally], None]


async def killed(
    folder: Path,
    times: int,
    *,
    seed: int = 1,
    ending: signal.Signals = signal.SIGKILL,
    planning: bool = False,
    say: Say = lambda _tally: None,
) -> Tally:
    """`times` rounds of load and a signal in `folder`, which is empty. `say` is told after each.

    With `planning`, a plan is being made each time that the signal comes, and a new evening begins after some.
    """
    chance, tally = random.Random(seed), Tally()
    rounds = KILLS_AN_EVENING if planning else times
    for before in range(0, times, rounds):
        evening = folder / f"from-{before}"
        evening.mkdir()
        bors = await a_bors(evening, PLANNED_FOR if planning else 0)
        say_all = partial(_say_all, say, tally)
        tally += await _evening(bors, min(rounds, times - before), chance, ending, say_all, planning=planning)
    return tally


def _say_all(say: Say, before: Tally, of_evening: Tally) -> None:
    say(before + of_evening)


async def _evening(
    bors: Bors, times: int, chance: random.Random, ending: signal.Signals, say: Say, *, planning: bool
) -> Tally:
    before, tally, known = counts_of(bors.file), Tally(), 0
    for number in range(times + 1):
        began = time.monotonic()
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(a_server(bors.folder))
            door = await stack.enter_async_context(let_in(server, bors, Role.RECEPTION))
            if number > 0:
                tally.up_seconds.append(time.monotonic() - began)
                tally.busy_seconds.append(busy_seconds(server.process.pid))
            tally.wrong += lost_or_damaged(bors.file, tally.answered)
            for form in tally.sent[known:]:  # what was under way when it was killed, and what was answered just before
                await register(door, form, tally)
            known = len(tally.sent)
            if number == times:
                break
            if planning:
                await begin_to_plan(await stack.enter_async_context(let_in(server, bors, Role.ORGANISER)))
            tablets = [asyncio.create_task(tablet(door, tally)) for _one in range(TABLETS)]
            await asyncio.sleep(chance.uniform(0.05, UNDER_LOAD_SECONDS))
            server.process.send_signal(ending)
            await server.process.wait()
            await asyncio.gather(*tablets)
            tally.without_reply += len(tally.sent) - len(tally.answered)
            tally.wrong += await _still_there(bors)
            tally.kills += 1
            say(tally)
    tally.wrong += doubled_or_missing(bors.file, before, len(tally.sent))
    return tally


async def _still_there(bors: Bors) -> list[str]:
    """A sentence for each process that goes on without its server."""
    until = time.monotonic() + GONE_SECONDS
    while (found := left_behind(bors.folder)) and time.monotonic() < until:  # noqa: ASYNC110 -- they tell nobody
        await asyncio.sleep(LOOK_SECONDS)
    return [f"process {number} went on without its server" for number in found]
