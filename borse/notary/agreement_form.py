"""The registration form: parties by name, up to four promises, one after the other on one page.

Fields are named as the command's: `promises.0.what`. Parties are typed (a list helps), so that somebody standing with a
tablet finds one of 150 in a few keystrokes; what a name means is looked up here.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from borse.folding import name_key
from borse.frame.forms import Form
from borse.language import gettext as _
from borse.notary.ledger import Version
from borse.notary.terms import MOST_PROMISES
from borse.refusals import Invalid

PROMISES = MOST_PROMISES
PARTS = ("what", "quantity", "due", "category", "hours", "kroner")

Parties = Mapping[str, str]  # id → name


def standing_values() -> dict[str, Any]:
    """A new form: the asking party calls first, as the rules of a børs have it."""
    return {"status": "agreed", "next_step": _("Den som får, tar kontakt innen tre uker.")}


def values_of_post(post: Mapping[str, Any], own: str, other: str) -> dict[str, Any]:
    """A post of one of the two taken over as the first promise: who offers it gives, who needs it receives."""
    giver, receiver = (own, other) if post["kind"] == "offer" else (other, own)
    return {
        "promises.0.giver": giver,
        "promises.0.receiver": receiver,
        "promises.0.what": post["text"] if post["kind"] == "offer" else _("Svarer på: %s") % post["text"],
        "promises.0.quantity": post["quantity"],
        "promises.0.due": post["due"],
        "promises.0.category": post["category"],
        "conditions": post["conditions"],
    }


def values_of(version: Version, parties: Parties) -> dict[str, Any]:
    """An agreement as the form has it."""
    terms = version.terms
    values: dict[str, Any] = {
        "status": "intention" if version.status == "intention" else "agreed",
        "first_caller": parties[terms.first_caller],
        "next_step": terms.next_step,
        "conditions": terms.conditions,
        "version": version.version,
    }
    for position, promise in enumerate(terms.promises):
        values |= {f"promises.{position}.{part}": getattr(promise, part) for part in PARTS}
        values[f"promises.{position}.hours"] = _plain(promise.hours)
        values[f"promises.{position}.giver"] = parties[promise.giver]
        values[f"promises.{position}.receiver"] = parties[promise.receiver]
    return values


def terms_in(form: Form, parties: Parties, codes: Parties = MappingProxyType({})) -> dict[str, Any]:
    """The fields of a `Terms` command. Raises Invalid for a name that nobody has. `codes` gives parties by badge."""
    errors: dict[str, str] = {}
    ids = {name_key(code): party for code, party in codes.items()}
    ids |= {name_key(name): party for party, name in parties.items()}

    def party(field: str, otherwise: str | None = None) -> str | None:
        typed = form.value(field).strip()
        if not typed:
            if otherwise is None:
                errors[field] = _("Skriv navnet på aktøren.")
            return otherwise
        found = ids.get(name_key(typed))
        if found is None:
            errors[field] = _unknown(typed, parties)
        return found

    first = {"giver": party("promises.0.giver"), "receiver": party("promises.0.receiver")}
    promises = []
    for position in range(PROMISES):
        prefix = f"promises.{position}."
        if position and not any(
            form.value(prefix + part).strip() for part in ("what", "quantity", "due", "hours", "kroner")
        ):
            continue
        back = {"giver": first["receiver"], "receiver": first["giver"]}
        ends = first if position == 0 else {end: party(prefix + end, back[end] or "") for end in back}
        promises.append(ends | {part: form.value(prefix + part).strip() for part in PARTS} | _values(form, prefix))
    caller = party("first_caller", first["receiver"] or "")
    if errors:
        raise Invalid(errors)
    return {"promises": promises, "first_caller": caller}


def _values(form: Form, prefix: str) -> dict[str, Any]:
    """Hours and kroner as numbers ("2,5", "1 000"), the category as an id; empty is unknown."""
    hours = form.value(prefix + "hours").strip().replace(",", ".")
    kroner = "".join(form.value(prefix + "kroner").split())
    return {"hours": hours or None, "kroner": kroner or None, "category": form.value(prefix + "category") or None}


def _unknown(typed: str, parties: Parties) -> str:
    keys = {name_key(name): name for name in parties.values()}
    near = get_close_matches(name_key(typed), keys, n=3, cutoff=0.5)
    if not near:
        return _("Fant ingen aktør som heter «%s». Søk i listen, eller få dem påmeldt i resepsjonen.") % typed
    names = ", ".join(keys[key] for key in near)
    return _("Fant ingen aktør som heter «%(typed)s». Mente du %(names)s?") % {"typed": typed, "names": names}


def _plain(hours: float | None) -> str:
    return "" if hours is None else f"{hours:g}".replace(".", ",")
