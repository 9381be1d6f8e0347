"""The rules of the børs, as they are said at sign-up and stand among the terms."""

from borse.language import gettext as _


def rules() -> tuple[str, ...]:
    return (
        _("Ingen penger: vi bytter tid, kunnskap, rom og ting."),
        _("Det dere lover, holder dere. Den som ba om hjelp, ringer først."),
        _("Alle er velkomne og behandles likt."),
    )
