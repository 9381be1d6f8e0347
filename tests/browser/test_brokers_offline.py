"""A broker's tablet with the server really stopped: what was seen last, how old it is, what is written meanwhile."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlite_utils import Database

from borse.brokers.hall import Hall
from borse.brokers.reads import hall_of
from borse.brokers.who import Party
from borse.ids import new_id
from borse.reception.messages import CheckIn
from borse.times import utc_now
from tests.browser.conftest import Watched
from tests.browser.laptop import Laptop
from tests.browser.waiting import NO_HURRY, NOTHING_KEPT
from tests.builders import ORGANISER

pytestmark = pytest.mark.browser


@pytest.fixture
def laptop(demo_file: Path, tmp_path: Path) -> Iterator[Laptop]:
    """Round 1 of the home scenario, and everybody has come."""
    (tmp_path / demo_file.name).write_bytes(demo_file.read_bytes())
    laptop = Laptop(tmp_path)
    laptop.begin_round_one()
    exchange = laptop.exchange()
    for person in exchange.store.ask(people):
        exchange.bus.send_from_thread(CheckIn(id=new_id(), person=person), ORGANISER)
    yield laptop
    laptop.stop()


def people(db: Database) -> list[str]:
    return [row["id"] for row in db.query("select id from person where withdrawn_at is null")]


@pytest.fixture
def watched(laptop: Laptop, chromium: Browser) -> Iterator[Watched]:
    """A broker's tablet: Berit has it, and all that the tabs lead to is on it."""
    laptop.start()
    watched = Watched(chromium)
    watched.page.goto(laptop.links()["Megler"])
    watched.page.wait_for_selector("html[data-all-kept]")  # while nobody had said who they are
    take(watched.page)
    watched.page.wait_for_selector("html[data-all-kept]")
    yield watched
    # That the net is gone is what this is about: the browser says so for every request that fails.
    watched.complaints = [one for one in watched.complaints if "ERR_CONNECTION_REFUSED" not in one]
    watched.close()


@pytest.fixture
def online(laptop: Laptop, chromium: Browser) -> Iterator[Page]:
    """Berit's tablet with the net, and a server that may be late: nothing of it is kept."""
    laptop.start()
    watched = Watched(chromium, before=(NO_HURRY, NOTHING_KEPT))
    watched.page.goto(laptop.links()["Megler"])
    take(watched.page)
    yield watched.page
    watched.close()


def take(page: Page) -> None:
    """Berit takes the tablet."""
    page.set_viewport_size({"width": 800, "height": 1280})
    page.get_by_label("Navnet ditt").fill("Berit")
    page.get_by_role("button", name="Det er meg").click()


def three_who_may_meet(hall: Hall) -> tuple[Party, ...]:
    """Any two of them: there are vetoes in the scenario, and people who are there for two parties."""
    here = sorted((party for party in hall.parties.values() if hall.is_here(party.id)), key=lambda party: party.name)
    return next(
        three
        for three in combinations(here, 3)
        if all(hall.may_meet(one.id, other.id) for one, other in combinations(three, 2))
    )


def open_party(page: Page, laptop: Laptop, name: str) -> None:
    page.goto(f"{laptop.base}/meglere/aktorer")
    page.locator(".row-title", has_text=name).first.click()


def test_a_broker_goes_on_without_the_net(laptop: Laptop, watched: Watched) -> None:
    tablet = watched.page
    exchange = laptop.exchange()
    hall = exchange.store.ask(hall_of, utc_now())
    own, other, third = three_who_may_meet(hall)
    tablet.goto(f"{laptop.base}/meglere/aktor/{own.id}")
    tablet.wait_for_selector("html[data-kept][data-entries-ready]")
    for _try in range(20):  # a server that takes its time: then the tablet shows the page that it has kept
        tablet.goto(f"{laptop.base}/meglere/ledige?q=finnesikke")
        if not tablet.locator(".party-line").count():
            break
    expect(tablet.get_by_text("Ingen er ledige")).to_be_visible()
    laptop.stop()

    tablet.goto(f"{laptop.base}/meglere/ledige")
    expect(tablet.locator(".party-line").first).to_be_visible()  # the page, and not the search in it
    expect(tablet.locator("[data-age-old]")).to_contain_text("Siden viser det som var sant da.")
    watched.shoot("brokers-without-the-net", whole=False)

    tablet.goto(f"{laptop.base}/meglere/aktor/{own.id}")  # seen before
    tablet.wait_for_selector("html[data-entries-ready]")
    tablet.get_by_role("button", name="Ta under vingen").click()
    expect(tablet.locator("[data-receipts] li")).to_contain_text("Lagret her. Sendes når nettet er tilbake.")

    open_party(tablet, laptop, third.name)  # never seen: the page that stands for it
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Noter uten nett")
    tablet.wait_for_selector("html[data-entries-ready]")
    expect(tablet.locator("#here-party")).to_have_value(third.id)
    watched.shoot("brokers-here")
    interest = tablet.locator("form[data-entry=PassOnInterest]")
    interest.get_by_label("De er interessert i").select_option(own.id)
    interest.get_by_role("button").click()
    tablet.wait_for_url(f"{laptop.base}/meglere")
    expect(tablet.locator("[data-receipts] li")).to_have_count(2)

    tablet.goto(f"{laptop.base}/meglere/mote?a={own.id}&b={other.id}")
    tablet.wait_for_selector("html[data-entries-ready]")
    proposal = tablet.locator("form[data-entry=ProposeMeeting]")
    expect(proposal.locator("#here-b")).to_have_value(other.id)
    proposal.get_by_label("Når?").select_option("")
    proposal.get_by_label("Alle har sagt ja").check()
    proposal.get_by_role("button").click()
    tablet.wait_for_url(f"{laptop.base}/meglere")
    expect(tablet.locator("[data-queue-says]")).to_contain_text("3 innføringer er lagret her")

    laptop.start()
    expect(tablet.locator("[data-queue-says]")).to_contain_text("Alt er lagret hos børsen")
    expect(tablet.locator("[data-receipts] li", has_text="fri børs.")).to_be_visible()
    hall = exchange.store.ask(hall_of, utc_now())
    assert hall.brokers[hall.parties[own.id].wing] == "Berit"
    assert [(one.party, one.other, one.by) for one in hall.interests if one.id] == [(third.id, own.id, "Berit")]
    (extra,) = hall.extras
    assert (set(extra.parties), extra.round, extra.status, extra.by) == ({own.id, other.id}, None, "accepted", "Berit")


def test_with_the_net_what_the_server_refuses_is_said_at_its_field(laptop: Laptop, online: Page) -> None:
    tablet = online
    hall = laptop.exchange().store.ask(hall_of, utc_now())
    a, b, _third = three_who_may_meet(hall)
    tablet.goto(f"{laptop.base}/meglere/mote?a={a.id}&b={b.id}")
    tablet.wait_for_selector("html[data-entries-ready]")
    tablet.locator("[name=round]").last.check()
    tablet.locator("[name=words]").evaluate("(field) => { field.maxLength = 1000; field.value = 'x'.repeat(600) }")
    tablet.get_by_role("button", name="Foreslå møtet").click()
    expect(tablet.locator("[data-error-summary]")).to_contain_text("Bruk høyst 500 tegn.")
    expect(tablet.locator("[data-queue-refused]")).to_be_hidden()
    tablet.locator("[name=words]").fill("Prøv dette")
    tablet.get_by_role("button", name="Foreslå møtet").click()
    tablet.wait_for_url(f"{laptop.base}/meglere/moter")
    expect(tablet.get_by_text("«Prøv dette»")).to_be_visible()
    expect(tablet.get_by_text("foreslått av Berit")).to_be_visible()


def test_whoever_works_with_the_keyboard_goes_on_where_they_pressed(laptop: Laptop, online: Page) -> None:
    tablet = online
    own, _other, _third = three_who_may_meet(laptop.exchange().store.ask(hall_of, utc_now()))
    tablet.goto(f"{laptop.base}/meglere/aktor/{own.id}")
    tablet.wait_for_selector("html[data-entries-ready]")
    tablet.get_by_role("button", name="Ta under vingen").focus()
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("button", name="Slipp")).to_be_visible()
    tablet.get_by_role("button", name="Slipp").focus()
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("button", name="Ta under vingen")).to_be_visible()
    tablet.get_by_label("Notat").fill("Skal gå klokka sju")
    tablet.get_by_role("button", name="Lagre notatet").focus()
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_text("Skal gå klokka sju", exact=True)).to_be_visible()
    expect(tablet.get_by_role("button", name="Lagre notatet")).to_be_focused()
