"""The brokers' tablet, standing up: it follows the door and the participants by itself."""

from contextlib import closing
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from borse.ids import new_id
from borse.links import tokens_of_people
from borse.store.database import connect
from tests.browser.conftest import Served, Server, Watched
from tests.browser.test_everybody_can_use_it import faults

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
    door.page.locator("[data-door][data-ready]").wait_for()  # before that the list may be made anew under a tap
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


def test_what_a_broker_proposes_fits_a_narrow_phone_and_is_answered_there(
    served: Served, server: Server, chromium: Browser
) -> None:
    office, phone = Watched(chromium), Watched(chromium)
    page = office.page
    page.goto(served.links["Arrangør"])
    file = connect(server.folder / f"{served.slug}.db")
    with closing(file.conn):
        found = file.execute("select p.name, s.person from speaks_for s join party p on p.id = s.party").fetchall()
        tokens = tokens_of_people(file)
    people = {name: person for name, person in found if name in {"Fotballklubben", "Regnskapskontoret"}}
    form = urlencode([("id", new_id()), *(("person", person) for person in people.values())])
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    assert page.request.post(served.url("/resepsjon/kom"), data=form, headers=headers).ok
    page.goto(served.url("/meglere/mote"))
    page.get_by_label("Hvem?").first.select_option(label="Fotballklubben")
    page.get_by_label("Med hvem?").select_option(label="Regnskapskontoret")
    page.get_by_role("button", name="Når kan de?").click()
    page.get_by_label("Et annet bord").select_option(label="Bord 14, langs vinduene")  # a long name
    page.get_by_role("button", name="Foreslå møtet").click()
    page.get_by_role("heading", name="Venter på svar").wait_for()
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.page.goto(served.url(f"/p/{tokens[people['Fotballklubben']]}"))
    phone.page.get_by_role("heading", name="Forslag fra megleren").wait_for()
    assert not phone.is_wider_than_the_screen()
    assert faults(phone) == []
    phone.page.get_by_role("link", name="Svar ja eller nei").click()
    phone.page.get_by_role("button", name="Ja, det passer").click()
    phone.page.get_by_text("Du har sagt ja").wait_for()
    assert not phone.is_wider_than_the_screen()
    assert faults(phone) == []
    office.close()
    phone.close()
