"""What people themselves ask of outreach by a link or a form: their link again, no more messages, "I come"."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.folding import is_same_person
from borse.outreach import messages, outbox
from borse.outreach.opting_out import choice_of
from borse.times import stamp

# Whoever asks for the link of another cannot fill their letter box.
LINK_AGAIN_AFTER = timedelta(minutes=10)


def send_link_again(command: messages.SendLinkAgain, db: Database, given: Given) -> Iterator[Event]:
    """Whoever is not found gets nothing, and learns nothing."""
    found = _by_address(db, command.email, command.phone) or _by_code(db, command.code, command.name)
    since = stamp(given.now - LINK_AGAIN_AFTER)
    known = "select 1 from message where kind = 'link_again' and person = ? and created_at > ?"
    people = [person for person in found if not db.execute(known, [person, since]).fetchone()]
    about = "email" if command.email else "sms" if command.phone else ""
    number = outbox.put(db, "link_again", people, given.now, about=about)
    if number:
        yield messages.MessagesPut(kind="link_again", number=number)


def choose_messages(command: messages.ChooseMessages, db: Database, given: Given) -> Iterator[Event]:
    choice = choice_of(db, command.token)
    if choice.opted_out == command.wanted:
        at = None if command.wanted else stamp(given.now)
        db.execute("update opt_out set at = ? where person = ?", [at, choice.person])
        yield messages.MessagesChosen(person=choice.person, wanted=command.wanted)


def reconfirm(command: messages.Reconfirm, db: Database, given: Given) -> Iterator[Event]:
    """The last answer holds. Whoever does not come is withdrawn by the organiser, who may ring first."""
    assert given.by.person is not None, "the door lets in nobody else"
    db.execute(
        """insert into reconfirmation (person, coming, at) values (?, ?, ?)
        on conflict do update set coming = excluded.coming, at = excluded.at""",
        [given.by.person, int(command.coming), stamp(given.now)],
    )
    yield messages.Reconfirmed(person=given.by.person, coming=command.coming)


def _by_address(db: Database, email: str, phone: str) -> list[str]:
    """All who share the mailbox or the number: a club's may have several."""
    rows = db.query(
        """select p.id from person p join contact c on c.person = p.id where p.withdrawn_at is null
        and ((:email != '' and c.email = :email) or (:phone != '' and c.phone = :phone))""",
        {"email": email, "phone": phone},
    )
    return [row["id"] for row in rows]


def _by_code(db: Database, code: str, name: str) -> list[str]:
    rows = list(db.query("select id, name from person where code = ? and withdrawn_at is null", [code.strip().upper()]))
    return [row["id"] for row in rows if is_same_person(row["name"], name)]


HANDLERS: dict[type[Any], Handler] = {
    messages.SendLinkAgain: send_link_again,
    messages.ChooseMessages: choose_messages,
    messages.Reconfirm: reconfirm,
}
