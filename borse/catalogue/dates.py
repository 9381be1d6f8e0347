"""Days in what people write about time: «lørdag 12. juni», «innen 15. mai», «12.–14. juni», «12.06.2027».

Only a day with its month counts: «hver 14. dag» and «en lørdag» are no days of a calendar, and are left out.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAMES = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DASH = r"\s*(?:-|–|—|til|to|og|and)\s*"
_IN_WORDS = re.compile(
    rf"\b(\d{{1,2}})\.?(?:{_DASH}(\d{{1,2}})\.?)?\s*({_NAMES})\b\.?(?:\s*(\d{{4}})\b)?", re.IGNORECASE
)
_IN_FIGURES = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\b")
_DEADLINE = re.compile(r"\b(innen|før|senest|by|before)\b[^.;,]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last of them, both included; `is_deadline` when it says «by» that day."""

    first: date
    last: date
    is_deadline: bool = False


def days_in(text: str, after: date) -> Days | None:
    """The first day that a text names. Without a year it is the next such day from `after` on."""
    if found := _IN_FIGURES.search(text):
        day, month, year = (int(part) for part in found.groups())
        return _days(text[: found.start()], (day, day, month, year if year > 99 else 2000 + year), after)  # noqa: PLR2004 -- two figures
    if found := _IN_WORDS.search(text):
        first, last, month_name, year_ = found.groups()
        asked = (int(first), int(last or first), _NUMBER[month_name.lower()], int(year_) if year_ else None)
        return _days(text[: found.start()], asked, after)
    return None


def _days(before: str, asked: tuple[int, int, int, int | None], after: date) -> Days | None:
    first, last, month, year = asked
    try:
        begins = date(year or after.year, month, first)
        if year is None and begins < after - timedelta(days=1):
            begins = date(after.year + 1, month, first)
        ends = begins.replace(day=last)
    except ValueError:  # 31. april
        return None
    return Days(begins, ends, is_deadline=bool(_DEADLINE.search(before))) if begins <= ends else None
