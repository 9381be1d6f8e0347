"""What waits on a tablet is in sight on every page that it may open, wherever that is scrolled to, and hides nothing.

The server takes nothing that is sent: one entry waits, another was refused.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from borse.app import ROUTES
from borse.bus import Role
from tests.browser.conftest import Served, Watched
from tests.browser.test_everybody_can_use_it import faults
from tests.browser.test_tablets import PIN, a_code
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

UPRIGHT: ViewportSize = {"width": 820, "height": 1180}
NARROW: ViewportSize = {"width": 320, "height": 640}
SHOT = {"/resepsjon", "/utskrift", "/program/plass/{person}", "/megler", "/storskjerm"}
NAME = "Kari Nordmann"
# The page's own queue, asked to keep two.
WRITE = """async (about) => {
  const script = document.querySelector("script[src*='/js/page.js']").src;
  const { queueOf } = await import(new URL("offline/queue.js", script));
  const queue = await queueOf(document.querySelector("[data-queue]").dataset.queue.replace(/[/]$/, ""));
  for (const kind of ["CheckIn", "MarkLeft"]) await queue.write(kind, { person: "x", arrivals: [] }, `${about} er her`);
}"""
# What it lies over, of all that can have the focus: from the last to the first, as with Shift and Tab. (It may have got
# longer since the last picture: then its height is told in the next.)
HIDDEN_BY_IT = """async () => {
  const line = document.querySelector(".queue-place");
  const told = () => parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--queue-height"));
  while (told() !== line.offsetHeight) await new Promise((next) => requestAnimationFrame(next));
  const all = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)")];
  scrollTo(0, document.body.scrollHeight);
  return all.reverse().filter((one) => {
    if (!one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) return false;
    one.focus();
    if (document.activeElement !== one) return false;
    const [at, over] = [one.getBoundingClientRect(), line.getBoundingClientRect()];
    return at.top < over.bottom - 1 && at.bottom > over.top + 1;
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
# Addresses with a name in them, by where a page shows one to follow. What has none is a refusal, which is a page too.
LEADS = {
    "/tavla/{post}": ("/tavla", r"/tavla/[\w-]{20,}"),
    "/meglere/aktor/{party}": ("/meglere/aktorer", r"/meglere/aktor/[\w-]+"),
    "/program/plass/{person}": ("/resepsjon", r"(?<=value=\")[\w-]{20,}(?=\">\s*<span class=\"guest-name)"),
}


def may_open(role: Role) -> list[str]:
    """What a tablet with this job may open, by the routes themselves: one that is added is held too."""
    return [
        route.path
        for route in ROUTES
        if route.method == "GET"
        and role in route.allow
        and not (route.leaves_job or route.embeddable or route.path.endswith("/live"))
    ]


def address_of(page: Page, served: Served, path: str) -> str:
    if path in LEADS:
        start, pattern = LEADS[path]
        found = re.search(pattern, page.request.get(served.url(start)).text())
        assert found, path
        name = found[0].rpartition("/")[2]
        return served.url(re.sub(r"\{\w+\}", name, path))
    return served.url(re.sub(r"\{\w+\}", "finnes-ikke-1234", path))


def is_a_page(page: Page, address: str) -> bool:
    answer = page.request.get(address, headers={"Accept": "text/html"})
    return answer.headers["content-type"].startswith("text/html")


def refuse_check_ins(route: Route) -> None:
    sent = route.request.post_data_json
    assert sent is not None
    answers = [
        {"id": entry["id"], "status": "refused", "sentence": "Denne er ikke påmeldt.", "note": ""}
        for entry in sent["entries"]
        if entry["kind"] == "CheckIn"
    ]
    route.fulfill(json={"answers": answers})


def a_tablet_with_two_entries(served: Served, chromium: Browser, job: str) -> tuple[Watched, Watched]:
    """The organiser's browser, and a tablet at work of which nothing reaches the server."""
    office, tablet = Watched(chromium), Watched(chromium)
    office.page.goto(served.links["Arrangør"])
    code = a_code(office.page, served, job, "Nettbrett 1")
    page = tablet.page
    page.set_viewport_size(UPRIGHT)
    page.goto(served.url("/koble"))
    page.get_by_label("Koden på arrangørens skjerm").fill(code)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("button", name="Koble til").click()
    expect(line_of(page)).to_be_visible()
    tablet.context.route("**/ko", refuse_check_ins)
    page.evaluate(WRITE, NAME)
    return office, tablet


def line_of(page: Page) -> Any:
    return page.locator("[data-queue]")


def is_in_sight(page: Page) -> None:
    """The numbers, at the top and at the foot of the page, with nothing over them and nothing behind them."""
    expect(line_of(page)).to_have_count(1)
    expect(page.locator("[data-queue-says]")).to_contain_text("1 innføring er lagret her")
    expect(page.locator("[data-queue-age]")).to_contain_text("Eldste:")
    expect(page.locator("[data-queue-refused-says]")).to_have_text("1 innføring ble ikke tatt imot")
    for down in (0, 10**6):
        page.evaluate("(down) => scrollTo(0, down)", down)
        expect(page.locator(".queue-line")).to_be_in_viewport(ratio=1)
        expect(page.locator("[data-queue-refused-says]")).to_be_in_viewport(ratio=1)
        page.locator("[data-queue-says]").click(trial=True)  # it would hit what it is aimed at
    assert page.evaluate(HIDDEN_BY_IT) == [], page.url


@pytest.mark.parametrize(("job", "role"), [("Resepsjon", Role.RECEPTION), ("Notar", Role.NOTARY)])
def test_what_waits_is_in_sight_on_every_page_that_the_tablet_may_open(
    served: Served, chromium: Browser, job: str, role: Role
) -> None:
    """Those that anybody may open are walked at the reception; the brokers' are among the notary's."""
    office, tablet = a_tablet_with_two_entries(served, chromium, job)
    page = tablet.page
    paths = may_open(role)
    if role is not Role.RECEPTION:
        paths = [path for path in paths if path not in may_open(Role.RECEPTION)]
    opened = []
    for path in paths:
        address = address_of(page, served, path)
        if not is_a_page(page, address):
            continue
        page.goto(address)
        for size in (NARROW, UPRIGHT):
            page.set_viewport_size(size)
            is_in_sight(page)
        opened.append(path)
        if path in SHOT:
            tablet.shoot("linja" + re.sub(r"\W+", "-", path), whole=False)
    assert len(opened) > 15
    office.close()
    tablet.close()


def test_a_locked_tablet_shows_how_much_waits_and_nobodys_name(served: Served, chromium: Browser) -> None:
    """With the net and without it."""
    office, tablet = a_tablet_with_two_entries(served, chromium, "Resepsjon")
    page = tablet.page
    expect(page.locator("[data-queue-refused] li")).to_contain_text(NAME)
    page.locator("html[data-kept][data-lock-ready]").wait_for()
    tablet.context.set_offline(True)
    page.get_by_role("button", name="Lås", exact=True).click()
    page.get_by_role("button", name="Lås skjermen").click()
    expect(page.get_by_role("heading", name="Skjermen er låst")).to_be_visible()
    shows_numbers_alone(tablet)
    tablet.shoot("linja-last-uten-nett", whole=False)

    tablet.context.set_offline(False)
    expect(page.get_by_label("PIN-kode")).to_be_visible()
    shows_numbers_alone(tablet)
    tablet.shoot("linja-last", whole=False)
    page.get_by_label("PIN-kode").fill(PIN)
    page.get_by_role("button", name="Lås opp").click()
    expect(page.get_by_role("heading", name="Resepsjon", level=1)).to_be_visible()
    expect(page.locator("[data-queue-refused] li")).to_contain_text(NAME)

    # What was kept is gone with the lock, and comes again: a page that is not kept is told of under the line.
    until(page, "async () => (await caches.match(location.pathname.replace('resepsjon', 'uten-nett'))) !== undefined")
    tablet.context.set_offline(True)
    page.goto(served.url("/utskrift"))
    expect(page.get_by_role("heading", name="Denne siden trenger nett")).to_be_visible()
    is_in_sight(page)
    office.close()
    tablet.context.close()  # it complained of the net that was taken away, as it should


def shows_numbers_alone(tablet: Watched) -> None:
    for size in (UPRIGHT, NARROW):
        tablet.page.set_viewport_size(size)
        is_in_sight(tablet.page)
        assert NAME not in tablet.page.locator("body").inner_text()
        assert faults(tablet) == []
