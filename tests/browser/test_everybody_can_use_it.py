"""Every page, as every role that opens it: no fault that axe finds, nothing wider than a narrow phone, no word lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from borse.app import ROUTES
from borse.bus import Role
from tests.browser.conftest import ROOT, Served, Watched

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (320, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is always in sight lies over something of a page that is longer than the screen; over what, depends on how long
# people's texts are. It comes out when one scrolls, so axe sees the page as if nothing stayed where it is.
AXE_RUN = """async (options) => {
  const isSticky = (one) => getComputedStyle(one).position === "sticky";
  const sticky = [...document.querySelectorAll("body *")].filter(isSticky);
  for (const one of sticky) one.style.position = "static";
  const { violations } = await axe.run(document, options);
  for (const one of sticky) one.style.removeProperty("position");
  return violations;
}"""
# Addresses with a name in them, by where a page shows one to follow.
LEADS = {
    "/styre/aktorer/{party}": ("/styre/aktorer", r"/styre/aktorer/[\w-]+"),
    "/styre/program/versjon/{version}": ("/styre/program", r"/styre/program/versjon/\d+"),
    "/styre/meldinger/person/{person}": ("/styre/meldinger/logg", r"/styre/meldinger/person/[\w-]+"),
    "/styre/meldinger/tekster/{kind}/{channel}": ("/styre/meldinger/tekster", r"/styre/meldinger/tekster/\w+/sms"),
    "/styre/personvern/{person}": ("/styre/personvern?q=an", r"/styre/personvern/[\w-]{8,}"),
    "/tavla/{post}": ("/tavla", r"/tavla/[\w-]+(?=\")"),
    "/meglere/aktor/{party}": ("/meglere/aktorer", r"/meglere/aktor/[\w-]+"),
}
NOT_PAGES = re.compile(
    r"\.(pdf|xlsx|csv|json|svg|ics|atom|js)$|/live$|/tid$|/inn/\{token\}|kvittering|/styre/import/\{|/avtale/\{"
)


def pages() -> list[str]:
    """The GET routes that are pages and can be opened without having done something first.

    What a tablet alone may open is walked in `test_tablets.py`.
    """
    walked = {Role.ORGANISER, Role.PARTICIPANT}
    return sorted(
        {
            route.path
            for route in ROUTES
            if route.method == "GET" and route.allow & walked and not NOT_PAGES.search(route.path)
        }
    )


def follow(watched: Watched, served: Served, path: str) -> str | None:
    """The address of a route, its names filled from a page that links there. None when there is nothing to follow."""
    if "{" not in path:
        return served.url(path)
    if "{personal}" in path:
        rest = path.partition("{personal}")[2]
        return None if "{" in rest else served.links["Deltaker"] + rest
    start, pattern = LEADS.get(path, ("/styre", None))
    if pattern is None:
        return None
    watched.page.goto(served.url(start))
    found = re.search(pattern, watched.page.content())
    return served.url(found[0]) if found else None


def faults(watched: Watched) -> list[str]:
    if not watched.page.evaluate("() => 'axe' in window"):
        watched.page.evaluate(AXE.read_text(encoding="utf-8"))
    # Of what is in order axe need not write a report.
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = watched.page.evaluate(AXE_RUN, options)
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['target']})" for one in found]


def test_every_page_is_clean_and_fits(served: Served, chromium: Browser) -> None:
    """On a narrow phone, and made as wide as a desktop."""
    watched = Watched(chromium)
    watched.page.goto(served.links["Arrangør"])
    wrong: dict[str, list[str]] = {}
    for path in pages():
        address = follow(watched, served, path)
        if address is None:
            continue
        watched.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        answer = watched.page.goto(address)
        assert answer is not None
        found = [] if answer.ok else [f"answered {answer.status}"]
        for width in WIDTHS:
            watched.page.set_viewport_size({"width": width, "height": 800})
            found += [f"{fault}, at {width}" for fault in faults(watched)]
            if watched.is_wider_than_the_screen():
                found.append(f"wider than the screen, at {width}")
        if found:
            wrong[path] = found
    watched.close()
    assert wrong == {}


def test_refusals_are_pages_too(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone")
    for path in ("/finnes-ikke", "/styre", "/p/feil-lenke", "/inn/feil-lenke"):
        watched.page.goto(served.url(path))
        assert watched.page.locator("h1").count() == 1, path
        assert faults(watched) == [], path
    watched.close()


def test_forms_that_come_back_with_errors_lead_to_them(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone")
    for path, button in (("/pamelding", "Videre"), ("/logg-inn", "Logg inn")):
        watched.page.goto(served.url(path))
        watched.page.get_by_role("button", name=button, exact=True).click()
        summary = watched.page.locator("[data-error-summary]")
        summary.wait_for()
        assert faults(watched) == [], path
        target = summary.locator("a").first.get_attribute("href")
        assert target is not None
        assert watched.page.locator(f'[id="{target[1:]}"]').count() == 1, f"{path} leads to {target}"
    watched.close()


def test_a_participants_page_is_light(served: Served, chromium: Browser) -> None:
    """All that a phone must fetch the first time, as it travels (gzip): under 40 kB."""
    watched = Watched(chromium, "phone")
    client = watched.context.new_cdp_session(watched.page)
    client.send("Network.enable")
    travelled: list[float] = []
    client.on("Network.loadingFinished", lambda event: travelled.append(event["encodedDataLength"]))
    watched.page.goto(served.links["Deltaker"], wait_until="load")
    watched.page.wait_for_timeout(500)  # what the modules load by themselves
    watched.close()
    assert len(travelled) > 3
    assert sum(travelled) < 40_000, f"{sum(travelled):.0f} bytes"


def test_every_door_of_the_staff_is_in_the_walk() -> None:
    """The walk above is of the routes themselves: a desk that is added is walked."""
    roles = {role for route in ROUTES for role in route.allow}
    assert {Role.ORGANISER, Role.PUBLIC, Role.PARTICIPANT} <= roles
    assert len(pages()) > 15
    assert Path(AXE).exists()
