"""What is wrong with a sign-up, said at the fields where it was typed, in the order in which they stand on the page."""

import re

from borse.exchange import Exchange
from borse.frame.forms import Form
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup.typed import Typed

_PARTS = ("side", "name", "orgnr", "about", "people", "day", "offers", "needs", "wishes", "vetoes", "note", "rules")
_WITHIN = ("name", "email", "phone", "channel", "language", "from", "until", "text", "categories", "quantity", "time")


def in_the_form(refusal: Invalid, form: Form, exchange: Exchange) -> Invalid:
    """The same refusal with the names that the fields have in the form."""
    typed = Typed(form, exchange)
    rows = {
        f"{kind}.{index}": row
        for kind, list_ in (("people", typed.people), ("posts", typed.posts), ("wishes", typed.wishes))
        for index, (row, _fields) in enumerate(list_)
    }

    def field(name: str) -> str:
        found = re.match(r"(\w+\.\d+)(.*)$", name)
        if found and found[1] in rows:
            rest = {".present_from": ".from", ".present_until": ".until", "": ".until"}.get(found[2], found[2])
            return rows[found[1]] if found[1].startswith("wishes") else rows[found[1]] + rest
        return name

    named = {field(name): _said(form, field(name), sentence) for name, sentence in refusal.fields.items()}
    if any(name.startswith("people.") for name in named):
        named.pop("people", None)
    return Invalid(dict(sorted(named.items(), key=lambda one: _place(one[0]))))


def _said(form: Form, field: str, sentence: str) -> str:
    """What is missing, by name: «dette feltet må fylles ut» says little in a list at the top of the page."""
    if form.value(field).strip():
        return sentence
    last = field if field in {"side", "name"} else field.rpartition(".")[2]
    row = "." in field
    return {
        "side": _("Velg om dere er bedrift, forening, kommunal enhet eller privatperson."),
        "name": _("Skriv navnet på den som kommer.")
        if row
        else _("Skriv navnet på bedriften, foreningen eller enheten."),
        "text": sentence if sentence.startswith(_("Skriv")) else _("Skriv hva det gjelder."),
    }.get(last, sentence)


def _place(field: str) -> tuple[int, int, int]:
    """Where a field stands on the page."""
    part, _dot, rest = field.partition(".")
    number, _dot, key = rest.partition(".")
    return (
        _PARTS.index(part) if part in _PARTS else -1,
        int(number) if number.isdecimal() else 0,
        _WITHIN.index(key) if key in _WITHIN else 0,
    )
