"""A message as it goes out: its wording, filled in with how things are now, in the reader's language."""

from contextvars import copy_context
from dataclasses import dataclass

from sqlite_utils import Database

from borse.exchange import exchange_of
from borse.language import speak
from borse.links import token_of
from borse.outreach.fields import of_exchange
from borse.outreach.kinds import Channel
from borse.outreach.opting_out import opt_out_token
from borse.outreach.particulars import NothingToSay, Why, particulars_of
from borse.outreach.wording import fill, with_way_out, wording_of


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
        more, version = particulars_of(db, kind, person, wanted.about)
    except NothingToSay as nothing:
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
