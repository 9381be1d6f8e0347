"""A party that is on file already and comes again in a file: what is new is added, nothing is taken away.

Offers that a later file leaves out stay: they may stand in a programme or an agreement, and somebody may have added
them by hand. Whoever wants them gone says so at the party's own page.
"""

from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from sqlite_utils import Database

from borse.folding import name_key
from borse.newcomers import DETAILS, NewParty, NewPerson, NewPost
from borse.parties import add_wishes
from borse.people import SignedUp, add_people
from borse.posts import add_posts, change_post

# How alike the words of two posts of one party are when the later is the earlier put right: «Vi trenger to trommer»
# and «Vi trenger tre trommer» are 0.92, «Vi trenger noter» and «Vi trenger trommer» 0.80.
SAME_POST = 0.85


def sign_up_again(
    db: Database, known: str, party: NewParty, now: datetime, *, same_file: bool = False
) -> SignedUp | None:
    """Bring the party on file up to date with `party`. None when there was nothing new.

    In the `same_file` two posts that are nearly alike are two: «billetter til kamp 1» and «billetter til kamp 2».
    """
    before = db.conn.total_changes
    _bring_up_to_date(db, known, party)
    signed = _people(db, known, party, now)
    _posts(db, known, party.posts, now, 1.0 if same_file else SAME_POST)
    wishes = {(row["kind"], row["text_key"]) for row in db.query("select * from wish where party = ?", [known])}
    add_wishes(db, known, (w for w in party.wishes if (w.kind, name_key(w.text)) not in wishes))
    if db.conn.total_changes == before:
        return None
    return signed


def _bring_up_to_date(db: Database, known: str, party: NewParty) -> None:
    """What the file says goes before what we had; what it leaves out stays. A name that is spelt otherwise stays."""
    row = next(db.query("select name, side, orgnr, about, note from party where id = ?", [known]))
    said = {"side": party.side} | {
        key: getattr(party, key) for key in ("orgnr", "about", "note") if getattr(party, key)
    }
    if name_key(row["name"]) != name_key(party.name):
        said |= {"name": party.name, "name_key": name_key(party.name)}
    if any(row.get(key) != value for key, value in said.items()):
        db.table("party").update(known, said)


def _people(db: Database, known: str, party: NewParty, now: datetime) -> SignedUp:
    """Those who are new. Somebody without contact details is known by their name within the party."""
    rows = list(
        db.query(
            """
            select p.id, p.name, c.email, c.phone from person p
            join speaks_for s on s.person = p.id left join contact c on c.person = p.id
            where s.party = ? and p.withdrawn_at is null
            """,
            [known],
        )
    )
    new = [person for person in party.people if not any(_is_on_file(row, person) for row in rows)]
    return add_people(db, known, new, "import", now)


def _is_on_file(row: dict[str, Any], person: NewPerson) -> bool:
    """The same name, and no other address than we have: then nothing needs to be said again."""
    same_name = name_key(row["name"]) == name_key(person.name)
    return same_name and person.email in {"", row["email"]} and person.phone in {"", row["phone"]}


def _posts(db: Database, known: str, posts: tuple[NewPost, ...], now: datetime, least: float) -> None:
    """New offers and needs are added; one that is on file gets the words and details that the file has."""
    rows = db.query("select * from post where party = ? and withdrawn_at is null order by position, id", [known])
    pairs, new = matched(posts, list(rows), least)
    add_posts(db, known, new, "import", now)
    for post, row in pairs:
        said = {key: getattr(post, key) or row[key] for key in ("kind", "text", *DETAILS)}
        if any(row[key] != value for key, value in said.items()):
            put_right = NewPost(**said, post=row["id"], categories=_categories(db, post, row["id"]))
            _reword(db, put_right, now)


def matched(
    posts: Sequence[NewPost], rows: Sequence[dict[str, Any]], least: float
) -> tuple[list[tuple[NewPost, dict[str, Any]]], list[NewPost]]:
    """Each post of the file with the row on file that it is: the same words, else the likest (`least`). The rest."""
    free = list(rows)
    pairs: list[tuple[NewPost, dict[str, Any]]] = []
    for enough in (1.0, least):
        for post in [post for post in posts if all(post is not paired for paired, _row in pairs)]:
            alike = [(_likeness(post, row), row) for row in free]
            likeness, row = max(alike, key=lambda one: one[0], default=(0.0, {}))
            if likeness >= enough:
                pairs.append((post, row))
                free.remove(row)
    return pairs, [post for post in posts if all(post is not paired for paired, _row in pairs)]


def _likeness(post: NewPost, row: dict[str, Any]) -> float:
    """How much of the words of two posts of one kind is the same, 0 to 1."""
    if post.kind != row["kind"]:
        return 0.0
    one, other = name_key(post.text), name_key(row["text"])
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _reword(db: Database, post: NewPost, now: datetime) -> None:
    """Words that the organiser has put right are not undone by an old file: a post with a note keeps its words."""
    if not db.execute("select moderator_note from post where id = ?", [post.post]).fetchone()[0]:
        change_post(db, post, "import", now)


def _categories(db: Database, post: NewPost, row: str) -> tuple[str, ...]:
    on_file = tuple(found["category"] for found in db.query("select category from post_category where post = ?", [row]))
    return post.categories or on_file
