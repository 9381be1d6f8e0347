"""What goes wrong between a tablet's disk and the server's: nothing is lost or doubled, and the screen says so."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from borse.store.database import connect
from scenarios.chromium import PATIENCE
from scenarios.laptop import ROOT, Laptop
from scenarios.tablet.device import Device
from tests.browser.conftest import Served, Server
from tests.browser.laptop import a_laptop_since_yesterday
from tests.browser.waiting import ONLY_BY_THE_STREAM, box_of, until

pytestmark = pytest.mark.browser

A_DAY = 86_400_000
SECURITY = "default-src 'none'"  # how our own answers are known
# The page's own queue, asked to send now; what it holds afterwards.
DRAIN = """async () => {
  const script = document.querySelector("script[src*='/reception/door.js']").src;
  const { queueOf } = await import(new URL("../offline/queue.js", script));
  const queue = await queueOf(document.querySelector("[data-door]").dataset.base);
  await queue.drain();
  return (await queue.entries()).map(({ state }) => state);
}"""

# A disk that is full. (Chromium asks for room by the megabyte, so a quota that its tools set is noticed late; it says
# so thus: the transaction that was begun is aborted.)
FULL = """() => {
  window.add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...entry) {
    const asked = window.add.apply(this, entry);
    this.transaction.abort();
    return asked;
  };
}"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser whose traffic can be meddled with: no service worker stands between."""
    context = chromium.new_context(locale="nb-NO", service_workers="block", viewport={"width": 800, "height": 1280})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def at_the_door(context: BrowserContext, served: Served) -> Page:
    page = context.new_page()
    page.goto(served.links["Resepsjon"])
    page.wait_for_selector("[data-door][data-ready]")
    return page


def tap_next(page: Page) -> None:
    page.locator(".guest[data-state=away]").first.click()


def arrivals(server: Server, served: Served) -> int:
    with closing(connect(server.folder / f"{served.slug}.db", read_only=True).conn) as db:
        return int(db.execute("select count(*) from arrival").fetchone()[0])


def answered(status: int, body: str, *, ours: bool = False, kind: str = "text/html") -> dict[str, Any]:
    headers = {"Content-Type": kind} | ({"Content-Security-Policy": SECURITY} if ours else {})
    return {"status": status, "body": body, "headers": headers}


def said(answers: object) -> dict[str, Any]:
    return answered(200, json.dumps(answers), ours=True, kind="application/json")


NO_ANSWERS: dict[str, dict[str, Any]] = {
    "a gateway's 502": answered(502, "<h1>Bad Gateway</h1>"),
    "a gateway's 500": answered(500, "<h1>Oops</h1>"),
    "a gateway's 400": answered(400, "<h1>Bad Request</h1>"),
    "a gateway's 403": answered(403, "<h1>Log in to the Wi-Fi</h1>"),
    "a page where answers should be": answered(200, "<h1>Welcome to the café</h1>"),
    "no answers": said({}),
    "answers without ids": said({"answers": [{"status": "saved"}, {"status": "saved"}]}),
    "answers to something else": said({"answers": [{"id": "a-stranger", "status": "saved"}]}),
    "answers in words that nobody knows": said({"answers": "fine"}),
    "half an answer": answered(200, '{"answers": [{"id": "', ours=True, kind="application/json"),
}


def test_whatever_comes_instead_of_an_answer_nothing_leaves_the_queue(
    server: Server, served: Served, context: BrowserContext
) -> None:
    page = at_the_door(context, served)
    asked: list[str] = []
    wrong: dict[str, Any] = {}

    def meddle(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(**wrong)

    page.route("**/ko", meddle)
    wrong.update(answered(502, ""))
    tap_next(page)
    away = page.locator(".guest[data-state=away]")
    expect(away).to_have_count(page.locator(".guest").count() - 1)  # a tap before that would be on the same line
    tap_next(page)
    line = page.locator("[data-queue]")
    for name, answer in NO_ANSWERS.items():
        wrong.clear()
        wrong.update(answer)
        before = len(asked)
        assert page.evaluate(DRAIN) == ["waiting", "waiting"], name
        assert len(asked) - before < 10, f"{name}: it asks again after a while, not without end"
        expect(line).to_have_attribute("data-state", "here")
        expect(page.locator("[data-queue-says]")).to_contain_text("sendes når vi får kontakt")
    # What stands alone and is too large would stand in the way of all others: a person must see it.
    wrong.clear()
    wrong.update(answered(413, "<h1>Request Entity Too Large</h1>"))
    until(page, f"async () => (await ({DRAIN})()).includes('refused')")
    expect(page.locator("[data-queue-refused]")).to_contain_text("Den er for stor, eller kan ikke leses.")
    page.unroute("**/ko")
    refused = page.locator("[data-queue-refused]")
    for _try in range(1000):
        if not (waits := set(page.evaluate(DRAIN)) - {"saved"}):
            break
        if "refused" in waits:  # both, when the other was on its way while that was the answer
            refused.evaluate("(box) => (box.open = true)")
            refused.get_by_role("button", name="Prøv på nytt").first.click()
        page.wait_for_timeout(100)
    assert arrivals(server, served) == 2
    expect(line).to_have_attribute("data-state", "saved")


def test_a_tap_on_the_card_counts_though_the_answer_comes_while_the_finger_is_down(
    served: Served, context: BrowserContext
) -> None:
    """What the server says makes the card anew, and its buttons with it."""
    page = at_the_door(context, served)
    held: list[Route] = []
    page.route("**/ko", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks its handlers
    tap_next(page)
    card = page.locator(".welcome[data-state=here]")
    box = box_of(card.get_by_role("button", name="Angre innsjekking"))
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for _try in range(1000):
        if held:
            break
        page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "saved")
    page.mouse.up()
    expect(page.locator(".welcome[data-state=away]")).to_be_visible()


# The stream says that something has happened at the door, so the list is asked for.
NEWS = """document.dispatchEvent(new CustomEvent("live:changed", { detail: new Set(["reception"]) }))"""


def test_the_card_offers_what_the_server_does_as_soon_as_the_server_is_heard_of(
    served: Served, context: BrowserContext
) -> None:
    context.add_init_script(ONLY_BY_THE_STREAM)  # nothing is asked for because a minute is over
    page = at_the_door(context, served)
    tap_next(page)
    slip = page.locator(".welcome-actions").get_by_role("link", name="Skriv ut lapp")
    expect(slip).to_be_visible()
    page.route("**/*", lambda route: route.abort())
    for _try in range(1000):  # what was asked for before may be answered still
        page.evaluate(NEWS)
        if not slip.is_visible():
            break
        page.wait_for_timeout(100)
    expect(slip).to_be_hidden()
    page.route("**/resepsjon/liste.json", lambda _route: None)  # no answer, yet
    page.unroute("**/*")
    expect(slip).to_be_visible()


def test_a_tablet_without_room_says_so_and_calls_nobody_checked_in(
    server: Server, served: Served, context: BrowserContext
) -> None:
    page = at_the_door(context, served)
    page.evaluate(FULL)
    away = page.locator(".guest[data-state=away]").count()
    tap_next(page)
    expect(page.get_by_text("Nettbrettet har ikke plass til mer, og dette er ikke lagret.")).to_be_visible()
    assert page.locator(".guest[data-state=away]").count() == away
    assert page.evaluate(DRAIN) == []
    assert arrivals(server, served) == 0
    page.evaluate("() => { IDBObjectStore.prototype.add = window.add; }")
    tap_next(page)
    expect(page.locator(".welcome[data-state=here]")).to_be_visible()
    expect(page.locator("[data-no-room]")).to_be_hidden()
    until(page, f"async () => (await ({DRAIN})()).join() === 'saved'")
    assert arrivals(server, served) == 1


def test_a_browser_that_keeps_nothing_says_so_and_works_as_long_as_there_is_a_net(
    server: Server, served: Served, context: BrowserContext
) -> None:
    context.add_init_script(
        "indexedDB.constructor.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }"
    )
    page = context.new_page()
    page.goto(served.links["Resepsjon"])
    expect(page.get_by_text("Denne nettleseren kan ikke lagre noe her.")).to_be_visible()
    page.locator("button.guest").first.click()
    expect(page.get_by_text("Sjekket inn").first).to_be_visible()
    assert arrivals(server, served) == 1


def test_two_tabs_of_one_tablet_are_one_queue(server: Server, served: Served, context: BrowserContext) -> None:
    pages = [at_the_door(context, served) for _tab in range(2)]
    context.set_offline(True)
    for number, page in enumerate(pages, start=1):
        tap_next(page)
        page.locator(".welcome[data-state=here]").wait_for()
        for one in pages:  # each has heard of it, so that the next tap is on the next line
            says = "1 innføring er" if number == 1 else "2 innføringer er"
            expect(one.locator("[data-queue-says]")).to_contain_text(f"{says} lagret her")
            expect(one.locator(".guest[data-state=here-kept]")).to_have_count(number)
    context.set_offline(False)
    for page in pages:
        page.evaluate("dispatchEvent(new Event('online'))")
    for page in pages:
        expect(page.locator("[data-queue]")).to_have_attribute("data-state", "saved")
    assert arrivals(server, served) == 2


@pytest.fixture
def laptop(demo_file: Path, tmp_path: Path) -> Iterator[Laptop]:
    yield from a_laptop_since_yesterday(demo_file, tmp_path)


def another_version(folder: Path) -> Path:
    """The software, with one style sheet that is not as it was."""
    program = folder / "program"
    for name in ("borse", "matching", "static"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("*.pyc"))
    sheet = program / "static" / "css" / "print.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n.is-new {\n  color: black;\n}\n", encoding="utf-8")
    return program


def test_a_new_version_in_the_middle_of_the_evening_and_a_clock_that_jumps_lose_nothing(
    laptop: Laptop, chromium: Browser, tmp_path: Path
) -> None:
    tablet = Device(chromium.browser_type, laptop, tmp_path / "profile")
    tablet.before = "const now = Date.now; window.jump = 0; Date.now = () => now() + window.jump;"
    page = tablet.open(by_link=True)
    version = "document.querySelector('script[src*=\"/static/v-\"]').src.split('/')[4]"
    old = page.evaluate(version)
    laptop.kill()
    for name, jump in (("Ada Algoritmi", 0), ("Bjørn Beggeland", -A_DAY), ("Cecilie", A_DAY)):
        page.evaluate("(jump) => (window.jump = jump)", jump)
        tap_next(page) if name == "Cecilie" else tablet.tap(name)
    expect(page.locator("[data-queue-says]")).to_contain_text("3 innføringer er lagret her")
    laptop.program = another_version(tmp_path)
    laptop.start()
    page.evaluate("dispatchEvent(new Event('online'))")  # the page of the old version, at the new one's server
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "saved")
    ages = laptop.ask("select (julianday('now') - julianday(at)) * 86400 from arrival")
    assert len(ages) == 3
    assert all(-1 <= age < 600 for (age,) in ages), "one page has one steady clock, whatever the device's shows"

    for _try in range(20):  # a server that takes its time: then the tablet shows the page that it has kept
        page.reload()
        if page.evaluate(version) != old:
            break
    assert page.evaluate(version) != old
    page.wait_for_selector("[data-door][data-ready]")
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "saved")
    tablet.close()
