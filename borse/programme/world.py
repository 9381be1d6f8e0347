"""What planning knows: a snapshot of the file, taken in one read, and its fingerprint.

The fingerprint is of what was settled: who signed up, the rules, the set-up, what is published, which rounds have been
rung. A plan that comes back, and a draft that is published, must find it unchanged. Who comes and goes meanwhile does
not unsettle it: who arrives is in the next plan, and that nobody who has left is planned is asked by itself
(`still_holds.py`). Otherwise nothing could be published while a queue stands at the reception.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.affinity.posts import Post
from borse.brought import posts_brought, wishes_brought
from borse.exchange import exchange_of, run_sheet
from borse.extra_meetings import Taken, taken
from borse.hub import newest_event
from borse.presence import presence_of
from borse.programme.who_comes import Party, Seat, parties, seats
from borse.published import newest_published
from matching import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the organiser decided about a pair: `lock` (in a round, or any) or `forbid`."""

    a: str
    b: str
    kind: str
    round: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that a plan depends on. `based_on` is the newest event, `previous` the programme that is published."""

    based_on: int
    rounds: int
    min_meetings: int
    max_meetings: int
    side_pairs: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    people: tuple[Seat, ...]
    parties: tuple[Party, ...]
    posts: tuple[Post, ...]
    wishes: tuple[tuple[str, str], ...]
    vetoes: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]
    previous: tuple[Meeting, ...]
    rung: tuple[int, ...]
    taken: tuple[Taken, ...]

    @property
    def fingerprint(self) -> str:
        """The same as long as what was settled is, whoever has come or gone since."""
        known = asdict(self)
        del known["based_on"]
        walk_ins = {seat.id for seat in self.people if seat.walk_in}
        new = {party.id for party in self.parties if party.walk_in}
        known["people"] = [[seat.id, seat.said, seat.requires] for seat in self.people if seat.id not in walk_ins]
        known["parties"] = [
            [party.id, party.side, [one for one in party.people if one not in walk_ins], party.gone]
            for party in self.parties
            if party.id not in new
        ]
        known["posts"] = [asdict(post) for post in self.posts if post.party not in new]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def world_of(db: Database, now: datetime | None = None) -> World:
    """The world as it is in the file. Without `now`: as if everybody who signed up will come, and stay."""
    exchange = exchange_of(db)
    rung = _rounds_rung(db)
    previous = _published_meetings(db)
    held = [meeting for meeting in previous if int(meeting.round) in rung]
    presences = {} if now is None else presence_of(db, now)
    return World(
        based_on=newest_event(db),
        rounds=exchange.rounds,
        min_meetings=exchange.min_meetings,
        max_meetings=exchange.max_meetings,
        side_pairs=tuple((row["a"], row["b"]) for row in db.query("select a, b from side_pair order by a, b")),
        tables=tuple(
            (row["id"], tuple(sorted(json.loads(row["features"]))))
            for row in db.query("select id, features from hall_table order by position, id")
        ),
        people=seats(db, run_sheet(exchange), held, presences),
        parties=parties(db, held, presences),
        posts=posts_brought(db),
        wishes=wishes_brought(db, "wish"),
        vetoes=wishes_brought(db, "veto"),
        rules=tuple(Rule(**row) for row in db.query("select a, b, kind, round from planning_rule order by a, b")),
        previous=previous,
        rung=rung,
        taken=taken(db),
    )


def _rounds_rung(db: Database) -> tuple[int, ...]:
    """The rounds that have begun. One that the host has gone back from lies ahead again: it will be rung anew."""
    rows = db.query(
        """
        select distinct round from phase_log where round is not null
        and phase <= (select t.phase from clock c join phase_log t on t.id = c.turn) order by 1
        """
    )
    return tuple(row["round"] for row in rows)


def _published_meetings(db: Database) -> tuple[Meeting, ...]:
    version = newest_published(db)
    return meetings_of(db, version) if version else ()


def meetings_of(db: Database, version: int) -> tuple[Meeting, ...]:
    """A version's meetings as the engine knows them, in order of round and table."""
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in db.query(
        """
        select s.meeting, s.party, s.person from meeting_person s join meeting m on m.id = s.meeting
        where m.version = ? order by s.person
        """,
        [version],
    ):
        people[row["meeting"], row["party"]].append(row["person"])
    rows = db.query(
        """
        select m.id, m.round, m.hall_table, m.a, m.b from meeting m join hall_table t on t.id = m.hall_table
        where m.version = ? order by m.round, t.position, m.id
        """,
        [version],
    )
    return meetings_from(rows, people)


def meetings_from(
    rows: Iterable[Mapping[str, Any]], people: Mapping[tuple[str, str], list[str]]
) -> tuple[Meeting, ...]:
    """Rows of `meeting` as the engine has them. `people` are those who sit there, by meeting and party."""
    return tuple(
        Meeting(
            round=str(row["round"]),
            table=row["hall_table"],
            a=row["a"],
            b=row["b"],
            a_people=tuple(people.get((row["id"], row["a"]), ())),
            b_people=tuple(people.get((row["id"], row["b"]), ())),
        )
        for row in rows
    )
