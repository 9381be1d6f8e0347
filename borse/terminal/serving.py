"""`borse serve` and `borse demo`."""

import asyncio
import signal
import ssl
import sys
from dataclasses import replace

import click

from borse.app import make_app, make_house
from borse.demo import greeting, make_demo
from borse.frame.host import house_key
from borse.language import gettext as _
from borse.logs import set_up
from borse.serve import serve as serve_until_stopped
from borse.settings import Settings
from borse.terminal.only_server import only_server
from borse.terminal.opened import no_folder, opened_house, settings


@click.command(help=_("Svar på nettet med børsene i BORSE_DATA, til noen stopper det (SIGTERM, Ctrl-C)."))
def serve() -> None:
    run_server(settings(), [])


@click.command(help=_("Vis fram en børs med 60 deltakere, planlagt og publisert, med en lenke for hver rolle."))
def demo() -> None:
    found = settings()
    before = signal.signal(signal.SIGTERM, lambda *_args: sys.exit(1))  # so that what is half made is cleared away
    try:
        slug = make_demo(lambda folder: make_house(replace(found, data=folder)), found.data, tell)
    except OSError as error:
        raise click.ClickException(no_folder(found, error)) from None
    finally:
        signal.signal(signal.SIGTERM, before)
    with opened_house() as house:
        lines = greeting(house.exchange(slug))
    run_server(replace(found, smtp="", sms=""), lines)  # its people do not exist: nothing may go out


def tell(line: str) -> None:
    """A line for whoever started it."""
    click.echo(line, err=True)


def run_server(found: Settings, lines: list[str]) -> None:
    """Serve; say where, and say `lines`, when the socket is open."""

    def ready(address: str) -> None:
        tell(_("Børs svarer på %s") % address)
        tell(f"{_('Ny børs'):12} {address}/ny/{key}")
        for line in lines:
            tell(line.replace("{address}", address))

    set_up()
    try:
        key = house_key(found.data)
        app = make_app(found)
        only_server(found.data)
    except OSError as error:
        raise click.ClickException(no_folder(found, error)) from None
    try:
        asyncio.run(serve_until_stopped(app, found, ready))
    except ssl.SSLError as error:
        raise click.ClickException(_("Sertifikatet og nøkkelen kan ikke brukes: %s.") % error.reason) from None
    except OSError as error:
        where = f"{found.host}:{found.port}"
        raise click.ClickException(
            _("Kan ikke lytte på %(where)s: %(why)s.") % {"where": where, "why": error.strerror}
        ) from None
