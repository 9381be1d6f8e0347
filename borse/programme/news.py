"""What is different in somebody's programme since they said that they had seen it: it stands out until they have.

Opening the page is not seeing: it may lie open in a pocket when a plan is published. So they say it, with a button.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field
from sqlite_utils import Database

from borse.bus import Command, Event, Given, Handler
from borse.programme.compare import schedule_of, sentence_of
from borse.programme.world import meetings_from
from borse.published import newest_published
from borse.refusals import NotAllowed
from borse.times import stamp
from matching import Change, Schedule, changes


class SeeProgramme(Command):
    """I have seen this version of my programme."""

    version: Annotated[int, Field(ge=1)]


class ProgrammeSeen(Event):
    topic: ClassVar[str] = "seen"
    person: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`sentences` are the differences in the order of the rounds; `pairs` are those whose meeting is new or moved."""

    sentences: tuple[str, ...] = ()
    pairs: frozenset[tuple[str, str]] = frozenset()


def see_programme(command: SeeProgramme, db: Database, given: Given) -> Iterator[ProgrammeSeen]:
    """A later version that somebody has seen already stays seen."""
    person, newest = given.by.person, newest_published(db)
    if person is None:
        raise NotAllowed("")
    if newest is None or seen_by(db, person) >= min(command.version, newest):
        return
    version = min(command.version, newest)
    db.execute(
        """
        insert into programme_seen (person, version, at) values (?, ?, ?)
        on conflict (person) do update set version = excluded.version, at = excluded.at
        """,
        [person, version, stamp(given.now)],
    )
    yield ProgrammeSeen(person=person, version=version)


def seen_by(db: Database, person: str) -> int:
    """The version that somebody has seen; who has said nothing knows the first one in which they had a meeting."""
    row = db.execute(
        """
        select coalesce(
            (select version from programme_seen where person = ?),
            (select min(m.version) from meeting_person s join meeting m on m.id = s.meeting
             join programme p on p.version = m.version where s.person = ? and p.status = 'published'),
            0)
        """,
        [person, person],
    ).fetchone()
    return int(row[0])


def news_for(db: Database, person: str) -> News:
    """What the newest version has that they have not seen."""
    newest, seen = newest_published(db), seen_by(db, person)
    if newest is None or seen in {0, newest}:
        return News()
    found = changes(_meetings_of(db, person, seen), _meetings_of(db, person, newest)).people.get(person, ())
    if not found:
        return News()
    met = {party for change in found for one in (change.before, change.after) if one for party in one.key}
    names = _names(db, met)
    tables = {row["id"]: row["name"] for row in db.query("select id, name from hall_table")}
    own = {row["party"] for row in db.query("select party from speaks_for where person = ?", [person])}
    return News(
        sentences=tuple(sentence_of(change, own, names, tables) for change in sorted(found, key=_round)),
        pairs=frozenset((change.after.a, change.after.b) for change in found if change.after),
    )


def _names(db: Database, parties: set[str]) -> dict[str, str]:
    rows = db.query("select id, name from party where id in (select value from json_each(?))", [json.dumps([*parties])])
    return {row["id"]: row["name"] for row in rows}


def _round(change: Change) -> int:
    meeting = change.after or change.before
    return int(meeting.round) if meeting else 0


def _meetings_of(db: Database, person: str, version: int) -> Schedule:
    """Those of a version in which somebody sits. Of a meeting without them nothing is news to them."""
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    meetings: dict[str, dict[str, Any]] = {}
    for row in db.query(
        """
        select m.id, m.round, m.hall_table, m.a, m.b, s.party, s.person
        -- "cross": from this person's few chairs, not from all meetings of the version
        from meeting_person o cross join meeting m on m.id = o.meeting join meeting_person s on s.meeting = m.id
        where o.person = ? and m.version = ? order by m.round, m.id, s.person
        """,
        [person, version],
    ):
        meetings[row["id"]] = row
        people[row["id"], row["party"]].append(row["person"])
    return schedule_of(meetings_from(meetings.values(), people))


HANDLERS: dict[type[Any], Handler] = {SeeProgramme: see_programme}
EVENTS: tuple[type[Event], ...] = (ProgrammeSeen,)
