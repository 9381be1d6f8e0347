"""What has come of the evening so far: agreements by party, needs that were answered, offers that were taken."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from borse.answered import COUNTING, answered_needs, taken_offers
from borse.brokers.who import Post
from borse.extra_meetings import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promise:
    giver: str
    receiver: str
    category: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posted:
    id: str
    party: str
    categories: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The agreements so far: how many each party has, who has agreed with whom, and what was promised."""

    counts: Counter[str]
    pairs: set[Pair]
    promises: list[_Promise]

    @classmethod
    def of(cls, db: Database) -> "Ledger":
        parties: dict[str, set[str]] = defaultdict(set)
        pairs: set[Pair] = set()
        promises: list[_Promise] = []
        for row in db.query(
            """select n.id, n.status, p.giver, p.receiver, p.category from agreement_now n
            join promise p on p.agreement = n.id and p.version = n.version order by n.id, p.position"""
        ):
            if row["status"] in COUNTING | {"intention"}:
                pairs.add(frozenset((row["giver"], row["receiver"])))
            if row["status"] in COUNTING:
                parties[row["id"]] |= {row["giver"], row["receiver"]}
                promises.append(_Promise(giver=row["giver"], receiver=row["receiver"], category=row["category"]))
        return cls(counts=Counter(party for both in parties.values() for party in both), pairs=pairs, promises=promises)


def posts_of(db: Database, ledger: Ledger) -> dict[str, Post]:
    """What is shown, in the order in which the report gives needs their answers."""
    categories: dict[str, set[str]] = defaultdict(set)
    for row in db.query("select post, category from post_category"):
        categories[row["post"]].add(row["category"])
    rows = list(
        db.query(
            """select o.id, o.party, o.kind, o.text from shown_post o join party p on p.id = o.party
            where p.withdrawn_at is null order by o.created_at, o.party, o.position, o.id"""
        )
    )
    posted = {
        kind: [
            _Posted(id=row["id"], party=row["party"], categories=frozenset(categories[row["id"]]))
            for row in rows
            if row["kind"] == kind
        ]
        for kind in ("need", "offer")
    }
    met = answered_needs(posted["need"], ledger.promises) | taken_offers(posted["offer"], ledger.promises)
    return {row["id"]: Post(**row, is_met=row["id"] in met) for row in rows}
