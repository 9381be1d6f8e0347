"""What the brokers ask the file: the hall at this moment, and what is noted about a party."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.brokers.advice import Known
from borse.brokers.hall import Hall
from borse.brokers.ledger import Ledger, posts_of
from borse.brokers.messages import Told
from borse.brokers.sitting import Seat, Table
from borse.brokers.who import Interest, Party, Person
from borse.brought import posts_brought, wishes_brought
from borse.bus import Given
from borse.clock import clock_of
from borse.extra_meetings import ExtraMeeting, Pair, extra_meetings
from borse.folding import alphabetical
from borse.held import meetings_met
from borse.hub import newest_event
from borse.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    id: str
    words: str
    by: str
    at: datetime


def hall_of(db: Database, now: datetime) -> Hall:
    """The hall as it is now, read in one go."""
    parties, people = _parties(db), _people(db)
    extras = extra_meetings(db)
    ledger = Ledger.of(db)
    return Hall(
        now=now,
        clock=clock_of(db),
        slots=(),
        current=None,
        parties=parties,
        people=people,
        tables=tuple(
            Table(id=row["id"], name=row["name"], features=frozenset(json.loads(row["features"])))
            for row in db.query("select id, name, features from hall_table order by position, id")
        ),
        seats=_seats(db, extras),
        posts=posts_of(db, ledger),
        agreements=ledger.counts,
        agreed=ledger.pairs,
        met={met.pair: (met.round, met.held) for met in meetings_met(db)},
        barred=_barred(db),
        pairs_of_sides={frozenset((row["a"], row["b"])) for row in db.query("select a, b from side_pair")},
        interests=tuple(_interests(db)),
        extras=extras,
        brokers=brokers_of(db),
    ).at(now)


def brokers_of(db: Database) -> dict[str, str]:
    """Those who have said who they are: names by id."""
    return {row["id"]: row["name"] for row in db.query("select id, name from broker order by name, id")}


def name_of(told: Told, db: Database, given: Given) -> str:
    """Who says it: the broker who holds the tablet, or else what its link is called."""
    row = db.execute("select name from broker where id = ?", [told.broker]).fetchone()
    return row[0] if row else given.by.name


def newer_hall(db: Database, now: datetime, known: int) -> tuple[int, Hall | None]:
    """The newest event, and the hall after it unless that is the event that is `known` already."""
    newest = newest_event(db)
    return newest, None if newest == known else hall_of(db, now)


def _parties(db: Database) -> dict[str, Party]:
    speakers: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """select s.party, s.person from speaks_for s join person p on p.id = s.person
        where p.withdrawn_at is null order by s.party, s.position, s.person"""
    ):
        speakers[row["party"]].append(row["person"])
    rows = db.query(
        """select p.id, p.name, p.side, coalesce(w.broker, '') as wing from party p left join wing w on w.party = p.id
        where p.withdrawn_at is null"""
    )
    found = [Party(**row, people=tuple(speakers[row["id"]])) for row in rows]
    return {party.id: party for party in sorted(found, key=lambda party: alphabetical(party.name))}


def _people(db: Database) -> dict[str, Person]:
    hats: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """select s.person, s.party from speaks_for s join party p on p.id = s.party
        where p.withdrawn_at is null order by s.position, s.party"""
    ):
        hats[row["person"]].append(row["party"])
    rows = db.query(
        "select id, name, arrived_at, left_at, present_until, requires from person where withdrawn_at is null"
    )
    found = [
        Person(
            id=row["id"],
            name=row["name"],
            parties=tuple(hats[row["id"]]),
            arrived_at=_maybe(row["arrived_at"]),
            left_at=_maybe(row["left_at"]),
            present_until=_maybe(row["present_until"]),
            requires=frozenset(json.loads(row["requires"])),
        )
        for row in rows
    ]
    return {person.id: person for person in sorted(found, key=lambda person: alphabetical(person.name))}


def _seats(db: Database, extras: tuple[ExtraMeeting, ...]) -> dict[str, tuple[Seat, ...]]:
    """The chairs of the programme that holds, and of what brokers have brought about."""
    sit: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    meetings: dict[str, dict[str, Any]] = {}
    for row in db.query(
        """select m.id, m.round, m.hall_table, m.a, m.b, s.person, s.party from meeting_now m
        join meeting_person s on s.meeting = m.id"""
    ):
        meetings[row["id"]] = row
        sit[row["id"]][row["party"]].append(row["person"])
    found: dict[str, list[Seat]] = defaultdict(list)
    for id_, row in meetings.items():
        for own, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            seat = Seat(
                round=row["round"],
                hall_table=row["hall_table"],
                own=own,
                across=(other,),
                others=tuple(sit[id_][other]),
            )
            for person in sit[id_][own]:
                found[person].append(seat)
    for extra in extras:
        if extra.is_open:
            for chair in extra.chairs:
                others = extra.others(chair.person)
                found[chair.person].append(
                    Seat(
                        round=extra.round,
                        hall_table=extra.hall_table,
                        own=chair.party,
                        across=tuple(other.party for other in others),
                        others=tuple(other.person for other in others),
                        extra=extra.id,
                        is_sure=extra.status == "accepted",
                        ends_at=extra.ends_at,
                    )
                )
    return {person: tuple(seats) for person, seats in found.items()}


def _barred(db: Database) -> set[Pair]:
    rows = db.query(
        """select party as a, about as b from wish where kind = 'veto' and about is not null
        union select a, b from planning_rule where kind = 'forbid'"""
    )
    return {frozenset((row["a"], row["b"])) for row in rows}


def _interests(db: Database) -> Iterator[Interest]:
    """What parties have said on the board, then what brokers have passed on; of those who still come."""
    for row in db.query(
        """select '' as id, i.party, o.party as other, i.post, '' as words, '' as by from interest i
        join shown_post o on o.id = i.post join party p on p.id = i.party join party q on q.id = o.party
        where p.withdrawn_at is null and q.withdrawn_at is null order by i.at, i.post, i.party"""
    ):
        yield Interest(**row)
    for row in db.query(
        """select n.id, n.party, n.other, n.post, n.words, n.by_name as by from noted_interest n
        join party p on p.id = n.party join party q on q.id = n.other
        where n.withdrawn_at is null and p.withdrawn_at is null and q.withdrawn_at is null order by n.at, n.id"""
    ):
        yield Interest(**row)


def known_of(db: Database) -> Known:
    """What advice rests on: posts in their own words, wishes, and who must not meet."""
    sides = db.query("select id, side from party where withdrawn_at is null order by id")
    return Known(
        posts=posts_brought(db),
        wishes=wishes_brought(db, "wish"),
        barred=tuple(sorted((min(pair), max(pair)) for pair in _barred(db) if len(pair) > 1)),
        side_pairs=tuple((row["a"], row["b"]) for row in db.query("select a, b from side_pair order by a, b")),
        sides=tuple((row["id"], row["side"]) for row in sides),
    )


def notes_of(db: Database, party: str) -> list[Note]:
    """What brokers have written about a party, the newest first."""
    rows = db.query(
        """select id, words, by_name as by, at from broker_note where party = ? and withdrawn_at is null
        order by at desc, id""",
        [party],
    )
    return [Note(**row | {"at": moment(row["at"])}) for row in rows]


def _maybe(text: str | None) -> datetime | None:
    return moment(text) if text else None
