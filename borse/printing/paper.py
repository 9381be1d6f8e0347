"""A pile of badges or slips as a PDF: one on each sheet of its own size, or as many as an A4 sheet holds, to be cut."""

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from borse.exchange import Exchange
from borse.language import gettext as _
from borse.language import said_in
from borse.paper import typeset
from borse.printing.reads import Batch
from borse.printing.sheets import Sheet
from borse.times import long_date

TEMPLATE = Path(__file__).parent / "sheets.typ"


def pdf_of(exchange: Exchange, batch: Batch, pile: list[Sheet], personal: str, at: datetime) -> bytes:
    """`personal` is the address of somebody's own page without its secret. Slow (20 ms each): keep it off the loop."""
    return typeset(TEMPLATE, data_of(exchange, batch, pile, personal), at)


def data_of(exchange: Exchange, batch: Batch, pile: list[Sheet], personal: str) -> dict[str, Any]:
    """What the template prints: texts only, every word chosen here, in the language of whoever gets the sheet."""
    title = _("Navnelapper for %s") if batch.sheet == "badge" else _("Programlapper for %s")
    return {
        "kind": batch.sheet,
        "layout": batch.layout,
        "title": title % exchange.name,
        "exchange": exchange.name,
        "nothing": _("Ingenting skal skrives ut."),
        "said": {tongue: said_in(tongue, _words, exchange) for tongue in sorted({_tongue(sheet) for sheet in pile})},
        "sheets": [said_in(_tongue(sheet), _printed, sheet, batch, personal) for sheet in pile],
    }


def _tongue(sheet: Sheet) -> str:
    return str(sheet.content["language"])


def _words(exchange: Exchange) -> dict[str, str]:
    """What stands on everybody's sheet, in the language of whoever reads it."""
    return {
        "when": f"{long_date(exchange.gong_at)} · {exchange.place}",
        "mine": _("Mitt program"),
        "picture": _("QR-kode til din egen side"),
        "round": _("Runde"),
        "table": _("Bord"),
        "whom": _("Hvem du møter"),
        "none": _("Du har ingen faste møter. Snakk med en megler."),
        "scan": _("Endres programmet, står det på siden din."),
    }


def _printed(sheet: Sheet, batch: Batch, personal: str) -> dict[str, Any]:
    token = sheet.content["token"]
    several = len(sheet.content["parties"]) > 1
    meetings = [
        meeting
        | {"own": _("du snakker for %(own)s") % {"own": meeting["own"]} if several else ""}
        | ({} if batch.keeps_to_the_plan else {"time": ""})
        for meeting in sheet.content.get("meetings", ())
    ]
    return {
        "lang": _tongue(sheet),
        "name": sheet.name,
        "parties": " · ".join(sheet.content["parties"]),
        "code": sheet.content["code"],
        "picture": _picture(f"{personal}/{token}") if token else "",
        "meetings": meetings,
    }


@lru_cache(2048)  # 10 ms each, and the same on somebody's badge and slip
def _picture(address: str) -> str:
    """The QR as SVG text, with the white frame that readers need."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=2)
    return drawing.getvalue().decode()
