"""Addresses of people whom a stranger signed up, and who said so: no receipt of the open form goes there by itself.

The address itself is not kept, only an HMAC of it under the børs's key.
"""

from datetime import datetime

from sqlite_utils import Database

from borse.ids import fingerprint
from borse.links import token_for
from borse.times import stamp


def remember_not_me(db: Database, person: str, now: datetime) -> None:
    """Before the contact details of `person` are deleted."""
    for address in _addresses(db, person):
        db.execute(
            "insert into not_me (address, at) values (?, ?) on conflict do nothing",
            [_known_as(db, address), stamp(now)],
        )


def said_not_me(db: Database, person: str) -> bool:
    """Whether the one who has an address of `person`'s has said that they did not sign up."""
    prints = [_known_as(db, address) for address in _addresses(db, person)]
    return any(db.execute("select 1 from not_me where address = ?", [one]).fetchone() for one in prints)


def _addresses(db: Database, person: str) -> list[str]:
    row = db.execute("select email, phone from contact where person = ?", [person]).fetchone()
    return [address for address in row or () if address]


def _known_as(db: Database, address: str) -> str:
    return fingerprint(token_for(db, f"not-me:{address}"))
