"""A version as the organiser looks at it: its meetings with names, party by party, and what it leaves unanswered."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from borse.programme.reads import party_names, rules_of
from borse.programme.reasons import Why, from_disk, sentence
from matching import pair_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A meeting with names instead of ids. `rule` is what the organiser has decided about the pair, if anything."""

    id: str
    round: int
    table: str
    a: str
    b: str
    a_name: str
    b_name: str
    a_people: tuple[str, ...]
    b_people: tuple[str, ...]
    needs: int
    reasons: tuple[str, ...]
    rule: str

    def beside(self, party: str) -> tuple[str, str]:
        """The other party of the meeting, as id and name."""
        return (self.b, self.b_name) if party == self.a else (self.a, self.a_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyShown:
    """A party with its meetings in a version, in order; and, where they are few, why."""

    id: str
    name: str
    side: str
    meetings: tuple[Shown, ...]
    why_few: tuple[str, ...]


def meetings_shown(db: Database, version: int) -> list[Shown]:
    """A version's meetings by round and table."""
    names = party_names(db)
    rules = {(rule.a, rule.b): rule.kind for rule in rules_of(db)}
    people = _people_by_meeting(db, version)
    rows = db.query(
        """
        select m.id, m.round, t.name as hall_table, m.a, m.b, m.needs, m.reasons
        from meeting m join hall_table t on t.id = m.hall_table
        where m.version = ? order by m.round, t.position
        """,
        [version],
    )
    return [_shown(row, names, rules, people) for row in rows]


def _shown(
    row: Mapping[str, Any],
    names: Mapping[str, str],
    rules: Mapping[tuple[str, str], str],
    people: Mapping[tuple[str, str], list[str]],
) -> Shown:
    reasons: tuple[Why, ...] = from_disk(row["reasons"])
    return Shown(
        id=row["id"],
        round=row["round"],
        table=row["hall_table"],
        a=row["a"],
        b=row["b"],
        a_name=names[row["a"]],
        b_name=names[row["b"]],
        a_people=tuple(people[row["id"], row["a"]]),
        b_people=tuple(people[row["id"], row["b"]]),
        needs=len(json.loads(row["needs"])),
        reasons=tuple(sentence(why, names) for why in reasons),
        rule=rules.get(pair_key(row["a"], row["b"]), ""),
    )


def _people_by_meeting(db: Database, version: int) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in db.query(
        """
        select s.meeting, s.party, p.name from meeting_person s join meeting m on m.id = s.meeting
        join person p on p.id = s.person where m.version = ? order by p.name, p.id
        """,
        [version],
    ):
        found[row["meeting"], row["party"]].append(row["name"])
    return found


def parties_shown(db: Database, version: int) -> list[PartyShown]:
    """Everybody who is coming (or has a meeting), those with the fewest meetings first."""
    meetings: dict[str, list[Shown]] = defaultdict(list)
    for meeting in meetings_shown(db, version):
        meetings[meeting.a].append(meeting)
        meetings[meeting.b].append(meeting)
    rows = db.query("select party, reasons from few_meetings where version = ?", [version])
    why = {row["party"]: tuple(json.loads(row["reasons"])) for row in rows}
    found = [
        PartyShown(
            id=row["id"],
            name=row["name"],
            side=row["side"],
            meetings=tuple(meetings[row["id"]]),
            why_few=why.get(row["id"], ()),
        )
        for row in db.query("select id, name, side, withdrawn_at from party order by name, id")
        if meetings[row["id"]] or row["withdrawn_at"] is None
    ]
    return sorted(found, key=lambda party: len(party.meetings))


def needs_without(db: Database, version: int) -> list[dict[str, str]]:
    """Needs that no meeting of the version answers: whose, and what."""
    return list(
        db.query(
            """
            select p.name as party, o.text from shown_post o join party p on p.id = o.party
            where o.kind = 'need' and p.withdrawn_at is null and o.id not in
                (select n.value from meeting m, json_each(m.needs) n where m.version = ?)
            order by p.name, o.position
            """,
            [version],
        )
    )
