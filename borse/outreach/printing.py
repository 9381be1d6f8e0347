"""Letters on paper for those whom neither e-mail nor SMS reaches: one page each, with the QR of their own page."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno

from borse.exchange import exchange_of
from borse.house import OpenExchange
from borse.language import gettext as _
from borse.outreach.letters import Letter
from borse.paper import typeset_slowly
from borse.times import long_date

TEMPLATE = Path(__file__).parent / "letters.typ"


async def letters_pdf(exchange: OpenExchange, letters: Iterable[tuple[str, Letter]], at: datetime) -> bytes:
    """A page for each (name, letter); one that says so when there are none."""
    about = await exchange.store.read(exchange_of)
    data = {
        "title": _("Brev fra %s") % about.name,
        "exchange": about.name,
        "when": f"{long_date(about.gong_at)} · {about.place}",
        "nothing": _("Ingenting skal skrives ut."),
        "picture": _("QR-kode til din egen side"),
        "letters": [
            {
                "name": name,
                "subject": letter.subject,
                "paragraphs": [part.split("\n") for part in letter.body.split("\n\n")],
                "qr": _picture(letter.link),
                "lang": letter.language,
            }
            for name, letter in letters
        ],
    }
    return await typeset_slowly(TEMPLATE, data, at)


def _picture(address: str) -> str:
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=2)
    return drawing.getvalue().decode()
