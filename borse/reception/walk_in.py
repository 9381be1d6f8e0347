"""From the walk-in's form to its command: what can be asked of somebody in a minute."""

from borse.frame.forms import Form
from borse.ids import following
from borse.reception.messages import RegisterWalkIn
from borse.refusals import Invalid

# The fields of the form, by where the command has them: errors find their way back to what was typed.
FIELDS = {
    "person.name": "person_name",
    "person.email": "email",
    "person.phone": "phone",
    "offers.0": "offer",
    "needs.0": "need",
}


def walk_in_of(form: Form, known_side: str | None) -> RegisterWalkIn:
    """The command. The id of the person follows from the form's own, so that a double click makes one guest.

    `known_side` is what the party is, when it is on file; a new one must say. Raises Invalid with the names of the
    form's fields.
    """
    try:
        return form.command(
            RegisterWalkIn,
            side=known_side or form.value("side"),
            rules_accepted=bool(form.value("rules_accepted")),
            person={
                "person": following(form.id, "person"),
                "name": form.value("person_name"),
                "email": form.value("email"),
                "phone": form.value("phone"),
                "requires": ("step_free",) if form.value("step_free") else (),
            },
            offers=[text for text in form.values("offer") if text.strip()],
            needs=[text for text in form.values("need") if text.strip()],
        )
    except Invalid as refusal:
        raise Invalid({FIELDS.get(name, name): sentence for name, sentence in refusal.fields.items()}) from None
