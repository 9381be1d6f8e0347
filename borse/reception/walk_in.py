"""From the walk-in's form to its command: what can be asked of somebody in a minute."""

from typing import Any

from borse.frame.forms import Form
from borse.ids import following
from borse.reception.messages import RegisterWalkIn
from borse.refusals import Invalid

# The fields of the form, by where the command has them: errors find their way back to what was typed.
FIELDS = {
    "person.name": "person_name",
    "person.email": "email",
    "person.phone": "phone",
    "posts.0.text": "offer",
    "posts.1.text": "need",
}


def walk_in_of(form: Form) -> RegisterWalkIn:
    """The command. Ids of person and posts follow from the form's own, so that a double click makes one guest.

    Raises Invalid with the names of the form's fields.
    """
    try:
        return form.command(
            RegisterWalkIn,
            party=form.id,
            side=form.value("side") or None,
            rules_accepted=bool(form.value("rules_accepted")),
            person={
                "person": following(form.id, "person"),
                "name": form.value("person_name"),
                "email": form.value("email"),
                "phone": form.value("phone"),
                "requires": ("step_free",) if form.value("step_free") else (),
            },
            posts=_posts(form),
        )
    except Invalid as refusal:
        raise Invalid(_as_typed(form, refusal.fields)) from None


def _posts(form: Form) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"post": following(form.id, kind), "kind": kind, "text": form.value(kind)}
        for kind in ("offer", "need")
        if form.value(kind).strip()
    )


def _as_typed(form: Form, errors: dict[str, str]) -> dict[str, str]:
    """The errors by field of the form. A need without an offer is the command's first post."""
    fields = FIELDS if form.value("offer").strip() else {**FIELDS, "posts.0.text": "need"}
    return {fields.get(name, name): sentence for name, sentence in errors.items()}
