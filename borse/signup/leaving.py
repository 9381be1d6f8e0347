"""Who does not come after all, and who comes again: parties, with those who speak for them alone, and single people."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler
from borse.language import gettext as _
from borse.refusals import NotFound, Refusal
from borse.signup import messages
from borse.times import stamp


def withdraw_party(command: messages.WithdrawParty, db: Database, given: Given) -> Iterator[messages.PartyWithdrawn]:
    """The party, its posts, and the people who then speak for nobody; all marked with the same moment."""
    if _party(db, command.party)["withdrawn_at"] is not None:
        return
    at = stamp(given.now)
    take_down(db, command.party, at)
    left = [
        row["person"]
        for row in db.query(
            """
            select s.person from speaks_for s join person p on p.id = s.person
            where s.party = ? and p.withdrawn_at is null and not exists (
                select 1 from speaks_for o join party q on q.id = o.party
                where o.person = s.person and q.withdrawn_at is null)
            """,
            [command.party],
        )
    ]
    for person in left:
        db.execute("update person set withdrawn_at = ? where id = ?", [at, person])
    yield messages.PartyWithdrawn(party=command.party, people=tuple(left))


def reinstate_party(command: messages.ReinstateParty, db: Database, given: Given) -> Iterator[messages.PartyReinstated]:
    """Undo a withdrawal: what carries its moment comes back. Raises a Refusal for one that is another now."""
    del given
    party = _party(db, command.party)
    at = party["withdrawn_at"]
    if at is None:
        return
    _refuse_merged(db, command.party)
    _refuse_number_in_use(db, party)
    rows = db.query(
        "select p.id from person p join speaks_for s on s.person = p.id where s.party = ? and p.withdrawn_at = ?",
        [command.party, at],
    )
    back = [row["id"] for row in rows]
    db.execute("update party set withdrawn_at = null where id = ?", [command.party])
    db.execute("update post set withdrawn_at = null where party = ? and withdrawn_at = ?", [command.party, at])
    for person in back:
        db.execute("update person set withdrawn_at = null where id = ?", [person])
    yield messages.PartyReinstated(party=command.party, people=tuple(back))


def withdraw_person(command: messages.WithdrawPerson, db: Database, given: Given) -> Iterator[messages.PersonWithdrawn]:
    """Raises a Refusal for somebody who is the only one from a party: then the party is what is withdrawn."""
    person = next(db.query("select withdrawn_at from person where id = ?", [command.person]), None)
    if person is None:
        raise NotFound(_("Deltakeren finnes ikke."))
    if person["withdrawn_at"] is not None:
        return
    alone = [
        row["name"]
        for row in db.query(
            """
            select q.name from speaks_for s join party q on q.id = s.party
            where s.person = ? and q.withdrawn_at is null and not exists (
                select 1 from speaks_for o join person p on p.id = o.person
                where o.party = s.party and o.person != s.person and p.withdrawn_at is null)
            """,
            [command.person],
        )
    ]
    if alone:
        raise Refusal(_("Dette er den eneste som kommer fra %s. Meld av aktøren i stedet.") % ", ".join(alone))
    db.execute("update person set withdrawn_at = ? where id = ?", [stamp(given.now), command.person])
    yield messages.PersonWithdrawn(person=command.person)


def take_down(db: Database, party: str, at: str) -> None:
    """The party and its posts, marked with the same moment."""
    db.execute("update party set withdrawn_at = ? where id = ?", [at, party])
    db.execute("update post set withdrawn_at = ? where party = ? and withdrawn_at is null", [at, party])


def _party(db: Database, party: str) -> dict[str, Any]:
    row = next(db.query("select id, name, orgnr, withdrawn_at from party where id = ?", [party]), None)
    if row is None:
        raise NotFound(_("Aktøren finnes ikke."))
    return dict(row)


_MERGED = "select 1 from hat_change where kind = 'parties' and gone = ? and undone_at is null"


def _refuse_merged(db: Database, party: str) -> None:
    if db.execute(_MERGED, [party]).fetchone():
        raise Refusal(_("Aktøren er slått sammen med en annen. Angre sammenslåingen i stedet."))


def _refuse_number_in_use(db: Database, party: dict[str, Any]) -> None:
    taken = "select 1 from party where orgnr = ? and orgnr != '' and withdrawn_at is null and id != ?"
    if db.execute(taken, [party["orgnr"], party["id"]]).fetchone():
        raise Refusal(_("En annen aktør er påmeldt med det samme organisasjonsnummeret."))


HANDLERS: dict[type[Any], Handler] = {
    messages.WithdrawParty: withdraw_party,
    messages.ReinstateParty: reinstate_party,
    messages.WithdrawPerson: withdraw_person,
}
