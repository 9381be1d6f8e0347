"""The brokers' tablet, standing up: it follows the door and the participants by itself."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Served, Watched

pytestmark = pytest.mark.browser


def a_tablet(chromium: Browser, served: Served) -> Watched:
    watched = Watched(chromium)
    watched.page.set_viewport_size({"width": 800, "height": 1280})
    watched.page.goto(served.links["Megler"])
    return watched


def test_who_is_checked_in_is_free_at_the_brokers_at_once(served: Served, chromium: Browser) -> None:
    broker, door = a_tablet(chromium, served), Watched(chromium)
    assert broker.page.url.endswith("/meglere"), "a broker's work begins here"
    broker.page.goto(served.url("/meglere/ledige"))
    free = broker.page.locator(".party-line")
    assert free.count() == 0
    door.page.goto(served.links["Resepsjon"])
    door.page.locator(".guest").first.click()
    free.first.wait_for()
    assert free.count() == 1
    broker.shoot("brokers-free", whole=False)
    small = broker.page.evaluate(
        """() => [...document.querySelectorAll("main a.ds-button, main button, main .tabs a")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map((one) => one.textContent.trim())"""
    )
    assert small == [], "a thumb finds every button"
    broker.close()
    door.close()
