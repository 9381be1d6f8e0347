"""Who did what to a party, as its card shows it: from the events, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.language import gettext as _
from borse.times import moment

MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the history. `by` is a name where we have one, else a role."""

    at: datetime
    what: str
    by: str


def history_of(db: Database, party: str) -> list[Deed]:
    """What happened to the party, its people and its posts."""
    rows = db.query(
        """
        select e.at, e.kind, e.by_role, coalesce(o.name, l.label, '') as name
        from event e left join organiser o on o.id = e.by_link
             left join link l on l.id = e.by_link and l.person is null
        where e.data ->> 'party' = :party
           or e.data ->> 'kept' = :party or e.data ->> 'gone' = :party
           or e.data ->> 'post' in (select id from post where party = :party)
           or e.data ->> 'person' in (select person from speaks_for where party = :party)
        order by e.id desc limit :most
        """,
        {"party": party, "most": MOST},
    )
    kinds, roles = _kinds(), _roles()
    return [
        Deed(at=moment(row["at"]), what=kinds[row["kind"]], by=row["name"] or roles.get(row["by_role"], row["by_role"]))
        for row in rows
        if row["kind"] in kinds
    ]


def registered_by(db: Database, party: str) -> str:
    """Who put the party on file: a name where we have one, else a role."""
    row = next(
        db.query(
            """select e.by_role, coalesce(o.name, l.label, '') as name
            from event e left join organiser o on o.id = e.by_link
                 left join link l on l.id = e.by_link and l.person is null
            where e.kind = 'PartyRegistered' and e.data ->> 'party' = ?""",
            [party],
        ),
        {"name": "", "by_role": "organiser"},
    )
    return str(row["name"] or _roles().get(row["by_role"], row["by_role"]))


def _kinds() -> dict[str, str]:
    return {
        "PartyRegistered": _("Påmeldt"),
        "PartyChanged": _("Endret"),
        "PartyWithdrawn": _("Meldt av"),
        "PartyReinstated": _("Meldt på igjen"),
        "PersonChanged": _("Deltaker rettet"),
        "PersonWithdrawn": _("Deltaker meldt av"),
        "PersonReinstated": _("Deltaker meldt på igjen"),
        "HatAnswered": _("Deltaker spurt: snakker for dem, eller ikke"),
        "PersonMoved": _("Deltaker flyttet"),
        "HatAdded": _("Deltaker fra en annen aktør lagt til"),
        "PostAdded": _("Oppslag lagt til"),
        "PostChanged": _("Oppslag rettet"),
        "PostWithdrawn": _("Oppslag tatt ned"),
        "PostReinstated": _("Oppslag hengt opp igjen"),
        "PostReworded": _("Oppslag skrevet om"),
        "PostShown": _("Oppslag vist"),
        "PostDeclined": _("Oppslag avslått"),
        "PostHeld": _("Oppslag holdt tilbake"),
        "PartiesMerged": _("Slått sammen med en annen"),
        "HatsUndone": _("Flytting eller sammenslåing angret"),
    }


def _roles() -> dict[str, str]:
    return {
        "public": _("skjemaet"),
        "participant": _("deltakeren selv"),
        "organiser": _("arrangøren"),
        "reception": _("resepsjonen"),
        "broker": _("megleren"),
        "notary": _("notaren"),
    }
