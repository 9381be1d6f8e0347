"""What the notary desk decides. Every decision appends a version; rows of earlier versions are never touched."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler, Role
from borse.language import gettext as _
from borse.notary import confirming, events, messages, taking
from borse.notary.completeness import what_is_missing
from borse.notary.conditions import check_terms, held_in, of_those_kept, refuse_outside_the_gongs
from borse.notary.ledger import Terms, Version, current, newest, step, write
from borse.refusals import AlreadySent, Invalid, NotAllowed, Refusal, Stale
from borse.times import stamp

MAY_KNOCK = frozenset({Role.NOTARY, Role.ORGANISER})
# More drafts than these from one telephone is somebody playing, or somebody whom a notary should go and see.
DRAFTS_OF_ONE = 10


def register(command: messages.RegisterAgreement, db: Database, given: Given) -> Iterator[Event]:
    """A new agreement or intention. Between the gongs only, unless the organiser says otherwise."""
    if command.then == "knock" and given.by.role not in MAY_KNOCK:
        raise NotAllowed(_("Bare en notar klubber gjennom. Registrer avtalen, så tar notaren den."))
    refuse_outside_the_gongs(db, given, organiser_says_so=command.outside_the_gongs)
    command = of_those_kept(command, db)
    check_terms(command, db, is_agreed=command.status == "agreed")
    yield from _first_version(command, db, given, status=command.status, source=command.source)
    if command.then == "knock":
        yield from _knock_if_complete(db, command.agreement, given)


def write_draft(command: messages.WriteDraft, db: Database, given: Given) -> Iterator[Event]:
    """The parties' own draft. Whoever writes it speaks for one of them, and has said with it that it is right."""
    command = of_those_kept(command, db)
    party = confirming.party_of(db, given, command.parties)
    refuse_outside_the_gongs(db, given)
    check_terms(command, db, is_agreed=True)
    if confirming.drafts_waiting(db, given) >= DRAFTS_OF_ONE:
        raise Refusal(_("Dere har mange avtaler som venter på notaren. Gå til notaren med dem."))
    yield from _first_version(command, db, given, status="agreed", source="phone")
    spoke = events.PartySpoke(agreement=command.agreement, wording=1, party=party, says="right")
    yield confirming.put_on_record(db, given, spoke)


def correct(command: messages.CorrectAgreement, db: Database, given: Given) -> Iterator[Event]:
    """The next version of what it says; the parties are asked anew. Once approved, only a notary may."""
    now = current(db, command.agreement, command.version)
    if given.by.role not in MAY_KNOCK and (now.status not in messages.OPEN or command.then == "knock"):
        raise NotAllowed(_("Avtalen er godkjent. Be en notar om å rette den."))
    if now.status == "withdrawn":
        raise Refusal(_("Avtalen er trukket. Registrer en ny i stedet."))
    confirming.refuse_unheard(db, now, command.heard)
    command = of_those_kept(command, db, already=now.terms.parties)
    check_terms(command, db, is_agreed=command.status == "agreed", already=now.terms.parties)
    status = now.status if now.status == "knocked_through" else command.status
    write(db, Terms.of(command), now.version + 1, status, given, meeting=now.meeting)
    yield events.AgreementCorrected(agreement=command.agreement, version=now.version + 1)
    if command.then == "knock":
        yield from _knock_if_complete(db, command.agreement, given)


def approve(command: messages.ApproveAgreement, db: Database, given: Given) -> Iterator[Event]:
    """Only what is complete can be approved. Raises Invalid with a sentence for each thing that is missing."""
    yield _approve(db, current(db, command.agreement, command.version), given)


def knock_through(command: messages.KnockThrough, db: Database, given: Given) -> Iterator[Event]:
    """The next number in the row. Numbers have no gaps and are never used again."""
    yield from _knock(db, current(db, command.agreement, command.version), given)


def _knock(db: Database, now: Version, given: Given) -> Iterator[Event]:
    agreement = now.terms.agreement
    if now.status == "agreed":
        yield _approve(db, now, given)
        now = newest(db, agreement)
    if now.status != "approved":
        raise Refusal(_("Avtalen må godkjennes før den klubbes gjennom."))
    confirming.refuse_contested(db, now)
    number = 1 + db.execute("select coalesce(max(number), 0) from agreement").fetchone()[0]
    db.execute("update agreement set number = ? where id = ?", [number, agreement])
    version = step(db, now, "knocked_through", given)
    yield events.AgreementKnockedThrough(agreement=agreement, version=version, number=number)


def send_back(command: messages.SendBack, db: Database, given: Given) -> Iterator[Event]:
    now = current(db, command.agreement, command.version)
    if now.status not in {"agreed", "approved"}:
        raise Refusal(_("Bare en avtale som venter, kan sendes tilbake."))
    version = step(db, now, "returned", given, command.note)
    yield events.AgreementSentBack(agreement=command.agreement, version=version)


def withdraw(command: messages.WithdrawAgreement, db: Database, given: Given) -> Iterator[Event]:
    now = current(db, command.agreement, command.version)
    if now.status not in messages.OPEN and given.by.role not in MAY_KNOCK:
        raise NotAllowed(_("Avtalen er godkjent. Be en notar om å trekke den."))
    if now.status == "withdrawn":
        raise Stale(_("Avtalen er alt trukket."))
    version = step(db, now, "withdrawn", given, command.note)
    yield events.AgreementWithdrawn(agreement=command.agreement, version=version)


def _first_version(
    command: messages.RegisterAgreement | messages.WriteDraft,
    db: Database,
    given: Given,
    *,
    status: messages.Status,
    source: str,
) -> Iterator[Event]:
    if db.execute("select 1 from agreement where id = ?", [command.agreement]).fetchone():
        raise AlreadySent(_("Denne avtalen er alt registrert. Se etter den i listen."))
    row = {"id": command.agreement, "source": source, "created_at": stamp(given.happened_at)}
    db.table("agreement").insert(row)
    write(db, Terms.of(command), 1, status, given, meeting=held_in(command, command.meeting, db))
    yield events.AgreementRegistered(agreement=command.agreement, status=status, parties=command.parties)


def _approve(db: Database, now: Version, given: Given) -> Event:
    if now.status != "agreed":
        raise Refusal(_("Bare en avtale som venter, kan godkjennes. En intensjon må først bli en avtale."))
    if missing := what_is_missing(now.terms):
        raise Invalid(missing)
    confirming.refuse_contested(db, now)
    version = step(db, now, "approved", given)
    return events.AgreementApproved(agreement=now.terms.agreement, version=version)


def _knock_if_complete(db: Database, agreement: str, given: Given) -> Iterator[Event]:
    """What is not complete stays in the queue, and its page says what is missing; so does an intention."""
    now = newest(db, agreement)
    if now.status == "agreed" and not what_is_missing(now.terms):
        yield from _knock(db, now, given)


HANDLERS: dict[type[Any], Handler] = {
    messages.RegisterAgreement: register,
    messages.WriteDraft: write_draft,
    messages.CorrectAgreement: correct,
    messages.ApproveAgreement: approve,
    messages.SendBack: send_back,
    messages.KnockThrough: knock_through,
    messages.WithdrawAgreement: withdraw,
    **confirming.HANDLERS,
    **taking.HANDLERS,
}
