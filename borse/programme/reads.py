"""What the organiser's pages of the programme ask the file."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.language import gettext as _
from borse.programme.gain import Gain
from borse.programme.messages import ByHand
from borse.programme.reasons import Why, from_disk, sentence
from borse.programme.still_holds import refuse_stale
from borse.programme.world import Rule, meetings_of
from borse.refusals import NotFound, Stale
from borse.times import moment
from matching import pair_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A draft or a published programme, with what is known of how good it is."""

    version: int
    status: str
    draft: str
    world: str
    created_at: datetime
    published_at: datetime | None
    meetings: int
    parties: int
    shortfall: int
    worth: int
    waits: int
    moves: int
    bound_shortfall: int
    bound_worth: int
    seconds: float
    purpose: str
    before_shortfall: int | None
    before_worth: int | None
    by_hand: ByHand

    @property
    def is_published(self) -> bool:
        return self.status == "published"

    @property
    def share(self) -> float:
        """The worth reached, of the most that is possible (proven, so the truth may be better)."""
        return 1.0 if self.bound_worth <= 0 else max(0.0, min(1.0, self.worth / self.bound_worth))

    @property
    def gain(self) -> Gain | None:
        """What it gains on the version before it, where presence was why there is a new one."""
        if self.before_shortfall is None or self.before_worth is None:
            return None
        return Gain(
            before_shortfall=self.before_shortfall,
            before_worth=self.before_worth,
            shortfall=self.shortfall,
            worth=self.worth,
        )


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


VERSION = """
    select p.*, (select count(*) from meeting m where m.version = p.version) as meetings,
           (select count(distinct party) from meeting_person s join meeting m on m.id = s.meeting
            where m.version = p.version) as parties
    from programme p
"""


def versions(db: Database) -> list[Version]:
    """All there are, the newest first."""
    return [_version(row) for row in db.query(VERSION + "order by p.version desc")]


def version_of(db: Database, number: int) -> Version:
    """Raises NotFound for a number that no version has (or a draft that has been replaced)."""
    row = next(db.query(VERSION + "where p.version = ?", [number]), None)
    if row is None:
        raise NotFound(_("Denne versjonen av programmet finnes ikke."))
    return _version(row)


def _version(row: dict[str, Any]) -> Version:
    fields = {name: row[name] for name in Version.__dataclass_fields__ if not name.endswith("_at")}
    published_at = moment(row["published_at"]) if row["published_at"] else None
    fields["by_hand"] = ByHand.model_validate_json(row["by_hand"])
    return Version(**fields, created_at=moment(row["created_at"]), published_at=published_at)


def is_up_to_date(db: Database, version: Version, now: datetime) -> bool:
    """Whether the draft could be published now."""
    try:
        meetings = meetings_of(db, version.version)
        refuse_stale(db, version.world, meetings, now, by_hand=version.purpose == "hand")
    except Stale:
        return False
    return True


def newest_published(db: Database) -> int | None:
    row = db.execute("select max(version) from programme where status = 'published'").fetchone()
    return None if row[0] is None else int(row[0])


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


def rules_of(db: Database) -> list[Rule]:
    rows = db.query("select a, b, kind, round from planning_rule order by kind, round, a, b")
    return [Rule(**row) for row in rows]


def party_names(db: Database) -> dict[str, str]:
    return dict(db.execute("select id, name from party order by name, id").fetchall())


def parties_coming(db: Database) -> list[tuple[str, str]]:
    """To choose from: (id, name)."""
    rows = db.query("select id, name from party where withdrawn_at is null order by name, id")
    return [(row["id"], row["name"]) for row in rows]


def all_names(db: Database) -> dict[str, str]:
    """Of people, parties and tables, by id: for remarks."""
    rows = db.query(
        "select id, name from person union all select id, name from party union all select id, name from hall_table"
    )
    return {row["id"]: row["name"] for row in rows}
