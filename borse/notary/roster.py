"""Who can be in an agreement, as the form knows them: by name, by badge, by table; whom they met, what they posted.

The form fetches it once and keeps it, so that finding somebody takes two letters, also when the net is gone.
"""

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from borse.clock import clock_of
from borse.folding import folded
from borse.notary.terms import Promise


def roster(db: Database) -> dict[str, Any]:
    """Everything that the form looks up, ready for JSON. Names and posts, no contact details.

    Those who withdrew (`gone`) stand in agreements that can be mended; they are in no new one.
    """
    met = _met(db)
    posts = _posts(db)
    words: dict[str, list[str]] = defaultdict(list)
    codes: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """select s.party, p.name, p.code from speaks_for s join person p on p.id = s.person
        where p.withdrawn_at is null order by s.position"""
    ):
        words[row["party"]] += [row["name"], row["code"]]
        codes[row["party"]].append(row["code"])
    parties = [
        {
            "id": row["id"],
            "name": row["name"],
            "words": folded(" ".join([row["name"], *words[row["id"]]])),
            "codes": codes[row["id"]],
            "gone": bool(row["gone"]),
            "met": met.get(row["id"], []),
            "posts": posts.get(row["id"], []),
        }
        for row in db.query(
            """select id, name, withdrawn_at is not null as gone from party
            where withdrawn_at is null or id in (select giver from promise union select receiver from promise)
            order by name, id"""
        )
    ]
    return {"parties": parties, "meetings": meetings_now(db), "agreements": _agreements(db)}


def _agreements(db: Database) -> list[dict[str, Any]]:
    """Those that can still be mended, in the words of a `CorrectAgreement`, so that it can be done without the net."""
    promises: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in db.query(
        """select p.* from promise p join agreement_now n on n.id = p.agreement and n.version = p.version
        order by p.agreement, p.position"""
    ):
        promises[row["agreement"]].append({part: row[part] for part in Promise.model_fields})
    return [
        {**row, "promises": promises[row["agreement"]]}
        for row in db.query(
            """select id as agreement, version, status, number, first_caller, next_step, conditions from agreement_now
            where status != 'withdrawn' order by at desc, id"""
        )
    ]


def party_names(db: Database) -> dict[str, str]:
    """Everybody who takes part, by id, in the order of their names."""
    rows = db.query("select id, name from party where withdrawn_at is null order by name")
    return {row["id"]: row["name"] for row in rows}


def all_party_names(db: Database) -> dict[str, str]:
    """Those who withdrew too: the ledger still names them."""
    return {row["id"]: row["name"] for row in db.query("select id, name from party order by name")}


def parties_by_code(db: Database) -> dict[str, str]:
    """The party of each badge: a notary who sees it types four letters. Of several hats it is the first."""
    rows = db.query(
        """select p.code, s.party from person p join speaks_for s on s.person = p.id
        join party q on q.id = s.party and q.withdrawn_at is null
        where p.withdrawn_at is null order by s.position desc, s.party desc"""
    )
    return {row["code"]: row["party"] for row in rows}


def meetings_now(db: Database) -> list[dict[str, Any]]:
    """The meetings of the round that people sit in (or come from), by table; none before the gong.

    That is the round begun last: after the host has gone back, not the one with the highest number.
    """
    if clock_of(db).state == "waiting":
        return []
    rows = list(
        db.query(
            """select m.id, m.round, t.name as "table", m.a, m.b, a.name as a_name, b.name as b_name from meeting_now m
            join hall_table t on t.id = m.hall_table join party a on a.id = m.a join party b on b.id = m.b
            where m.round = (select round from phase_log where kind = 'round' order by id desc limit 1)
            order by t.position"""
        )
    )
    return [{**row, "words": folded(" ".join((row["table"], row["a_name"], row["b_name"])))} for row in rows]


def they_sit(db: Database) -> bool:
    """Whether a round runs, or stands still: then the meetings of `meetings_now` are those of this moment."""
    clock = clock_of(db)
    return clock.state in {"running", "paused"} and clock.phase is not None and clock.phase.kind == "round"


def meeting(db: Database, meeting: str) -> dict[str, Any] | None:
    """The two parties of a meeting, by id and name."""
    rows = db.query(
        """select m.id, m.a, m.b, a.name as a_name, b.name as b_name from meeting m
        join party a on a.id = m.a join party b on b.id = m.b where m.id = ?""",
        [meeting],
    )
    return next(rows, None)


def meeting_between(db: Database, a: str, b: str) -> str | None:
    """The meeting that these two have had by the programme, the latest; None when they have not met there (yet)."""
    row = db.execute(
        """select id from meeting_now
        where (a, b) in (values (:a, :b), (:b, :a))
          and round <= (select max(round) from phase_log where kind = 'round')
        order by round desc limit 1""",
        {"a": a, "b": b},
    ).fetchone()
    return str(row[0]) if row else None


def posts_of(db: Database, parties: tuple[str, ...]) -> list[dict[str, Any]]:
    """What these parties offer and need, as the form takes it over with one press."""
    found = _posts(db)
    return [{"party": party, **post} for party in parties for post in found.get(party, [])]


def met_by(db: Database, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Whom these parties have met or will meet, those of the round that is or was last first."""
    met = _met(db)
    return tuple(dict.fromkeys(other for party in parties for other in met.get(party, ()) if other not in parties))


def _posts(db: Database) -> dict[str, list[dict[str, Any]]]:
    posts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in db.query(
        """select o.party, o.id, o.kind, o.text, o.quantity, o.time as due, o.conditions,
          (select c.category from post_category c where c.post = o.id order by c.category limit 1) as category
        from shown_post o order by o.party, o.kind desc, o.position"""
    ):
        posts[row.pop("party")].append(row)
    return posts


def _met(db: Database) -> dict[str, list[str]]:
    """Whom each party has met or will meet, the latest first: they are the ones who come to the desk.

    What a broker brought about stands before what the programme did.
    """
    rung = db.execute("select max(round) from phase_log where kind = 'round'").fetchone()[0] or 0
    met: dict[str, list[str]] = defaultdict(list)
    for row in db.query(
        """select a, b from meeting_now
        order by round > :rung, abs(round - :rung), id""",
        {"rung": rung},
    ):
        met[row["a"]].append(row["b"])
        met[row["b"]].append(row["a"])
    for row in db.query(
        """select c.party, d.party as other from extra_meeting_now e join extra_chair c on c.meeting = e.id
        join extra_chair d on d.meeting = e.id and d.party != c.party
        where e.status = 'accepted' order by e.proposed_at, e.id, c.position, d.position desc"""
    ):
        met[row["party"]].insert(0, row["other"])
    return {party: list(dict.fromkeys(others)) for party, others in met.items()}
