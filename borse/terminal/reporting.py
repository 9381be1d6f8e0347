"""The command `borse report`: the figures of a børs as a file, the same as on its page."""

from pathlib import Path

import click

from borse.language import gettext as _
from borse.reports.facts import facts_of
from borse.reports.figures import report_of
from borse.reports.files import KINDS
from borse.reports.report import Report
from borse.terminal.opened import opened
from borse.times import utc_now


@click.command(help=_("Skriv rapporten for børsen SLUG slik den står nå, også mens den er i bruk."))
@click.argument("slug")
@click.option("--format", "ending", type=click.Choice(list(KINDS)), help=_("Ellers: som FIL ender."))
@click.option(
    "-o",
    "--output",
    metavar="FIL",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Ellers: rett ut (CSV, JSON)."),
)
def report(slug: str, ending: str | None, output: Path | None) -> None:
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
    with opened(slug) as exchange:
        return report_of(exchange.store.ask(facts_of, utc_now()))
