"""`borse backup` and `borse restore`."""

import asyncio
from pathlib import Path

import click
from rich.progress import Progress

from borse.house import SLUG
from borse.language import gettext as _
from borse.privacy.keeping import erase_in
from borse.store.backup import NotABackup, back_up
from borse.store.backup import restore as put_back
from borse.terminal.opened import opened, settings
from borse.terminal.said import said


def _file(slug: str) -> Path:
    """Where the børs lies, or would lie."""
    if not SLUG.fullmatch(slug):
        raise click.ClickException(_("«%s» kan ikke være navnet på en børs: bruk a til z, tall og bindestrek.") % slug)
    return settings().data / f"{slug}.db"


@click.command(help=_("Kopier børsen SLUG til filen COPY, også mens den er i bruk."))
@click.argument("slug")
@click.argument("copy", type=click.Path(path_type=Path))
def backup(slug: str, copy: Path) -> None:
    source = _file(slug)
    with Progress(console=said, transient=True) as bar:
        task = bar.add_task(_("Kopierer %s") % slug, total=None)
        try:
            back_up(source, copy, lambda done, of: bar.update(task, completed=done, total=of))
        except (NotABackup, OSError) as error:
            raise click.ClickException(str(error)) from None
    click.echo(_("%(copy)s er en hel og sjekket kopi av %(slug)s.") % {"copy": copy, "slug": slug})


@click.command(help=_("Sett børsen i filen COPY tilbake som SLUG. Stopp serveren først. Det som lå der, tas vare på."))
@click.argument("copy", type=click.Path(path_type=Path))
@click.argument("slug")
def restore(copy: Path, slug: str) -> None:
    try:
        kept = put_back(copy, _file(slug))
    except (NotABackup, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(_("%(slug)s er satt tilbake fra %(copy)s.") % {"slug": slug, "copy": copy})
    with opened(slug) as exchange:
        rows = asyncio.run(erase_in(exchange))
    if rows:
        click.echo(_("%s rader som skulle vært slettet siden kopien ble tatt, er slettet på nytt.") % rows)
    if kept:
        click.echo(_("Den som lå der, er tatt vare på i %s.") % kept)
