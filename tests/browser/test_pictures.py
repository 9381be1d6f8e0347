"""The pictures of the README, made from the home scenario: `make pictures` puts them in docs/pictures/."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Served, Watched

pytestmark = pytest.mark.browser


def test_the_pictures_of_the_readme_can_be_made_again(served: Served, chromium: Browser) -> None:
    wall, phone = Watched(chromium), Watched(chromium, "phone")
    wall.page.set_viewport_size({"width": 1280, "height": 720})
    wall.page.goto(served.links["Vert"])
    wall.page.locator("form[action$='/klokke/start'] button").click()
    for _phase in ("welcome", "round 1"):
        wall.page.locator("form[action$='/klokke/neste'] button").click()
    wall.page.goto(served.links["Storskjerm"])
    expect(wall.page.get_by_role("heading", level=1)).to_contain_text("Runde 1")
    wall.shoot("readme-screen", whole=False)
    phone.page.goto(served.links["Deltaker"])
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    phone.shoot("readme-phone", whole=False)
    wall.close()
    phone.close()
