"""The wall of a hall with 600 people: everybody's name comes by within the minute, large enough for ten metres."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice, product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from borse.app import make_house
from borse.bus import Role
from borse.demo import greeting
from borse.ids import new_id
from borse.settings import Settings
from borse.staff.messages import MakeLink
from tests.browser.conftest import Served, Server, Watched
from tests.builders import ORGANISER, a_party, a_person, a_programme, an_exchange
from tests.host import go_to

pytestmark = pytest.mark.browser

PEOPLE = 600
SEATS = 3  # of each party
FIRST = """
    Anne Anders Arne Aisha Berit Bjørn Bente Cecilie Christian Dag Ellen Eva Erik Elin Finn Frode Grete Geir Gunnar
    Hanne Hans Heidi Ingrid Inger Ivar Jan Johanne Jorunn Kari Kjell Knut Kristin Lars Laila Liv Magnus Marit Mohammed
    Nina Nils Odd Ole Olav Per Pål Ragnhild Randi Rolf Sissel Solveig Svein Tone Terje Trond Unni Vigdis Yngve Øyvind
    Åse Åge
"""
LAST = "Hansen Johansen Lie Bakke Ødegård Al-Hussain Kristoffersen Nguyen Aas Solberg-Haugen"
NAMES = [f"{first} {last}" for last, first in product(LAST.split(), FIRST.split())]
# What each page shows, turned with the arrow from the one in sight until all have been: [[[name, is it whole], …], …].
# First it is fitted to the room that it has now: what stands above it may have come since it was fitted.
PAGES = """async () => {
    await document.fonts.ready;
    dispatchEvent(new Event("resize"));
    const list = [...document.querySelectorAll(".screen-names")].find((one) => one.checkVisibility());
    const number = list.parentElement.querySelector("[data-page-number] span");
    const { left, right, bottom } = list.getBoundingClientRect();
    return Array.from({ length: Number(number.textContent.split(" / ")[1]) }, () => {
        const boxes = [...list.children].map((line) => [line, line.getBoundingClientRect()]);
        const here = boxes.filter(([, box]) => box.width > 0 && box.left >= left - 1 && box.right <= right + 1);
        const shown = here.map(([line, box]) => [line.querySelector("span").textContent, box.bottom <= bottom + 1]);
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
        return shown;
    });
}"""
# Asked in one breath: news may put another list in the place of one that was found before.
SIZE = """() => {
    const list = [...document.querySelectorAll(".screen-names")].find((one) => one.checkVisibility());
    return parseFloat(getComputedStyle(list).fontSize);
}"""


async def fill(house_folder: Path) -> tuple[str, list[str]]:
    """Everybody at a table in the first round, the first gong rung. The børs's slug, and its links by line."""
    house = make_house(Settings(data=house_folder))
    parties = PEOPLE // SEATS
    tables = [{"name": f"Bord {number}"} for number in range(1, parties // 2 + 1)]
    exchange = await an_exchange(house, slug=f"folksom-{new_id()[:8]}", name="Den store børsen", tables=tables)
    for role, label in ((Role.SCREEN, "Storskjerm"), (Role.HOST, "Vert")):
        await exchange.bus.send(MakeLink(id=new_id(), link=new_id(), role=role, label=label), ORGANISER)
    names = iter(NAMES)
    signed_up = [
        a_party(f"Laget på sted {number}", people=tuple(map(a_person, islice(names, SEATS))), posts=())
        for number in islice(count(1), parties)
    ]
    for party in signed_up:
        await exchange.bus.send(party, ORGANISER)
    pairs = zip(signed_up[::2], signed_up[1::2], strict=True)
    seated = [(1, f"Bord {number}", one, other) for number, (one, other) in enumerate(pairs, start=1)]
    await a_programme(exchange, *seated, with_all=True)
    await go_to(exchange, "round", 1)
    slug, lines = exchange.slug, greeting(exchange)
    house.close()
    return slug, lines


@pytest.fixture(scope="module")
def large(server: Server) -> Served:
    """A børs of 600 on the file's server. Playwright has a loop in this thread, so it is made in another."""
    with ThreadPoolExecutor(1) as thread:
        slug, lines = thread.submit(lambda: asyncio.run(fill(server.folder))).result()
    links = {role: link.replace("{address}", server.address) for role, link in map(str.split, lines)}
    return Served(server.address, slug, server.new_exchange, links)


@pytest.fixture
def screen(large: Served, chromium: Browser) -> Page:
    watched = Watched(chromium)
    watched.page.set_viewport_size({"width": 1920, "height": 1080})
    watched.page.goto(large.links["Storskjerm"])
    return watched.page


def all_pages(page: Page) -> list[list[str]]:
    """The names that each page of the list shows, none cut off. The last one is filled up from the one before."""
    expect(page.locator("[data-page-number]:visible span")).to_have_text(re.compile(r"\d / \d"))
    pages = page.evaluate(PAGES)
    assert all(is_whole for shown in pages for _name, is_whole in shown), "a name is cut off"
    return [[name for name, _is_whole in shown] for shown in pages]


def size_of_letters(page: Page) -> float:
    """In hundredths of the height of the picture."""
    size = page.evaluate(SIZE)
    return round(float(size) / 1080 * 100, 2)


def test_four_screens_share_the_alphabet_of_600_in_letters_for_a_television_at_ten_metres(
    screen: Page, large: Served
) -> None:
    shown: list[set[str]] = []
    for number in range(1, 5):
        screen.goto(large.url(f"/storskjerm?del={number}av4"))
        letters = screen.locator(".screen-share:visible")
        expect(letters).to_have_text(re.compile(r"^Navn på [A-ZÆØÅ](–[A-ZÆØÅ])?$"))
        pages = all_pages(screen)
        assert size_of_letters(screen) >= 7
        assert len(pages) <= 15, "all come by within the minute, each page for four seconds (legible.test.js)"
        shown.append({name for page in pages for name in page})
    assert set.union(*shown) == set(NAMES)
    assert sum(map(len, shown)) == PEOPLE, "each name has one screen"


def test_two_screens_take_two_minutes_for_600_in_the_same_letters(screen: Page, large: Served) -> None:
    screen.goto(large.url("/storskjerm?del=1av2"))
    pages = all_pages(screen)
    assert PEOPLE * 0.45 < len({name for page in pages for name in page}) < PEOPLE * 0.55
    assert size_of_letters(screen) >= 7
    assert len(pages) <= 30, "each for four seconds (legible.test.js)"


def test_one_screen_alone_shows_all_600_in_letters_that_are_just_read(screen: Page) -> None:
    pages = all_pages(screen)
    assert {name for page in pages for name in page} == set(NAMES)
    assert size_of_letters(screen) >= 5.1
    assert len(pages) <= 30


def test_a_screen_is_told_at_the_screen_which_letters_it_has(screen: Page) -> None:
    screen.locator("summary", has_text="Alle navn").focus()
    screen.keyboard.press("Enter")
    choice = screen.get_by_role("navigation", name="Hvilke navn denne skjermen viser")
    expect(choice.get_by_role("link", name="Alle navn")).to_have_attribute("aria-current", "page")
    choice.locator("a[href$='del=2av3']").click()
    letters = screen.locator(".screen-share:visible")
    expect(letters).to_be_visible()
    expect(screen.get_by_text("Skjerm 2 av 3")).to_be_visible()
    first, last = letters.inner_text().removeprefix("Navn på").strip().split("–")
    names = {name for page in all_pages(screen) for name in page}
    assert names == {name for name in NAMES if first <= name[0] <= last}
    screen.reload()
    expect(screen.get_by_text("Skjerm 2 av 3")).to_be_visible()
