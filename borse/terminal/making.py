"""`borse new`: a børs from a file."""

import asyncio
import tomllib
from pathlib import Path

import click
from pydantic import ValidationError

from borse.language import gettext as _
from borse.staff.create import from_file
from borse.terminal.opened import opened_house, settings


@click.command(
    help=_("Lag en børs av PLAN, en TOML-fil med tabellen [exchange]. Skriver arrangørens passord, laget nå.")
)
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organiser", default="Arrangør", help=_("Navnet på den første arrangøren."))
def new(plan: Path, organiser: str) -> None:
    with opened_house() as house:
        try:
            table = tomllib.loads(plan.read_text(encoding="utf-8"))
            slug, password = asyncio.run(from_file(house, table.get("exchange", {}), organiser))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise click.ClickException(f"{plan}: {error}") from None
        except ValidationError as error:
            raise click.ClickException(f"{plan}: {_faults(error)}") from None
    path = settings().data / f"{slug}.db"
    click.echo(_("Børsen ligger i %(path)s. Arrangørens passord: %(password)s") % {"path": path, "password": password})


def _faults(error: ValidationError) -> str:
    """Where in the table, and what; a few of them suffice."""
    faults = [f"{'.'.join(map(str, one['loc'])) or '[exchange]'}: {one['msg']}" for one in error.errors()]
    return "; ".join(faults[:5])
