"""What the notary desk asks the file."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from borse.clock import clock_of
from borse.notary.ledger import Version, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agreement in a list. `parties` are names, in the order in which the agreement names them."""

    id: str
    number: int | None
    version: int
    status: str
    what: str
    parties: tuple[str, ...]
    by_name: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A scheduled meeting that may end in an agreement."""

    id: str
    round: int
    table: str
    a: str
    b: str


def party_names(db: Database) -> dict[str, str]:
    """Everybody who takes part, by id, in the order of their names."""
    rows = db.query("select id, name from party where withdrawn_at is null order by name")
    return {row["id"]: row["name"] for row in rows}


def all_party_names(db: Database) -> dict[str, str]:
    """Those who withdrew too: the ledger still names them."""
    return {row["id"]: row["name"] for row in db.query("select id, name from party order by name")}


def categories(db: Database) -> list[tuple[str, str]]:
    return [(row["id"], row["name"]) for row in db.query("select id, name from category order by position")]


def agreements(db: Database) -> list[Line]:
    """Every agreement as it stands now, newest first."""
    promises: dict[str, list[dict[str, Any]]] = {}
    for row in db.query(
        """select p.agreement, p.what, g.name as giver, r.name as receiver from promise p
        join agreement_now n on n.id = p.agreement and n.version = p.version
        join party g on g.id = p.giver join party r on r.id = p.receiver order by p.agreement, p.position"""
    ):
        promises.setdefault(row["agreement"], []).append(row)
    return [
        Line(
            id=row["id"],
            what=promises[row["id"]][0]["what"],
            parties=tuple(
                dict.fromkeys(name for one in promises[row["id"]] for name in (one["giver"], one["receiver"]))
            ),
            **{name: row[name] for name in ("number", "version", "status", "by_name", "at")},
        )
        for row in db.query("select * from agreement_now order by at desc, id")
    ]


def chain(db: Database, agreement: str) -> list[Version]:
    """All versions, newest first."""
    return versions(db, agreement)


def meetings_now(db: Database) -> list[Meeting]:
    """The meetings of the round that people sit in (or come from), in the published programme; none before the gong."""
    turn = clock_of(db)
    if turn.state == "waiting":
        return []
    row = db.execute("select max(round) from phase_log where kind = 'round'").fetchone()
    rows = db.query(
        """select m.id, m.round, t.name as "table", a.name as a, b.name as b from meeting m
        join hall_table t on t.id = m.hall_table join party a on a.id = m.a join party b on b.id = m.b
        where m.round = ? and m.version = (select max(version) from programme where status = 'published')
        order by t.position""",
        [row[0] or 0],
    )
    return [Meeting(**meeting) for meeting in rows]


def meeting(db: Database, meeting: str) -> dict[str, Any] | None:
    """The two parties of a meeting, by name."""
    rows = db.query(
        "select m.id, a.name as a, b.name as b from meeting m join party a on a.id = m.a join party b on b.id = m.b "
        "where m.id = ?",
        [meeting],
    )
    return next(rows, None)
