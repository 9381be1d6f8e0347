"""What somebody may change by their own link: themselves and the parties that they speak for, until sign-up closes.

The pages ask and the decisions ask, so that no other way in opens more than this one.
"""

from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Role
from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.refusals import Closed, NotFound
from borse.signup.own_word import asked_of
from borse.times import moment


def refuse_strangers(db: Database, given: Given, *, person: str = "", party: str = "") -> None:
    """A participant may touch their own person and their own parties, in time. Others have their doors already.

    Raises NotFound for what is not theirs (whether it exists is none of their business), Closed after the deadline.
    """
    if given.by.role != Role.PARTICIPANT:
        return
    if given.now > exchange_of(db).signup_closes_at:
        raise Closed(_("Fristen for å endre er ute."))
    if person and person != given.by.person:
        raise NotFound(_("Deltakeren finnes ikke."))
    if party and not _speaks_for(db, given.by.person or "", party):
        raise NotFound(_("Aktøren finnes ikke."))


def own_card(db: Database, person: str) -> dict[str, Any]:
    """What a participant has said: themselves, and each party of theirs with its posts and wishes."""
    row = next(
        db.query(
            "select p.*, c.email, c.phone, c.channel from person p join contact c on c.person = p.id where p.id = ?",
            [person],
        )
    )
    hours = {key: moment(row[key]) if row[key] else None for key in ("present_from", "present_until")}
    parties = db.query(
        """
        select p.id, p.name, p.about from speaks_for s join party p on p.id = s.party
        where s.person = ? and p.withdrawn_at is null order by p.name, p.id
        """,
        [person],
    )
    cards = [dict(party) | {"posts": _posts(db, party["id"]), "wishes": _wishes(db, party["id"])} for party in parties]
    asked = asked_of(db, person)
    return {**row, **hours, "step_free": "step_free" in row["requires"], "parties": cards, "asked": asked}


def _speaks_for(db: Database, person: str, party: str) -> bool:
    spoken = """select 1 from speaks_for s join party p on p.id = s.party
        where s.person = ? and s.party = ? and p.withdrawn_at is null"""
    return db.execute(spoken, [person, party]).fetchone() is not None


def _posts(db: Database, party: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.query("select * from post where party = ? order by kind desc, position", [party])]


def _wishes(db: Database, party: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.query("select kind, text from wish where party = ? order by text", [party])]
