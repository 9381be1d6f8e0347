"""Putting offers and needs on file."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from borse.language import gettext as _
from borse.newcomers import DETAILS, NewPost
from borse.refusals import Invalid
from borse.showing import Source, status_of
from borse.times import stamp


def add_posts(db: Database, party: str, posts: Sequence[NewPost], source: Source, now: datetime) -> None:
    """Offers and needs, shown or held (borse/showing.py). Raises Invalid for a category that this børs lacks."""
    position = db.execute("select coalesce(max(position) + 1, 0) from post where party = ?", [party]).fetchone()[0]
    for index, post in enumerate(posts):
        _refuse_unknown(db, post.categories, f"posts.{index}.categories")
        row = post.model_dump(include={"kind", "text", *DETAILS})
        row |= {"id": post.post, "party": party, "position": position + index, "created_at": stamp(now)}
        db.table("post").insert(row | status_of(db, post, source))
        _categorise(db, post)


def change_post(db: Database, post: NewPost, source: Source, now: datetime) -> None:
    """What the post says is to be what stands here. Other words are looked at anew; the same are not."""
    _refuse_unknown(db, post.categories, "categories")
    said = post.model_dump(include={"kind", "text", *DETAILS})
    before = next(db.query("select * from post where id = ?", [post.post]))
    if any(before[key] != value for key, value in said.items()):
        db.table("post").update(post.post, said | status_of(db, post, source) | {"changed_at": stamp(now)})
    db.execute("delete from post_category where post = ?", [post.post])
    _categorise(db, post)


def _refuse_unknown(db: Database, categories: Iterable[str], field: str) -> None:
    known = {row["id"] for row in db.query("select id from category")}
    if unknown := [name for name in categories if name not in known]:
        raise Invalid({field: _("Kategorien finnes ikke på denne børsen: %s") % ", ".join(unknown)})


def _categorise(db: Database, post: NewPost) -> None:
    db.table("post_category").insert_all(
        {"post": post.post, "category": category} for category in dict.fromkeys(post.categories)
    )
