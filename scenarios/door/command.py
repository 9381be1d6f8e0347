"""`python -m scenarios door`."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE
from scenarios.door.evening import Door, play, prepare
from scenarios.door.figures import A_GUEST, A_KEY, A_PRESS, A_WALK_IN, Welcomed, slow
from scenarios.laptop import Laptop
from scenarios.load.figures import percentile
from scenarios.tablet.device import TABLET

said = Console(stderr=True)


@click.command()
@click.option("--people", default=600, show_default=True, type=click.IntRange(100))
@click.option("--guests", default=15, show_default=True, type=click.IntRange(1), help="With the server, and without.")
@click.option(
    "--slower", default=1, show_default=True, type=click.IntRange(1), help="The tablet's processor, than this one."
)
def door(*, people: int, guests: int, slower: int) -> None:
    """Let guests in at a real Chromium, by as few letters as single them out, with the server and without."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="borse-door-") as folder:
        said.print(f"Making a børs for {people} and starting a server …")
        laptop = Laptop(Path(folder), asyncio.run(prepare(Path(folder), people)))
        laptop.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                context = browser.new_context(viewport=TABLET, locale="nb-NO")
                context.set_default_timeout(PATIENCE)
                seen = play(laptop, context, guests=guests, slower=slower, say=said.print)
                browser.close()
        finally:
            laptop.kill()
    wrong = _told(seen, people, slower)
    for line in wrong:
        said.print(f"[red]✗[/] {line}")
    if wrong:
        sys.exit(1)


def _told(seen: Door, people: int, slower: int) -> list[str]:
    """The figures on standard output. What is wrong or too slow."""
    out = Console(width=150)
    keys = sorted(took for guest in (*seen.online, *seen.offline) for took in guest.keys)
    p95 = percentile(keys, 0.95)
    weaker = f"; a processor {slower} times slower" if slower > 1 else ""
    table = Table(title=f"{people} in the list{weaker}; the middle one, and the slowest in brackets")
    for column in (
        "",
        "guests",
        "presses each",
        "machine, ms each",
        "of the time",
        "to «Lagret her», ms",
        "to «Lagret», ms",
        "seconds each",
    ):
        table.add_column(column, justify="right" if column else "left")
    for name, guests in (("the server is there", seen.online), ("the server is gone", seen.offline)):
        table.add_row(name, str(len(guests)), *_cells(guests))
    out.print(table)
    out.print(
        f"A key to the list: {percentile(keys, 0.5) * 1000:.0f} ms (p50), {p95 * 1000:.0f} ms (p95), "
        f"{keys[-1] * 1000:.0f} ms (the slowest of {len(keys)})."
    )
    for walk_in in seen.walk_ins:
        more = f", badge and {walk_in.meetings} meetings" if walk_in.meetings else ", the server gone"
        out.print(
            f"Walk-in{more}: {walk_in.presses} presses, {walk_in.machine:.1f} s of the machine; "
            f"{walk_in.seconds:.0f} s."
        )
    wrong = [*seen.wrong, *slow((*seen.online, *seen.offline), seen.walk_ins, p95)]
    out.print(
        f"A press is reckoned as {A_PRESS:g} s. Under {A_GUEST:g} s a guest, {A_WALK_IN:g} s a walk-in, "
        f"{A_KEY * 1000:.0f} ms a key (p95), everybody there once: {'does not hold' if wrong else 'holds'}. "
        f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}"
    )
    return wrong


def _cells(guests: list[Welcomed]) -> Iterable[str]:
    machine = [guest.machine for guest in guests]
    seconds = [guest.seconds for guest in guests]
    there = [guest.there for guest in guests if guest.there is not None]
    yield _middle([guest.presses for guest in guests])
    yield _middle([took * 1000 for took in machine])
    yield f"{sum(machine) / sum(seconds):.0%}"
    yield _middle([guest.here * 1000 for guest in guests])
    yield _middle([took * 1000 for took in there]) if there else "–"
    yield _middle(seconds, digits=1)


def _middle(values: list[float] | list[int], digits: int = 0) -> str:
    """The middle one, and the greatest in brackets."""
    ordered = sorted(values)
    return f"{percentile(ordered, 0.5):.{digits}f} ({ordered[-1]:.{digits}f})"
