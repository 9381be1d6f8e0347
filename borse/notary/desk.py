"""What the notary desk decides. Every decision appends a version; rows of earlier versions are never touched."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.borstid import is_borstid
from borse.bus import Given, Handler, Role
from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.notary import messages
from borse.notary.completeness import what_is_missing
from borse.notary.ledger import Terms, append, current
from borse.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from borse.times import stamp


def register(command: messages.RegisterAgreement, db: Database, given: Given) -> Iterator[messages.AgreementRegistered]:
    """A new agreement or intention. Between the gongs only, unless the organiser says otherwise."""
    if not is_borstid(db, given.now):
        _refuse_outside_the_gongs(command, given)
    if command.status == "agreed":
        _demand_something_in_return(command, db)
    _check_parties(command, db)
    db.table("agreement").insert({"id": command.agreement, "created_at": stamp(given.now)})
    append(db, Terms.of(command), 1, command.status, given, meeting=command.meeting)
    yield messages.AgreementRegistered(agreement=command.agreement, status=command.status, parties=command.parties)


def correct(command: messages.CorrectAgreement, db: Database, given: Given) -> Iterator[messages.AgreementCorrected]:
    """The next version of what it says. Once approved, only a notary may."""
    now = current(db, command.agreement, command.version)
    if now.status not in messages.OPEN and given.by.role not in {Role.NOTARY, Role.ORGANISER}:
        raise NotAllowed(_("Avtalen er godkjent. Be en notar om å rette den."))
    if now.status == "withdrawn":
        raise Refusal(_("Avtalen er trukket. Registrer en ny i stedet."))
    if command.status == "agreed":
        _demand_something_in_return(command, db)
    _check_parties(command, db)
    status = now.status if now.status == "knocked_through" else command.status
    append(db, Terms.of(command), now.version + 1, status, given, meeting=now.meeting)
    yield messages.AgreementCorrected(agreement=command.agreement, version=now.version + 1)


def approve(command: messages.ApproveAgreement, db: Database, given: Given) -> Iterator[messages.AgreementApproved]:
    """Only what is complete can be approved. Raises Invalid with a sentence for each thing that is missing."""
    now = current(db, command.agreement, command.version)
    if now.status != "agreed":
        raise Refusal(_("Bare en avtale som venter, kan godkjennes. En intensjon må først bli en avtale."))
    if missing := what_is_missing(now.terms):
        raise Invalid(missing)
    append(db, now.terms, now.version + 1, "approved", given, meeting=now.meeting)
    yield messages.AgreementApproved(agreement=command.agreement, version=now.version + 1)


def send_back(command: messages.SendBack, db: Database, given: Given) -> Iterator[messages.AgreementSentBack]:
    now = current(db, command.agreement, command.version)
    if now.status not in {"agreed", "approved"}:
        raise Refusal(_("Bare en avtale som venter, kan sendes tilbake."))
    append(db, now.terms, now.version + 1, "returned", given, meeting=now.meeting, note=command.note)
    yield messages.AgreementSentBack(agreement=command.agreement, version=now.version + 1)


def knock_through(
    command: messages.KnockThrough, db: Database, given: Given
) -> Iterator[messages.AgreementKnockedThrough]:
    """The next number in the row. Numbers have no gaps and are never used again."""
    now = current(db, command.agreement, command.version)
    if now.status != "approved":
        raise Refusal(_("Avtalen må godkjennes før den klubbes gjennom."))
    number = 1 + db.execute("select coalesce(max(number), 0) from agreement").fetchone()[0]
    db.execute("update agreement set number = ? where id = ?", [number, command.agreement])
    append(db, now.terms, now.version + 1, "knocked_through", given, meeting=now.meeting)
    yield messages.AgreementKnockedThrough(agreement=command.agreement, version=now.version + 1, number=number)


def withdraw(command: messages.WithdrawAgreement, db: Database, given: Given) -> Iterator[messages.AgreementWithdrawn]:
    now = current(db, command.agreement, command.version)
    if now.status not in messages.OPEN and given.by.role not in {Role.NOTARY, Role.ORGANISER}:
        raise NotAllowed(_("Avtalen er godkjent. Be en notar om å trekke den."))
    if now.status == "withdrawn":
        raise Stale(_("Avtalen er alt trukket."))
    append(db, now.terms, now.version + 1, "withdrawn", given, meeting=now.meeting, note=command.note)
    yield messages.AgreementWithdrawn(agreement=command.agreement, version=now.version + 1)


def _refuse_outside_the_gongs(command: messages.RegisterAgreement, given: Given) -> None:
    if not command.outside_the_gongs:
        raise Invalid(
            {"outside_the_gongs": _("Avtaler inngås mellom gongslagene, og nå er det ikke børstid. Spør arrangøren.")}
        )
    if given.by.role is not Role.ORGANISER:
        raise NotAllowed(_("Bare arrangøren kan åpne for avtaler utenfor børstiden."))


def _demand_something_in_return(command: messages.Terms, db: Database) -> None:
    """Where gifts in one direction are not allowed, everybody in an agreement gives something."""
    if exchange_of(db).one_way_gifts:
        return
    givers = {promise.giver for promise in command.promises}
    if set(command.parties) - givers:
        raise Invalid({"promises.1.what": _("På denne børsen skal begge bidra. Skriv hva den som får, gir tilbake.")})


def _check_parties(command: messages.Terms, db: Database) -> None:
    known = {row["id"] for row in db.query("select id from party where withdrawn_at is null")}
    if set(command.parties) - known:
        raise NotFound(_("En av aktørene er ikke påmeldt lenger. Søk dem opp på nytt."))
    categories = {row["id"] for row in db.query("select id from category")}
    for position, promise in enumerate(command.promises):
        if promise.category is not None and promise.category not in categories:
            raise Invalid({f"promises.{position}.category": _("Velg en av kategoriene i listen.")})


HANDLERS: dict[type[Any], Handler] = {
    messages.RegisterAgreement: register,
    messages.CorrectAgreement: correct,
    messages.ApproveAgreement: approve,
    messages.SendBack: send_back,
    messages.KnockThrough: knock_through,
    messages.WithdrawAgreement: withdraw,
}
