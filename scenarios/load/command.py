"""`python -m scenarios load`: the server under the evening's load, alone and while planning."""

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from scenarios.load.errands import ERRANDS
from scenarios.load.hall import a_hall
from scenarios.load.open_loop import Sample, run
from scenarios.load.organiser import Planned, planning
from scenarios.load.table import table_of

said = Console(stderr=True)
WARM_UP_SECONDS = 3.0


@dataclass(frozen=True)
class Measured:
    alone: list[Sample]
    planning: list[Sample]
    planned: Planned


@click.command()
@click.option("--rate", default=20.0, show_default=True, help="Requests a second, of all kinds together.")
@click.option("--seconds", default=20.0, show_default=True, help="Length of each load.")
def load(*, rate: float, seconds: float) -> None:
    """Measure how long pages take while nothing else goes on, and while a plan is being made.

    The home scenario is served by a process of its own; the loads are open, bounded, and come over loopback. The table
    goes to standard output. A slow answer is a figure; a wrong one is an error.
    """
    with tempfile.TemporaryDirectory(prefix="borse-load-") as folder:
        measured = asyncio.run(_measure(Path(folder), rate, seconds))
    wide = Console(width=150)
    wide.print(table_of(measured.alone, measured.planning))
    wide.print(
        f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}; {rate:g} requests a second. "
        f"A plan was being made in {measured.planned.share:.0%} of the second load."
    )
    wrong = [sample.wrong for sample in (*measured.alone, *measured.planning) if sample.wrong]
    for line in sorted(set(wrong)):
        said.print(f"[red]✗[/] {wrong.count(line)} × {line}")
    if wrong:
        sys.exit(1)


async def _measure(folder: Path, rate: float, seconds: float) -> Measured:
    said.print("Making the home scenario and starting a server …")
    async with a_hall(folder) as hall:
        await run(hall, ERRANDS, rate=rate, seconds=min(WARM_UP_SECONDS, seconds))
        said.print(f"Alone, {seconds:g} s …")
        alone = await run(hall, ERRANDS, rate=rate, seconds=seconds)
        said.print(f"While planning, {seconds:g} s …")
        async with planning(hall) as planned:
            meanwhile = await run(hall, ERRANDS, rate=rate, seconds=seconds, seed=2)
        return Measured(alone, meanwhile, planned)
