"""The command, and what it says."""

import asyncio
import os
import tempfile
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.status import Status

from scenarios.kills.rounds import killed
from scenarios.kills.users import Tally
from scenarios.load.figures import figures_of

STAGES = ("alone", "planning")
BAR_SECONDS = 2.0

said = Console(stderr=True)


@click.command("kills")
@click.option("--times", default=20, show_default=True, type=click.IntRange(1), help="How often, in each stage.")
@click.option(
    "--stage", "stages", multiple=True, type=click.Choice(STAGES), help="Otherwise both, one after the other."
)
@click.option("--seed", default=1, show_default=True, help="Of the moments of the kills.")
def kills(*, times: int, stages: tuple[str, ...], seed: int) -> None:
    """Kill the server under load; hold the file against the tablets' own count of what was answered."""
    holds = True
    for stage in stages or STAGES:
        with tempfile.TemporaryDirectory(prefix="borse-kills-") as folder, said.status(f"{stage}: 0 kills") as status:
            say = partial(_tell, status, stage)
            tally = asyncio.run(killed(Path(folder), times, seed=seed, planning=stage == "planning", say=say))
        Console(width=150).print(f"{stage}: {outcome_of(tally)}")
        for line in tally.wrong:
            said.print(f"✗ {line}")
        holds = holds and not tally.wrong and max(tally.up_seconds) <= BAR_SECONDS
    Console(width=150).print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")
    if not holds:
        raise SystemExit(1)


def _tell(status: Status, stage: str, tally: Tally) -> None:
    status.update(f"{stage}: {tally.kills} kills, {len(tally.wrong)} wrong")


def outcome_of(tally: Tally) -> str:
    """In one line."""
    up = figures_of(tally.up_seconds)
    in_time = sum(seconds <= BAR_SECONDS for seconds in tally.up_seconds)
    return (
        f"{tally.kills} kills, {len(tally.sent)} walk-ins, {tally.without_reply} of them under way when it was killed, "
        f"{len(tally.wrong)} wrong; up again in {up.p50:.2f} s (p50), {up.p95:.2f} s (p95), {up.longest:.2f} s (the "
        f"slowest); {in_time} of {tally.kills} within {BAR_SECONDS:g} s; {figures_of(tally.busy_seconds).p50:.2f} s of "
        "processor time (p50)"
    )
