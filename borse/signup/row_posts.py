"""What a row offers, needs and wishes."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from borse.folding import folded
from borse.language import gettext as _
from borse.newcomers import DETAILS
from borse.signup.cells import texts_in
from borse.signup.row_cells import RowCells
from borse.wording import money_request


def posts_of(row: RowCells, kind: Literal["offer", "need"]) -> Iterator[dict[str, Any]]:
    for number in row.columns.numbers(kind):
        fields = {name: f"{kind}.{name}.{number}" for name in ("text", "categories", *DETAILS)}
        if not (text := row.cell(fields["text"])):
            if any(row.cell(place) for place in fields.values()):
                row.fault(
                    fields["text"],
                    _("Her står kategori, mengde eller tid, men ikke hva det gjelder."),
                    refuses=False,
                )
            continue
        if kind == "need" and money_request(text):
            sentence = _("Ser ut til å be om penger. Oppslaget kommer inn, men vises ikke før du har lest det.")
            row.fault(fields["text"], sentence, refuses=False)
        yield {
            "post": f"{row.seed}-{kind[0]}{number}",
            "kind": kind,
            "text": text,
            "categories": tuple(_categories(row, fields["categories"])),
            **{name: row.cell(fields[name]) for name in DETAILS},
        }


def _categories(row: RowCells, field_: str) -> Iterator[str]:
    text = row.cell(field_)
    whole = row.hall.categories.get(folded(text))  # a name may hold the sign that parts names
    for name in [text] if whole else [part.strip() for part in re.split(r"[,;/]", text) if part.strip()]:
        if found := row.hall.categories.get(folded(name)):
            yield found
        else:
            sentence = _("Kategorien «%s» finnes ikke på denne børsen. Oppslaget kommer inn uten den.") % name
            row.fault(field_, sentence, refuses=False)


def wishes_of(row: RowCells, field_: str, kind: Literal["wish", "veto"]) -> Iterator[dict[str, Any]]:
    for number, name in enumerate(texts_in(row.cell(field_))):
        yield {"wish": f"{row.seed}-{kind[0]}{number}", "kind": kind, "text": name}
