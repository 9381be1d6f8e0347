"""The files of circles: `borse-circles/1` (who is in the café) and `borse-circles-plan/1` (who sits with whom)."""

import json
from collections.abc import Mapping
from typing import Any

from matching.circles_model import Cafe, CafeTable, CirclePlan, Guest
from matching.reading import Form, parse, quoted
from matching.refusals import Faulty

FORMAT = "borse-circles/1"
PLAN_FORMAT = "borse-circles-plan/1"


def read_circles(text: str) -> Cafe:
    """The café in a file's text. Raises Faulty with one line per fault."""
    fields = parse(text, "the circles file")
    form = Form()
    if fields.get("format") != FORMAT:
        form.fault("format", f"is {quoted(fields.get('format'))}; this program reads {quoted(FORMAT)}.")
    form.keys("the circles file", fields, ("table_size",), ("format", "rounds", "tables", "people", "met"))
    size = form.number("table_size", fields["table_size"]) if "table_size" in fields else None
    if size is not None and size < 2:  # noqa: PLR2004 -- one alone is no circle
        form.fault("table_size", f"is {size}; write at least 2.")
    rounds: dict[str, None] = {}
    for where, item in form.objects(fields, "rounds"):
        if form.keys(where, item, ("id",)) and (name := form.new_id(where, item, rounds)):
            rounds[name] = None
    tables = _tables(form, fields)
    guests = _guests(form, fields, rounds, {} if tables is None else tables)
    met = _met(form, fields, guests)
    if form.faults or size is None:
        raise Faulty(form.faults)
    cafe = Cafe(
        rounds=tuple(rounds),
        table_size=size,
        guests=tuple(guests.values()),
        tables=None if tables is None else tuple(tables.values()),
        met=frozenset(met),
    )
    for round_ in cafe.rounds:
        there = len(cafe.present(round_))
        if tables is not None and there > len(tables) * (size + 1):
            form.fault("tables", f"{len(tables)} tables of {size} or {size + 1} do not seat {there} people; add some.")
            raise Faulty(form.faults)
    return cafe


def _tables(form: Form, fields: Mapping[str, Any]) -> dict[str, CafeTable] | None:
    if "tables" not in fields:
        return None
    found: dict[str, CafeTable] = {}
    for where, item in form.objects(fields, "tables"):
        whole = form.keys(where, item, ("id",), ("theme",))
        theme = form.text(f"{where}.theme", item["theme"]) if "theme" in item else None
        if whole and (name := form.new_id(where, item, found)):
            found[name] = CafeTable(id=name, theme=theme)
    return found


def _guests(
    form: Form, fields: Mapping[str, Any], rounds: Mapping[str, None], tables: Mapping[str, CafeTable]
) -> dict[str, Guest]:
    themes = {table.theme: None for table in tables.values() if table.theme is not None}
    found: dict[str, Guest] = {}
    for where, item in form.objects(fields, "people"):
        whole = form.keys(where, item, ("id",), ("side", "wishes", "rounds"))
        side = form.text(f"{where}.side", item["side"]) if "side" in item else ""
        wishes = form.names(where, item, "wishes", themes, "table with the theme")
        there = frozenset(form.names(where, item, "rounds", rounds, "round")) if "rounds" in item else None
        if whole and (name := form.new_id(where, item, found)):
            found[name] = Guest(id=name, side=side or "", wishes=wishes, rounds=there)
    return found


def _met(form: Form, fields: Mapping[str, Any], guests: Mapping[str, Guest]) -> set[frozenset[str]]:
    found: set[frozenset[str]] = set()
    for where, two in form.items("", fields.get("met", []), "met"):
        if not (isinstance(two, list) and len(two) == 2):  # noqa: PLR2004 -- two who have met
            form.fault(where, f"is {quoted(two)}; write a list of two people.")
            continue
        names = [form.known(where, name, guests, "person") for name in two]
        pair = frozenset(name for name in names if name is not None)
        if None in names:
            continue
        if len(pair) == 1:
            form.fault(where, f"{quoted(two[0])} cannot have met themselves; write two different people.")
        elif pair in found:
            form.fault(where, f"{quoted(two)} is written twice; keep one.")
        found.add(pair)
    return found


def write_circles(cafe: Cafe) -> str:
    """The café as its file."""
    fields: dict[str, Any] = {
        "format": FORMAT,
        "table_size": cafe.table_size,
        "rounds": [{"id": name} for name in cafe.rounds],
        "people": [
            {"id": guest.id, "wishes": list(guest.wishes)}
            | ({"side": guest.side} if guest.side else {})
            | ({} if guest.rounds is None else {"rounds": [r for r in cafe.rounds if r in guest.rounds]})
            for guest in cafe.guests
        ],
        "met": sorted(sorted(two) for two in cafe.met),
    }
    if cafe.tables is not None:
        fields["tables"] = [{"id": t.id} | ({} if t.theme is None else {"theme": t.theme}) for t in cafe.tables]
    return json.dumps(fields, ensure_ascii=False)


def faults_of_circles(cafe: Cafe) -> list[str]:
    """The faults of a café built in Python: what its file would be refused for. Empty when it is sound."""
    try:
        read_circles(write_circles(cafe))
    except Faulty as refusal:
        return list(refusal.faults)
    return []


def write_circle_plan(plan: CirclePlan) -> str:
    keys = ("repeats", "same_side", "wishes")
    return json.dumps(
        {
            "format": PLAN_FORMAT,
            "circles": [{"round": c.round, "table": c.table, "people": list(c.guests)} for c in plan.circles],
            "score": {key: getattr(plan.score, key) for key in keys},
            "bound": {key: getattr(plan.bound, key) for key in keys},
            "seconds": round(plan.seconds, 3),
        },
        ensure_ascii=False,
    )
