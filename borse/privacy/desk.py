"""What privacy decides: who and what is erased. Each erasure is noted; `keeping` rewrites the file afterwards."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.language import gettext as _
from borse.privacy import messages
from borse.privacy.erased_list import erased_elsewhere, note_erased
from borse.privacy.erasing import erase_person, erase_what_is_due, is_erased
from borse.refusals import NotFound, Refusal
from borse.times import stamp


def erase_one(command: messages.ErasePerson, db: Database, given: Given) -> Iterator[Event]:
    """Noted beside the file first: should the power go in between, they are erased when the børs is opened next."""
    if not db.execute("select 1 from person where id = ?", [command.person]).fetchone():
        raise NotFound(_("Deltakeren finnes ikke."))
    if is_erased(db, command.person):
        raise Refusal(_("Alt om denne deltakeren er slettet før."))
    note_erased(db, command.person)
    yield _erased(db, command.id, command.person, given)


def erase_due(command: messages.EraseWhatIsDue, db: Database, given: Given) -> Iterator[Event]:
    """And those who were erased before a copy from an earlier day was put back."""
    for person in erased_elsewhere(db):
        yield _erased(db, f"{command.id}-{person}", person, given)
    rows = erase_what_is_due(db, given.now)
    if rows:
        db.table("erasure").insert({"id": command.id, "at": stamp(given.now), "person": None, "rows": rows})
        yield messages.ErasedWhatWasDue(rows=rows)


def ask(command: messages.AskForErasure, db: Database, given: Given) -> Iterator[Event]:
    del command
    assert given.by.person is not None, "the door lets in nobody else"
    row = [given.by.person, stamp(given.now)]
    if db.execute("insert into erasure_request (person, at) values (?, ?) on conflict do nothing", row).rowcount:
        yield messages.ErasureAsked(person=given.by.person)


def take_back(command: messages.TakeBackErasure, db: Database, given: Given) -> Iterator[Event]:
    del command
    assert given.by.person is not None, "the door lets in nobody else"
    if db.execute("delete from erasure_request where person = ?", [given.by.person]).rowcount:
        yield messages.ErasureTakenBack(person=given.by.person)


def keep_for(command: messages.KeepFor, db: Database, given: Given) -> Iterator[Event]:
    """Longer than before helps nobody who is erased already; shorter counts from the next run."""
    del given
    db.execute(
        """insert into retention (id, follow_up_months) values (1, ?)
        on conflict do update set follow_up_months = excluded.follow_up_months""",
        [command.months],
    )
    yield messages.KeptFor(months=command.months)


def _erased(db: Database, erasure: str, person: str, given: Given) -> messages.PersonErased:
    rows = erase_person(db, person, given.now)
    db.table("erasure").insert({"id": erasure, "at": stamp(given.now), "person": person, "rows": rows})
    return messages.PersonErased(person=person, rows=rows)


HANDLERS: dict[type[Any], Handler] = {
    messages.ErasePerson: erase_one,
    messages.EraseWhatIsDue: erase_due,
    messages.AskForErasure: ask,
    messages.TakeBackErasure: take_back,
    messages.KeepFor: keep_for,
}
