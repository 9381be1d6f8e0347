"""Days in what people write about time; what is no day of a calendar is left alone."""

from datetime import date

import pytest

from borse.catalogue.dates import Days, days_in

THE_DAY = date(2027, 3, 16)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("lørdag 12. juni", Days(date(2027, 6, 12), date(2027, 6, 12))),
        ("laurdag 12. JUNI kl. 10", Days(date(2027, 6, 12), date(2027, 6, 12))),
        ("helgen 12.–14. juni", Days(date(2027, 6, 12), date(2027, 6, 14))),
        ("12 og 13. juni", Days(date(2027, 6, 12), date(2027, 6, 13))),
        ("innen 15. mai", Days(date(2027, 5, 15), date(2027, 5, 15), is_deadline=True)),
        ("ferdig før 15. mai", Days(date(2027, 5, 15), date(2027, 5, 15), is_deadline=True)),
        ("10. januar", Days(date(2028, 1, 10), date(2028, 1, 10))),
        ("10. januar 2029", Days(date(2029, 1, 10), date(2029, 1, 10))),
        ("01.02.2028", Days(date(2028, 2, 1), date(2028, 2, 1))),
        ("1.2.28", Days(date(2028, 2, 1), date(2028, 2, 1))),
        ("4 June", Days(date(2027, 6, 4), date(2027, 6, 4))),
    ],
)
def test_a_day_with_its_month_is_found(text: str, days: Days) -> None:
    assert days_in(text, THE_DAY) == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "en lørdag",
        "hver 14. dag",
        "i mai",
        "kl. 10.30",
        "31. april",
        "14.–12. juni",
        "45.13.2027",
        "12 maier",
        "2 uker",
    ],
)
def test_what_is_no_day_is_left_out(text: str) -> None:
    assert days_in(text, THE_DAY) is None
