"""One press at the printer's page: a PDF in the browser, and a page that knows what is left."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Served, Watched
from tests.browser.test_everybody_can_use_it import faults

pytestmark = pytest.mark.browser


def test_one_press_gives_a_pdf_and_nothing_is_left_to_print(served: Served, chromium: Browser) -> None:
    desk = Watched(chromium, "desktop")
    desk.page.goto(served.links["Resepsjon"])
    desk.page.goto(served.url("/utskrift"))
    badges = desk.page.get_by_role("region", name="Navnelapper")
    assert faults(desk) == []
    who = badges.locator("summary").bounding_box()
    assert who is not None
    assert who["height"] >= 44, "a thumb finds who is missing"
    with desk.page.expect_response(lambda answer: answer.url.endswith(".pdf")) as press:
        badges.get_by_role("button", name="Skriv ut 60 som mangler").click()
    assert press.value.headers["content-type"] == "application/pdf"
    desk.page.goto(served.url("/utskrift"))
    badges.get_by_text("Alt er skrevet ut").wait_for()
    assert badges.get_by_role("button").all_inner_texts() == ["Skriv ut alle (60)"]
    desk.page.get_by_role("link", name="Navnelapper").wait_for()
    for width in (320, 800, 1280):
        desk.page.set_viewport_size({"width": width, "height": 900})
        assert faults(desk) == [], width
        assert not desk.is_wider_than_the_screen(), width
    # The browser's own viewer of PDFs is made of pages, too.
    desk.complaints = [one for one in desk.complaints if not one.startswith("request to chrome")]
    desk.close()
