"""A crowd is wanted now, whatever the clock says: its evening is whole at any hour of any day."""

from datetime import UTC, datetime, timedelta

import pytest

from borse.staff.plan_file import PlanFile
from scenarios.crowd import crowd

# An ordinary day, and those on which Norway's clocks are moved.
DAYS = [datetime(2027, 3, 16, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)]


@pytest.mark.parametrize("people", [4, 61, 200])
def test_so_many_come_as_were_asked_for_each_for_a_party_and_no_party_without_anybody(people: int) -> None:
    table = crowd(people, gong_at=DAYS[0]).table
    keys = [person["key"] for person in table["person"]]
    assert len(set(keys)) == len(keys) == people
    assert {key for party in table["party"] for key in party["people"]} == set(keys)
    assert all(party["people"] for party in table["party"])


@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day:%d.%m}")
@pytest.mark.parametrize("hour", range(24))
def test_an_evening_that_begins_at_any_hour_has_its_times_in_order(day: datetime, hour: int) -> None:
    gong_at = day + timedelta(hours=hour, minutes=59, seconds=59)
    file = PlanFile.model_validate(crowd(4, gong_at=gong_at).table["exchange"])
    plan = file.plan()
    assert (plan["gong_at"], plan["doors_at"]) == (gong_at, gong_at - timedelta(minutes=45))
    assert file.at(file.end) - gong_at == timedelta(minutes=8 * 7 + 18 + 15)
    assert plan["signup_closes_at"] < plan["doors_at"] - timedelta(hours=20)
