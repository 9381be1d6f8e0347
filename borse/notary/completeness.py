"""The notary's check: is it said who, what, how much, when, and what happens next?"""

from borse.language import gettext as _
from borse.notary.ledger import Terms


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
