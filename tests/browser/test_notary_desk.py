"""The notary desk in the browser: how many presses an agreement takes, two desks at one draft, and what axe says."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlite_utils import Database

from borse.app import make_house
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.notary.messages import CorrectAgreement, KnockThrough
from borse.settings import Settings
from tests.browser.conftest import Served, Server, Watched
from tests.browser.laptop import begin_round_one
from tests.browser.test_everybody_can_use_it import faults
from tests.browser.test_notary_offline import OTHER_NOTARY, a_draft, field
from tests.browser.waiting import NO_HURRY, NOTHING_KEPT, is_registered
from tests.notary.hall_reads import seated

pytestmark = pytest.mark.browser

# Run before the page's own scripts: while the queue's page asks whether the server is there, the list is shown anew, as
# live.js does at news from another desk.
SHOWN_ANEW_MEANWHILE = """
    const ask = window.fetch;
    window.fetch = async (address, ...rest) => {
      const answer = await ask(address, ...rest);
      if (address === "/health") {
        const start = document.getElementById("start");
        start.replaceWith(start.cloneNode(true));
      }
      return answer;
    };
"""
# As slowly as one presses a tablet's keys while listening to somebody: the bar is 90 seconds in all.
SECONDS_A_PRESS = 0.8


class Hands:
    """Somebody at the keyboard, who counts what they press."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.began = page, 0, time.monotonic()

    def tap(self, what: Any) -> None:
        self.presses += 1
        what.click()

    def type(self, text: str) -> None:
        self.presses += len(text)
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def seconds(self) -> float:
        """What it takes with slow fingers. The machine's part, a second or two, is told in the report of the tests, and
        not judged: it is as long as whatever else this machine has to do."""
        return self.presses * SECONDS_A_PRESS


@pytest.fixture
def exchange(served: Served, server: Server) -> Iterator[OpenExchange]:
    """The børs in its first round, beside its server."""
    house = make_house(Settings(data=server.folder))
    exchange = house.exchange(served.slug)
    begin_round_one(exchange)
    yield exchange
    house.close()


def a_desk(served: Served, chromium: Browser, width: int = 800, height: int = 1280) -> Watched:
    watched = Watched(chromium, before=(NO_HURRY, NOTHING_KEPT))
    watched.page.set_viewport_size({"width": width, "height": height})
    watched.page.goto(served.links["Notar"])
    watched.page.wait_for_selector("html[data-queue-ready]")
    return watched


def two_with_the_longest_names(db: Database) -> dict[str, str]:
    a, b = (row["id"] for row in db.query("select id from party order by length(name) desc, name limit 2"))
    return {"a": a, "b": b}


def new_form(hands: Hands) -> None:
    hands.tap(hands.page.get_by_role("link", name="Ny avtale").first)
    hands.page.wait_for_selector("html[data-form-ready]")


@pytest.mark.usefixtures("exchange")
def test_two_at_the_desk_are_registered_in_a_few_presses(
    served: Served, chromium: Browser, record_property: Any
) -> None:
    """From the table that they sat at, and from what one of them has hung up."""
    watched = a_desk(served, chromium)
    hands = Hands(watched.page)
    new_form(hands)
    hands.type("bord 3")
    hands.press("Enter")
    hands.tap(watched.page.locator("[data-posts='0'] button").first)
    answers = {"quantity": "4 ansatte", "due": "i mai"}
    missing = [name for name in answers if not field(watched.page, f"promises.0.{name}").input_value()]
    for name in missing:  # what the post does not say; after the last one, Enter sends
        hands.type(answers[name])
        hands.press("Enter")
    if not missing:
        hands.press("Enter")
    is_registered(watched.page, 1)
    record_property("presses", hands.presses)
    record_property("machine", round(time.monotonic() - hands.began, 1))
    assert hands.presses <= 30
    assert hands.seconds() < 45
    watched.close()


@pytest.mark.usefixtures("exchange")
def test_whoever_says_it_all_anew_is_registered_in_ninety_seconds(
    served: Served, chromium: Browser, record_property: Any
) -> None:
    """Two who never met by the programme, with something that neither has hung up; by the keyboard alone."""
    watched = a_desk(served, chromium)
    hands = Hands(watched.page)
    new_form(hands)
    hands.type("tur")
    hands.press("Enter")
    hands.type("bibl")
    hands.press("Enter")
    hands.type("Tar med beboerne på tur")
    hands.press("Tab")
    hands.type("6 turer")
    hands.press("Enter")
    hands.type("hver måned")
    hands.press("Enter")
    is_registered(watched.page, 1)
    expect(watched.page.get_by_role("heading", name="Turlaget gir til Biblioteket")).to_be_visible()
    record_property("presses", hands.presses)
    record_property("machine", round(time.monotonic() - hands.began, 1))
    assert hands.seconds() < 90
    watched.close()


def test_two_desks_at_one_draft_lose_nothing_of_what_they_typed(
    exchange: OpenExchange, served: Served, chromium: Browser
) -> None:
    draft = a_draft(exchange, exchange.store.ask(seated)[0], due="")
    first = a_desk(served, chromium)
    first.page.get_by_role("button", name="Ta neste i køen").click()
    first.page.get_by_role("link", name="Fyll ut det som mangler").click()
    first.page.wait_for_selector("html[data-form-ready]")
    field(first.page, "promises.0.due").fill("hver tirsdag")
    correction = draft.model_dump(include={"agreement", "first_caller", "next_step", "conditions"})
    promises = [draft.promises[0].model_dump() | {"due": "hver onsdag"}]
    exchange.bus.send_from_thread(
        CorrectAgreement.model_validate({"id": new_id(), "version": 1, "promises": promises, **correction}),
        OTHER_NOTARY,
    )
    first.page.get_by_role("button", name="Lagre og klubb gjennom").click()
    told = first.page.locator(".message", has_text="En annen var raskere")
    expect(told).to_contain_text("Notar 2 gjorde noe med denne avtalen")
    expect(told).to_contain_text("hver onsdag")
    assert faults(first) == []
    first.page.wait_for_selector("html[data-form-ready]")
    assert field(first.page, "promises.0.due").input_value() == "hver tirsdag"
    first.page.get_by_role("button", name="Lagre og klubb gjennom").click()
    is_registered(first.page, 1)
    expect(first.page.get_by_text("hver tirsdag")).to_be_visible()
    first.close()


def test_a_press_counts_though_the_queue_is_shown_anew_before_the_server_has_answered(
    exchange: OpenExchange, served: Served, chromium: Browser
) -> None:
    draft = a_draft(exchange, exchange.store.ask(seated)[0])
    desk = a_desk(served, chromium)
    desk.page.add_init_script(SHOWN_ANEW_MEANWHILE)
    desk.page.reload()
    desk.page.wait_for_selector("html[data-queue-ready]")
    desk.page.get_by_role("button", name="Ta neste i køen").click()
    expect(desk.page).to_have_url(served.url(f"/avtale/{draft.agreement}"))
    desk.close()


@pytest.mark.parametrize(("width", "height"), [(800, 1280), (390, 844)])
def test_every_page_of_an_agreement_is_clean_and_fits(
    exchange: OpenExchange, served: Served, chromium: Browser, width: int, height: int
) -> None:
    tables = exchange.store.ask(seated)
    drafts = [a_draft(exchange, tables[0], due=""), a_draft(exchange, tables[1])]
    drafts.append(a_draft(exchange, exchange.store.ask(two_with_the_longest_names)))
    exchange.bus.send_from_thread(KnockThrough(id=new_id(), agreement=drafts[2].agreement, version=1), OTHER_NOTARY)
    desk = a_desk(served, chromium, width, height)
    page = desk.page
    addresses = ["/notar", "/avtale", f"/avtale?mote={tables[3]['id']}"]
    addresses += [f"/avtale/{draft.agreement}" for draft in drafts]
    addresses += [f"/avtale/{drafts[2].agreement}/historikk", f"/avtale/{drafts[0].agreement}/rett"]
    for address in addresses:
        page.goto(served.url(address))
        assert faults(desk) == [], address
        assert not desk.is_wider_than_the_screen(), address
    page.goto(served.url("/avtale"))
    page.wait_for_selector("html[data-form-ready]")
    field(page, "promises.0.giver").press_sequentially("bi")
    expect(page.get_by_role("option").first).to_be_visible()
    assert faults(desk) == [], "suggestions below the field"
    tokens = exchange.store.ask(tokens_of_people)
    token = tokens[tables[0]["a_person"]]
    for address in (f"/p/{token}/avtaler", f"/p/{token}/avtaler/ny"):
        page.goto(served.url(address))
        assert faults(desk) == [], address
        assert not desk.is_wider_than_the_screen(), address
    page.get_by_role("button", name="Send til notaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(desk) == [], "what is missing in a draft"
    desk.close()
