"""What is wrong with a value, in words for whoever typed it: in a form, in a row of a file."""

from pydantic_core import ErrorDetails

from borse.language import gettext as _


def sentences(errors: list[ErrorDetails]) -> dict[str, str]:
    """One sentence per field that says how to mend it. A field in a list is `people.0.name`; the whole is ""."""
    found: dict[str, str] = {}
    for error in errors:
        found.setdefault(".".join(map(str, error["loc"])), sentence(error))
    return found


def sentence(error: ErrorDetails) -> str:
    """What pydantic found, in words for whoever typed it. A ValueError in a validator is such a sentence already."""
    kind, limits = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(limits["error"])
    if kind.startswith(("date", "time")):
        return _("Skriv dag og klokkeslett slik: 16.03.2027 18:15.")
    if kind == "too_long" and isinstance(
        error["input"], str
    ):  # its name for a text that was looked at first (signs.py)
        kind = "string_too_long"
    return _words().get(kind, _("Sjekk det som står her, og prøv igjen.")) % {
        "most": limits.get("max_length", limits.get("le", "")),
        "least": limits.get("ge", ""),
    }


def _words() -> dict[str, str]:
    """Pydantic's names for what can be wrong (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    empty, whole, decimal = (
        _("Dette feltet må fylles ut."),
        _("Skriv et helt tall."),
        _("Skriv et tall, for eksempel 2,5."),
    )
    return {
        "missing": empty,
        "string_too_short": empty,
        "too_short": empty,
        "string_too_long": _("Bruk høyst %(most)s tegn."),
        "too_long": _("Velg høyst %(most)s."),
        "int_parsing": whole,
        "int_from_float": whole,
        "float_parsing": decimal,
        "greater_than_equal": _("Tallet må være %(least)s eller mer."),
        "less_than_equal": _("Tallet må være %(most)s eller mindre."),
        "literal_error": _("Velg ett av svarene."),
        "enum": _("Velg ett av svarene."),
    }
