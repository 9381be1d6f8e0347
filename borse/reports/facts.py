"""What the report counts, as it stands in the file: one question, one moment, no arithmetic yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.exchange import Exchange, exchange_of
from borse.held import Met, Occasion, meetings_met


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
    what: str
    quantity: str
    due: str
    category: str | None
    hours: float | None
    kroner: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreement as it stands now. `number` is set once it was knocked through."""

    number: int | None
    status: str
    meeting: Occasion | None
    promises: tuple[Promised, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    came: bool
    walk_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`sides` and `names` also know the parties that withdrew: the ledger may speak of them."""

    exchange: Exchange
    as_of: datetime
    parties: tuple[str, ...]
    sides: Mapping[str, str]
    names: Mapping[str, str]
    categories: Mapping[str, str]
    offers: tuple[Posted, ...]
    needs: tuple[Posted, ...]
    agreements: tuple[Agreed, ...]
    meetings: tuple[Met, ...]
    people: tuple[Somebody, ...]


def facts_of(db: Database, as_of: datetime) -> Facts:
    """Everything that the report counts. Raises NotFound when the børs is not set up."""
    parties = list(db.query("select id, name, side, withdrawn_at from party order by created_at, id"))
    return Facts(
        exchange=exchange_of(db),
        as_of=as_of,
        parties=tuple(row["id"] for row in parties if row["withdrawn_at"] is None),
        sides={row["id"]: row["side"] for row in parties},
        names={row["id"]: row["name"] for row in parties},
        categories={row["id"]: row["name"] for row in db.query("select id, name from category order by position")},
        offers=_posts(db, "offer"),
        needs=_posts(db, "need"),
        agreements=_agreements(db),
        meetings=meetings_met(db),
        people=tuple(
            Somebody(came=row["arrived_at"] is not None, walk_in=bool(row["walk_in"]))
            for row in db.query("select arrived_at, walk_in from person where withdrawn_at is null order by id")
        ),
    )


def _posts(db: Database, kind: str) -> tuple[Posted, ...]:
    """In the order in which they were signed up, which is the order in which needs are given their answers."""
    categories: dict[str, set[str]] = {}
    for row in db.query("select post, category from post_category"):
        categories.setdefault(row["post"], set()).add(row["category"])
    rows = db.query(
        """select o.id, o.party from shown_post o join party p on p.id = o.party
        where o.kind = ? and p.withdrawn_at is null
        order by o.created_at, o.party, o.position, o.id""",
        [kind],
    )
    return tuple(
        Posted(id=row["id"], party=row["party"], categories=frozenset(categories.get(row["id"], ()))) for row in rows
    )


def _agreements(db: Database) -> tuple[Agreed, ...]:
    promises: dict[str, list[Promised]] = {}
    for row in db.query(
        """select p.agreement, p.giver, p.receiver, p.what, p.quantity, p.due, p.category, p.hours, p.kroner
        from promise p join agreement_now n on n.id = p.agreement and n.version = p.version
        order by p.agreement, p.position"""
    ):
        promises.setdefault(row.pop("agreement"), []).append(Promised(**row))
    rows = db.query(
        """select n.id, n.number, n.status, m.round, m.a, m.b
        from agreement_now n left join meeting m on m.id = n.meeting order by n.created_at, n.id"""
    )
    return tuple(
        Agreed(
            number=row["number"],
            status=row["status"],
            meeting=None if row["round"] is None else (row["round"], frozenset((row["a"], row["b"]))),
            promises=tuple(promises[row["id"]]),
        )
        for row in rows
    )
