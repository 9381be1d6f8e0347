"""`python -m scenarios gongs`: the whole hall looks on while the host rings from round to round."""

import asyncio
import os
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import click
from rich.console import Console

from scenarios.load.chromium import real_pages
from scenarios.load.figures import figures_of
from scenarios.load.hall import a_hall
from scenarios.load.organiser import planning
from scenarios.load.ringing import BAR_P99_SECONDS, BAR_SECONDS, Told, gongs
from scenarios.load.watchers import watching

# From the first round to the end of an evening of eight.
MOST_GONGS = 16

said = Console(stderr=True)


@click.command("gongs")
@click.option("--phones", default=600, show_default=True, type=click.IntRange(1))
@click.option("--screens", default=20, show_default=True, type=click.IntRange(0))
@click.option("--gongs", "number", default=6, show_default=True, type=click.IntRange(1, MOST_GONGS))
def gongs_command(*, phones: int, screens: int, number: int) -> None:
    """Ring, and hold how soon every open page is told and shows it; then the same while a plan is being made.

    A børs with a person for each telephone, served by a process of its own; the pages do as the browser's scripts do. A
    telephone and a screen more are real ones, in Chromium.
    """
    with tempfile.TemporaryDirectory(prefix="borse-gongs-") as folder:
        alone, meanwhile = asyncio.run(_measure(Path(folder), phones, screens, number))
    for name, told in (("alone", alone), ("while planning", meanwhile)):
        Console(width=150).print(in_words(name, told))
    Console(width=150).print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")
    if not (alone.holds and meanwhile.holds):
        sys.exit(1)


async def _measure(folder: Path, phones: int, screens: int, number: int) -> tuple[Told, Told]:
    said.print(f"Making a børs for {phones} and starting a server …")
    async with AsyncExitStack() as stack:
        hall = await stack.enter_async_context(a_hall(folder, phones))
        played = await stack.enter_async_context(watching(hall, phones, screens))
        real = await stack.enter_async_context(real_pages(hall))
        said.print(f"{phones} telephones and {screens} screens are open. Ringing …")
        alone = await gongs(hall, played, real, -(-number // 2))
        said.print("The same while planning …")
        await stack.enter_async_context(planning(hall))
        return alone, await gongs(hall, played, real, number // 2 or 1)


def in_words(name: str, told: Told) -> str:
    """How soon everybody knew of a gong, and saw it."""
    if not told.shown:
        return f"{name}: {told.watchers} open pages, {told.gongs} gongs: nobody saw any."
    news, shown, answers = figures_of(told.told), figures_of(told.shown), figures_of(told.answers or [0.0])
    ms = [f"{seconds * 1000:.0f} ms" for seconds in (answers.p50, answers.p99, answers.longest, told.own_seconds)]
    return (
        f"{name}: {told.watchers} open pages, {told.gongs} gongs: told after {news.p50:.2f} s (p50), {news.p99:.2f} s "
        f"(p99), {news.longest:.2f} s (the last); {told.missed} missed. Shown after {shown.p50:.2f} s, "
        f"{shown.p99:.2f} s, {shown.longest:.2f} s; in Chromium after {max(told.seen, default=0):.2f} s at most. "
        f"The {len(told.answers)} answers asked for meanwhile took {ms[0]}, {ms[1]}, {ms[2]}. "
        f"The measuring itself took {ms[3]} of a processor for each gong. "
        f"All shown within {BAR_SECONDS:.0f} s, and 99 of 100 pages and answers within "
        f"{BAR_P99_SECONDS * 1000:.0f} ms: {'holds' if told.holds else 'does not hold'}."
    )
