"""What the report counts, as it stands in the file: one question, one moment, no arithmetic yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.exchange import Exchange, exchange_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An offer or a need."""

    id: str
    party: str
    categories: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    giver: str
    receiver: str
    category: str | None
    hours: float | None
    kroner: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreement as it stands now."""

    status: str
    meeting: str | None
    promises: tuple[Promised, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A meeting of the newest published programme; `held` by the definition in `figures.py`."""

    id: str
    round: int
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    came: bool
    walk_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`sides` also names the parties that withdrew: the ledger may speak of them."""

    exchange: Exchange
    as_of: datetime
    newest_event: int
    parties: tuple[str, ...]
    sides: Mapping[str, str]
    categories: Mapping[str, str]
    offers: tuple[Posted, ...]
    needs: tuple[Posted, ...]
    agreements: tuple[Agreed, ...]
    meetings: tuple[Met, ...]
    meetings_with_agreement: frozenset[str]
    people: tuple[Somebody, ...]


def facts_of(db: Database, as_of: datetime) -> Facts:
    """Everything that the report counts."""
    agreements = _agreements(db)
    counting = {"agreed", "approved", "knocked_through"}
    return Facts(
        exchange=exchange_of(db),
        as_of=as_of,
        newest_event=db.execute("select coalesce(max(id), 0) from event").fetchone()[0],
        parties=tuple(row["id"] for row in db.query("select id from party where withdrawn_at is null order by id")),
        sides={row["id"]: row["side"] for row in db.query("select id, side from party")},
        categories={row["id"]: row["name"] for row in db.query("select id, name from category order by position")},
        offers=_posts(db, "offer"),
        needs=_posts(db, "need"),
        agreements=agreements,
        meetings=_meetings(db),
        meetings_with_agreement=frozenset(one.meeting for one in agreements if one.meeting and one.status in counting),
        people=tuple(
            Somebody(came=row["arrived_at"] is not None, walk_in=bool(row["walk_in"]))
            for row in db.query("select arrived_at, walk_in from person where withdrawn_at is null order by id")
        ),
    )


def _posts(db: Database, kind: str) -> tuple[Posted, ...]:
    rows = db.query(
        """select o.id, o.party, group_concat(c.category, char(31)) as categories
        from post o join party p on p.id = o.party left join post_category c on c.post = o.id
        where o.kind = ? and o.withdrawn_at is null and p.withdrawn_at is null group by o.id order by o.id""",
        [kind],
    )
    return tuple(
        Posted(id=row["id"], party=row["party"], categories=frozenset((row["categories"] or "").split("\x1f")) - {""})
        for row in rows
    )


def _agreements(db: Database) -> tuple[Agreed, ...]:
    promises: dict[str, list[Promised]] = {}
    for row in db.query(
        """select p.agreement, p.giver, p.receiver, p.category, p.hours, p.kroner from promise p
        join agreement_now n on n.id = p.agreement and n.version = p.version order by p.agreement, p.position"""
    ):
        promises.setdefault(row.pop("agreement"), []).append(Promised(**row))
    return tuple(
        Agreed(status=row["status"], meeting=row["meeting"], promises=tuple(promises[row["id"]]))
        for row in db.query("select id, status, meeting from agreement_now order by created_at, id")
    )


def _meetings(db: Database) -> tuple[Met, ...]:
    rows = db.query(
        """
        with rung as (select round, min(started_at) as began, max(coalesce(ended_at, '9')) as ended from phase_log
                      where kind = 'round' group by round),
             there as (select m.id, mp.party from meeting m join rung r on r.round = m.round
                       join meeting_person mp on mp.meeting = m.id join person p on p.id = mp.person
                       where p.arrived_at < r.ended and (p.left_at is null or p.left_at > r.began)
                       group by m.id, mp.party)
        select m.id, m.round, (select count(*) from there t where t.id = m.id) = 2 as held from meeting m
        where m.version = (select max(version) from programme where status = 'published') order by m.round, m.id
        """
    )
    return tuple(Met(id=row["id"], round=row["round"], held=bool(row["held"])) for row in rows)
