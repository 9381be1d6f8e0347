"""What somebody has typed and not sent yet, kept on the server: an error, a reload or a dead phone loses nothing.

A draft is found by its key alone, which stands in an address that nobody guesses and is set by no cookie. It follows
from the id of the form, so the sign-up that comes of it knows which draft it was, and deletes it.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from multidict import MultiDict, MultiMapping
from sqlite_utils import Database

from borse.ids import following
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup.steps import Step, step_named
from borse.times import moment, stamp

DAYS_KEPT = 14
# A form that is full to the brim is a third of it.
LARGEST = 200_000
# Only fields of the form are kept: a draft is no place to store things.
_FIELD = re.compile(
    r"id|more|side|name|orgnr|about|note|rules|no_contact|layout|day\.[a-z]+"
    r"|(?:people|offers|needs|wishes|vetoes)\.[0-9]{1,2}(?:\.[a-z_]+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stood in the fields, the step where its writer is, when it was saved, and how often."""

    typed: MultiMapping[str]
    step: Step
    saved_at: datetime
    edition: int


def key_of(form: str) -> str:
    """The key of the draft of a form, by the form's id. It does not give the id away."""
    return following(form, "draft")


def keep_draft(db: Database, fields: MultiMapping[str], step: Step, now: datetime, edition: int | None = None) -> bool:
    """Save what stands in the fields of a form, its `id` among them. False when the form has been sent already.

    `edition` is how often the page has saved before; a save that was overtaken by a later one changes nothing. Without
    it the save was asked for by a person, and counts. Raises Invalid when it is larger than any form.
    """
    forget_expired_drafts(db, now)
    if db.execute("select 1 from command where id = ?", [fields["id"]]).fetchone():
        return False
    typed = json.dumps([pair for pair in fields.items() if _FIELD.fullmatch(pair[0])], ensure_ascii=False)
    if len(typed) > LARGEST:
        raise Invalid({"": _("Dette er for mye tekst. Gjør det kortere.")})
    db.execute(
        """
        insert into signup_draft (id, typed, step, edition, saved_at, expires_at)
        values (:id, :typed, :step, coalesce(:edition, 1), :now, :expires)
        on conflict do update set typed = excluded.typed, step = excluded.step, saved_at = excluded.saved_at,
            expires_at = excluded.expires_at, edition = coalesce(:edition, edition + 1)
        where :edition is null or :edition > edition
        """,
        {
            "id": key_of(fields["id"]),
            "typed": typed,
            "step": step,
            "edition": edition,
            "now": stamp(now),
            "expires": stamp(now + timedelta(days=DAYS_KEPT)),
        },
    )
    return True


def draft_of(db: Database, key: str, now: datetime) -> Draft | None:
    """What was typed, for whoever has the key. None when it was sent, deleted, or has expired."""
    rows = db.query("select * from signup_draft where id = ? and expires_at > ?", [key, stamp(now)])
    row = next(rows, None)
    if row is None:
        return None
    typed = MultiDict((name, value) for name, value in json.loads(row["typed"]))
    return Draft(
        typed=typed, step=step_named(row["step"]), saved_at=moment(row["saved_at"]), edition=int(row["edition"])
    )


def forget_draft(db: Database, form: str) -> None:
    """It was sent, or is not wanted any more."""
    db.execute("delete from signup_draft where id = ?", [key_of(form)])


def forget_expired_drafts(db: Database, now: datetime) -> None:
    db.execute("delete from signup_draft where expires_at <= ?", [stamp(now)])
