"""Every way of saying no, in one tree, each with a sentence that says what to do.

    Refusal                  409  refused
    ├── Invalid              422  invalid        one sentence per field; what was typed is kept
    ├── NotFound             404  not_found
    │   └── UnknownLink      404  unknown_link   a personal or staff link that is wrong, old or revoked
    ├── NotAllowed           403  not_allowed
    │   ├── NotLoggedIn      401  not_logged_in
    │   │   └── TabletRevoked 401 tablet_revoked a tablet whose pairing was withdrawn or taken over
    │   ├── Locked           423  locked         a tablet whose screen is locked: the PIN opens it
    │   └── FromElsewhere    403  from_elsewhere a form posted from another site
    ├── Closed               409  closed         sign-up, børstid or programme is not open
    ├── Stale                409  stale          the world moved on since the page was made
    ├── AlreadySent          409  already_sent   the same command id with another content
    ├── NotUnderstood        400  not_understood what was sent is no form
    ├── TooSlow              408  too_slow       what was to be sent did not come
    ├── TooMany              429  too_many       slow down
    ├── TooLarge             413  too_large
    ├── NotSaved             503  not_saved      the disk said no; nothing was changed
    └── Unreadable           503  unreadable     the file of a børs cannot be opened, or is gone

They are raised anywhere and answered in one place (`frame/answers.py`): a page for people, JSON for programs.
"""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 -- a refusal is an ordinary answer, not an error
    """A sentence for people. `status` and `code` are for programs."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(Refusal):
    """`fields` maps the name of a form field to the sentence that stands beside it."""

    status = 422
    code = "invalid"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class NotFound(Refusal):
    status = 404
    code = "not_found"


class UnknownLink(NotFound):
    code = "unknown_link"


class NotAllowed(Refusal):
    status = 403
    code = "not_allowed"


class NotLoggedIn(NotAllowed):
    status = 401
    code = "not_logged_in"


class TabletRevoked(NotLoggedIn):
    code = "tablet_revoked"


class Locked(NotAllowed):
    status = 423
    code = "locked"


class FromElsewhere(NotAllowed):
    code = "from_elsewhere"


class Closed(Refusal):
    code = "closed"


class Stale(Refusal):
    code = "stale"


class AlreadySent(Refusal):
    code = "already_sent"


class NotUnderstood(Refusal):
    status = 400
    code = "not_understood"


class TooSlow(Refusal):
    status = 408
    code = "too_slow"


class TooMany(Refusal):
    status = 429
    code = "too_many"


class TooLarge(Refusal):
    status = 413
    code = "too_large"


class NotSaved(Refusal):
    status = 503
    code = "not_saved"


class Unreadable(Refusal):
    status = 503
    code = "unreadable"
