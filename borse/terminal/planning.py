"""The programme from the command line: `borse plan` and `borse publish`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from sqlite_utils import Database

from borse.house import OpenExchange
from borse.ids import new_id
from borse.language import gettext as _
from borse.programme import figures, messages, reads
from borse.programme.planning import Request, plan
from borse.programme.world import world_of
from borse.refusals import Stale
from borse.terminal.opened import ORGANISER, opened
from borse.terminal.said import said
from borse.times import utc_now
from matching import Progress

MOST_ATTEMPTS = 4


@click.command("plan", help=_("Planlegg børsen SLUG: hvem møter hvem, når og hvor. Det blir et utkast."))
@click.argument("slug")
@click.option(
    "--seconds", default=10.0, show_default=True, type=click.FloatRange(1, 3600), help=_("Hvor lenge det letes.")
)
@click.option("--publish", "publish_it", is_flag=True, help=_("Publiser utkastet med en gang."))
@click.option("--anew", is_flag=True, help=_("Ikke prøv å beholde det som er publisert."))
def plan_command(slug: str, seconds: float, publish_it: bool, anew: bool) -> None:
    with opened(slug) as exchange:
        draft = _planned(exchange, Request(seconds=seconds, keep=not anew))
        version = exchange.store.ask(reads.version_of, draft)
        least = exchange.store.ask(_least)
        click.echo(
            f"Utkast til versjon {version.version}: {version.meetings} møter, "
            f"{figures.share_in_words(version)} av det mulige. {figures.shortfall_in_words(version, least)}"
        )
        if publish_it:
            _publish(exchange, version)


@click.command(
    "publish", help=_("Publiser utkastet til børsen SLUG (VERSION, for å være sikker på hvilket). Det endres aldri.")
)
@click.argument("slug")
@click.argument("version", type=int, required=False)
def publish_command(slug: str, version: int | None) -> None:
    with opened(slug) as exchange:
        drafts = [one for one in exchange.store.ask(reads.versions) if not one.is_published]
        if version is not None:
            _publish(exchange, exchange.store.ask(reads.version_of, version))
        elif drafts:
            _publish(exchange, drafts[0])
        else:
            raise click.ClickException(f"Det er ikke noe utkast å publisere. Kjør «borse plan {slug}» først.")


def _planned(exchange: OpenExchange, request: Request) -> int:
    """The version of the new draft. Planned again when somebody signs up through a running server meanwhile."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with _progress(request.seconds) as progress:
            draft = plan(new_id(), exchange.store.ask(world_of, utc_now()), request, progress=progress)
        try:
            receipt = exchange.bus.send_from_thread(draft, ORGANISER)
        except Stale:
            if attempt == MOST_ATTEMPTS:
                raise
            said.print("Påmeldingen endret seg underveis. Planlegger på nytt.")
            continue
        return next(one.event.version for one in receipt.events if isinstance(one.event, messages.DraftSaved))
    raise AssertionError("the last attempt returns or raises")


@contextmanager
def _progress(seconds: float) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr that follows the engine."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=said, transient=True) as bar:
        task = bar.add_task("Planlegger", total=seconds)
        yield lambda news: bar.update(task, completed=news.seconds, description=figures.step_name(news.step))


def _publish(exchange: OpenExchange, version: reads.Version) -> None:
    command = messages.PublishProgramme(id=new_id(), version=version.version, draft=version.draft)
    exchange.bus.send_from_thread(command, ORGANISER)
    click.echo(f"Versjon {version.version} er publisert.")


def _least(db: Database) -> int:
    return int(db.execute("select min_meetings from exchange").fetchone()[0])
