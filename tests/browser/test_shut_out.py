"""A link is revoked while its page lies open: the page says so by itself, and what stood on it is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Response, expect

from borse.app import make_house
from borse.bus import Role
from borse.frame.access import participant
from borse.house import OpenExchange
from borse.ids import new_id
from borse.settings import Settings
from borse.signup.messages import WithdrawParty
from borse.staff.messages import RevokeLink
from borse.staff.reads import staff_links
from tests.browser.conftest import Served, Server, Watched
from tests.builders import ORGANISER

pytestmark = pytest.mark.browser


@pytest.fixture
def beside(served: Served, server: Server) -> Iterator[OpenExchange]:
    """The same børs as another process has it, such as the command line."""
    house = make_house(Settings(data=server.folder))
    yield house.exchange(served.slug)
    house.close()


def test_a_telephone_whose_owner_was_withdrawn_shows_nobodys_evening(
    served: Served, beside: OpenExchange, chromium: Browser
) -> None:
    phone = Watched(chromium, "phone")
    phone.page.goto(served.links["Deltaker"])
    expect(phone.page.locator("#here")).to_be_visible()
    person = beside.store.ask(participant, phone.page.url.split("/p/")[1]).person
    parties = beside.store.ask(
        lambda db: [row[0] for row in db.execute("select party from speaks_for where person = ?", [person])]
    )
    assert parties
    for party in parties:
        beside.bus.send_from_thread(WithdrawParty(id=new_id(), party=party), ORGANISER)
    expect(phone.page.get_by_role("heading", name="Lenken virker ikke")).to_be_visible()
    phone.close()


def is_no(answer: Response) -> bool:
    return answer.url.endswith("/klokke") and answer.status in {401, 403}


def test_a_desk_whose_link_was_revoked_says_so_unless_somebody_is_writing_there(
    served: Served, beside: OpenExchange, chromium: Browser
) -> None:
    host, writing, early = Watched(chromium), Watched(chromium), Watched(chromium)
    for desk in (host, writing, early):
        desk.page.goto(served.links["Vert"])
        desk.page.goto(served.url("/klokke"))
        expect(desk.page.get_by_role("button", name="Start kvelden")).to_be_visible()
    message = writing.page.get_by_label("Melding", exact=True)
    message.fill("Kaffen er klar")
    typed = early.page.get_by_label("Melding", exact=True)
    typed.evaluate("field => { field.value = 'Kaffen er tom'; }")  # as before any script was there to hear of it
    links = [one.id for one in beside.store.ask(staff_links) if one.role is Role.HOST]
    with writing.page.expect_response(is_no), early.page.expect_response(is_no):
        for link in links:
            beside.bus.send_from_thread(RevokeLink(id=new_id(), link=link), ORGANISER)
    expect(host.page.get_by_role("heading", name="Du må logge inn")).to_be_visible()
    for desk, field, text in ((writing, message, "Kaffen er klar"), (early, typed, "Kaffen er tom")):
        desk.page.wait_for_timeout(500)  # a page that leaves does so at once
        expect(field).to_have_value(text)
        assert desk.page.url.endswith("/klokke")
    for desk in (host, writing, early):
        desk.close()


def test_the_reception_which_asks_for_its_list_alone_says_that_its_link_was_revoked(
    served: Served, beside: OpenExchange, chromium: Browser
) -> None:
    desk = Watched(chromium)
    desk.page.goto(served.links["Resepsjon"])
    desk.page.goto(served.url("/resepsjon"))
    expect(desk.page.locator("[data-door][data-ready]")).to_be_visible()
    for link in [one.id for one in beside.store.ask(staff_links) if one.role is Role.RECEPTION]:
        beside.bus.send_from_thread(RevokeLink(id=new_id(), link=link), ORGANISER)
    expect(desk.page.get_by_role("heading", name="Du må logge inn")).to_be_visible()
    expect(desk.page.locator(".guests")).to_have_count(0)
    desk.close()
