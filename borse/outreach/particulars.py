"""The fields that only one kind of message has, as things are now; or why there is nothing to say any more."""

from typing import Literal

from sqlite_utils import Database

from borse.language import gettext as _
from borse.outreach.agreement import copy_of
from borse.outreach.evening import difference, evenings, in_words, told_versions
from borse.outreach.judged import judgement_of
from borse.outreach.moved import before_of
from borse.outreach.proposed import about_meeting
from borse.outreach.urgent import news
from borse.published import newest_published
from borse.times import clock_time, long_date

Why = Literal["withdrawn", "nothing_new", "answered", "no_programme", "no_agreement", "too_late", "no_way"]


class NothingToSay(Exception):  # noqa: N818 -- an ordinary answer
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def particulars_of(db: Database, kind: str, person: str, about: str) -> tuple[dict[str, str], int | None]:
    """The fields that only this kind has, and the version of the programme that it tells of."""
    newest = newest_published(db)
    found: tuple[dict[str, str], int | None]
    match kind:
        case "programme_changed":
            found = _changed(db, person, newest)
        case "changed_now":
            found = _changed_now(db, person, newest)
        case "programme_ready":
            if newest is None:
                raise NothingToSay("no_programme")
            found = {"program": _programme(db, person, newest)}, newest
        case "speak_for":
            found = {"meldtpa": _asked_for(db, person, about)}, None
        case "extra_meeting":
            found = _extra_meeting(db, person, about), None
        case "agreement_copy":
            found = _agreement(db, about), None
        case "moved":
            found = _moved(db, person), None
        case "post_judged":
            found = _judged(db, about), None
        case _:
            found = {"program": _programme(db, person, newest)}, None
    return found


def _extra_meeting(db: Database, person: str, about: str) -> dict[str, str]:
    sentence = about_meeting(db, person, about)
    if sentence is None:
        raise NothingToSay("nothing_new")
    return {"mote": sentence}


def _agreement(db: Database, about: str) -> dict[str, str]:
    copy = copy_of(db, about)
    if copy is None:
        raise NothingToSay("no_agreement")
    return {"avtale": copy.text, "nummer": str(copy.number)}


def _asked_for(db: Database, person: str, party: str) -> str:
    """The party in whose sign-up the person was named, as long as they have not answered."""
    row = db.execute(
        """select p.name from hat_asked a join party p on p.id = a.party
        where a.person = ? and a.party = ? and p.withdrawn_at is null""",
        [person, party],
    ).fetchone()
    if row is None:
        raise NothingToSay("answered")
    return str(row[0])


def _changed(db: Database, person: str, newest: int | None) -> tuple[dict[str, str], int | None]:
    """Before is what they were told last, and not what was published last: two changes in a row are one."""
    told = told_versions(db).get(person)
    if newest is None or told is None:
        raise NothingToSay("no_programme")
    was, is_now = difference(db, person, told, newest)
    if not was and not is_now:
        raise NothingToSay("nothing_new")
    parts = [_("Før: %s") % "\n".join(was)] if was else []
    parts.append(_("Nå: %s") % ("\n".join(is_now) if is_now else _("ikke noe møte da")))
    return {"endringer": "\n".join(parts), "program": _programme(db, person, newest)}, newest


def _changed_now(db: Database, person: str, newest: int | None) -> tuple[dict[str, str], int | None]:
    lines = [] if newest is None else news(db, person, told_versions(db).get(person, newest - 1))
    if not lines:
        raise NothingToSay("nothing_new")
    return {"endringer": "\n".join(lines)}, newest


def _moved(db: Database, person: str) -> dict[str, str]:
    before = before_of(db, person)
    if before is None:
        raise NothingToSay("nothing_new")
    return {"var": f"{long_date(before.gong_at)}, {clock_time(before.gong_at)}, {before.place}"}


def _judged(db: Database, post: str) -> dict[str, str]:
    judgement = judgement_of(db, post)
    if judgement is None:
        raise NothingToSay("nothing_new")
    return {"dom": judgement.sentence, "oppslag": judgement.text, "merknad": judgement.note}


def _programme(db: Database, person: str, version: int | None) -> str:
    lines = () if version is None else evenings(db, version, person).get(person, ())
    if version is not None and not lines:
        return _("Du har ingen faste møter. Snakk med en megler når du kommer.")
    return "\n".join(in_words(db, lines))
