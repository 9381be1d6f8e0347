"""«Vi ble enige»: the short form that parties fill in on their own telephone, as they would say it to each other.

They say who the other one is, which way it goes and what; the fields are then those of any other agreement.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from borse.folding import name_key
from borse.frame.forms import Form
from borse.language import gettext as _
from borse.refusals import Invalid

PROMISES = 2
PARTS = ("what", "quantity", "due")

# Among those whom one has met, the way to somebody else.
SOMEBODY_ELSE = "annen"


def standing_values(own: Mapping[str, str]) -> dict[str, Any]:
    """A new form. Who the other one is and which way it goes must be said: a guess would be overlooked."""
    return {
        "own": next(iter(own), ""),
        "next_step": _("Den som får, tar kontakt innen tre uker."),
    }


def terms_in(form: Form, own: Mapping[str, str], others: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a `WriteDraft`. `own` and `others` are names by id. Raises Invalid, a sentence per field."""
    ours = form.value("own") if form.value("own") in own else next(iter(own), "")
    theirs = _other(form, others)
    if form.value("direction") not in {"gives", "gets"}:
        raise Invalid({"direction": _("Velg om det er dere som gir, eller de.")})
    giver, receiver = (ours, theirs) if form.value("direction") == "gives" else (theirs, ours)
    promises = []
    for position in range(PROMISES):
        parts = {part: form.value(f"promises.{position}.{part}").strip() for part in PARTS}
        if position == 0 or any(parts.values()):
            ends = (giver, receiver) if position == 0 else (receiver, giver)
            promises.append({"giver": ends[0], "receiver": ends[1], **parts})
    return {"promises": promises, "first_caller": receiver}


def _other(form: Form, others: Mapping[str, str]) -> str:
    """Who was chosen among those whom they met, else whose name was typed."""
    chosen, typed = form.value("other"), form.value("other_name").strip()
    if chosen in others and typed and name_key(typed) != name_key(others[chosen]):
        both = {"chosen": others[chosen], "typed": typed}
        raise Invalid({"other_name": _("Dere valgte %(chosen)s, og skrev «%(typed)s». Ta bort det ene.") % both})
    if chosen in others:
        return chosen
    if not typed:
        raise Invalid({"other_name": _("Velg eller skriv hvem dere ble enige med.")})
    keys = {name_key(name): party for party, name in others.items()}
    if found := keys.get(name_key(typed)):
        return found
    near = [others[keys[key]] for key in get_close_matches(name_key(typed), keys, n=3, cutoff=0.5)]
    if near:
        asked = {"typed": typed, "names": ", ".join(near)}
        raise Invalid({"other_name": _("Fant ingen som heter «%(typed)s». Mente dere %(names)s?") % asked})
    raise Invalid({"other_name": _("Fant ingen som heter «%s». Gå til en notar, så finner vi dem.") % typed})
