"""A need of money is met with a way on: a børs does not deal in money, but in what it would have been spent on."""

from borse.language import gettext as _
from borse.refusals import Invalid
from borse.wording import money_request


def refuse_money(kind: str, text: str) -> None:
    """Raises Invalid for a need that asks for money."""
    if kind == "need" and money_request(text):
        raise Invalid({"text": money_sentence()})


def money_sentence() -> str:
    return _(
        "Børsen bytter ikke penger. Skriv hva dere ville brukt pengene til: en ting, et rom, en som hjelper. "
        "Eller la feltet stå tomt."
    )
