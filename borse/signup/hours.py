"""Dates and hours as people and spreadsheets write them."""

import re
from datetime import datetime, time, timedelta

from borse.language import gettext as _
from borse.times import OSLO

# Day 0 of Excel's calendar, which has a 29 February 1900 that never was.
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=OSLO)
_SERIAL = re.compile(r"^\d{5}([.,]\d+)?$")
_DAY_FRACTION = re.compile(r"^0[.,]\d+$")
_FORMS = ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H.%M", "%d.%m.%Y", "%d.%m.%y")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})(?:[.:](\d{2})(?::\d{2})?)?(?![\d])")
_ALL_EVENING = {"", "hele kvelden", "hele tiden", "alt", "ja"}


def moment_of(text: str) -> datetime:
    """A date, with hours or not: Norwegian, ISO or Excel's number; Oslo's time. Raises ValueError with a sentence."""
    if _SERIAL.match(text):
        return EXCEL_EPOCH + timedelta(days=float(text.replace(",", ".")))
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=OSLO)
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(_("«%s» er ikke en dato vi forstår. Skriv den slik: 31.12.2027 17:30.") % text) from None
    return found if found.tzinfo else found.replace(tzinfo=OSLO)


def hour_of(text: str) -> time:
    """A time of day: 18:30, 18.30, kl. 18, or Excel's fraction of a day. Raises ValueError with a sentence."""
    if _DAY_FRACTION.match(text):
        return (EXCEL_EPOCH + timedelta(minutes=round(float(text.replace(",", ".")) * 24 * 60))).time()
    found = _CLOCK.findall(text)
    if len(found) != 1:
        raise ValueError(_not_hours(text))
    return _time(found[0], text)


def hours_of(text: str) -> tuple[time | None, time | None]:
    """From when until when: 17:30-18:40, 17.30–18.40, fra 18:30, til 19. Raises ValueError with a sentence."""
    if text.casefold() in _ALL_EVENING:
        return None, None
    found = [_time(hour, text) for hour in _CLOCK.findall(text)]
    words = set(re.findall(r"[a-zæøå]+", text.casefold()))
    match found:
        case [first, last] if first < last:
            return first, last
        case [only] if words & {"fra", "etter"} or text.rstrip().endswith(("-", "–")):
            return only, None
        case [only] if words & {"til", "før"} or text.lstrip().startswith(("-", "–")):
            return None, only
        case _other:
            raise ValueError(_not_hours(text))


def _time(found: tuple[str, str], text: str) -> time:
    try:
        return time(int(found[0]), int(found[1] or 0))
    except ValueError:
        raise ValueError(_not_hours(text)) from None


def _not_hours(text: str) -> str:
    return _("«%s» er ikke klokkeslett vi forstår. Skriv slik: 17:30-18:40.") % text
