"""What this børs's files call things, where the organiser had to say it once: remembered, and asked no more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from borse.folding import folded
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup.columns import SYNONYMS, columns_of, field_of, heading_row, meaning_of
from borse.signup.sheets import Sheet

EXAMPLES = 3
# How many offers and needs there are columns to choose for.
NUMBERED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAsked:
    """A column as the organiser is asked about it: its heading, some cells below it, what we take it for ("": none)."""

    place: int
    heading: str
    examples: tuple[str, ...]
    field: str


def meanings_of(db: Database) -> dict[str, str]:
    """The field of a folded heading, "" for one to be passed by."""
    return {row["heading"]: row["field"] for row in db.query("select heading, field from column_meaning")}


def columns_asked(sheet: Sheet, meanings: Mapping[str, str]) -> list[ColumnAsked]:
    """Every column with a heading."""
    headings = heading_row(sheet, meanings)
    below = [row.cells for row in sheet.rows if row.number > headings.number]
    return [
        ColumnAsked(
            place=place,
            heading=heading,
            examples=tuple([cells[place] for cells in below if place < len(cells) and cells[place]][:EXAMPLES]),
            field=meaning_of(heading, meanings),
        )
        for place, heading in enumerate(headings.cells)
        if heading
    ]


def field_names() -> dict[str, str]:
    """What a column may hold, as the heading that we would have given it."""
    return dict(_field_names())


def _field_names() -> Iterator[tuple[str, str]]:
    for field, headings in SYNONYMS.items():
        if "." not in field:
            yield field, headings[0]
    for number in range(1, NUMBERED + 1):
        for field, headings in SYNONYMS.items():
            if "." in field:
                yield f"{field}.{number}", f"{headings[0]} {number}"


def name_columns(db: Database, sheet: Sheet, fields: Sequence[str]) -> None:
    """Remember what the columns hold. Raises Invalid, by place (`columns.3`), or at "" when there is no name."""
    headings = heading_row(sheet, meanings_of(db)).cells
    _refuse_wrong(fields)
    for heading, field in zip(headings, fields, strict=False):
        if not heading:
            continue
        db.execute("delete from column_meaning where heading = ?", [folded(heading)])
        if field != field_of(heading):
            db.table("column_meaning").insert({"heading": folded(heading), "field": field}, replace=True)
    try:
        columns_of(sheet, meanings_of(db))
    except Invalid:
        sentence = _("Velg hvilken kolonne som har navnet på aktøren eller kontaktpersonen.")
        raise Invalid({"": sentence}) from None


def _refuse_wrong(fields: Sequence[str]) -> None:
    known, errors = field_names(), {}
    for place, field in enumerate(fields):
        if field and field not in known:
            errors[f"columns.{place}"] = _("Velg fra listen.")
        elif field and field in fields[:place]:
            errors[f"columns.{place}"] = _("To kolonner kan ikke være «%s». Velg noe annet for den ene.") % known[field]
    if errors:
        raise Invalid(errors)
