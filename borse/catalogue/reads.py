"""What the board asks the file."""

from dataclasses import dataclass

from sqlite_utils import Database

from borse.folding import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An offer or a need as it hangs on the board. `categories` are names."""

    id: str
    kind: str
    text: str
    quantity: str
    time: str
    party: str
    side: str
    categories: tuple[str, ...]


def notices(db: Database, kind: str, side: str, category: str, words: str) -> list[Notice]:
    """The board, by party; an empty choice is no choice. All the `words` are in the post or the party's name."""
    rows = db.query(
        """
        select p.id, p.kind, p.text, p.quantity, p.time, q.name as party, q.side,
               (select group_concat(c.name, char(10)) from post_category pc join category c on c.id = pc.category
                where pc.post = p.id) as categories
        from post p join party q on q.id = p.party
        where p.withdrawn_at is null and q.withdrawn_at is null
          and (:kind = '' or p.kind = :kind) and (:side = '' or q.side = :side)
          and (:category = '' or exists (
               select 1 from post_category pc where pc.post = p.id and pc.category = :category))
        order by q.name_key, q.id, p.kind desc, p.position
        """,
        {"kind": kind, "side": side, "category": category},
    )
    found = [Notice(**row | {"categories": tuple((row["categories"] or "").splitlines())}) for row in rows]
    sought = folded(words).split()
    return [one for one in found if all(word in folded(f"{one.text} {one.party}") for word in sought)]


def categories(db: Database) -> list[tuple[str, str]]:
    return [(row["id"], row["name"]) for row in db.query("select id, name from category order by position")]


def counts(db: Database) -> dict[str, int]:
    """How many offers and needs hang there in all."""
    rows = db.query(
        """select p.kind, count(*) as number from post p join party q on q.id = p.party
        where p.withdrawn_at is null and q.withdrawn_at is null group by p.kind"""
    )
    return {"offer": 0, "need": 0} | {row["kind"]: row["number"] for row in rows}
