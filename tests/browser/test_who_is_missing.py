"""Who is missing at a table, and who is to go elsewhere: the wall names all of them, some at a time.

With no more movement than is wanted.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from borse.app import make_house
from borse.bus import Role
from borse.demo import greeting
from borse.floor.messages import ChangeWall
from borse.ids import new_id
from borse.reception.messages import CheckIn
from borse.settings import Settings
from borse.staff.messages import MakeLink
from tests.browser.conftest import Server, Watched
from tests.builders import ORGANISER, a_party, a_person, a_programme, an_exchange
from tests.host import go_to

pytestmark = pytest.mark.browser

LONG = [f"{first} Kristoffersen-Solberg Haugen" for first in ("Alf", "Bo", "Dag", "Eli")]
FIRST = f"{', '.join(LONG)}, Fia Vi og 2 til"


async def screen_of_seven_missing(house_folder: Path) -> str:
    """The link of the big screen of a børs whose first round runs without its seven people: short, and long names."""
    house = make_house(Settings(data=house_folder))
    exchange = await an_exchange(house, slug=f"savnet-{new_id()[:8]}", name="Der noen mangler")
    await exchange.bus.send(MakeLink(id=new_id(), link=new_id(), role=Role.SCREEN, label="Storskjerm"), ORGANISER)
    banken = a_party("Banken", "business", people=tuple(map(a_person, LONG)))
    koret = a_party("Koret", people=tuple(map(a_person, ("Fia Vi", "Gro Vi", "Åse Vi"))))
    for party in (banken, koret):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", banken, koret), with_all=True)
    await exchange.bus.send(ChangeWall(id=new_id(), names_missing=True), ORGANISER)
    await go_to(exchange, "round", 1)
    link = dict(map(str.split, greeting(exchange)))["Storskjerm"]
    house.close()
    return link


def test_all_who_are_missing_come_by_also_where_the_list_needs_no_turning(server: Server, chromium: Browser) -> None:
    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop in this thread
        link = thread.submit(lambda: asyncio.run(screen_of_seven_missing(server.folder))).result()
    watched = Watched(chromium)
    page = watched.page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(link.replace("{address}", server.address))
    page.evaluate("() => document.fonts.ready.then(() => null)")
    named = page.locator("[data-by-turns] [data-its-turn]")
    page.get_by_role("button", name="Bla selv").click()
    onwards = page.get_by_role("button", name="Neste side")
    first = page.locator("[data-by-turns] > :first-child")
    while first.get_attribute("data-its-turn") is None:
        onwards.click()  # it had gone on before it was told to stand
    expect(named).to_have_text(FIRST)
    lists = page.locator(".screen-names:visible")
    height = lists.evaluate("list => list.clientHeight")
    onwards.click()
    expect(named).to_have_text("Gro Vi, Åse Vi og 5 til")
    expect(named).to_have_count(1)
    expect(first).not_to_be_visible()
    assert lists.evaluate("list => list.clientHeight") == height, "the list below stands where it stood"
    page.get_by_role("button", name="Bla selv").click()
    expect(named).to_have_text(FIRST)  # by itself
    watched.context.close()


async def screen_of_seven_moved(house_folder: Path) -> str:
    """The link of the big screen of a børs whose first round runs, and whose second was published anew."""
    house = make_house(Settings(data=house_folder))
    exchange = await an_exchange(house, slug=f"endret-{new_id()[:8]}", name="Der noen flyttes")
    await exchange.bus.send(MakeLink(id=new_id(), link=new_id(), role=Role.SCREEN, label="Storskjerm"), ORGANISER)
    banken = a_party("Banken", "business", people=tuple(map(a_person, LONG)))
    koret = a_party("Koret", people=tuple(map(a_person, ("Fia Vi", "Gro Vi", "Åse Vi"))))
    for party in (banken, koret):
        await exchange.bus.send(party, ORGANISER)
        for person in party.people:
            await exchange.bus.send(CheckIn(id=new_id(), person=person.person), ORGANISER)
    first = (1, "Bord 1", banken, koret)
    await a_programme(exchange, first, (2, "Bord 2", banken, koret), with_all=True)
    await go_to(exchange, "round", 1)
    await a_programme(exchange, first, (3, "Bord 3", banken, koret), with_all=True)
    link = dict(map(str.split, greeting(exchange)))["Storskjerm"]
    house.close()
    return link


def test_who_is_to_go_elsewhere_and_what_is_next_are_read_at_ten_metres_and_heard(
    server: Server, chromium: Browser
) -> None:
    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop in this thread
        link = thread.submit(lambda: asyncio.run(screen_of_seven_moved(server.folder))).result()
    watched = Watched(chromium)
    page = watched.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(link.replace("{address}", server.address))
    moved = page.locator(".screen-moved:visible")
    expect(moved.locator("b")).to_have_text("Endret i runde 2:")
    whole = moved.locator(".ds-sr-only")
    expect(whole).to_have_text(f"{', '.join(LONG)}, Fia Vi, Gro Vi, Åse Vi")
    expect(moved.locator("[aria-hidden]")).to_have_count(1)  # else it would be heard twice
    named = moved.locator("[data-its-turn]")
    expect(named).to_have_count(1)
    for name in LONG[:2]:
        expect(named).to_have_text(name)  # each in its turn, by itself
    for line in (moved, page.locator(".screen-next:visible")):
        size = line.evaluate("line => parseFloat(getComputedStyle(line).fontSize) / innerHeight * 100")
        assert size >= 5.1, "just so, on a projector's picture (legible.js)"
    assert moved.evaluate("line => line.offsetHeight / innerHeight * 100") < 7, "it takes one line"
    watched.context.close()
