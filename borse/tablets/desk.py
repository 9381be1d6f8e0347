"""What becomes of a tablet. It is a link (job, name, secret) by which one device at a time is in.

    added ──► offered ──► paired ⇄ locked
                 ▲           │
                 └───────────┴─ offered anew, disconnected        revoked ends it from anywhere

The secret of the link is what the code says. It opens nothing by itself: only while it is offered, once, with a press.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler, Role
from borse.language import gettext as _
from borse.links import SESSION_DAYS, make_link, renew, revoke
from borse.refusals import Invalid, NotFound, UnknownLink
from borse.tablets import messages
from borse.times import stamp

# How long a code may be used: for a walk to the other end of the hall.
OFFERED_FOR = timedelta(minutes=10)


def set_pin(command: messages.SetPin, db: Database, given: Given) -> Iterator[messages.PinSet]:
    del given
    db.table("tablet_pin").upsert({"id": 1, "pin_hash": command.pin_hash}, pk="id")
    yield messages.PinSet()


def add_tablet(command: messages.AddTablet, db: Database, given: Given) -> Iterator[messages.TabletAdded]:
    if not db.execute("select 1 from tablet_pin").fetchone():
        raise Invalid({"pin": _("Velg en PIN-kode først, så nettbrettene kan låses til jobben sin.")})
    _refuse_taken(db, command.name)
    make_link(db, command.tablet, command.role, command.name, given.now)
    db.table("tablet").insert({"link": command.tablet, "offered_until": stamp(given.now + OFFERED_FOR)})
    yield messages.TabletAdded(tablet=command.tablet, role=command.role)


def offer_anew(command: messages.OfferAnew, db: Database, given: Given) -> Iterator[messages.TabletOffered]:
    _tablet(db, command.tablet)
    _let_go(db, command.tablet, given)
    renew(db, command.tablet)
    until = stamp(given.now + OFFERED_FOR)
    db.execute("update tablet set offered_until = ? where link = ?", [until, command.tablet])
    yield messages.TabletOffered(tablet=command.tablet)


def pair_tablet(command: messages.PairTablet, db: Database, given: Given) -> Iterator[messages.TabletPaired]:
    """Raises UnknownLink when the code is wrong, used, too old or withdrawn."""
    row = next(
        db.query(
            """
            select l.id, l.role, l.label from tablet t join link l on l.id = t.link
            where l.fingerprint = ? and l.revoked_at is null and t.offered_until > ?
            """,
            [command.link, stamp(given.now)],
        ),
        None,
    )
    if row is None:
        raise UnknownLink(_("Koden er brukt eller for gammel. Be arrangøren om en ny."))
    _let_go(db, row["id"], given)
    for other in command.others:
        db.execute("update session set revoked_at = ? where fingerprint = ?", [stamp(given.now), other])
    _let_in(db, row["id"], command.session, given)
    now = stamp(given.now)
    db.execute("update tablet set paired_at = ?, seen_at = ? where link = ?", [now, now, row["id"]])
    renew(db, row["id"])  # the code has been used
    yield messages.TabletPaired(tablet=row["id"])


def rename_tablet(command: messages.RenameTablet, db: Database, given: Given) -> Iterator[messages.TabletRenamed]:
    del given
    _tablet(db, command.tablet)
    _refuse_taken(db, command.name, but=command.tablet)
    db.execute("update link set label = ? where id = ?", [command.name, command.tablet])
    db.execute("update session set name = ? where link = ?", [command.name, command.tablet])
    yield messages.TabletRenamed(tablet=command.tablet)


def change_job(command: messages.ChangeJob, db: Database, given: Given) -> Iterator[messages.TabletMoved]:
    """The device stays in, by a cookie of its new role."""
    paired_at = _tablet(db, command.tablet)["paired_at"]
    _let_go(db, command.tablet, given)
    db.execute("update link set role = ? where id = ?", [command.role, command.tablet])
    _let_in(db, command.tablet, command.session, given)
    now = stamp(given.now)
    db.execute("update tablet set paired_at = ?, seen_at = ? where link = ?", [paired_at or now, now, command.tablet])
    yield messages.TabletMoved(tablet=command.tablet, role=command.role)


def lock_tablet(command: messages.LockTablet, db: Database, given: Given) -> Iterator[messages.TabletLocked]:
    if _tablet(db, command.tablet)["paired_at"] is None:
        return  # nobody is there
    db.execute(
        "update tablet set locked_at = coalesce(locked_at, ?) where link = ?", [stamp(given.now), command.tablet]
    )
    yield messages.TabletLocked(tablet=command.tablet)


def unlock_tablet(command: messages.UnlockTablet, db: Database, given: Given) -> Iterator[messages.TabletUnlocked]:
    del given
    _tablet(db, command.tablet)
    db.execute("update tablet set locked_at = null where link = ?", [command.tablet])
    yield messages.TabletUnlocked(tablet=command.tablet)


def disconnect(command: messages.Disconnect, db: Database, given: Given) -> Iterator[messages.TabletDisconnected]:
    _tablet(db, command.tablet)
    _let_go(db, command.tablet, given)
    yield messages.TabletDisconnected(tablet=command.tablet)


def revoke_tablet(command: messages.RevokeTablet, db: Database, given: Given) -> Iterator[messages.TabletRevoked]:
    _tablet(db, command.tablet)
    _let_go(db, command.tablet, given)
    revoke(db, command.tablet, given.now)
    yield messages.TabletRevoked(tablet=command.tablet)


def _tablet(db: Database, tablet: str) -> dict[str, Any]:
    rows = db.query(
        "select t.* from tablet t join link l on l.id = t.link where t.link = ? and l.revoked_at is null", [tablet]
    )
    row = next(rows, None)
    if row is None:
        raise NotFound(_("Dette nettbrettet finnes ikke lenger."))
    return row


def _refuse_taken(db: Database, name: str, but: str = "") -> None:
    """Two tablets with one name could not be told apart, in the list or in the history."""
    taken = db.execute(
        """
        select 1 from tablet t join link l on l.id = t.link
        where l.label = ? collate nocase and l.revoked_at is null and l.id != ?
        """,
        [name, but],
    ).fetchone()
    if taken:
        raise Invalid({"name": _("Et annet nettbrett heter det samme. Velg et navn som viser hvor det står.")})


def _let_go(db: Database, tablet: str, given: Given) -> None:
    """Whichever device was there is out from now on, and no code is open."""
    now = stamp(given.now)
    db.execute("update session set revoked_at = ? where link = ? and revoked_at is null", [now, tablet])
    db.execute(
        "update tablet set offered_until = null, paired_at = null, locked_at = null where link = ?",
        [tablet],
    )


def _let_in(db: Database, tablet: str, session: str, given: Given) -> None:
    link = next(db.query("select role, label from link where id = ?", [tablet]))
    db.table("session").insert(
        {
            "fingerprint": session,
            "role": Role(link["role"]),
            "link": tablet,
            "name": link["label"],
            "created_at": stamp(given.now),
            "expires_at": stamp(given.now + timedelta(days=SESSION_DAYS)),
        }
    )


HANDLERS: dict[type[Any], Handler] = {
    messages.SetPin: set_pin,
    messages.AddTablet: add_tablet,
    messages.OfferAnew: offer_anew,
    messages.PairTablet: pair_tablet,
    messages.RenameTablet: rename_tablet,
    messages.ChangeJob: change_job,
    messages.LockTablet: lock_tablet,
    messages.UnlockTablet: unlock_tablet,
    messages.Disconnect: disconnect,
    messages.RevokeTablet: revoke_tablet,
}
