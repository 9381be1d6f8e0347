"""What the organiser's pages of the programme ask the file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.language import gettext as _
from borse.programme.gain import Gain
from borse.programme.messages import ByHand
from borse.programme.still_holds import refuse_stale
from borse.programme.world import Rule, meetings_of
from borse.refusals import NotFound, Stale
from borse.times import moment


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
