"""`python -m scenarios reconnect`: the net comes back, and every tablet in the hall sends what it has written down.

Each tablet was paired with a code, and has a session of its own. Its queue holds arrivals (many of the same people at
several tablets), some taken back, some who went home, and walk-ins; a tenth of it is there twice, as if replies had
been lost. Meanwhile it asks for what its page asks for (`door_tablet.py`). What the file holds afterwards is held
against the tablets' own count, and the list of guests on each tablet against the server's.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console

from borse.bus import Role
from borse.ids import new_id
from borse.store.database import connect
from scenarios.load.door_tablet import LIST, DoorTablet, door_tablets
from scenarios.load.figures import figures_of
from scenarios.load.hall import Hall, a_hall
from scenarios.load.organiser import planning
from scenarios.play.tablet import SPREAD_SECONDS, Tablet

PEOPLE = 600
TWICE = 0.1
BAR_SECONDS, BAR_ANSWER_SECONDS = 10.0, 0.25
# After the last queue every tablet fetches the list once more; one that has an older one by then has missed news.
LISTED_SECONDS, LOOK_SECONDS = 120.0, 0.5
# Of a queue: who came and was undone, who came and left, who walked in. The rest came and stayed.
UNDONE, LEFT, WALKED_IN = 0.08, 0.06, 0.04

said = Console(stderr=True)


@dataclass
class Tally:
    """What the tablets wrote, each entry once: whose each arrival is, which of them ended, and the walk-ins' names."""

    arrivals: dict[str, str] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    walked_in: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)

    @property
    def here(self) -> set[str]:
        """Of those who had signed up."""
        return {person for arrival, person in self.arrivals.items() if arrival not in self.ended}


@dataclass(frozen=True, kw_only=True)
class Drained:
    """A run: seconds from the net's return to the last answer, and until the last tablet had the list as it is then.

    `took` are seconds per batch, `lists` per list (or «304»), `others` per other thing that a tablet asked for;
    `own_seconds` is what the measuring process used of a processor. `wrong` is what did not add up.
    """

    seconds: float
    listed_seconds: float
    took: list[float]
    lists: list[float]
    others: list[float]
    own_seconds: float
    entries: int
    wrong: list[str]

    @property
    def holds(self) -> bool:
        return not self.wrong and self.seconds <= BAR_SECONDS and figures_of(self.took).p99 <= BAR_ANSWER_SECONDS


@click.command("reconnect")
@click.option("--tablets", default=200, show_default=True, type=click.IntRange(1, 500))
@click.option("--entries", default=50, show_default=True, type=click.IntRange(10, 1000), help="In each tablet's queue.")
@click.option("--seed", default=1, show_default=True)
def reconnect(*, tablets: int, entries: int, seed: int) -> None:
    """Let all tablets send their queues at once, alone and while a plan is being made; count what came of it."""
    with tempfile.TemporaryDirectory(prefix="borse-reconnect-") as folder:
        runs = asyncio.run(_measure(Path(folder), tablets, entries, seed))
    for name, run in zip(("alone", "while planning"), runs, strict=True):
        Console(width=150).print(
            f"{name}: {tablets} tablets, {run.entries} entries, {TWICE:.0%} of them twice: {_in_words(run)}"
        )
    Console(width=150).print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")
    wrong = [line for run in runs for line in run.wrong]
    for line in wrong[:20]:
        said.print(f"[red]✗[/] {line}")
    if not all(run.holds for run in runs):
        sys.exit(1)


def _in_words(run: Drained) -> str:
    took, lists = figures_of(run.took), figures_of(run.lists or [0.0])
    return (
        f"drained in {run.seconds:.1f} s, up to {SPREAD_SECONDS:.0f} s of which each tablet waits of its own; each "
        f"batch took {took.p50 * 1000:.0f} ms (p50), {took.p99 * 1000:.0f} ms (p99), {took.longest * 1000:.0f} ms (the "
        f"longest of {took.requests}); {len(run.wrong)} wrong. Within "
        f"{BAR_SECONDS:.0f} s and {BAR_ANSWER_SECONDS * 1000:.0f} ms: {'holds' if run.holds else 'does not hold'}. "
        f"All had the list as it was then after {run.listed_seconds:.1f} s; {lists.requests} times it was asked for, "
        f"{lists.p50 * 1000:.0f} ms (p50), {lists.p99 * 1000:.0f} ms (p99), and {len(run.others)} times for something "
        f"else. The measuring itself took {run.own_seconds:.1f} s of a processor."
    )


async def _measure(folder: Path, number: int, entries: int, seed: int) -> list[Drained]:
    said.print(f"Making a børs for {PEOPLE} and starting a server …")
    runs: list[Drained] = []
    tally, chance = Tally(), random.Random(seed)
    async with AsyncExitStack() as stack:
        # One proxy, so that each tablet can have an address of its own: pairing is slowed down for each address.
        hall = await stack.enter_async_context(a_hall(folder, PEOPLE, proxies=1))
        said.print(f"Pairing {number} tablets …")
        tablets = await stack.enter_async_context(door_tablets(hall, number, chance))
        for name in ("alone", "while planning"):
            if runs:
                await stack.enter_async_context(planning(hall))
            said.print(f"{number} tablets with {entries} entries each, {name} …")
            runs.append(await _drained(hall, tablets, entries, chance, tally))
    return runs


async def _drained(hall: Hall, tablets: list[DoorTablet], entries: int, chance: random.Random, tally: Tally) -> Drained:
    for tablet in tablets:
        tablet.lose_the_net()
        _write(tablet, list(hall.known.people), entries, chance, tally)
        tablet.write_again(chance, TWICE)
    loop = asyncio.get_running_loop()
    began, used = loop.time(), time.process_time()
    async with asyncio.TaskGroup() as group:
        back = [group.create_task(tablet.come_back()) for tablet in tablets]
        await asyncio.gather(*(tablet.sent.wait() for tablet in tablets))
        seconds = loop.time() - began
        old = await _listed(hall, tablets)
        listed_seconds = loop.time() - began
        for task in back:
            task.cancel()
    wrong = [f"refused: {sentence}" for tablet in tablets for sentence in tablet.refused] + old
    wrong += _wrong(hall.server.folder / f"{hall.known.slug}.db", tally)
    asked = [one for tablet in tablets for one in tablet.asked]
    return Drained(
        seconds=seconds,
        listed_seconds=listed_seconds,
        took=[took for tablet in tablets for took in tablet.took],
        lists=[one.took for one in asked if one.path == LIST],
        others=[one.took for one in asked if one.path != LIST],
        own_seconds=time.process_time() - used,
        entries=len(tablets) * entries,
        wrong=wrong,
    )


async def _listed(hall: Hall, tablets: list[DoorTablet]) -> list[str]:
    """Wait until every tablet has the list that the server has now. A line for each that does not get it."""
    until = time.monotonic() + LISTED_SECONDS
    while True:
        async with hall.browsers[Role.RECEPTION].get(hall.address(LIST)) as answer:
            newest = answer.headers["ETag"]
        old = [tablet for tablet in tablets if tablet.tag != newest]
        if not old or time.monotonic() > until:
            return [f"a tablet has an old list: {tablet.tag}" for tablet in old]
        await asyncio.sleep(LOOK_SECONDS)


def _write(tablet: Tablet, people: list[str], entries: int, chance: random.Random, tally: Tally) -> None:
    """A queue as an evening at the door leaves it."""
    while len(tablet.queue) < entries:
        ago, what = chance.uniform(0, 1200), chance.random()
        if what < WALKED_IN:
            name = f"Lag {new_id()}"
            person = {"person": new_id(), "name": f"Gjest hos {name}"}
            tablet.write("RegisterWalkIn", ago=ago, name=name, side="association", person=person)
            tally.walked_in.add(name)
            continue
        person_ = chance.choice(people)
        arrival = tablet.write("CheckIn", ago=ago, person=person_)
        tally.arrivals[arrival] = person_
        if len(tablet.queue) < entries and what < WALKED_IN + UNDONE + LEFT:
            tablet.write("UndoCheckIn" if what < WALKED_IN + UNDONE else "MarkLeft", ago=ago, arrivals=[arrival])
            tally.ended.add(arrival)
    tally.entries |= {entry.id for entry in tablet.queue}


def _wrong(file: Path, tally: Tally) -> list[str]:
    """A line for whatever the file has not exactly as the tablets wrote it. Past the application."""
    with closing(connect(file, read_only=True).conn) as db:

        def ids(question: str) -> Counter[str]:
            return Counter(row[0] for row in db.execute(question))

        commands = ids("select id from command")
        arrivals = ids("select id from arrival")
        lag = ids("select name from party where name like 'Lag %'")
        here = ids("select id from person where walk_in = 0 and arrived_at is not null and left_at is null")
        guests = ids("select name from person where walk_in = 1 and arrived_at is not null and left_at is null")
    wrong = [f"lost: {entry}" for entry in tally.entries - set(commands)]
    wrong += [f"no arrival: {arrival}" for arrival in set(tally.arrivals) - set(arrivals)]
    wrong += [f"{number} × {name}" for name, number in (lag + guests).items() if number > 1]
    wrong += [f"walk-in lost: {name}" for name in tally.walked_in - set(lag)]
    wrong += [f"walk-in not here: {name}" for name in tally.walked_in if f"Gjest hos {name}" not in guests]
    wrong += [f"here, and should not be: {person}" for person in set(here) - tally.here]
    wrong += [f"not here, and should be: {person}" for person in tally.here - set(here)]
    return wrong
