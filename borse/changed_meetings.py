"""What became different between two versions of the programme, meeting by meeting: for the big screen, for messages.

A pair meets at most once in an evening, so the pair is what is compared.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from borse.published import published_before

What = Literal["new", "moved", "people", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeeting:
    """`what`: a new meeting, one at another time or table, one with other people, or one that is not held.

    `round` and `table` are where it is now, or where it was when it is gone; `was_round` and `was_table` where it was
    before (0 and '' when it is new). `a` and `b` are parties (ids), with their names; tables are names.
    """

    what: What
    round: int
    table: str
    was_round: int
    was_table: str
    a: str
    b: str
    a_name: str
    b_name: str


def changed_meetings(db: Database, before: int, version: int) -> list[ChangedMeeting]:
    """What is different in `version` from an earlier one, by round and table."""
    was, is_now = _meetings(db, before), _meetings(db, version)
    names = {row["id"]: row["name"] for row in db.query("select id, name from party")}
    found = []
    for pair in was.keys() | is_now.keys():
        old, new = was.get(pair), is_now.get(pair)
        what = _what(old, new)
        place = new or old
        if what is None or place is None:
            continue
        found.append(
            ChangedMeeting(
                what=what,
                round=place["round"],
                table=place["hall_table"],
                was_round=old["round"] if old else 0,
                was_table=old["hall_table"] if old else "",
                a=pair[0],
                b=pair[1],
                a_name=names[pair[0]],
                b_name=names[pair[1]],
            )
        )
    return sorted(found, key=lambda one: (one.round, len(one.table), one.table, one.a_name, one.a))


def people_with_changes(db: Database, version: int) -> frozenset[str]:
    """Who has another programme than in the published version before it; of the first one, everybody who meets."""
    before = published_before(db, version)
    was, is_now = _meetings(db, before) if before is not None else {}, _meetings(db, version)
    both = [(was.get(pair), is_now.get(pair)) for pair in was.keys() | is_now.keys()]
    changed = [meeting for old, new in both if _what(old, new) for meeting in (old, new) if meeting]
    return frozenset(chair.split(" ")[0] for meeting in changed for chair in meeting["people"] if chair)


def _what(old: dict[str, Any] | None, new: dict[str, Any] | None) -> What | None:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if (old["round"], old["hall_table"]) != (new["round"], new["hall_table"]):
        return "moved"
    return None if old["people"] == new["people"] else "people"


def _meetings(db: Database, version: int) -> dict[tuple[str, str], dict[str, Any]]:
    """By pair, the parties in the order of their ids."""
    rows = db.query(
        """
        select m.round, t.name as hall_table, m.a, m.b, json_group_array(s.person || ' ' || s.party) as people
        from meeting m join hall_table t on t.id = m.hall_table left join meeting_person s on s.meeting = m.id
        where m.version = ? group by m.id
        """,
        [version],
    )
    return {
        (min(row["a"], row["b"]), max(row["a"], row["b"])): row | {"people": sorted(json.loads(row["people"]))}
        for row in rows
    }
