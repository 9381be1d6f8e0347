"""What a broker's tablet may write without a connection, and what it is told of it (`docs/offline.md`).

What somebody has heard does not depend on what came before. Who is free does: a proposal that comes when one of them
has something else to do, or when its round is over, is refused, and stays on the tablet with the reason.
"""

from sqlite_utils import Database

from borse.brokers import messages
from borse.extra_meetings import extra_meeting
from borse.frame.routes import BROKER, Entry
from borse.language import gettext as _


def where(db: Database, command: messages.ProposeMeeting) -> str:
    """The table that was found: «Bord 7, runde 3.»"""
    extra = extra_meeting(db, command.meeting)
    if extra is None:
        return ""
    when = _("runde %(round)s") % {"round": extra.round} if extra.round else _("fri børs")
    return f"{extra.table}, {when}."


ENTRIES = (
    Entry(messages.WriteNote, BROKER),
    Entry(messages.PassOnInterest, BROKER),
    Entry(messages.TakeUnderWing, BROKER),
    Entry(messages.LetGo, BROKER),
    Entry(messages.ProposeMeeting, BROKER, where),
)
