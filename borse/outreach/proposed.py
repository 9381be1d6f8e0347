"""What a meeting outside the programme is for one of those who would sit there: asked, agreed, or come to nothing."""

from sqlite_utils import Database

from borse.clock import Clock, clock_of
from borse.extra_meetings import ExtraMeeting, extra_meeting
from borse.language import gettext as _


def about_meeting(db: Database, person: str, meeting: str) -> str | None:
    """The sentence for this person as things are now. None when there is nothing that they need to hear."""
    extra = extra_meeting(db, meeting)
    if extra is None or person not in {chair.person for chair in extra.chairs} or _is_past(extra, clock_of(db)):
        return None
    words = {"other": extra.other_names(person), "table": extra.table, "when": _when(db, extra)}
    says = extra.own(person).says
    if extra.status == "accepted":
        return _("Du møter %(other)s %(when)s: %(table)s.") % words
    if extra.status == "proposed":
        return None if says else _("Passer det å møte %(other)s %(when)s, %(table)s? Svar ja eller nei.") % words
    if says == "no" or not (says or _was_told(db, person, meeting)):
        return None
    return _("Møtet med %(other)s blir ikke noe av.") % words


def _is_past(extra: ExtraMeeting, clock: Clock) -> bool:
    """Its round has been rung out, or the evening is over: a message that waited so long sends nobody anywhere."""
    if clock.state == "over":
        return True
    return extra.round is not None and extra.round not in {
        phase.round for phase in clock.phases[max(clock.position, 0) :]
    }


def _when(db: Database, extra: ExtraMeeting) -> str:
    if extra.round:
        return _("i runde %s") % extra.round
    phase = clock_of(db).phase
    return _("nå, på fri børs") if phase and phase.kind == "floor" else _("på fri børs, etter rundene")


def _was_told(db: Database, person: str, meeting: str) -> bool:
    row = db.execute(
        """select 1 from message where kind = 'extra_meeting' and person = ? and about = ?
        and status in ('sending', 'sent', 'unsure', 'told')""",
        [person, meeting],
    ).fetchone()
    return row is not None
