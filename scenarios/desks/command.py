"""`python -m scenarios desks`."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scenarios.desks.evening import Desks, play, prepare
from scenarios.desks.figures import (
    A_GREETING,
    A_TAP,
    A_VISIT,
    ALL_OF_THEM,
    WORDS_A_SECOND,
    Visit,
    all_busy,
    reckoned_line,
    slow,
)
from scenarios.door.figures import A_PRESS
from scenarios.laptop import Laptop
from scenarios.load.figures import percentile

said = Console(stderr=True)
COLUMNS = ("", "served", "presses", "taps of them", "words said, read out", "machine, s", "seconds each")


@click.command("desks")
@click.option("--people", default=200, show_default=True, type=click.IntRange(60))
@click.option("--agreements", default=60, show_default=True, type=click.IntRange(1, 120), help="In line at once.")
@click.option("--desks", "number", default=5, show_default=True, type=click.IntRange(1, 10))
@click.option(
    "--offline",
    default=15,
    show_default=True,
    type=click.IntRange(0, 60),
    help="More, without the server; one a desk at least.",
)
def desks(*, people: int, agreements: int, number: int, offline: int) -> None:
    """Serve a burst of agreements at the notaries' desks, each a real Chromium, with the server and without."""
    offline = max(offline, number)
    with tempfile.TemporaryDirectory(prefix="borse-desks-") as folder:
        said.print(f"Making a børs for {people} and starting a server …")
        seen = asyncio.run(_seen(Path(folder), people, number, agreements, offline))
    wrong = _told(seen, agreements, number)
    for line in wrong:
        said.print(f"[red]✗[/] {escape(line)}")
    if wrong:
        sys.exit(1)


async def _seen(folder: Path, people: int, number: int, agreements: int, offline: int) -> Desks:
    prepared = await prepare(folder, people)
    laptop = Laptop(folder, prepared.slug)
    await asyncio.to_thread(laptop.start)
    try:
        return await play(
            laptop, prepared.agreeing, desks=number, agreements=agreements, offline=offline, say=said.print
        )
    finally:
        laptop.kill()


def _told(seen: Desks, agreements: int, desks: int) -> list[str]:
    """The figures on standard output. What is wrong or too slow."""
    out = Console(width=150)
    visits = sorted(seen.visits, key=lambda visit: visit.began)
    table = Table(title=f"{agreements} agreements at {desks} desks; the middle one, and the greatest in brackets")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column else "left")
    for kind, of_kind in groupby(sorted(visits, key=lambda visit: visit.kind), key=lambda visit: visit.kind):
        table.add_row(kind, *_cells(list(of_kind)))
    table.add_section()
    table.add_row("all", *_cells(visits))
    out.print(table)
    line = reckoned_line((visit.seconds for visit in visits), desks)
    out.print(
        f"At full speed: {len(visits)} visits in {seen.burst:.0f} s, all desks busy {all_busy(visits, desks):.0%} of "
        f"it. Reckoned, all in line at once: the last one is served after {_clock(line)}."
    )
    anew = [visit.seconds for visit in visits if visit.kind == "all said anew"]
    if anew:
        worst = reckoned_line([sum(anew) / len(anew)] * agreements, desks)
        out.print(f"If all of them said all of it anew, it would be {_clock(worst)}.")
    out.print(
        f"Without the server: {seen.kept} kept on the tablets in {seen.kept_seconds:.0f} s; {seen.drained:.0f} s after "
        "the server was started again, every tablet showed its numbers."
    )
    wrong = [*seen.wrong, *slow(visits, line)]
    out.print(
        f"A press is reckoned as {A_PRESS:g} s, a tap as {A_TAP:g} s more, {WORDS_A_SECOND * 60:.0f} words a minute, "
        f"coming and going as {A_GREETING:g} s. Under {A_VISIT:g} s each, {ALL_OF_THEM / 60:g} minutes for all, every "
        f"number once: {'does not hold' if wrong else 'holds'}. "
        f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}"
    )
    return wrong


def _cells(visits: list[Visit]) -> Iterable[str]:
    yield str(len(visits))
    yield _middle([visit.presses for visit in visits])
    yield _middle([visit.taps for visit in visits])
    yield _middle([visit.said + visit.read for visit in visits])
    yield _middle([visit.machine for visit in visits], digits=1)
    yield _middle([visit.seconds for visit in visits])


def _middle(values: list[float] | list[int], digits: int = 0) -> str:
    """The middle one, and the greatest in brackets."""
    ordered = sorted(values)
    return f"{percentile(ordered, 0.5):.{digits}f} ({ordered[-1]:.{digits}f})"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
