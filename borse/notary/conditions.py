"""What must hold before words become a version: when it is said, who is in it, what is given in return."""

from collections.abc import Iterable
from typing import TypeVar

from sqlite_utils import Database

from borse.borstid import is_borstid
from borse.bus import Given, Role
from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.merged import kept_of
from borse.notary.terms import Terms
from borse.refusals import Closed, Invalid, NotAllowed, NotFound, Refusal

Said = TypeVar("Said", bound=Terms)


def refuse_outside_the_gongs(db: Database, given: Given, *, organiser_says_so: bool = False) -> None:
    """Agreements are made between the gongs. The organiser's word opens for one more; nobody else's does."""
    if is_borstid(db, given.happened_at):
        return
    if given.by.role is Role.PARTICIPANT:
        raise Closed(_("Avtaler inngås mellom gongslagene, og nå er det ikke børstid. Spør en notar eller arrangøren."))
    if not organiser_says_so:
        raise Invalid(
            {"outside_the_gongs": _("Avtaler inngås mellom gongslagene, og nå er det ikke børstid. Spør arrangøren.")}
        )
    if given.by.role is not Role.ORGANISER:
        raise NotAllowed(_("Bare arrangøren kan åpne for avtaler utenfor børstiden."))


def check_terms(command: Terms, db: Database, *, is_agreed: bool, already: Iterable[str] = ()) -> None:
    """Raises a Refusal for parties and categories that are not there, and for a gift where gifts are not allowed.

    `already` are the parties of the version before: one that has withdrawn since is still named.
    """
    if is_agreed:
        _demand_something_in_return(command, db)
    known = {row["id"] for row in db.query("select id from party where withdrawn_at is null")} | set(already)
    if set(command.parties) - known:
        raise NotFound(_("En av aktørene er ikke påmeldt lenger. Søk dem opp på nytt."))
    categories = {row["id"] for row in db.query("select id from category")}
    for position, promise in enumerate(command.promises):
        if promise.category is not None and promise.category not in categories:
            raise Invalid({f"promises.{position}.category": _("Velg en av kategoriene i listen.")})


def of_those_kept(command: Said, db: Database, *, already: Iterable[str] = ()) -> Said:
    """The same of the party that was kept, where a tablet names one that was merged into it meanwhile.

    `already` are named by the version before, and stay: an agreement goes on naming who made it.
    """
    kept = {one: one if one in already else kept_of(db, "parties", one) for one in command.parties}
    if all(one == who for one, who in kept.items()):
        return command
    if any(kept[one.giver] == kept[one.receiver] for one in command.promises):
        raise Refusal(_("Den som gir og den som får, må være to forskjellige aktører."))
    promises = tuple(
        one.model_copy(update={"giver": kept[one.giver], "receiver": kept[one.receiver]}) for one in command.promises
    )
    return command.model_copy(update={"promises": promises, "first_caller": kept[command.first_caller]})


def held_in(command: Terms, meeting: str | None, db: Database) -> str | None:
    """The meeting that it came out of; None when others sat there: the form was opened from a table, then changed."""
    row = db.execute("select a, b from meeting where id = ?", [meeting]).fetchone()
    return meeting if row and {kept_of(db, "parties", one) for one in row} <= set(command.parties) else None


def _demand_something_in_return(command: Terms, db: Database) -> None:
    """Where gifts in one direction are not allowed, everybody in an agreement gives something."""
    if exchange_of(db).one_way_gifts:
        return
    givers = {promise.giver for promise in command.promises}
    if set(command.parties) - givers:
        raise Invalid({"promises.1.what": _("På denne børsen skal begge bidra. Skriv hva den som får, gir tilbake.")})
