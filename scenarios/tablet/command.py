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
from scenarios.tablet.device import Device
from scenarios.tablet.evening import evening

said = Console(stderr=True)


@click.command()
@click.option("--entries", default=1000, show_default=True, help="How many entries are made offline.")
@click.option("--kills", default=50, show_default=True, help="How often the browser is killed.")
def tablet(entries: int, kills: int) -> None:
    """A tablet offline for a whole evening, its browser killed again and again; no entry may be lost or doubled."""
    from playwright.sync_api import sync_playwright

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="borse-tablet-") as folder:
        make_demo(lambda data: make_house(Settings(data=data)), Path(folder), lambda _line: None)
        with sync_playwright() as playwright:
            laptop = Laptop(Path(folder))
            device = Device(playwright.chromium, laptop, Path(folder) / "profile")
            laptop.start()
            try:
                promised = evening(laptop, device, entries=entries, kills=kills, say=said.print)
            except AssertionError as lost:
                said.print(f"[red]✗[/] {lost}")
                sys.exit(1)
            finally:
                device.close()
                laptop.kill()
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(promised.kinds.items()))
    said.print(
        f"[green]✓[/] {promised.entries} entries ({counted}), the browser killed {promised.kills} times: "
        f"none lost, none doubled ({time.monotonic() - began:.0f} s)"
    )
