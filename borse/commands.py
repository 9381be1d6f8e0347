"""The commands that belong to no desk: serve, make, copy and put back a børs; the demo."""

import asyncio
import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress as Bar

from borse.frame.host import house_key
from borse.logs import set_up
from borse.refusals import Refusal
from borse.settings import Settings
from borse.store.backup import NotABackup, back_up
from borse.store.backup import restore as put_back
from borse.store.database import TooOld, check_version

said = Console(stderr=True)


def settings() -> Settings:
    """The surroundings. A wrong one is said in a sentence."""
    try:
        check_version()
        return Settings.of(os.environ)
    except (ValueError, TooOld) as error:
        raise click.ClickException(str(error)) from None


@click.command()
def serve() -> None:
    """Serve the børser in BORSE_DATA until told to stop (SIGTERM, Ctrl-C)."""
    run_server(settings())


def run_server(found: Settings, greeting: list[str] | None = None) -> None:
    from borse.app import make_app
    from borse.serve import serve as serve_until_stopped

    def ready(address: str) -> None:
        said.print(f"Børs svarer på [bold]{address}[/]")
        said.print(f"Ny børs: {address}/ny/{house_key(found.data)}", soft_wrap=True, highlight=False)
        for line in greeting or []:
            said.print(line.replace("{address}", address), soft_wrap=True, highlight=False)

    set_up()
    try:
        asyncio.run(serve_until_stopped(make_app(found), found, ready))
    except OSError as error:
        raise click.ClickException(f"Kan ikke lytte på {found.host}:{found.port}: {error.strerror}.") from None


@click.command()
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organiser", default="Arrangør", help="Name of the first organiser.")
def new(plan: Path, organiser: str) -> None:
    """Make a børs from PLAN, a TOML file with an [exchange] table. Prints the organiser's password, made now."""
    from borse.app import make_house
    from borse.staff.create import from_file

    found = settings()
    house = make_house(found)
    try:
        with plan.open("rb") as file:
            table: dict[str, Any] = tomllib.load(file).get("exchange", {})
        slug, password = asyncio.run(from_file(house, table, organiser))
    except (Refusal, ValidationError, tomllib.TOMLDecodeError) as error:
        raise click.ClickException(f"{plan}: {error}") from None
    finally:
        house.close()
    click.echo(f"Børsen ligger i {found.data / (slug + '.db')}. Arrangørens passord: {password}")


@click.command()
@click.argument("slug")
@click.argument("copy", type=click.Path(path_type=Path))
def backup(slug: str, copy: Path) -> None:
    """Copy the børs SLUG to the file COPY, also while it is being served."""
    with Bar(console=said, transient=True) as bar:
        task = bar.add_task(f"Kopierer {slug}", total=None)
        try:
            back_up(settings().data / f"{slug}.db", copy, lambda done, of: bar.update(task, completed=done, total=of))
        except (NotABackup, OSError) as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"{copy} er en hel og sjekket kopi av {slug}.")


@click.command()
@click.argument("copy", type=click.Path(path_type=Path))
@click.argument("slug")
def restore(copy: Path, slug: str) -> None:
    """Put the børs in the file COPY back as SLUG. Stop the server first. What stood there is kept beside it."""
    try:
        kept = put_back(copy, settings().data / f"{slug}.db")
    except (NotABackup, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{slug} er satt tilbake fra {copy}." + (f" Den som lå der, er tatt vare på i {kept}." if kept else ""))


@click.command()
def demo() -> None:
    """Serve the home scenario, planned and published, and print a link for each role."""
    from borse.app import make_house
    from borse.demo import greeting, make_demo

    found = settings()
    slug = make_demo(lambda folder: make_house(replace(found, data=folder)), found.data, said.print)
    house = make_house(found)
    lines = greeting(house.exchange(slug))
    house.close()
    run_server(found, lines)
