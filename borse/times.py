"""Moments: aware and UTC in the code and on disk, Oslo time on screen."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from borse.language import language

OSLO = ZoneInfo("Europe/Oslo")
# How a date with its weekday is written, where it is not as in Norwegian.
DATES = {"en": "EEEE d MMMM y", "uk": "EEEE, d MMMM y 'року'", "ar": "EEEE، d MMMM y"}


def utc_now() -> datetime:
    """The one place where the application reads the clock; everything else is handed its time."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as it stands on disk: fixed width, so that text order is time order."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def local(moment: datetime) -> datetime:
    return moment.astimezone(OSLO)


def clock_time(moment: datetime) -> str:
    """Hours and minutes in the hall's time: 18:07. So in all our languages; babel says the same, and takes 25 µs."""
    return f"{local(moment):%H:%M}"


def long_date(moment: datetime | date) -> str:
    """Weekday and date in words: tirsdag 16. mars 2027, Tuesday 16 March 2027."""
    day = local(moment) if isinstance(moment, datetime) else moment
    return format_date(day, DATES.get(language(), "EEEE d. MMMM y"), locale=language())


def as_utc(moment: datetime) -> datetime:
    """UTC. A moment without a zone was typed by somebody in Norway."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=OSLO)).astimezone(UTC)


def typed(moment: datetime) -> str:
    """A moment as `<input type="datetime-local">` has it."""
    return local(moment).strftime("%Y-%m-%dT%H:%M")
