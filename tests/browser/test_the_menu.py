"""The doors of somebody who has many: a row where there is room, a sheet on a telephone, also without JavaScript."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Served, Watched
from tests.browser.test_everybody_can_use_it import faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_telephone_the_organisers_doors_are_a_sheet_that_a_button_opens(
    served: Served, chromium: Browser, *, javascript: bool
) -> None:
    watched = Watched(chromium, "phone", javascript=javascript)
    page = watched.page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(served.links["Arrangør"])
    page.goto(served.url("/styre"))
    header = page.locator(".page-header").bounding_box()
    assert header is not None
    assert header["height"] < 160, "the page begins in the upper quarter"
    clock = page.get_by_role("navigation", name="Skranker").get_by_role("link", name="Klokke")
    expect(clock).to_have_count(0)
    page.get_by_role("button", name="Meny", exact=True).click()
    expect(clock).to_be_visible()
    if javascript:
        assert faults(watched) == []
    page.get_by_role("button", name="Lukk menyen").click()
    expect(clock).to_have_count(0)
    page.get_by_role("button", name="Meny", exact=True).press("Enter")
    clock.click()
    expect(page.get_by_role("heading", name="Klokke", level=1)).to_be_visible()
    watched.close()


def test_where_there_is_room_the_doors_stand_in_a_row(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium)
    page = watched.page
    page.goto(served.links["Arrangør"])
    doors = page.get_by_role("navigation", name="Skranker")
    expect(doors.get_by_role("link", name="Klokke")).to_be_visible()
    expect(doors.get_by_role("button")).to_have_count(0)
    watched.close()
