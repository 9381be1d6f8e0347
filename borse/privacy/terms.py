"""The terms that people accept, and which version of them they accepted.

A version is known by a hash of its bokmål words, which stand in the file from when somebody first accepts them: what
was agreed to can be read back after the words have changed.
"""

from contextvars import copy_context
from hashlib import sha256
from typing import Protocol

from sqlite_utils import Database

from borse.bus import Given
from borse.language import SOURCE, speak
from borse.language import gettext as _
from borse.privacy.due import times_of
from borse.privacy.rules import rules
from borse.privacy.topics import period_in_words, topics
from borse.times import stamp


class CameIn(Protocol):
    """A party was put on file."""

    @property
    def party(self) -> str: ...


def note_acceptance(event: CameIn, db: Database, given: Given) -> None:
    """Follows a sign-up: which terms the party said yes to, if it did."""
    row = db.execute("select rules_accepted_at from party where id = ?", [event.party]).fetchone()
    if row is None or row[0] is None:
        return
    text = terms_in_bokmaal(db)
    version = version_of(text)
    at = stamp(given.now)
    db.execute("insert into terms (version, text, since) values (?, ?, ?) on conflict do nothing", [version, text, at])
    db.execute(
        "insert into terms_accepted (party, version, at) values (?, ?, ?) on conflict do nothing",
        [event.party, version, at],
    )


def terms_in_bokmaal(db: Database) -> str:
    """The terms as plain text: the rules, and a paragraph for each thing that is kept."""

    def said() -> str:
        speak(SOURCE)
        months = times_of(db).follow_up_months
        parts = [_("Reglene på børsen"), *rules(), "", _("Dette lagrer vi")]
        parts += [
            f"{told.name}. {told.why} {period_in_words(told.period, months).capitalize()}: {told.then}"
            for told in topics().values()
        ]
        return "\n".join(parts)

    return copy_context().run(said)


def version_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]
