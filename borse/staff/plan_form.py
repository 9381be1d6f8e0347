"""The set-up form: what an organiser types, as the fields of a command."""

import re
from typing import Any

from borse.exchange import SIDES
from borse.frame.forms import Form
from borse.language import gettext as _
from borse.refusals import Invalid

STANDARD_CATEGORIES = (
    "Nyttige never",
    "Kloke hoder",
    "Varme hjerter",
    "Lokaler",
    "Utstyr og materiell",
    "Nettverk og synlighet",
    "Kultur og opplevelser",
)

PAIRS = tuple((a, b) for index, a in enumerate(SIDES) for b in SIDES[index:])


def starting_values() -> dict[str, Any]:
    """What the form for a new børs holds already: the Norwegian template of an evening."""
    return {
        "welcome_minutes": 15,
        "rounds": 6,
        "round_minutes": 6,
        "change_minutes": 1,
        "floor_minutes": 18,
        "closing_minutes": 15,
        "min_meetings": 3,
        "max_meetings": 6,
        "one_way_gifts": "true",
        "catalogue_readers": "public",
        "plenary_minutes": 0,
        "pause_minutes": 0,
        "pause_after": 3,
        "tables": "\n".join(f"Bord {number}" for number in range(1, 25)),
        "side_pairs": [f"{a} {b}" for a, b in PAIRS],
        "categories": "\n".join(STANDARD_CATEGORIES),
    }


def plan_of(form: Form) -> dict[str, Any]:
    """The fields that are not one text each: tables with features, pairs of sides, categories."""
    tables = _lines(form.value("tables"))
    features = {"step_free": _names(form.value("step_free")), "quiet": _names(form.value("quiet"))}
    errors = {
        field: _("Disse bordene står ikke i listen over bord: %s") % ", ".join(sorted(names - set(tables)))
        for field, names in features.items()
        if names - set(tables)
    }
    if errors:
        raise Invalid(errors)
    return {
        "tables": [
            {"name": name, "features": [key for key, names in features.items() if name in names]} for name in tables
        ],
        "side_pairs": [tuple(pair.split()) for pair in form.values("side_pairs")],
        "categories": _lines(form.value("categories")),
        "one_way_gifts": form.value("one_way_gifts") == "true",
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _names(text: str) -> set[str]:
    return {name.strip() for name in re.split(r"[,;\n]", text) if name.strip()}
