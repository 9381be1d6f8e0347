"""A person's meetings in a version of the programme, as lines that can be compared: what was, and what is now."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.exchange import exchange_of, run_sheet
from borse.language import gettext as _
from borse.published import published_before
from borse.times import clock_time


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One meeting as one of its people reads it. Two lines are the same if whoever reads them would do the same."""

    round: int
    table: str
    other: str
    people: tuple[str, ...]


def evenings(db: Database, version: int, person: str = "") -> dict[str, tuple[Line, ...]]:
    """Everybody's lines in a version, in the order of the rounds; or those of one person alone."""
    found: dict[str, list[Line]] = defaultdict(list)
    rows = db.query(
        """
        select me.person, m.id, m.round, t.name as hall_table, q.name as other,
               json_group_array(p.name) filter (where p.id is not null and p.name != q.name) as people
        from meeting m join meeting_person me on me.meeting = m.id
        join hall_table t on t.id = m.hall_table
        join party q on q.id = case me.party when m.a then m.b else m.a end
        left join meeting_person they on they.meeting = m.id and they.party = q.id
        left join person p on p.id = they.person
        where m.version = :version and (:person = '' or me.person = :person)
        group by me.person, m.id order by m.round, m.id
        """,
        {"version": version, "person": person},
    )
    for row in rows:
        people = tuple(sorted(_names(row["people"])))
        found[row["person"]].append(Line(row["round"], row["hall_table"], row["other"], people))
    return {one: tuple(lines) for one, lines in found.items()}


def affected_since(db: Database, version: int) -> set[str]:
    """Whose lines in `version` differ from those in the published version before it. Nobody's when it is the first."""
    if (earlier := published_before(db, version)) is None:
        return set()
    before, after = evenings(db, earlier), evenings(db, version)
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


def told_versions(db: Database) -> dict[str, int]:
    """The newest version that each person has been told of, as far as we know."""
    rows = db.query(
        """
        select person, max(version) as version from message
        where version is not null and status in ('sending', 'sent', 'unsure', 'told') group by person
        """
    )
    return {row["person"]: row["version"] for row in rows}


def in_words(db: Database, lines: tuple[Line, ...]) -> list[str]:
    """«18.22, Bord 3: Turlaget (Kari Nordmann)», one text for each meeting. Times are as planned now."""
    starts = {phase.round: phase.starts_at for phase in run_sheet(exchange_of(db)) if phase.kind == "round"}
    return [_line(line, starts[line.round]) for line in lines if line.round in starts]


def difference(db: Database, person: str, before: int, after: int) -> tuple[list[str], list[str]]:
    """What stood in one version and no longer stands, and what has come in its place, in words."""
    was, is_now = (evenings(db, version, person).get(person, ()) for version in (before, after))
    gone, new = tuple(line for line in was if line not in is_now), tuple(line for line in is_now if line not in was)
    return in_words(db, gone), in_words(db, new)


def _line(line: Line, starts_at: datetime) -> str:
    words = {"time": clock_time(starts_at), "table": line.table, "other": line.other, "people": ", ".join(line.people)}
    if line.people:
        return _("%(time)s, %(table)s: %(other)s (%(people)s)") % words
    return _("%(time)s, %(table)s: %(other)s") % words


def _names(text: str) -> list[str]:
    return list(json.loads(text))
