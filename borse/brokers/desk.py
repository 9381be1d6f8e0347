"""What the brokers' desk decides about parties: who looks after whom, and what is noted."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.brokers import messages
from borse.brokers.proposing import answer, call_off, propose
from borse.brokers.reads import name_of
from borse.bus import Given, Handler
from borse.folding import name_key
from borse.language import gettext as _
from borse.merged import kept_of
from borse.refusals import Invalid
from borse.times import stamp


def add_broker(command: messages.AddBroker, db: Database, given: Given) -> Iterator[messages.BrokerAdded]:
    """A name is one broker: two tablets with the same name are the same person, with the same parties."""
    known = {name_key(row["name"]): row["id"] for row in db.query("select id, name from broker")}
    broker = known.get(name_key(command.name))
    if broker is None:
        broker = command.broker
        db.table("broker").insert({"id": broker, "name": command.name, "at": stamp(given.now)})
    yield messages.BrokerAdded(broker=broker)


def take_under_wing(command: messages.TakeUnderWing, db: Database, given: Given) -> Iterator[messages.TakenUnderWing]:
    """Taking what somebody else has, and handing over, are the same. Said again it is no news."""
    (party,) = _known(db, party=command.party)
    if not db.execute("select 1 from broker where id = ?", [command.broker]).fetchone():
        raise Invalid({"broker": _("Velg en megler fra listen.")})
    if _say(db, party, command.broker, given):
        yield messages.TakenUnderWing(party=party, broker=command.broker)


def let_go(command: messages.LetGo, db: Database, given: Given) -> Iterator[messages.WasLetGo]:
    (party,) = _known(db, party=command.party)
    if _say(db, party, None, given):
        yield messages.WasLetGo(party=party)


def _say(db: Database, party: str, broker: str | None, given: Given) -> bool:
    """The last word counts, by when it was said: a tablet without the net is heard late. Whether it is news."""
    before = next(db.query("select broker, at from wing where party = ?", [party]), {"broker": None, "at": ""})
    if str(before["at"]) > stamp(given.happened_at):
        return False
    db.table("wing").upsert({"party": party, "broker": broker, "at": stamp(given.happened_at)}, pk="party")
    return before["broker"] != broker


def write_note(command: messages.WriteNote, db: Database, given: Given) -> Iterator[messages.NoteWritten]:
    (party,) = _known(db, party=command.party)
    row = {"id": command.note, "party": party, "words": command.words}
    db.table("broker_note").insert(row | {"by_name": name_of(command, db, given), "at": stamp(given.happened_at)})
    yield messages.NoteWritten(note=command.note, party=party)


def strike_note(command: messages.StrikeNote, db: Database, given: Given) -> Iterator[messages.NoteStruck]:
    """What was written is gone with it: it may have been about a person, and was not so."""
    if _withdraw(db, "update broker_note set withdrawn_at = ?, words = '' where id = ?", command.note, given):
        yield messages.NoteStruck(note=command.note)


def pass_on_interest(
    command: messages.PassOnInterest, db: Database, given: Given
) -> Iterator[messages.InterestPassedOn]:
    party, other = _known(db, party=command.party, other=command.other)
    if party == other:  # they were merged into one
        raise Invalid({"other": _("Velg en annen aktør enn dem selv.")})
    if command.post is not None:
        owner = db.execute("select party from shown_post where id = ?", [command.post]).fetchone()
        if owner is None or owner[0] != other:
            raise Invalid({"post": _("Velg et av oppslagene til den aktøren.")})
    row = {"id": command.interest, "party": party, "other": other, "post": command.post, "words": command.words}
    db.table("noted_interest").insert(row | {"by_name": name_of(command, db, given), "at": stamp(given.happened_at)})
    yield messages.InterestPassedOn(interest=command.interest, party=party, other=other)


def drop_interest(command: messages.DropInterest, db: Database, given: Given) -> Iterator[messages.InterestDropped]:
    if _withdraw(db, "update noted_interest set withdrawn_at = ? where id = ?", command.interest, given):
        yield messages.InterestDropped(interest=command.interest)


def _withdraw(db: Database, statement: str, id_: str, given: Given) -> bool:
    """Withdrawn twice is withdrawn once."""
    return bool(db.execute(f"{statement} and withdrawn_at is null", [stamp(given.now), id_]).rowcount)


def _known(db: Database, **parties: str) -> tuple[str, ...]:
    """Who is meant, by field: of two that a tablet took for two, the one who was kept. Raises Invalid for strangers."""
    kept = {field: kept_of(db, "parties", party) for field, party in parties.items()}
    rows = db.query(
        "select id from party where withdrawn_at is null and id in (select value from json_each(?))",
        [json.dumps(list(kept.values()))],
    )
    known = {row["id"] for row in rows}
    if missing := [field for field, party in kept.items() if party not in known]:
        raise Invalid(dict.fromkeys(missing, _("Velg en aktør fra listen.")))
    return tuple(kept.values())


HANDLERS: dict[type[Any], Handler] = {
    messages.AddBroker: add_broker,
    messages.TakeUnderWing: take_under_wing,
    messages.LetGo: let_go,
    messages.WriteNote: write_note,
    messages.StrikeNote: strike_note,
    messages.PassOnInterest: pass_on_interest,
    messages.DropInterest: drop_interest,
    messages.ProposeMeeting: propose,
    messages.AnswerProposal: answer,
    messages.CallOffMeeting: call_off,
}
