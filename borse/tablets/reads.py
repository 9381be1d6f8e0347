"""What the tablets' desk asks the file."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.bus import Role
from borse.language import gettext as _
from borse.links import pairing_code_of, token_of
from borse.refusals import NotFound
from borse.tablets.messages import TABLET_ROLES
from borse.times import moment, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Tablet:
    """A tablet as the organiser sees it. `offered_until` is set while a code is open."""

    id: str
    name: str
    role: Role
    offered_until: datetime | None
    paired_at: datetime | None
    seen_at: datetime | None
    locked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The secrets of a code that is open: for the organiser's own page alone. `typed` is for fingers."""

    token: str
    typed: str


TABLETS = """
    select t.*, l.label, l.role, l.fingerprint from tablet t join link l on l.id = t.link where l.revoked_at is null
"""


def tablets(db: Database, now: datetime) -> list[Tablet]:
    """Those that hold, by job (the reception first) and name."""
    found = [_tablet(row, now) for row in db.query(TABLETS)]
    return sorted(found, key=lambda one: (TABLET_ROLES.index(one.role), one.name.casefold()))


def tablet(db: Database, id_: str, now: datetime) -> tuple[Tablet, Offer | None]:
    """One of them, and its code while that is open. Raises NotFound."""
    row = next(db.query(f"{TABLETS} and t.link = ?", [id_]), None)
    if row is None:
        raise NotFound(_("Dette nettbrettet finnes ikke lenger."))
    found = _tablet(row, now)
    offer = Offer(token=token_of(db, id_), typed=pairing_code_of(db, id_)) if found.offered_until else None
    return found, offer


def offered(db: Database, fingerprint: str, now: datetime) -> Tablet | None:
    """The tablet whose open code has this secret."""
    rows = db.query(f"{TABLETS} and l.fingerprint = ? and t.offered_until > ?", [fingerprint, stamp(now)])
    return next((_tablet(row, now) for row in rows), None)


def token_of_typed(db: Database, typed: str, now: datetime) -> str | None:
    """The long secret of the open code that somebody typed the short one of."""
    for row in list(db.query("select link from tablet where offered_until > ?", [stamp(now)])):
        if hmac.compare_digest(pairing_code_of(db, row["link"]).encode(), typed.encode()):
            return token_of(db, row["link"])
    return None


def pin_hash(db: Database) -> str | None:
    row = db.execute("select pin_hash from tablet_pin").fetchone()
    return row[0] if row else None


def _tablet(row: dict[str, Any], now: datetime) -> Tablet:
    moments = ("offered_until", "paired_at", "seen_at", "locked_at")
    at = {name: moment(row[name]) if row[name] else None for name in moments}
    if at["offered_until"] is not None and at["offered_until"] <= now:
        at["offered_until"] = None
    return Tablet(id=row["link"], name=row["label"], role=Role(row["role"]), **at)
