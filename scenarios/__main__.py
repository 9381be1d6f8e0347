"""`python -m scenarios`: whole days that run, and the bench."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import click
from rich.console import Console

from scenarios.affinity.__main__ import affinity_figures
from scenarios.bench.command import bench
from scenarios.desks.command import desks
from scenarios.door.command import door
from scenarios.kills.command import kills
from scenarios.load.command import load
from scenarios.load.gongs import gongs_command
from scenarios.load.reconnect import reconnect
from scenarios.load.replans import replans
from scenarios.permutations.command import permutations
from scenarios.play.evening import play
from scenarios.play.server import a_server
from scenarios.rough.command import rough_evening
from scenarios.script import Script
from scenarios.tablet.command import tablet

HERE = Path(__file__).parent
said = Console(stderr=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Evenings acted out against the real server, measurements, and the engine's bench."""


@main.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the børs and the server's log in this folder.")
def lorenskog(keep: Path | None) -> None:
    """Play the home scenario from an empty folder to the report, and hold its figures against the players' count."""
    script = Script.read(HERE / "lorenskog.toml")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="borse-play-") as folder:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        wrong = asyncio.run(_play(script, keep or Path(folder)))
    for line in wrong:
        said.print(f"[red]✗[/] {line}")
    if wrong:
        sys.exit(1)
    said.print(f"[green]✓[/] every figure of the report is the players' own ({time.monotonic() - began:.0f} s)")


async def _play(script: Script, folder: Path) -> list[str]:
    async with a_server(folder) as server:
        return await play(script, server, said.print)


main.add_command(bench)
main.add_command(load)
main.add_command(gongs_command)
main.add_command(reconnect)
main.add_command(replans)
main.add_command(rough_evening)
main.add_command(kills)
main.add_command(permutations)
main.add_command(tablet)
main.add_command(door)
main.add_command(desks)
main.add_command(affinity_figures)

if __name__ == "__main__":
    main()
