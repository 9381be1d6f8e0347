"""`python -m scenarios load`: the server under the evening's load, alone, while planning, and with all screens open."""

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from scenarios.load.errands import ERRANDS
from scenarios.load.hall import Hall, a_hall
from scenarios.load.open_loop import Sample, run
from scenarios.load.organiser import Planned, planning
from scenarios.load.table import table_of, told_in_words
from scenarios.load.watchers import BETWEEN_GONGS_SECONDS, Told, gongs, watching

said = Console(stderr=True)
WARM_UP_SECONDS = 3.0
# From the first round to the end of the evening.
MOST_GONGS = 12


@dataclass(frozen=True)
class Measured:
    alone: list[Sample]
    planning: list[Sample]
    planned: Planned
    told: Told | None


@click.command()
@click.option("--rate", default=20.0, show_default=True, help="Requests a second, of all kinds together.")
@click.option("--seconds", default=20.0, show_default=True, help="Length of each load.")
@click.option(
    "--watchers", default=80, show_default=True, help="Open live streams, a quarter of them screens; 0: none."
)
def load(*, rate: float, seconds: float, watchers: int) -> None:
    """Measure how long pages take while nothing else goes on, and while a plan is being made.

    The home scenario is served by a process of its own; the loads are open, bounded, and come over loopback. The table
    goes to standard output. A slow answer is a figure; a wrong one is an error.
    """
    with tempfile.TemporaryDirectory(prefix="borse-load-") as folder:
        measured = asyncio.run(_measure(Path(folder), rate, seconds, watchers))
    wide = Console(width=150)
    wide.print(table_of(measured.alone, measured.planning))
    wide.print(
        f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}; {rate:g} requests a second. "
        f"A plan was being made in {measured.planned.share:.0%} of the second load."
    )
    if measured.told:
        wide.print(told_in_words(measured.told))
    wrong = [sample.wrong for sample in (*measured.alone, *measured.planning) if sample.wrong]
    for line in sorted(set(wrong)):
        said.print(f"[red]✗[/] {wrong.count(line)} × {line}")
    if wrong:
        sys.exit(1)


async def _measure(folder: Path, rate: float, seconds: float, watchers: int) -> Measured:
    said.print("Making the home scenario and starting a server …")
    async with a_hall(folder) as hall:
        await run(hall, ERRANDS, rate=rate, seconds=min(WARM_UP_SECONDS, seconds))
        said.print(f"Alone, {seconds:g} s …")
        alone = await run(hall, ERRANDS, rate=rate, seconds=seconds)
        said.print(f"While planning, {seconds:g} s …")
        async with planning(hall) as planned:
            meanwhile = await run(hall, ERRANDS, rate=rate, seconds=seconds, seed=2)
        return Measured(alone, meanwhile, planned, await _told(hall, seconds, watchers) if watchers else None)


async def _told(hall: Hall, seconds: float, number: int) -> Told:
    """Gongs with everybody looking on, while a plan is being made."""
    said.print(f"{number} open streams while rounds change, {seconds:g} s …")
    async with watching(hall, number) as watchers, planning(hall):
        return await gongs(hall, watchers, min(max(1, round(seconds / BETWEEN_GONGS_SECONDS)), MOST_GONGS))
