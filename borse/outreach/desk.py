"""What outreach decides: who is to be told what, and what became of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.language import gettext as _
from borse.outreach import asked, messages, outbox
from borse.outreach.evening import told_versions
from borse.outreach.kinds import Status
from borse.outreach.wording import checked
from borse.published import newest_published
from borse.refusals import NotFound, Refusal
from borse.times import stamp

# Nobody is asked twice within this time whether they come.
ASK_AGAIN_AFTER = timedelta(days=2)

COMING = "select id from person where withdrawn_at is null"


def invite_to_reconfirm(command: messages.InviteToReconfirm, db: Database, given: Given) -> Iterator[Event]:
    del command
    rows = db.query(
        """
        select id from person p where withdrawn_at is null
        and not exists (select 1 from reconfirmation r where r.person = p.id)
        and not exists (select 1 from message m where m.person = p.id and m.kind = 'reconfirm'
            and m.status != 'dropped' and m.created_at > ?) order by id
        """,
        [stamp(given.now - ASK_AGAIN_AFTER)],
    )
    yield from _put(db, "reconfirm", [row["id"] for row in rows], given)


def send_programme(command: messages.SendProgramme, db: Database, given: Given) -> Iterator[Event]:
    del command
    if newest_published(db) is None:
        raise Refusal(_("Programmet er ikke publisert ennå."))
    told = told_versions(db)
    yield from _put(db, "programme_ready", [one for one in _coming(db) if one not in told], given)


def remind_of_start(command: messages.RemindOfStart, db: Database, given: Given) -> Iterator[Event]:
    """To all who come and are not here already. `about` is the hour: when the doors are moved it is another message."""
    rows = db.query(COMING + " and (arrived_at is null or left_at is not null) order by id")
    yield from _put(db, "starts_soon", [row["id"] for row in rows], given, about=command.id)


def send_link_to(command: messages.SendLinkTo, db: Database, given: Given) -> Iterator[Event]:
    if not db.execute(COMING + " and id = ?", [command.person]).fetchone():
        raise NotFound(_("Deltakeren finnes ikke."))
    yield from _put(db, "link_again", [command.person], given)


def release(command: messages.ReleaseMessages, db: Database, given: Given) -> Iterator[Event]:
    """What is on its way already, or has come, is left alone."""
    for message in _in(db, command.messages, ("held", "unsure", "failed", "to_print")):
        db.execute("update message set attempts = 0 where id = ?", [message])
        status = outbox.wait_again(db, message, given.now, count=True)
        yield messages.MessageChanged(message=message, status=status)


def drop(command: messages.DropMessages, db: Database, given: Given) -> Iterator[Event]:
    for message in _in(db, command.messages, ("held", "waiting", "unsure", "failed", "to_print")):
        outbox.mark(db, message, "dropped", given.now, note="organiser")
        yield messages.MessageChanged(message=message, status="dropped")


def note_told(command: messages.NoteTold, db: Database, given: Given) -> Iterator[Event]:
    """The version of the programme that they were told of is the one that holds now."""
    for message in _in(db, command.messages, ("held", "waiting", "unsure", "failed", "to_print")):
        db.execute(
            """
            update message set version = ? where id = ? and version is null
            and kind in ('programme_ready', 'programme_changed')
            """,
            [newest_published(db), message],
        )
        outbox.mark(db, message, "told", given.now, channel=command.channel)
        yield messages.MessageChanged(message=message, status="told")


def note_outcome(command: messages.NoteOutcome, db: Database, given: Given) -> Iterator[Event]:
    """After a try. A claim that has been put aside meanwhile is answered for all the same."""
    rows = db.query(
        "select id, attempts from message where id = ? and status in ('sending', 'unsure')", [command.message]
    )
    row = next(rows, None)
    if row is None:
        return
    tried = row["attempts"] - 1
    if command.outcome == "later" and (command.channel_is_down or tried < len(outbox.TRY_AGAIN_AFTER)):
        pause = outbox.TRY_AGAIN_AFTER[0 if command.channel_is_down else tried]
        status = outbox.wait_again(
            db, command.message, given.now + pause, count=not command.channel_is_down, note=command.note
        )
        yield messages.MessageChanged(message=command.message, status=status)
        return
    came_to: dict[str, Status] = {"sent": "sent", "unsure": "unsure", "refused": "failed", "later": "failed"}
    outbox.mark(db, command.message, came_to[command.outcome], given.now, note=command.note)
    yield messages.MessageChanged(message=command.message, status=came_to[command.outcome])


def sort_out(command: messages.SortOut, db: Database, given: Given) -> Iterator[Event]:
    for message in _in(db, (command.message,), ("waiting",)):
        outbox.mark(db, message, command.status, given.now, note=command.note)
        yield messages.MessageChanged(message=message, status=command.status)


def put_aside_abandoned(command: messages.PutAsideAbandoned, db: Database, given: Given) -> Iterator[Event]:
    del command
    for message in outbox.put_aside_abandoned(db, given.now):
        yield messages.MessageChanged(message=message, status="unsure")


def change_wording(command: messages.ChangeWording, db: Database, given: Given) -> Iterator[Event]:
    """Raises Invalid, a sentence for `subject` and for `body`, when a field is unknown or nothing is said."""
    del given
    wording = checked(command.what, command.subject, command.body, sms=command.channel == "sms")
    db.execute(
        """insert into message_template (kind, channel, language, subject, body) values (?, ?, ?, ?, ?)
        on conflict do update set subject = excluded.subject, body = excluded.body""",
        [command.what, command.channel, command.language, wording.subject, wording.body],
    )
    yield messages.WordingChanged(kind=command.what, channel=command.channel, language=command.language)


def reset_wording(command: messages.ResetWording, db: Database, given: Given) -> Iterator[Event]:
    del given
    db.execute(
        "delete from message_template where kind = ? and channel = ? and language = ?",
        [command.what, command.channel, command.language],
    )
    yield messages.WordingChanged(kind=command.what, channel=command.channel, language=command.language)


def _put(db: Database, kind: str, people: list[str], given: Given, *, about: str = "") -> Iterator[Event]:
    number = outbox.put(db, kind, people, given.now, about=about)
    if number:
        yield messages.MessagesPut(kind=kind, number=number)


def _coming(db: Database) -> list[str]:
    return [row["id"] for row in db.query(COMING + " order by id")]


def _in(db: Database, wanted: tuple[str, ...], statuses: tuple[str, ...]) -> list[str]:
    """Those of the messages that are in one of these states, in the order asked for."""
    found = []
    for message in wanted:
        row = db.execute("select status from message where id = ?", [message]).fetchone()
        if row is not None and row[0] in statuses:
            found.append(message)
    return found


HANDLERS: dict[type[Any], Handler] = {
    **asked.HANDLERS,
    messages.InviteToReconfirm: invite_to_reconfirm,
    messages.SendProgramme: send_programme,
    messages.RemindOfStart: remind_of_start,
    messages.SendLinkTo: send_link_to,
    messages.ReleaseMessages: release,
    messages.DropMessages: drop,
    messages.NoteTold: note_told,
    messages.NoteOutcome: note_outcome,
    messages.SortOut: sort_out,
    messages.PutAsideAbandoned: put_aside_abandoned,
    messages.ChangeWording: change_wording,
    messages.ResetWording: reset_wording,
}
