"""`python -m scenarios tablet`."""

import sys
import tempfile
import time
from pathlib import Path

import click
from rich.console import Console

from borse.app import make_house
from borse.demo import make_demo
from borse.settings import Settings
from scenarios.laptop import Laptop
from scenarios.load.organiser import Planned
from scenarios.tablet.device import Device
from scenarios.tablet.evening import evening
from scenarios.tablet.meanwhile import planning_beside

STAGES = ("alone", "planning")

said = Console(stderr=True)


@click.command()
@click.option("--entries", default=1000, show_default=True, help="How many entries are made offline, in each stage.")
@click.option("--kills", default=50, show_default=True, help="How often the browser is killed, in each stage.")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    type=click.Choice(STAGES),
    help="Whether plans are being made when it sends what it has. Otherwise both, one evening after the other.",
)
def tablet(entries: int, kills: int, stages: tuple[str, ...]) -> None:
    """A tablet offline for a whole evening, its browser killed again and again; no entry may be lost or doubled."""
    outcomes = [_held(stage, entries, kills) for stage in stages or STAGES]
    if not all(outcomes):
        sys.exit(1)


def _held(stage: str, entries: int, kills: int) -> bool:
    """Whether nothing was lost in an evening, and says so."""
    from playwright.sync_api import sync_playwright

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="borse-tablet-") as folder:
        make_demo(lambda data: make_house(Settings(data=data)), Path(folder), lambda _line: None)
        with sync_playwright() as playwright:
            laptop = Laptop(Path(folder))
            device = Device(playwright.chromium, laptop, Path(folder) / "profile")
            laptop.start()
            planned = Planned()
            meanwhile = planning_beside(laptop, planned) if stage == "planning" else None
            try:
                promised = evening(laptop, device, entries=entries, kills=kills, say=said.print, meanwhile=meanwhile)
            except AssertionError as lost:
                said.print(f"[red]✗[/] {stage}: {lost}")
                return False
            finally:
                device.close()
                laptop.kill()
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(promised.kinds.items()))
    beside = f"; a plan was being made in {planned.share:.0%} of the time that it sent" if meanwhile else ""
    said.print(
        f"[green]✓[/] {stage}: {promised.entries} entries ({counted}), the browser killed {promised.kills} times: none "
        f"lost, none doubled{beside} ({time.monotonic() - began:.0f} s)"
    )
    return True
