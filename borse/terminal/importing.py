"""`borse import`: the same preview and the same import as in the browser."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from borse.house import OpenExchange
from borse.ids import new_id
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup.apart import read_sheet_apart
from borse.signup.import_messages import DropImport, ImportParties, KeepImport
from borse.signup.messages import PartyChanged, PartyRegistered
from borse.signup.preview import Preview, RowPreview, preview_of
from borse.terminal.opened import ORGANISER, opened
from borse.terminal.said import said
from borse.times import utc_now

COLOURS = {"new": "green", "known": "cyan", "earlier": "yellow", "refused": "red"}
shown = Console()


@click.command("import", help=_("Importer påmeldinger fra CSV eller regneark: vis hva hver rad blir, og lagre så."))
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help=_("Lagre uten å spørre."))
def import_(slug: str, file: Path, yes: bool) -> None:
    with opened(slug) as exchange:
        with said.status(_("Leser filen …")):
            batch = _keep(exchange, file)
            preview = _preview(exchange, batch)
        shown.print(as_table(preview))
        if preview.unread:
            said.print(_("Kolonner som ikke leses: %s") % ", ".join(preview.unread), markup=False)
        if not preview.importable:
            _drop(exchange, batch)
            raise click.ClickException(_("Ingen av radene kan importeres. Rett dem som tabellen sier, og prøv igjen."))
        if yes or _asked(len(preview.importable)):
            with said.status(_("Lagrer …")):
                _save(exchange, batch)
        else:
            _drop(exchange, batch)
            said.print(_("Ingenting er lagret."))


def as_table(preview: Preview) -> Table:
    """The preview for a terminal: one row per row of the file."""
    table = Table(title=preview.file_name, show_lines=False)
    for heading in ("Rad", "Aktør", "Hva skjer", "Deltakere", "Tilbud", "Behov", "Merknader"):
        table.add_column(heading, justify="right" if heading in {"Rad", "Tilbud", "Behov"} else "left")
    for row in preview.rows:
        faults = "\n".join(f"{fault.heading}: {fault.sentence}" for fault in row.faults)
        cells = (str(row.number), row.name, _what(row), ", ".join(row.people), str(row.offers), str(row.needs), faults)
        table.add_row(*(cell.replace("[", r"\[") for cell in cells), style=COLOURS[row.what])
    return table


def _what(row: RowPreview) -> str:
    match row.what:
        case "new":
            return "ny"
        case "known":
            return f"finnes fra før: {row.same_as}"
        case "earlier":
            return f"samme som rad {row.same_as}"
        case _refused:
            return "må rettes"


def _keep(exchange: OpenExchange, file: Path) -> str:
    batch = new_id()
    try:
        sheet = read_sheet_apart(file.read_bytes())
        exchange.bus.send_from_thread(KeepImport(id=batch, file_name=file.name, sheet=sheet), ORGANISER)
    except Invalid as refusal:
        raise click.ClickException(refusal.sentence) from None
    return batch


def _preview(exchange: OpenExchange, batch: str) -> Preview:
    try:
        preview: Preview = exchange.store.ask(preview_of, batch, utc_now())
    except Invalid as refusal:
        _drop(exchange, batch)
        raise click.ClickException(refusal.sentence) from None
    return preview


def _asked(number: int) -> bool:
    """Ask whoever sits there; where nobody does, the answer is no."""
    if not sys.stdin.isatty():
        said.print("Bruk --yes for å lagre.")
        return False
    return click.confirm(f"Importere {number} rader?", err=True)


def _save(exchange: OpenExchange, batch: str) -> None:
    receipt = exchange.bus.send_from_thread(ImportParties(id=new_id(), batch=batch), ORGANISER)
    events = [recorded.event for recorded in receipt.events]
    new = sum(isinstance(event, PartyRegistered) for event in events)
    changed = sum(isinstance(event, PartyChanged) for event in events)
    said.print(f"{new} nye aktører, {changed} oppdatert.")


def _drop(exchange: OpenExchange, batch: str) -> None:
    exchange.bus.send_from_thread(DropImport(id=new_id(), batch=batch), ORGANISER)
