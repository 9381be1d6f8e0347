"""What the notary desk asks the file: the agreements as they stand, and one of them with its whole history."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.notary.ledger import Version, versions
from borse.notary.taking import free_before
from borse.own_words import category_name
from borse.times import moment, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a party says of the wording that holds, by its name; `says` is "" as long as it has said nothing."""

    party: str
    name: str
    says: str = ""
    word: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agreement in a list. `parties` are names, in the order in which the agreement names them.

    `missing` are the parts that the notary will ask for; `waited` is in whole minutes, since it was first written down.
    `taken_by` is the desk that has it before it now, by name, and `taken` that desk's mark.
    """

    id: str
    number: int | None
    version: int
    status: str
    source: str
    what: str
    parties: tuple[str, ...]
    by_name: str
    at: str
    created_at: str
    waited: int
    missing: tuple[str, ...]
    words: tuple[Word, ...] = field(default=())
    taken: str = ""
    taken_by: str = ""

    @property
    def is_contested(self) -> bool:
        return any(word.says == "wrong" for word in self.words)


AS_IT_STANDS = ("id", "number", "version", "status", "source", "by_name", "at", "created_at")


def categories(db: Database) -> list[tuple[str, str]]:
    rows = db.query("select id, name from category order by position")
    return [(row["id"], category_name(row["name"])) for row in rows]


def agreements(db: Database, now: datetime) -> list[Line]:
    """Every agreement as it stands now, newest first."""
    promises = _promises(db)
    words = _words(db)
    names = {row["id"]: row["name"] for row in db.query("select id, name from party")}
    rows = db.query(
        """
        select n.*, t.desk as taken, t.name as taken_by from agreement_now n
        left join draft_taken t on t.agreement = n.id and t.at > ? and n.status in ('agreed', 'approved')
        order by n.at desc, n.id
        """,
        [free_before(now)],
    )
    return [_line(row, promises[row["id"]], names, words, now) for row in rows]


def _line(
    row: dict[str, Any],
    promises: list[dict[str, str]],
    names: dict[str, str],
    words: dict[tuple[str, str], Word],
    now: datetime,
) -> Line:
    parties = tuple(dict.fromkeys(one[end] for one in promises for end in ("giver", "receiver")))
    missing = [part for part in ("quantity", "due") if not all(promise[part] for promise in promises)]
    return Line(
        what=promises[0]["what"],
        parties=tuple(names[party] for party in parties),
        waited=int((now - moment(row["created_at"])).total_seconds() // 60),
        missing=tuple(missing if row["next_step"] else [*missing, "next_step"]),
        words=tuple(words.get((row["id"], party), Word(party=party, name=names[party])) for party in parties),
        taken=row["taken"] or "",
        taken_by=row["taken_by"] or "",
        **{name: row[name] for name in AS_IT_STANDS},
    )


def _promises(db: Database) -> dict[str, list[dict[str, str]]]:
    """The promises of every agreement as it stands now."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in db.query(
        """select p.agreement, p.giver, p.receiver, p.what, p.quantity, p.due from promise p
        join agreement_now n on n.id = p.agreement and n.version = p.version order by p.agreement, p.position"""
    ):
        found.setdefault(row["agreement"], []).append(row)
    return found


def _words(db: Database, agreement: str | None = None) -> dict[tuple[str, str], Word]:
    """What has been said of the wordings that hold (or of one agreement's), by agreement and party."""
    rows = db.query(
        """select w.*, p.name from party_word w join party p on p.id = w.party
        where :agreement is null or w.agreement = :agreement""",
        {"agreement": agreement},
    )
    return {
        (row["agreement"], row["party"]): Word(**{name: row[name] for name in ("party", "name", "says", "word", "at")})
        for row in rows
    }


def words_now(db: Database, agreement: str, parties: tuple[str, ...]) -> tuple[Word, ...]:
    """What each of these parties says of the wording that holds."""
    names = {row["id"]: row["name"] for row in db.query("select id, name from party")}
    said = _words(db, agreement)
    return tuple(said.get((agreement, party), Word(party=party, name=names[party])) for party in parties)


def chain(db: Database, agreement: str) -> list[Version]:
    """All versions, newest first."""
    return versions(db, agreement)


def words_about(db: Database, agreement: str) -> list[dict[str, Any]]:
    """Everything that parties have said about this agreement, of whichever wording, in order."""
    return list(
        db.query(
            """select c.id, c.wording, c.party, p.name, c.says, c.word, c.at from confirmation c
            join party p on p.id = c.party where c.agreement = ? order by c.id""",
            [agreement],
        )
    )


def taken_by(db: Database, agreement: str, now: datetime) -> tuple[str, str]:
    """The mark and the name of the desk that has this draft before it; empty when none has."""
    row = db.execute(
        "select desk, name from draft_taken where agreement = ? and at > ? and at <= ?",
        [agreement, free_before(now), stamp(now)],
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")


def source_of(db: Database, agreement: str) -> str:
    """Where it was first written down: 'desk', 'phone' or 'paper'; "" when there is no such agreement."""
    row = db.execute("select source from agreement where id = ?", [agreement]).fetchone()
    return row[0] if row else ""


def number_waiting(db: Database) -> int:
    """The length of the queue."""
    return int(db.execute("select count(*) from agreement_now where status = 'agreed'").fetchone()[0])


def copies(db: Database, agreement: str) -> list[dict[str, str]]:
    """How the newest copy goes to each party: the person, and where their message stands (the outbox is outreach's)."""
    return list(
        db.query(
            """select p.name, m.status, m.channel from message m join person p on p.id = m.person
            where m.kind = 'agreement_copy' and m.about = ? and m.status != 'dropped'
              and m.created_at = (select max(o.created_at) from message o
                                  where o.kind = m.kind and o.about = m.about and o.person = m.person)
            order by p.name""",
            [agreement],
        )
    )
