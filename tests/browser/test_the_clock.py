"""Everybody's clock: the screen, the host, a telephone that is wrong by a day, one that has lost the net."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, Watched
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

# The device believes that it is tomorrow, and then somebody sets its clock.
TOMORROW = """
    const device = Date.now.bind(Date);
    window.wrongBy = 26 * 3600 * 1000;
    Date.now = () => device() + window.wrongBy;
"""


class Hall:
    """A host who has rung in the first round, and whoever looks on."""

    def __init__(self, served: Served, browser: Browser) -> None:
        self.served, self.browser = served, browser
        self.host = self.open(served.links["Vert"])
        self.press("start")
        self.press("neste")
        self.press("neste")
        expect(self.host.get_by_role("heading", name="Runde 1", exact=False)).to_be_visible()

    def open(self, address: str, *, script: str = "", size: str = "phone") -> Page:
        watched = Watched(self.browser, size)
        if script:
            watched.page.add_init_script(script)
        watched.page.goto(address)
        return watched.page

    def press(self, button: str) -> None:
        self.host.goto(self.served.url("/klokke"))
        self.host.locator(f"form[action$='/klokke/{button}'] button").click()

    def screen(self) -> Page:
        self.host.context.pages[0].goto(self.served.links["Storskjerm"])
        screen = self.host.context.new_page()
        screen.goto(self.served.url("/storskjerm"))
        return screen


@pytest.fixture
def hall(served: Served, chromium: Browser) -> Iterator[Hall]:
    yield Hall(served, chromium)
    for context in chromium.contexts:
        context.close()


# Resolves when the countdown in sight goes on to its next second: to what, and when by this machine's own clock, which
# no script has set wrong, and which is not read later where the machine has much else to do.
NEXT_SECOND = """
    () => new Promise((found) => {
        const left = [...document.querySelectorAll("time.countdown")].find((one) => one.checkVisibility());
        const before = left.textContent;
        const look = setInterval(() => {
            if (left.textContent === before) return;
            clearInterval(look);
            found([left.textContent, performance.timeOrigin + performance.now()]);
        }, 5);
    })
"""


def ends_at(page: Page) -> float:
    """When the page's countdown will be out by the clock of this machine, which is the server's: seconds since 1970."""
    left, now = page.evaluate(NEXT_SECOND)
    minutes, seconds = (int(part) for part in left.split(":"))
    return float(now) / 1000 + minutes * 60 + seconds


def agree(pages: list[Page], *known: float) -> list[float]:
    """When each page's countdown will be out: within a second of one another, and of the moments that are `known`.

    A page that this machine has kept waiting is read late. Then they are read again; clocks that differ, differ again.
    """
    moments: list[float] = []
    for _try in range(30):
        moments = [ends_at(page) for page in pages]
        if max(*moments, *known) - min(*moments, *known) <= 1:
            return moments
    raise AssertionError(moments, known)


def stand_still(page: Page, past_the_gong: int) -> None:
    """So many seconds after the round in sight is out by the page's own clock, which from now on is turned by hand."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)  # later than now, whenever that comes to be done
    minutes, seconds = page.locator("time.countdown:visible").first.inner_text().split(":")
    page.clock.run_for((int(minutes) * 60 + int(seconds) + past_the_gong) * 1000)


def knows_the_time(page: Page) -> None:
    """Wait until the page has asked the server what time it is."""
    page.wait_for_function("() => localStorage.getItem('borse-offset') !== null")


def test_all_clocks_agree_within_a_second_whatever_the_device_believes(hall: Hall) -> None:
    wrong = hall.open(hall.served.links["Deltaker"], script=TOMORROW)
    right = hall.open(hall.served.links["Deltaker"])
    screen = hall.screen()
    hall.host.goto(hall.served.url("/klokke"))
    pages = [wrong, right, screen, hall.host]
    for page in pages:
        knows_the_time(page)
    wrong.wait_for_function("() => Math.abs(localStorage.getItem('borse-offset') / 3_600_000 + 26) < 1 / 3600")
    agree(pages)
    wrong.evaluate("window.wrongBy = -3600 * 1000")  # somebody sets the telephone's clock: wrong in another way
    later = min(agree(pages)) + 50
    hall.press("minutt")
    for page in pages:
        page.wait_for_function(
            "left => document.querySelector('time.countdown:not([hidden])').innerText.split(':')[0] * 60 > left",
            arg=later - time.time() - 60,
        )
    assert min(agree(pages)) > later


def test_a_gong_reaches_a_telephone_that_asks_for_nothing(hall: Hall) -> None:
    """The stream itself says where the evening is: six hundred need not ask in the same second."""
    phone = hall.open(hall.served.links["Deltaker"])
    knows_the_time(phone)
    place = int(str(phone.locator("html").get_attribute("data-hall-place")))
    phone.route("**/tid", lambda route: route.abort())
    phone.route("**/p/*", lambda route: route.abort())
    hall.press("neste")
    expect(phone.locator(f"html[data-hall-place='{place + 1}']")).to_be_attached()
    hall.press("tilbake")
    expect(phone.locator(f"html[data-hall-place='{place}']")).to_be_attached()
    hall.press("pause")
    expect(phone.locator("time.countdown[data-still]:visible")).to_be_visible()


def test_a_telephone_without_the_net_goes_on_through_the_evening_as_planned(hall: Hall) -> None:
    """The round ends, the next meeting is announced, its round begins: nobody told the telephone."""
    watched = Watched(hall.browser, "phone")
    phone = watched.page
    phone.clock.install()
    phone.goto(hall.served.links["Deltaker"])
    knows_the_time(phone)
    meetings = phone.locator("li.meeting")
    rounds = [int(str(one.get_attribute("data-hall-round"))) for one in meetings.all()]
    watched.context.set_offline(True)
    expect(phone.get_by_text("Uten nett")).to_be_visible()
    stand_still(phone, 20)
    here = phone.locator("#here > :not([hidden])")
    second = next(number for number in rounds if number > 1)
    expect(here).to_contain_text("Neste møte")
    expect(here).to_contain_text(meetings.nth(rounds.index(second)).locator("h3").inner_text())
    phone.clock.run_for((second - 2) * 7 * 60 * 1000 + 60_000)
    expect(here).to_contain_text(f"Nå: runde {second}")
    expect(meetings.nth(rounds.index(second))).to_have_attribute("data-state", "now")
    assert all(state == "past" for state in states(phone, rounds, before=second))
    expect(phone.get_by_text("minutter siden")).to_be_visible()
    watched.shoot("uten-nett", whole=False)
    phone.clock.run_for(60 * 60 * 1000)
    expect(here).to_contain_text("Gongen har gått")
    phone.clock.resume()
    watched.context.set_offline(False)
    expect(phone.get_by_text("Uten nett")).to_be_hidden()
    watched.context.close()


def states(phone: Page, rounds: list[int], *, before: int) -> list[str | None]:
    return [
        phone.locator(f"li[data-hall-round='{number}']").get_attribute("data-state")
        for number in rounds
        if number < before
    ]


def test_a_kept_page_opens_without_the_net_says_how_old_it_is_and_can_be_forgotten(hall: Hall) -> None:
    watched = Watched(hall.browser, "phone")
    phone = watched.page
    address = hall.served.links["Deltaker"]
    phone.goto(address)
    phone.wait_for_selector("html[data-kept]")
    knows_the_time(phone)
    name = phone.locator("h1").inner_text()
    before = min(ends_at(phone) for _look in range(3))
    watched.context.set_offline(True)
    phone.reload()
    expect(phone.locator("h1")).to_have_text(name)
    expect(phone.get_by_text("Uten nett")).to_be_visible()
    expect(phone.locator("[data-age-since]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    agree([phone], before)  # it counts by the hall's clock, which it remembers
    watched.context.set_offline(False)
    phone.goto(address)
    phone.get_by_role("button", name="Glem denne siden på telefonen").click()
    expect(phone.get_by_text("Siden er ikke lenger lagret på telefonen.")).to_be_visible()
    until(phone, "async () => !(await caches.match(location.href))")
    watched.context.close()


def test_the_screen_without_the_net_rings_and_goes_on_to_the_next_round(hall: Hall) -> None:
    """What hangs on the wall when the Wi-Fi dies: the change, the tables of round 2, round 2 itself."""
    screen = hall.host.context.new_page()
    hall.host.goto(hall.served.links["Storskjerm"])
    screen.clock.install()
    screen.goto(hall.served.url("/storskjerm"))
    knows_the_time(screen)
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Runde 1")
    hall.host.context.set_offline(True)
    stand_still(screen, 5)
    expect(screen.get_by_role("heading", level=1)).to_have_text("Bytt bord")
    expect(screen.get_by_role("heading", level=2)).to_have_text("Runde 2: finn navnet ditt")
    expect(screen.locator(".screen-names:visible li").first).to_be_visible()
    screen.clock.run_for(60 * 1000)
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Runde 2")
    expect(screen.get_by_text("Uten nett: går videre etter planen")).to_be_visible()
    hall.host.context.set_offline(False)


def test_names_come_page_by_page_or_by_hand(hall: Hall) -> None:
    screen = hall.screen()
    screen.set_viewport_size({"width": 1280, "height": 720})
    names = screen.locator(".screen-names:visible")
    label = screen.locator("[data-page-number]:visible span")
    expect(label).to_have_text(re.compile(r"^\d+ / \d+$"))
    screen.get_by_role("button", name="Bla selv").click()
    for _page in range(int(label.inner_text().split("/")[1])):
        if label.inner_text().startswith("1 /"):
            break
        screen.keyboard.press("ArrowRight")
    first, last = (names.locator("li:visible").nth(place) for place in (0, -1))
    expect(first).to_be_in_viewport(ratio=0.9)
    expect(last).not_to_be_in_viewport()
    whose = screen.locator("[data-page-names]:visible")
    expect(whose).to_have_text(re.compile(rf"^{re.escape(first.inner_text()[:3])} – \w+"))
    screen.keyboard.press("ArrowLeft")  # from the first page to the last one
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(first).not_to_be_in_viewport()
    expect(whose).to_have_text(re.compile(rf" – {re.escape(last.inner_text()[:3])}$"))
    screen.get_by_role("button", name="Neste side").click()
    expect(first).to_be_in_viewport(ratio=0.9)
    sizes = names.evaluate("list => parseFloat(getComputedStyle(list).fontSize) / innerHeight")
    assert sizes >= 0.03, "letters that are read from afar"


# Of the list in sight: [the size of its letters, its pages, whether parties are left out]. Asked in one breath.
FITTED = """() => {
    const list = [...document.querySelectorAll(".screen-names")].find((one) => one.checkVisibility());
    const number = list.parentElement.querySelector("[data-page-number] span").textContent;
    return [list.style.fontSize, Number(number.split(" / ")[1]), list.hasAttribute("data-people-only")];
}"""


def test_names_are_fitted_to_the_room_that_they_have_now(hall: Hall) -> None:
    hall.host.goto(hall.served.url("/klokke"))
    hall.host.get_by_label("Melding", exact=True).fill("Garderoben er full. " * 9)
    hall.host.get_by_role("button", name="Vis meldingen").click()
    screen = hall.screen()
    screen.set_viewport_size({"width": 1280, "height": 720})
    label = screen.locator("[data-page-number]:visible span")
    expect(label).to_have_text(re.compile(r"^\d+ / \d+$"))
    expect(screen.locator("html[data-hall-place]")).to_be_visible()  # the clock goes
    screen.context.set_offline(True)  # nothing comes that would have them fitted anew: neither news
    expect(screen.get_by_text("Uten nett: går videre etter planen")).to_be_visible()
    screen.get_by_role("button", name="Bla selv").click()  # nor another page
    cramped = screen.evaluate(FITTED)
    notice = screen.locator(".screen-notice")
    notice.evaluate("notice => { notice.dataset.until = '2026-03-12T17:00:00Z'; }")  # its time is up
    expect(notice).to_be_hidden()
    until(screen, f"(cramped) => ({FITTED})().join() !== cramped.join()", cramped)

    roomy = screen.evaluate(FITTED)
    screen.set_viewport_size({"width": 390, "height": 844})
    expect(label).to_have_count(0)
    screen.set_viewport_size({"width": 1280, "height": 720})
    expect(label).to_be_visible()
    until(screen, f"(roomy) => ({FITTED})().join() === roomy.join()", roomy)
