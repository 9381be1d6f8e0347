"""What the parties that come bring to the børs, as affinity reads it: posts in their own words, and their wishes."""

import json
from typing import Literal

from sqlite_utils import Database

from borse.affinity import Post


def posts_brought(db: Database) -> tuple[Post, ...]:
    """Offers and needs that may be shown, by party, in the order in which the party wrote them."""
    rows = db.query(
        """
        select o.id, o.party, o.kind, p.side, o.text,
               (select json_group_array(c.category) from post_category c where c.post = o.id) as categories
        from shown_post o join party p on p.id = o.party where p.withdrawn_at is null order by o.party, o.position, o.id
        """
    )
    return tuple(Post(**row | {"categories": tuple(sorted(json.loads(row["categories"])))}) for row in rows)


def wishes_brought(db: Database, kind: Literal["wish", "veto"]) -> tuple[tuple[str, str], ...]:
    """Who would like to meet whom (or would rather not), where both come: parties."""
    rows = db.query(
        """
        select distinct w.party, w.about from wish w
        join party p on p.id = w.party join party q on q.id = w.about
        where w.kind = ? and p.withdrawn_at is null and q.withdrawn_at is null order by 1, 2
        """,
        [kind],
    )
    return tuple((row["party"], row["about"]) for row in rows)
