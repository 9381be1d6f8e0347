"""The PIN of a børs's tablets: short, because it is typed standing up, and slow to guess (`frame/limits.py`)."""

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import read
from borse.frame.limits import forgive, slow_down
from borse.language import gettext as _
from borse.passwords import is_password_slowly
from borse.refusals import Invalid
from borse.tablets import reads

SHORTEST, LONGEST = 4, 8
LIMITS_OF_A_TABLET = ("pin", "pin for an hour")
# What is tried first by whoever tries: 1111, 1234, 9876.
_RUNS = ("0123456789", "9876543210")


def check_new_pin(typed: str) -> str:
    """The PIN as digits alone. Raises Invalid when it is none, or the first that anybody would try."""
    pin = typed.replace(" ", "")
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise Invalid({"pin": _("Velg fire til åtte siffer.")})
    if len(set(pin)) == 1 or any(pin in run for run in _RUNS):
        raise Invalid({"pin": _("Den er for lett å gjette. Velg noe annet enn like siffer eller 1234.")})
    return pin


async def check_pin(request: web.Request, form: Form, tablet: str) -> None:
    """Raises Invalid when the wrong PIN was typed at `tablet`, TooMany when that happens too often."""
    for limit in LIMITS_OF_A_TABLET:
        slow_down(request, limit, tablet)
    pin_hash = await read(request, reads.pin_hash)
    if pin_hash is None or not await is_password_slowly(pin_hash, form.value("pin").replace(" ", "")):
        raise Invalid({"pin": _("PIN-koden er feil. Spør arrangøren hvis du ikke har den.")})
    for limit in LIMITS_OF_A_TABLET:
        forgive(request, limit, tablet)
