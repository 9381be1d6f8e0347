"""The demo's evening lies ahead, whenever somebody makes it: of one that is over, sign-up is closed."""

from datetime import date

import pytest

from borse.demo import scenario_for, sign_ups


@pytest.mark.parametrize(
    ("today", "day", "year"),
    [
        (date(2026, 11, 22), date(2027, 3, 16), "2027"),
        (date(2027, 3, 14), date(2027, 3, 16), "2027"),
        (date(2027, 3, 15), date(2028, 3, 14), "2028"),
        (date(2030, 6, 1), date(2031, 3, 11), "2031"),
    ],
)
def test_the_evening_is_on_a_tuesday_in_march_that_people_can_sign_up_for(today: date, day: date, year: str) -> None:
    scenario = scenario_for(today)
    assert (scenario["exchange"]["date"], day.strftime("%A")) == (day, "Tuesday")
    assert scenario["exchange"]["name"] == f"Frivilligbørsen i Lørenskog {year}"
    late = [one.present_from for party in sign_ups(scenario) for one in party.people if one.present_from]
    assert late
    assert {moment.date() for moment in late} == {day}
