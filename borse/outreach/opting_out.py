"""A link in each message with which somebody is rid of the next ones. It opens nothing else."""

from dataclasses import dataclass

from sqlite_utils import Database

from borse.ids import fingerprint
from borse.language import gettext as _
from borse.links import token_for
from borse.refusals import UnknownLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whose link it is, and what they have chosen."""

    person: str
    opted_out: bool


def opt_out_token(db: Database, person: str) -> str:
    """The secret of this person's link. It works once `know_opt_out` has put it on file."""
    return token_for(db, f"no-messages:{person}")


def know_opt_out(db: Database, person: str) -> None:
    """Put the link on file: only its fingerprint, as with all links. In the writer's transaction."""
    db.execute(
        "insert into opt_out (person, fingerprint) values (?, ?) on conflict do nothing",
        [person, fingerprint(opt_out_token(db, person))],
    )


def choice_of(db: Database, token: str) -> Choice:
    """Raises UnknownLink when no message of ours held this link."""
    row = next(db.query("select person, at from opt_out where fingerprint = ?", [fingerprint(token)]), None)
    if row is None:
        raise UnknownLink(_("Lenken virker ikke. Skriv til arrangøren, så slipper du flere meldinger."))
    return Choice(person=row["person"], opted_out=row["at"] is not None)
