"""What moderation asks the file."""

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from borse.language import gettext as _
from borse.newcomers import DETAILS
from borse.refusals import NotFound

STATUSES = ("held", "declined", "shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A post as the organiser judges it. `details` are its quantity, time, area and conditions, those that it has."""

    id: str
    kind: str
    text: str
    details: tuple[str, ...]
    party: str
    party_name: str
    status: str
    held_for: tuple[str, ...]
    moderator_note: str


def notices(db: Database, status: str) -> list[Notice]:
    """Those that wait, oldest first; or those that were declined, or are shown."""
    rows = db.query(
        """select o.*, q.name as party_name from post o join party q on q.id = o.party
        where o.status = ? and o.withdrawn_at is null and q.withdrawn_at is null
        order by o.created_at, q.name, o.position, o.id""",
        [status],
    )
    return [_notice(row) for row in rows]


def notice(db: Database, post: str) -> Notice:
    """Raises NotFound."""
    rows = db.query(
        """select o.*, q.name as party_name from post o join party q on q.id = o.party
        where o.id = ? and o.withdrawn_at is null""",
        [post],
    )
    row = next(rows, None)
    if row is None:
        raise NotFound(_("Oppslaget finnes ikke."))
    return _notice(row)


def counts(db: Database) -> dict[str, int]:
    """How many posts there are of each status."""
    rows = db.query(
        """select o.status, count(*) as number from post o join party q on q.id = o.party
        where o.withdrawn_at is null and q.withdrawn_at is null group by o.status"""
    )
    return dict.fromkeys(STATUSES, 0) | {row["status"]: row["number"] for row in rows}


def _notice(row: dict[str, Any]) -> Notice:
    details = tuple(row[key] for key in DETAILS if row[key])
    same = {key: row[key] for key in ("id", "kind", "text", "party", "party_name", "status", "moderator_note")}
    return Notice(**same, details=details, held_for=tuple(json.loads(row["held_for"])))
