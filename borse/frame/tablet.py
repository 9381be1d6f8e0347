"""A paired tablet at the door of a page: it is one job and nothing else, and nothing at all while its screen is locked.

A tablet is a session that came by a link of its own (`borse/tablets/`). Whatever else its browser has been, it is that
one job; pages that would make somebody else of it are closed to it, and a locked one is shown the page that asks for
the PIN. All of this is decided here, from the file, on every request: there is no way round it on the device.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.frame.keys import NOW, OPEN, ROLES, ROUTE, address
from borse.language import gettext as _
from borse.refusals import Locked, NotAllowed, TabletRevoked
from borse.times import moment, stamp

LOCK_PAGE = "/nettbrett/las"
# «Last seen» is written once in this time at most: a tablet that works writes a row a minute, not one per page.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tablet:
    """The tablet that a request comes from. `id` is also its link's."""

    id: str
    is_locked: bool
    seen_at: datetime | None


# Of a request that comes from a tablet; others have none.
TABLET = web.RequestKey("tablet", Tablet)


def tablet_of(row: dict[str, Any]) -> Tablet:
    seen_at = moment(row["seen_at"]) if row["seen_at"] else None
    return Tablet(id=row["tablet"], is_locked=row["locked_at"] is not None, seen_at=seen_at)


def at_a_tablet(request: web.Request, tablet: Tablet) -> None:
    """What `access.guard` asks more of a tablet.

    Raises Locked, or the way to the lock's page, while the screen is locked; NotAllowed where it would leave its job.
    """
    request[TABLET] = tablet
    note_seen(request, tablet)
    route = request[ROUTE]
    if tablet.is_locked:
        request[ROLES] = frozenset()  # no desk is shown to whoever finds it
    if tablet.is_locked and not route.when_locked:
        if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
            raise web.HTTPSeeOther(address(request, LOCK_PAGE))
        raise Locked(_("Skjermen er låst. Tast PIN-koden på nettbrettet for å fortsette."))
    if route.leaves_job or "personal" in request.match_info:
        raise NotAllowed(_("Dette nettbrettet er låst til jobben sin. Noen med PIN-koden må koble det fra først."))


def note_seen(request: web.Request, tablet: Tablet) -> None:
    """Remember that the tablet was here, once a minute at most. Nobody waits for it."""
    now = request.app[NOW]()
    if tablet.seen_at is None or now - tablet.seen_at >= NOTED_EVERY:
        request[OPEN].store.write(lambda db: _seen(db, tablet.id, now))


def _seen(db: Database, tablet: str, now: datetime) -> None:
    db.execute("update tablet set seen_at = ? where link = ?", [stamp(now), tablet])


def refuse_if_it_was_one(db: Database, fingerprints: list[str]) -> None:
    """Raises TabletRevoked when one of these cookies is of a tablet that was: it is told so, not asked to log in."""
    for fingerprint in fingerprints:
        if db.execute(
            "select 1 from session s join tablet t on t.link = s.link where s.fingerprint = ?", [fingerprint]
        ).fetchone():
            raise TabletRevoked(
                _("Dette nettbrettet er koblet fra. Be arrangøren om en ny kode, og skann den med kameraet.")
            )
