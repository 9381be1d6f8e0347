"""Links that cannot be guessed: one row each, scoped to a role (and to one person), revocable.

The secret itself is not stored: it is made from the børs's own key when a sheet, a QR or a message needs it.
"""

import secrets
from datetime import datetime

from sqlite_utils import Database

from borse.bus import Role
from borse.ids import fingerprint, link_token, pairing_code
from borse.times import stamp

KEY = "links"
# Whoever came in by a link or a password stays in this long: the evening and the etterbørs, not the year.
SESSION_DAYS = 30


def make_key(db: Database) -> None:
    """Once per børs, when it is created."""
    db.table("secret").insert({"name": KEY, "value": secrets.token_bytes(32)})


def make_link(db: Database, link: str, role: Role, label: str, now: datetime, *, person: str | None = None) -> None:
    """A new link with id `link`. At most one per person."""
    db.table("link").insert(
        {
            "id": link,
            "role": role,
            "label": label,
            "person": person,
            "fingerprint": fingerprint(link_token(_key(db), link, 1)),
            "created_at": stamp(now),
        }
    )


def token_of(db: Database, link: str) -> str:
    """The secret of a link as it is now, for whoever may print or send it."""
    row = next(db.query("select generation from link where id = ?", [link]))
    return link_token(_key(db), link, row["generation"])


def pairing_code_of(db: Database, link: str) -> str:
    """The short secret of a link as it is now, for a tablet without a camera. Renewed together with the token."""
    row = next(db.query("select generation from link where id = ?", [link]))
    return pairing_code(_key(db), link, row["generation"])


def tokens_of_people(db: Database) -> dict[str, str]:
    """The secret of every person's own page, by person."""
    key = _key(db)
    rows = db.query("select id, person, generation from link where person is not null and revoked_at is null")
    return {row["person"]: link_token(key, row["id"], row["generation"]) for row in rows}


def token_for(db: Database, purpose: str) -> str:
    """A secret that serves one purpose alone, such as `no-messages:PERSON`. (A purpose has a colon, an id has not.)"""
    return link_token(_key(db), purpose, 1)


def revoke(db: Database, link: str, now: datetime) -> None:
    """From now on the link opens nothing, nor do the sessions that came by it."""
    db.execute("update link set revoked_at = ? where id = ? and revoked_at is null", [stamp(now), link])


def renew(db: Database, link: str) -> None:
    """Another secret for the same link: the old address stops working."""
    row = next(db.query("select generation from link where id = ?", [link]))
    generation = row["generation"] + 1
    print_ = fingerprint(link_token(_key(db), link, generation))
    db.execute(
        "update link set generation = ?, fingerprint = ?, revoked_at = null where id = ?", [generation, print_, link]
    )


def _key(db: Database) -> bytes:
    row = db.execute("select value from secret where name = ?", [KEY]).fetchone()
    return bytes(row[0])
