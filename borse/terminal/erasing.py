"""`borse erase`: what the server does each hour, once, from the command line."""

import asyncio

import click

from borse.language import gettext as _
from borse.privacy.keeping import erase_in
from borse.terminal.opened import opened_house


@click.command(
    help=_("Slett det som har ligget sin tid i børsen SLUG, eller i alle. Serveren gjør det selv hver time.")
)
@click.argument("slug", required=False)
def erase(slug: str | None) -> None:
    with opened_house() as house:
        for name in [slug] if slug else house.slugs():
            rows = asyncio.run(erase_in(house.exchange(name)))
            click.echo(_("%(slug)s: %(rows)s rader er slettet eller gjort navnløse.") % {"slug": name, "rows": rows})
