"""The command `borse report`: the figures of a børs as a file, the same as on its page."""

import os
from pathlib import Path

import click

from borse.house import House
from borse.refusals import Refusal
from borse.reports.facts import facts_of
from borse.reports.figures import report_of
from borse.reports.files import KINDS
from borse.reports.report import Report
from borse.settings import Settings
from borse.store.database import TooOld
from borse.times import utc_now


@click.command()
@click.argument("slug")
@click.option("--format", "ending", type=click.Choice(list(KINDS)), help="Default: as FILE ends.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Default: stdout (CSV, JSON).",
)
def report(slug: str, ending: str | None, output: Path | None) -> None:
    """Write the report of the børs SLUG, as it stands now, also while it is being served."""
    ending = ending or (output.suffix.lstrip(".").lower() if output else "")
    if ending not in KINDS:
        raise click.ClickException(f"Velg --format: {', '.join(KINDS)}.")
    kind = KINDS[ending]
    if output is None and not kind.is_text:
        raise click.ClickException(f"{ending.upper()} er ikke tekst. Si hvor den skal lagres, med -o FIL.")
    body = kind.make(_figures(slug))
    if output is None:
        click.echo(body, nl=False)
        return
    try:
        output.write_bytes(body)
    except OSError as error:
        raise click.ClickException(f"Kan ikke lagre {output}: {error.strerror}.") from None
    click.echo(f"Rapporten ligger i {output}.", err=True)


def _figures(slug: str) -> Report:
    try:
        # A house without desks: a report only looks.
        house = House(Settings.of(os.environ).data, {}, (), now=utc_now)
        try:
            return report_of(house.exchange(slug).store.ask(facts_of, utc_now()))
        finally:
            house.close()
    except (Refusal, TooOld, ValueError) as error:
        raise click.ClickException(f"{slug}: {error}") from None
