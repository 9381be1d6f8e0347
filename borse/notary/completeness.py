"""The notary's check: is it said who, what, how much, when, and what happens next?"""

from collections.abc import Callable
from dataclasses import dataclass

from borse.language import gettext as _
from borse.notary.ledger import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One of the five questions, as the list beside the form has it.

    `fields` must be filled in; `part` is asked of every promise that says what. The page's script goes by the same two.
    """

    label: str
    fields: tuple[str, ...] = ()
    part: str = ""
    is_there: bool = False


def what_is_missing(terms: Terms) -> dict[str, str]:
    """A sentence per field that is missing; nothing when the agreement is complete. Who and what cannot be missing."""
    missing: dict[str, str] = {}
    for position, promise in enumerate(terms.promises):
        if not promise.quantity:
            missing[f"promises.{position}.quantity"] = _(
                "Skriv hvor mye eller hvor mange: «4 ansatte», «100 billetter»."
            )
        if not promise.due:
            missing[f"promises.{position}.due"] = _("Skriv når: en dato, «hver måned» eller «innen 15. mai».")
    if not terms.next_step:
        missing["next_step"] = _("Skriv hva som skjer nå: hvem gjør hva først?")
    return missing


def checklist(value: Callable[[str], str], promises: int) -> tuple[Point, ...]:
    """The five questions answered from a form: `value` gives what stands in a field."""

    def filled(*fields: str) -> bool:
        return all(value(field).strip() for field in fields)

    def of_fields(label: str, *fields: str) -> Point:
        return Point(label=label, fields=fields, is_there=filled(*fields))

    def of_part(label: str, part: str) -> Point:
        said = [n for n in range(promises) if n == 0 or filled(f"promises.{n}.what")]
        return Point(label=label, part=part, is_there=all(filled(f"promises.{n}.{part}") for n in said))

    return (
        of_fields(_("Hvem"), "promises.0.giver", "promises.0.receiver"),
        of_fields(_("Hva"), "promises.0.what"),
        of_part(_("Hvor mye"), "quantity"),
        of_part(_("Når"), "due"),
        of_fields(_("Hva skjer nå"), "next_step"),
    )
