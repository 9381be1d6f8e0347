"""What a notary's or broker's tablet may write without a connection (`docs/offline.md`), and what it is told of it.

A number is given by the server alone, in the order in which entries arrive; until then the tablet says so. Whether it
was børstid is judged by when it was written. A correction of a version that is not the newest any more is refused, and
stays on the tablet with what was typed.
"""

from sqlite_utils import Database

from borse.frame.routes import BROKER, NOTARY, Entry
from borse.language import gettext as _
from borse.notary import messages
from borse.notary.completeness import what_is_missing
from borse.notary.ledger import versions


def number_of(db: Database, command: messages.KnockThrough) -> str:
    """«Avtale nr. 12.»"""
    return _("Avtale nr. %s.") % versions(db, command.agreement)[0].number


def note_on(db: Database, command: messages.RegisterAgreement | messages.CorrectAgreement) -> str:
    """The number, or why there is none: «Avtale nr. 12.»"""
    chain = versions(db, command.agreement)
    if not chain:
        return ""
    if chain[0].number is not None:
        return _("Avtale nr. %s.") % chain[0].number
    missing = what_is_missing(chain[0].terms)
    if command.then == "knock" and missing:
        return _("Ikke klubbet ennå.") + " " + " ".join(missing.values())
    return ""


ENTRIES = (
    Entry(messages.RegisterAgreement, BROKER, note_on),
    Entry(messages.CorrectAgreement, BROKER, note_on),
    Entry(messages.ApproveAgreement, NOTARY),
    Entry(messages.KnockThrough, NOTARY, number_of),
    Entry(messages.SendBack, NOTARY),
    Entry(messages.WithdrawAgreement, BROKER),
)
