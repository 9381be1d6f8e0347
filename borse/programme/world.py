"""What planning knows: a snapshot of the file, taken in one read, and its fingerprint.

Two snapshots with the same fingerprint give the same plan. So a plan that comes back, and a draft that is published,
is up to date exactly when the file still has the fingerprint that it was made from: a check-in does not matter, a
withdrawal does.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from borse.affinity.posts import Post
from borse.exchange import Exchange, Phase, exchange_of, run_sheet
from borse.times import moment
from matching import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person as planning sees them: the rounds that they are there for, and what their table must have."""

    id: str
    rounds: tuple[int, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`gone` is somebody who has withdrawn, but sat in a meeting of a round that has been rung."""

    id: str
    side: str
    people: tuple[str, ...]
    gone: bool


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

    @property
    def fingerprint(self) -> str:
        """The same for the same world, whatever else has happened since."""
        known = asdict(self)
        del known["based_on"]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def world_of(db: Database) -> World:
    """The world as it is in the file now."""
    exchange = exchange_of(db)
    rung = tuple(
        row["round"] for row in db.query("select distinct round from phase_log where round is not null order by 1")
    )
    previous = _published_meetings(db)
    held = [meeting for meeting in previous if int(meeting.round) in rung]
    return World(
        based_on=db.execute("select coalesce(max(id), 0) from event").fetchone()[0],
        rounds=exchange.rounds,
        min_meetings=exchange.min_meetings,
        max_meetings=exchange.max_meetings,
        side_pairs=tuple((row["a"], row["b"]) for row in db.query("select a, b from side_pair order by a, b")),
        tables=tuple(
            (row["id"], tuple(sorted(json.loads(row["features"]))))
            for row in db.query("select id, features from hall_table order by position, id")
        ),
        people=_people(db, exchange, held),
        parties=_parties(db, held),
        posts=_posts(db),
        wishes=_wishes(db, "wish"),
        vetoes=_wishes(db, "veto"),
        rules=tuple(Rule(**row) for row in db.query("select a, b, kind, round from planning_rule order by a, b")),
        previous=previous,
        rung=rung,
    )


def rounds_there(phases: tuple[Phase, ...], present_from: str | None, present_until: str | None) -> tuple[int, ...]:
    """The rounds that somebody is there for from beginning to end. No hours given is the whole evening."""
    comes = moment(present_from) if present_from else None
    goes = moment(present_until) if present_until else None
    return tuple(
        phase.round
        for phase in phases
        if phase.kind == "round"
        and phase.round is not None
        and (comes is None or comes <= phase.starts_at)
        and (goes is None or phase.ends_at <= goes)
    )


def _people(db: Database, exchange: Exchange, held: list[Meeting]) -> tuple[Seat, ...]:
    """Those who have not withdrawn; and those who have, in the rounds that they sat in."""
    phases = run_sheet(exchange)
    sat: dict[str, set[int]] = defaultdict(set)
    for meeting in held:
        for person in meeting.people:
            sat[person].add(int(meeting.round))
    seats = []
    for row in db.query("select id, present_from, present_until, requires, withdrawn_at from person order by id"):
        there = () if row["withdrawn_at"] else rounds_there(phases, row["present_from"], row["present_until"])
        rounds = tuple(sorted({*there, *sat[row["id"]]}))
        if rounds or not row["withdrawn_at"]:
            seats.append(Seat(id=row["id"], rounds=rounds, requires=tuple(sorted(json.loads(row["requires"])))))
    return tuple(seats)


def _parties(db: Database, held: list[Meeting]) -> tuple[Party, ...]:
    sat: dict[str, set[str]] = defaultdict(set)
    for meeting in held:
        sat[meeting.a] |= set(meeting.a_people)
        sat[meeting.b] |= set(meeting.b_people)
    speakers: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """
        select s.party, s.person from speaks_for s join person p on p.id = s.person
        where p.withdrawn_at is null order by s.party, s.position, s.person
        """
    ):
        speakers[row["party"]].append(row["person"])
    return tuple(
        Party(
            id=row["id"],
            side=row["side"],
            people=tuple(dict.fromkeys((*speakers[row["id"]], *sorted(sat[row["id"]])))),
            gone=row["withdrawn_at"] is not None,
        )
        for row in db.query("select id, side, withdrawn_at from party order by id")
        if row["withdrawn_at"] is None or sat[row["id"]]
    )


def _posts(db: Database) -> tuple[Post, ...]:
    """Offers and needs of those who are coming, in their own words: reasons quote them."""
    rows = db.query(
        """
        select o.id, o.party, o.kind, p.side, o.text,
               (select json_group_array(c.category) from post_category c where c.post = o.id) as categories
        from shown_post o join party p on p.id = o.party where p.withdrawn_at is null order by o.party, o.position, o.id
        """
    )
    return tuple(Post(**row | {"categories": tuple(sorted(json.loads(row["categories"])))}) for row in rows)


def _wishes(db: Database, kind: str) -> tuple[tuple[str, str], ...]:
    rows = db.query(
        """
        select distinct w.party, w.about from wish w
        join party p on p.id = w.party join party q on q.id = w.about
        where w.kind = ? and p.withdrawn_at is null and q.withdrawn_at is null order by 1, 2
        """,
        [kind],
    )
    return tuple((row["party"], row["about"]) for row in rows)


def _published_meetings(db: Database) -> tuple[Meeting, ...]:
    version = db.execute("select max(version) from programme where status = 'published'").fetchone()[0]
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
    return tuple(
        Meeting(
            round=str(row["round"]),
            table=row["hall_table"],
            a=row["a"],
            b=row["b"],
            a_people=tuple(people[row["id"], row["a"]]),
            b_people=tuple(people[row["id"], row["b"]]),
        )
        for row in db.query(
            """
            select m.id, m.round, m.hall_table, m.a, m.b from meeting m join hall_table t on t.id = m.hall_table
            where m.version = ? order by m.round, t.position, m.id
            """,
            [version],
        )
    )
