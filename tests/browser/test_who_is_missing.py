"""Who is missing at a table: the wall names all of them, some at a time, with no more movement than is wanted."""

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
