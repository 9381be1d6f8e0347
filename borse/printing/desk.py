"""What is printed now, and is remembered as printed: decided in one transaction, so that no change slips between."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler
from borse.language import gettext as _
from borse.printing import messages
from borse.printing.sheets import Sheet, sheets
from borse.refusals import NotFound, Refusal
from borse.times import stamp


def print_sheets(command: messages.PrintSheets, db: Database, given: Given) -> Iterator[messages.SheetsPrinted]:
    """Raises NotFound for somebody who has none, and a Refusal when there is nothing to print."""
    everybody = sheets(db, command.sheet)
    chosen = [sheet for sheet in everybody if _is_chosen(sheet, command)]
    if not chosen and command.which == "one":
        raise NotFound(_("Vi finner ikke noe å skrive ut for denne deltakeren."))
    if not chosen:
        raise Refusal(_("Alt er skrevet ut, og ingenting er endret siden.") if everybody else _nothing_yet())
    db.table("print_batch").insert(
        {
            "id": command.id,
            "sheet": command.sheet,
            "layout": command.layout,
            "people": json.dumps([sheet.person for sheet in chosen]),
            "at": stamp(given.now),
        }
    )
    db.table("printed").upsert_all(
        (
            {
                "person": sheet.person,
                "sheet": command.sheet,
                "fingerprint": sheet.fingerprint,
                "at": stamp(given.now),
            }
            for sheet in chosen
        ),
        pk=("person", "sheet"),
    )
    yield messages.SheetsPrinted(batch=command.id, sheet=command.sheet, people=len(chosen))


def _is_chosen(sheet: Sheet, command: messages.PrintSheets) -> bool:
    if command.which == "one":
        return sheet.person == command.person
    return command.which == "all" or sheet.state != "printed"


def _nothing_yet() -> str:
    return _("Det er ingenting å skrive ut ennå: ingen er påmeldt, eller programmet er ikke publisert.")


HANDLERS: dict[type[Any], Handler] = {messages.PrintSheets: print_sheets}
