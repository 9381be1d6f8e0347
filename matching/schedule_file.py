"""The schedule file `borse-schedule/1`: values to JSON and back.

Reading is strict about form and easy about sense: an unknown table is not a fault of the file but a broken rule, which
`verify` reports. `score`, `bound` and `seconds` may be left out, so that another program's answer can be checked.
"""

import json
from collections.abc import Mapping
from typing import Any

from matching.files import MEETING_KEYS, meeting_fields
from matching.problem import Meeting
from matching.reading import Form, parse, quoted
from matching.refusals import Faulty
from matching.schedule import Bound, Schedule, Score

FORMAT = "borse-schedule/1"
SCORE_KEYS = ("shortfall", "worth", "waits", "moves", "changes")
UNKNOWN = Score(shortfall=0, worth=0, waits=0, moves=0, changes=0)


def write_schedule(schedule: Schedule) -> str:
    score, bound = schedule.score, schedule.bound
    return json.dumps(
        {
            "format": FORMAT,
            "meetings": [meeting_fields(meeting) for meeting in schedule.meetings],
            "score": {key: getattr(score, key) for key in SCORE_KEYS},
            "bound": {"shortfall": bound.shortfall, "worth": bound.worth},
            "seconds": round(schedule.seconds, 3),
        },
        ensure_ascii=False,
    )


def read_schedule(text: str) -> Schedule:
    """The schedule in a file's text. Raises Faulty with one line per fault."""
    fields = parse(text, "the schedule file")
    form = Form()
    if fields.get("format") != FORMAT:
        form.fault("format", f"is {quoted(fields.get('format'))}; this program reads {quoted(FORMAT)}.")
    form.keys("the schedule file", fields, ("meetings",), ("format", "score", "bound", "seconds"))
    meetings = []
    for where, item in form.objects(fields, "meetings"):
        if not form.keys(where, item, MEETING_KEYS):
            continue
        words = [form.text(f"{where}.{key}", item[key]) for key in ("round", "table", "a", "b")]
        people = [form.names(where, item, side) for side in ("a_people", "b_people")]
        round_, table, a, b = (word or "" for word in words)
        meetings.append(Meeting(round=round_, table=table, a=a, b=b, a_people=people[0], b_people=people[1]))
    score = _counts(form, fields, "score", SCORE_KEYS)
    bound = _counts(form, fields, "bound", ("shortfall", "worth"))
    seconds = fields.get("seconds", 0.0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        form.fault("seconds", f"is {quoted(seconds)}; write a number.")
    if form.faults:
        raise Faulty(form.faults)
    return Schedule(
        meetings=tuple(meetings),
        score=Score(**score) if score else UNKNOWN,
        bound=Bound(**bound) if bound else Bound(shortfall=0, worth=0),
        seconds=float(seconds),
    )


def _counts(form: Form, fields: Mapping[str, Any], name: str, keys: tuple[str, ...]) -> dict[str, int] | None:
    if name not in fields:
        return None
    item = fields[name]
    if not isinstance(item, dict):
        form.fault(name, f"is {quoted(item)}; write an object in curly brackets.")
        return None
    if not form.keys(name, item, keys):
        return None
    for key in keys:
        if isinstance(item[key], bool) or not isinstance(item[key], int):
            form.fault(f"{name}.{key}", f"is {quoted(item[key])}; write a whole number.")
    return {key: item[key] for key in keys}
