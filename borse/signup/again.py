"""A party that is on file already and comes again in a file: what is new is added, nothing is taken away.

Offers that a later file leaves out stay: they may stand in a programme or an agreement, and somebody may have added
them by hand. Whoever wants them gone says so at the party's own page.
"""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.folding import name_key
from borse.newcomers import NewParty, NewPerson, NewPost
from borse.parties import SignedUp, add_people, add_posts, add_wishes


def sign_up_again(db: Database, known: str, party: NewParty, now: datetime) -> SignedUp | None:
    """Bring the party on file up to date with `party`. None when there was nothing new."""
    before = db.conn.total_changes
    _bring_up_to_date(db, known, party)
    people, joined = _people(db, known, party, now)
    _posts(db, known, party.posts, now)
    wishes = {(row["kind"], row["text_key"]) for row in db.query("select * from wish where party = ?", [known])}
    add_wishes(db, known, (w for w in party.wishes if (w.kind, name_key(w.text)) not in wishes))
    if db.conn.total_changes == before:
        return None
    return SignedUp(party=known, people=people, joined=joined)


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


def _people(db: Database, known: str, party: NewParty, now: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
    return add_people(db, known, new, "import", now) if new else ((), ())


def _is_on_file(row: dict[str, Any], person: NewPerson) -> bool:
    """The same name, and no other address than we have: then nothing needs to be said again."""
    same_name = name_key(row["name"]) == name_key(person.name)
    return same_name and person.email in {"", row["email"]} and person.phone in {"", row["phone"]}


def _posts(db: Database, known: str, posts: tuple[NewPost, ...], now: datetime) -> None:
    """New offers and needs are added; one with the same words gets the quantity and time that the file has."""
    rows = db.query("select id, kind, text, quantity, time from post where party = ? and withdrawn_at is null", [known])
    have = {(row["kind"], name_key(row["text"])): row for row in rows}
    add_posts(db, known, [post for post in posts if (post.kind, name_key(post.text)) not in have], "import", now)
    for post in posts:
        row = have.get((post.kind, name_key(post.text)))
        said = {key: getattr(post, key) for key in ("quantity", "time") if getattr(post, key)}
        if row and any(row[key] != value for key, value in said.items()):
            db.table("post").update(row["id"], said)
