"""What the board asks the file."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.newcomers import PostKind
from borse.own_words import conditions_in_words
from borse.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An offer or a need as it hangs on the board. `name` is the party's; empty for a private person seen from outside.

    `views` and `interested` are how often it was opened, and how many parties could help.
    """

    id: str
    kind: PostKind
    text: str
    quantity: str
    capacity: str
    time: str
    area: str
    conditions: str
    party: str
    name: str
    side: str
    categories: tuple[Category, ...]
    created_at: datetime
    changed_at: datetime
    views: int
    interested: int

    @property
    def about(self) -> tuple[str, ...]:
        """How many, when, where, and on what terms, as far as it is said."""
        terms = conditions_in_words(self.conditions)
        return tuple(part for part in (self.quantity, self.capacity, self.time, self.area, terms) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A party that could help with a post."""

    notice: Notice
    party: str
    name: str
    at: datetime


def notices(db: Database, *, inside: bool) -> list[Notice]:
    """The whole board, newest first. Outsiders are not told the names of private persons."""
    rows = db.query(
        """
        select p.id, p.kind, p.text, p.quantity, p.capacity, p.time, p.area, p.conditions, p.party, q.side,
               p.created_at, coalesce(p.changed_at, p.created_at) as changed_at,
               case when q.side = 'individual' and not ? then '' else q.name end as name,
               coalesce(v.views, 0) as views
        from shown_post p join party q on q.id = p.party left join post_views v on v.post = p.id
        where q.withdrawn_at is null
        order by p.created_at desc, q.name_key, p.kind desc, p.position, p.id
        """,
        [inside],
    )
    filed, interested = _categories_of_posts(db), _interested(db)
    return [
        Notice(
            **row | {key: moment(row[key]) for key in ("created_at", "changed_at")},
            categories=tuple(filed[row["id"]]),
            interested=interested.get(row["id"], 0),
        )
        for row in list(rows)
    ]


def categories(db: Database) -> list[Category]:
    return [Category(**row) for row in db.query("select id, name from category order by position")]


def own_parties(db: Database, person: str | None) -> list[dict[str, Any]]:
    """The parties that a person speaks for: id and name."""
    return list(
        db.query(
            """select q.id, q.name from speaks_for s join party q on q.id = s.party
            where s.person = ? and q.withdrawn_at is null order by s.position, q.name_key""",
            [person],
        )
    )


def vetoes(db: Database) -> list[tuple[str, str]]:
    """Who would rather not meet whom, as far as both take part."""
    rows = db.query("select party, about from wish where kind = 'veto' and about is not null")
    return [(row["party"], row["about"]) for row in rows]


def interests(db: Database) -> list[Interest]:
    """Who could help with what, newest first; only with what still hangs there, and parties that still take part."""
    hanging = {one.id: one for one in notices(db, inside=True)}
    rows = db.query(
        """select i.post, i.party, q.name, i.at from interest i join party q on q.id = i.party
        where q.withdrawn_at is null order by i.at desc, q.name_key"""
    )
    return [
        Interest(notice=hanging[row["post"]], party=row["party"], name=row["name"], at=moment(row["at"]))
        for row in list(rows)
        if row["post"] in hanging and hanging[row["post"]].party != row["party"]  # two that became one
    ]


def _categories_of_posts(db: Database) -> dict[str, list[Category]]:
    filed: dict[str, list[Category]] = defaultdict(list)
    rows = db.query(
        "select pc.post, c.id, c.name from post_category pc join category c on c.id = pc.category order by c.position"
    )
    for row in rows:
        filed[row["post"]].append(Category(id=row["id"], name=row["name"]))
    return filed


def _interested(db: Database) -> dict[str, int]:
    rows: Iterator[dict[str, Any]] = db.query(
        """select i.post, count(*) as number from interest i join party q on q.id = i.party
        join post p on p.id = i.post and p.party != i.party where q.withdrawn_at is null group by i.post"""
    )
    return {row["post"]: row["number"] for row in rows}
