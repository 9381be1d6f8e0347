"""Names that are one long word, or of another alphabet: nothing on a narrow telephone is wider than it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from borse.app import make_house
from borse.bus import Role
from borse.demo import greeting
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.settings import Settings
from borse.staff.messages import MakeLink
from tests.browser.conftest import Served, Server, Watched
from tests.builders import ORGANISER, a_party, a_person, a_programme, an_exchange

pytestmark = pytest.mark.browser

ONE_WORD = "Wolfeschlegelsteinhausenbergerdorff"
NAMES = {
    "Øvre-Romerike-barnevernsspesialistsamarbeidsgruppeforum": f"Hubert {ONE_WORD}",
    "جمعية النساء المهاجرات في لورنسكوغ": "فاطمة الزهراء عبد الرحمن",
}
TABLE = "Flergenerasjonshuskantinen, andre etasje"


async def fill(house_folder: Path) -> tuple[str, list[str], list[str]]:
    """Two who meet at a table with a long name. The slug, the links by line, the two people's own links."""
    house = make_house(Settings(data=house_folder))
    exchange = await an_exchange(house, slug=f"lange-{new_id()[:8]}", tables=[{"name": TABLE}])
    await exchange.bus.send(MakeLink(id=new_id(), link=new_id(), role=Role.RECEPTION, label="Resepsjon"), ORGANISER)
    one, other = (a_party(name, people=(a_person(person),)) for name, person in NAMES.items())
    for party in (one, other):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, TABLE, one, other), with_all=True)
    tokens = exchange.store.ask(tokens_of_people)
    slug, lines = exchange.slug, greeting(exchange)
    house.close()
    return slug, lines, [tokens[party.people[0].person] for party in (one, other)]


def test_a_name_of_one_long_word_is_broken_and_has_room(server: Server, chromium: Browser) -> None:
    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop in this one
        slug, lines, people = thread.submit(lambda: asyncio.run(fill(server.folder))).result()
    links = {role: link.replace("{address}", server.address) for role, link in map(str.split, lines)}
    served = Served(server.address, slug, server.new_exchange, links)
    watched = Watched(chromium, "phone")
    page = watched.page
    page.set_viewport_size({"width": 320, "height": 640})
    for person in people:
        page.goto(served.url(f"/p/{person}"))
        expect(page.locator(".now .place:visible")).to_have_text(TABLE)
        assert not watched.is_wider_than_the_screen(), page.url
    page.goto(served.links["Resepsjon"])
    expect(page.locator("[data-door][data-ready]")).to_be_visible()  # the script has made the rows anew
    guest = page.locator(".guest", has_text=ONE_WORD)
    expect(guest).to_be_visible()
    share = guest.evaluate("row => row.querySelector('.guest-name').offsetWidth / row.clientWidth")
    assert share > 0.8, "the name has a line to itself"
    assert not watched.is_wider_than_the_screen()
    watched.close()
