"""A message as it goes out: its wording, filled in with how things are now, in the reader's language."""

from contextvars import copy_context
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.language import speak
from borse.links import token_of
from borse.outreach.agreement import copy_of
from borse.outreach.evening import difference, evenings, in_words, newest_version, told_versions
from borse.outreach.fields import of_exchange
from borse.outreach.judged import judgement_of
from borse.outreach.kinds import Channel
from borse.outreach.moved import before_of
from borse.outreach.opting_out import opt_out_token
from borse.outreach.proposed import about_meeting
from borse.outreach.urgent import news
from borse.outreach.wording import fill, with_way_out, wording_of
from borse.times import clock_time, long_date

Why = Literal["withdrawn", "nothing_new", "answered", "no_programme", "no_agreement", "too_late", "no_way"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be written, to whom, and for which channel. `about` is an agreement, where there is one."""

    kind: str
    person: str
    channel: Channel
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Ready to go. `opt_out` is the address that ends further ones; `version` the programme that it tells of.

    `said` is the body as the log keeps it, without the secrets of the links.
    """

    subject: str
    body: str
    said: str
    link: str
    opt_out: str
    language: str
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNeeded:
    """The world has moved on, and there is nothing to say."""

    why: Why


# Where `svar` leads: the page on which a message of this kind is answered.
ANSWERED_AT = {"speak_for": "hatter", "extra_meeting": "ekstra"}


class _NothingToSay(Exception):  # noqa: N818 -- an ordinary answer
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def letter_for(db: Database, wanted: Wanted, base: str) -> Letter | NotNeeded:
    """What the message says now. `base` is the børs's address, as `https://host/slug`."""
    # In a context of its own, so that the reader's language does not stay behind in this thread.
    return copy_context().run(_letter, db, wanted, base)


def _letter(db: Database, wanted: Wanted, base: str) -> Letter | NotNeeded:
    kind, person = wanted.kind, wanted.person
    row = next(
        db.query(
            """
            select p.name, p.code, p.language, l.id as link from person p join link l on l.person = p.id
            where p.id = ? and p.withdrawn_at is null and l.revoked_at is null
            """,
            [person],
        ),
        None,
    )
    if row is None:
        return NotNeeded(why="withdrawn")
    token = token_of(db, row["link"])
    speak(row["language"])
    link, opt_out = f"{base}/p/{token}", f"{base}/avmeld/{opt_out_token(db, person)}"
    values = of_exchange(exchange_of(db)) | {
        "navn": row["name"],
        "aktor": _parties(db, person),
        "kode": row["code"],
        "lenke": link,
        "avmeld": opt_out,
        "svar": f"{link}/{ANSWERED_AT.get(kind, 'kommer')}",
        "ikkemeg": f"{link}/ikke-meg",
    }
    try:
        more, version = _particular(db, kind, person, wanted.about)
    except _NothingToSay as nothing:
        return NotNeeded(why=nothing.why)
    wording = wording_of(db, kind, wanted.channel)
    body = fill(with_way_out(wording.body, kind, wanted.channel), values | more)
    return Letter(
        subject=" ".join(fill(wording.subject, values | more).split()),
        body=body,
        said=body.replace(token, "…").replace(opt_out_token(db, person), "…"),
        link=link,
        opt_out=opt_out,
        language=row["language"],
        version=version,
    )


def _parties(db: Database, person: str) -> str:
    rows = db.query(
        """
        select q.name from speaks_for s join party q on q.id = s.party
        where s.person = ? and q.withdrawn_at is null order by q.name
        """,
        [person],
    )
    return ", ".join(row["name"] for row in rows)


def _particular(db: Database, kind: str, person: str, about: str) -> tuple[dict[str, str], int | None]:
    """The fields that only this kind has, and the version of the programme that it tells of."""
    newest = newest_version(db)
    found: tuple[dict[str, str], int | None]
    match kind:
        case "programme_changed":
            found = _changed(db, person, newest)
        case "changed_now":
            found = _changed_now(db, person, newest)
        case "programme_ready":
            if newest is None:
                raise _NothingToSay("no_programme")
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
        raise _NothingToSay("nothing_new")
    return {"mote": sentence}


def _agreement(db: Database, about: str) -> dict[str, str]:
    copy = copy_of(db, about)
    if copy is None:
        raise _NothingToSay("no_agreement")
    return {"avtale": copy.text, "nummer": str(copy.number)}


def _asked_for(db: Database, person: str, party: str) -> str:
    """The party in whose sign-up the person was named, as long as they have not answered."""
    row = db.execute(
        """select p.name from hat_asked a join party p on p.id = a.party
        where a.person = ? and a.party = ? and p.withdrawn_at is null""",
        [person, party],
    ).fetchone()
    if row is None:
        raise _NothingToSay("answered")
    return str(row[0])


def _changed(db: Database, person: str, newest: int | None) -> tuple[dict[str, str], int | None]:
    """Before is what they were told last, and not what was published last: two changes in a row are one."""
    told = told_versions(db).get(person)
    if newest is None or told is None:
        raise _NothingToSay("no_programme")
    was, is_now = difference(db, person, told, newest)
    if not was and not is_now:
        raise _NothingToSay("nothing_new")
    parts = [_("Før: %s") % "\n".join(was)] if was else []
    parts.append(_("Nå: %s") % ("\n".join(is_now) if is_now else _("ikke noe møte da")))
    return {"endringer": "\n".join(parts), "program": _programme(db, person, newest)}, newest


def _changed_now(db: Database, person: str, newest: int | None) -> tuple[dict[str, str], int | None]:
    lines = [] if newest is None else news(db, person, told_versions(db).get(person, newest - 1))
    if not lines:
        raise _NothingToSay("nothing_new")
    return {"endringer": "\n".join(lines)}, newest


def _moved(db: Database, person: str) -> dict[str, str]:
    before = before_of(db, person)
    if before is None:
        raise _NothingToSay("nothing_new")
    return {"var": f"{long_date(before.gong_at)}, {clock_time(before.gong_at)}, {before.place}"}


def _judged(db: Database, post: str) -> dict[str, str]:
    judgement = judgement_of(db, post)
    if judgement is None:
        raise _NothingToSay("nothing_new")
    return {"dom": judgement.sentence, "oppslag": judgement.text, "merknad": judgement.note}


def _programme(db: Database, person: str, version: int | None) -> str:
    lines = () if version is None else evenings(db, version, person).get(person, ())
    if version is not None and not lines:
        return _("Du har ingen faste møter. Snakk med en megler når du kommer.")
    return "\n".join(in_words(db, lines))
