"""What the balance asks the file: who has signed up, with which offers and needs that are shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from borse.exchange import SIDES, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A party that has no offer, or no need."""

    id: str
    name: str
    side: str
    offers: int
    needs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Who and what has come in. `posts` counts (side, kind), `filed` (category, kind), `givers` (category, side).

    `meeting` are the pairs of sides that may meet; `held` are posts that wait for the organiser, counted nowhere else.
    """

    parties: dict[Side, int]
    people: int
    posts: Counter[tuple[str, str]]
    filed: Counter[tuple[str, str]]
    givers: Counter[tuple[str, str]]
    categories: tuple[tuple[str, str], ...]
    lacking: tuple[Lacking, ...]
    meeting: frozenset[tuple[str, str]]
    held: int

    def number(self, kind: str) -> int:
        """Offers or needs in all."""
        return sum(count for (_side, of_kind), count in self.posts.items() if of_kind == kind)


def tally(db: Database) -> Tally:
    parties = {row["side"]: row["number"] for row in db.query(_PARTIES)}
    filed = list(db.query(_FILED))
    return Tally(
        parties={side: parties.get(side, 0) for side in SIDES},
        people=db.execute("select count(*) from person where withdrawn_at is null").fetchone()[0],
        posts=_counted((row["side"], row["kind"], row["number"]) for row in db.query(_POSTS)),
        filed=_counted((row["category"], row["kind"], row["number"]) for row in filed),
        givers=_counted((row["category"], row["side"], row["number"]) for row in filed if row["kind"] == "offer"),
        categories=tuple(
            (row["id"], row["name"]) for row in db.query("select id, name from category order by position")
        ),
        lacking=tuple(Lacking(**row) for row in db.query(_LACKING)),
        meeting=frozenset((row["a"], row["b"]) for row in db.query("select a, b from side_pair")),
        held=db.execute(_HELD).fetchone()[0],
    )


_PARTIES = "select side, count(*) as number from party where withdrawn_at is null group by side"
_POSTS = """
    select p.side, o.kind, count(*) as number from shown_post o join party p on p.id = o.party
    where p.withdrawn_at is null group by p.side, o.kind"""
_FILED = """
    select c.category, o.kind, p.side, count(*) as number
    from shown_post o join party p on p.id = o.party join post_category c on c.post = o.id
    where p.withdrawn_at is null group by c.category, o.kind, p.side"""
_LACKING = """
    select * from (
        select p.id, p.name, p.side,
               (select count(*) from shown_post where party = p.id and kind = 'offer') as offers,
               (select count(*) from shown_post where party = p.id and kind = 'need') as needs
        from party p where p.withdrawn_at is null)
    where offers = 0 or needs = 0 order by name collate nocase, id"""
_HELD = """
    select count(*) from post o join party p on p.id = o.party
    where o.status = 'held' and o.withdrawn_at is null and p.withdrawn_at is null"""


def _counted(rows: Iterable[tuple[str, str, int]]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for one, other, number in rows:
        found[one, other] += number
    return found
