"""Everybody's sheets (`sheet.py`), read from the file."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.exchange import Exchange, exchange_of, run_sheet
from borse.programme.reads import party_names
from borse.programme.reasons import from_disk, sentence
from borse.programme.sheet import OwnParty, Posts, Sheet, SheetMeeting
from borse.published import newest_published
from borse.times import moment


def sheet_of(db: Database, person: str) -> Sheet:
    """One person's sheet. The person must be on file and not withdrawn."""
    return sheets_of(db, [person])[0]


def sheets_of(db: Database, people: Iterable[str] | None = None) -> list[Sheet]:
    """The sheets of everybody who is coming (or of these people), by name."""
    wanted = None if people is None else json.dumps(sorted(people))
    rows = list(
        db.query(
            """
            select id, name, code, present_from, present_until from person
            where withdrawn_at is null and (? is null or id in (select value from json_each(?))) order by name, id
            """,
            [wanted, wanted],
        )
    )
    file = _File(db, [row["id"] for row in rows])
    return [file.sheet(row) for row in rows]


# A meeting's row, its people with the party that each sits there for, and the party of the one whose chair it is.
Chair = tuple[Mapping[str, Any], list[tuple[str, str]], str]


class _File:
    """What these people's sheets are made from, read once: a hundred of them share the same parties.

    Six hundred telephones ask for one sheet each when a programme is published: nothing is read that it does not say.
    """

    def __init__(self, db: Database, people: list[str]) -> None:
        self.names = party_names(db)
        self.speaks = _speaks(db, people)
        self.version = newest_published(db)
        self.times = _times(exchange_of(db))
        self.published_at = None
        self.chairs: dict[str, list[Chair]] = defaultdict(list)
        named = {person for speakers in self.speaks.values() for person in speakers}
        parties = set(self.speaks)
        if self.version is not None:
            row = next(db.query("select published_at from programme where version = ?", [self.version]))
            self.published_at = moment(row["published_at"])
            for _row, seats, _own in self._seat(db, self.version, people):
                named |= {person for person, _party in seats}
                parties |= {party for _person, party in seats}
        self.people = _people(db, named)
        self.posts = _posts(db, parties)

    def sheet(self, row: Mapping[str, Any]) -> Sheet:
        person = row["id"]
        return Sheet(
            person=person,
            name=row["name"],
            code=row["code"],
            parties=tuple(
                OwnParty(
                    id=party,
                    name=self.names[party],
                    posts=self.posts.get(party, Posts()),
                    colleagues=tuple(self.people[one] for one in speakers if one != person),
                )
                for party, speakers in self.speaks.items()
                if person in speakers
            ),
            present_from=moment(row["present_from"]) if row["present_from"] else None,
            present_until=moment(row["present_until"]) if row["present_until"] else None,
            version=self.version,
            published_at=self.published_at,
            meetings=tuple(self._seen(*chair, person) for chair in self.chairs[person]),
        )

    def _seat(self, db: Database, version: int, people: list[str]) -> Iterator[Chair]:
        """Who sits in which meeting. What they see there is said when their sheet is asked for: sentences are slow."""
        seats: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in db.query(
            """
            select s.meeting, s.person, s.party from meeting_person s where s.meeting in (
                -- "cross": from the few chairs of these people, not from all meetings of the version
                select o.meeting from meeting_person o cross join meeting m on m.id = o.meeting
                where m.version = ? and o.person in (select value from json_each(?)))
            order by s.meeting, s.person
            """,
            [version, json.dumps(people)],
        ):
            seats[row["meeting"]].append((row["person"], row["party"]))
        for row in db.query(
            """
            select m.id, m.round, m.a, m.b, m.reasons, t.name as hall_table from meeting m
            join hall_table t on t.id = m.hall_table where m.id in (select value from json_each(?))
            order by m.round, t.position
            """,
            [json.dumps(list(seats))],
        ):
            # A round that the organiser has since taken out of the evening has no time, and is not held.
            if row["round"] in self.times:
                for person, party in seats[row["id"]]:
                    chair = (row, seats[row["id"]], party)
                    self.chairs[person].append(chair)
                    yield chair

    def _seen(self, row: Mapping[str, Any], seats: list[tuple[str, str]], own: str, person: str) -> SheetMeeting:
        other = row["b"] if own == row["a"] else row["a"]
        starts_at, ends_at = self.times[row["round"]]
        return SheetMeeting(
            pair=(row["a"], row["b"]),
            round=row["round"],
            starts_at=starts_at,
            ends_at=ends_at,
            table=row["hall_table"],
            own=self.names[own],
            other=self.names[other],
            # A private individual is a party of their own: their name is said once.
            others=tuple(
                self.people[one] for one, party in seats if party == other and self.people[one] != self.names[other]
            ),
            with_me=tuple(self.people[one] for one, party in seats if party == own and one != person),
            reasons=tuple(sentence(why, self.names, reader=own) for why in from_disk(row["reasons"])),
            posts=self.posts.get(other, Posts()),
        )


def _times(exchange: Exchange) -> dict[int, tuple[datetime, datetime]]:
    """Beginning and end of each round, as planned."""
    return {
        phase.round: (phase.starts_at, phase.ends_at)
        for phase in run_sheet(exchange)
        if phase.kind == "round" and phase.round is not None
    }


def _people(db: Database, people: Iterable[str]) -> dict[str, str]:
    rows = db.query("select id, name from person where id in (select value from json_each(?))", [json.dumps([*people])])
    return {row["id"]: row["name"] for row in rows}


def _posts(db: Database, parties: Iterable[str]) -> dict[str, Posts]:
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in db.query(
        """
        select party, kind, text, quantity, capacity, time from shown_post
        where party in (select value from json_each(?)) order by party, position, id
        """,
        [json.dumps([*parties])],
    ):
        parts = [row["text"].rstrip("."), row["quantity"], row["capacity"], row["time"]]
        lines[row["party"], row["kind"]].append(" · ".join(part for part in parts if part))
    return {
        party: Posts(offers=tuple(lines[party, "offer"]), needs=tuple(lines[party, "need"]))
        for party in {party for party, _kind in lines}
    }


def _speaks(db: Database, people: list[str]) -> dict[str, list[str]]:
    """Who speaks for each party that these people speak for and that is coming, by name of the party."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """
        select s.party, s.person from speaks_for s join party q on q.id = s.party join person p on p.id = s.person
        where q.withdrawn_at is null and p.withdrawn_at is null and s.party in (
            select o.party from speaks_for o where o.person in (select value from json_each(?)))
        order by q.name, q.id, s.position, s.person
        """,
        [json.dumps(people)],
    ):
        found[row["party"]].append(row["person"])
    return found
