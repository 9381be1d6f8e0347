"""A notary's tablet with the server really stopped: register, mend, knock through; the numbers come with the net."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary import reads
from borse.notary.messages import CorrectAgreement, RegisterAgreement
from borse.notary.roster import meetings_now
from borse.times import utc_now
from tests.browser.conftest import Watched
from tests.browser.laptop import Laptop
from tests.browser.waiting import NO_HURRY, NOTHING_KEPT, is_registered, until
from tests.builders import a_promise

pytestmark = pytest.mark.browser

BROKER = Actor(role=Role.BROKER, name="Megler 1")
# Run before a page's own scripts: an attempt that is to be made 8 s after a failure, or later, is never made. It is the
# fourth, for chance is always in the middle here.
NO_PATIENCE = """
    const later = window.setTimeout.bind(window);
    Math.random = () => 0.5;
    window.setTimeout = (call, wait, ...rest) => {
      if (call.name !== "drain" || wait < 8_000) return later(call, wait, ...rest);
      window.hasGivenUp = true;
      return later(() => undefined, 2 ** 31 - 1);
    };
"""
OTHER_NOTARY = Actor(role=Role.NOTARY, name="Notar 2")


@pytest.fixture
def laptop(demo_file: Path, tmp_path: Path) -> Iterator[Laptop]:
    """Round 1 of the home scenario."""
    (tmp_path / demo_file.name).write_bytes(demo_file.read_bytes())
    laptop = Laptop(tmp_path)
    laptop.begin_round_one()
    yield laptop
    laptop.stop()


@pytest.fixture
def tablet(laptop: Laptop, chromium: Browser) -> Iterator[Page]:
    """A notary's tablet that has seen the queue once, so that the form and the names are on it."""
    laptop.start()
    watched = Watched(chromium)
    page = watched.page
    page.set_viewport_size({"width": 800, "height": 1280})
    page.goto(laptop.links()["Notar"])
    page.wait_for_selector("html[data-queue-ready][data-kept]")
    until(page, "async () => !!(await caches.match(location.pathname.replace('notar', 'avtale')))")
    yield page
    # That the net is gone is what this is about: the browser says so for every request that fails.
    watched.complaints = [one for one in watched.complaints if "ERR_CONNECTION_REFUSED" not in one]
    watched.close()


@pytest.fixture
def online(laptop: Laptop, chromium: Browser) -> Iterator[Page]:
    """A notary's tablet with the net, and a server that may be late: nothing of it is kept."""
    laptop.start()
    watched = Watched(chromium, before=(NO_HURRY, NOTHING_KEPT))
    watched.page.set_viewport_size({"width": 800, "height": 1280})
    watched.page.goto(laptop.links()["Notar"])
    yield watched.page
    watched.close()


def a_draft(exchange: OpenExchange, meeting: dict[str, Any], **changes: Any) -> RegisterAgreement:
    draft = RegisterAgreement.model_validate(
        {
            "id": new_id(),
            "agreement": new_id(),
            "promises": [a_promise(meeting["a"], meeting["b"], **changes)],
            "first_caller": meeting["b"],
            "next_step": "De ringer.",
        }
    )
    exchange.bus.send_from_thread(draft, BROKER)
    return draft


def field(page: Page, name: str) -> Any:
    return page.locator(f"[name='{name}']")


def show_anew(page: Page, draft: RegisterAgreement) -> None:
    """The queue, opened again, has the draft, and so has the page that is kept."""
    page.reload()
    page.wait_for_selector("html[data-queue-ready]")
    expect(page.locator(f"a[data-draft='{draft.agreement}']")).to_be_visible()
    kept = "async (id) => (await (await caches.match(location.pathname))?.text())?.includes(id)"
    until(page, kept, draft.agreement)


def open_queue(laptop: Laptop, page: Page) -> None:
    """As it is kept on the tablet; its links know that there is no net."""
    page.goto(f"{laptop.base}/notar")
    page.wait_for_selector("html[data-queue-ready]")


def open_form(page: Page) -> None:
    page.get_by_role("link", name="Ny avtale").first.click()
    page.wait_for_selector("html[data-form-ready]")


def write_down(page: Page, table: str, what: str) -> None:
    """A table, what, how much, when; Enter goes from one to the next, and sends."""
    field(page, "promises.0.giver").press_sequentially(table)
    page.keyboard.press("Enter")
    field(page, "promises.0.what").fill(what)
    field(page, "promises.0.quantity").fill("4 timer")
    field(page, "promises.0.due").fill("i mai")
    page.keyboard.press("Enter")


def test_what_is_registered_without_the_net_gets_its_numbers_when_it_is_back(laptop: Laptop, tablet: Page) -> None:
    exchange = laptop.exchange()
    meetings = exchange.store.ask(meetings_now)
    draft = a_draft(exchange, meetings[4], due="")
    show_anew(tablet, draft)
    laptop.stop()

    open_form(tablet)
    for table, what in (("bord 1", "Skrevet uten nett, den første"), ("bord 2", "Skrevet uten nett, den andre")):
        write_down(tablet, table, what)
        receipt = tablet.locator("[data-receipts] li", has_text=what)
        expect(receipt).to_contain_text("Lagret her. Får nummer når nettet er tilbake.")
        expect(field(tablet, "promises.0.giver")).to_have_value("")  # ready for the next one
    expect(tablet.locator("[data-queue-says]")).to_contain_text("2 innføringer er lagret her")
    for name, typed in (("giver", "Finnesikkelaget"), ("receiver", "Turlaget"), ("what", "Blir ikke borte")):
        field(tablet, f"promises.0.{name}").fill(typed)
    tablet.get_by_role("button", name="Bare registrer").click()
    expect(tablet.locator("[data-form-says]")).to_contain_text("Fant ingen aktør som heter «Finnesikkelaget»")
    assert field(tablet, "promises.0.what").input_value() == "Blir ikke borte"

    tablet.goto(f"{laptop.base}/notar")  # kept on the tablet
    tablet.get_by_role("link", name="De ble enige").nth(2).click()
    expect(field(tablet, "promises.0.giver")).to_have_value(meetings[2]["a_name"])
    open_queue(laptop, tablet)
    tablet.locator(f"a[data-draft='{draft.agreement}']").click()
    tablet.wait_for_selector("html[data-form-ready]")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Rett avtalen")
    assert field(tablet, "promises.0.quantity").input_value() == "4 ansatte"
    field(tablet, "promises.0.due").fill("innen jul")
    tablet.keyboard.press("Enter")
    expect(tablet.locator("[data-queue-says]")).to_contain_text("3 innføringer er lagret her")
    expect(field(tablet, "promises.0.due")).to_have_value("")  # the form has given up waiting for an answer
    assert exchange.store.ask(reads.agreements, utc_now())[0].status == "agreed", "the server knows nothing of it yet"

    laptop.start()
    expect(tablet.locator("[data-queue-says]")).to_contain_text("Alt er lagret hos børsen")
    for number in (1, 2, 3):
        expect(tablet.locator("[data-receipts] li", has_text=f"Avtale nr. {number}.")).to_be_visible()
    lines = {line.number: line.what for line in exchange.store.ask(reads.agreements, utc_now())}
    assert lines == {
        1: "Skrevet uten nett, den første",
        2: "Skrevet uten nett, den andre",
        3: draft.promises[0].what,
    }
    chain = exchange.store.ask(reads.chain, draft.agreement)
    assert (chain[0].status, chain[0].terms.promises[0].due) == ("knocked_through", "innen jul")


@pytest.mark.parametrize("room", ["notar", "avtale"])  # with a live stream, and without
def test_the_tablet_hears_that_the_server_is_back_though_the_net_was_never_gone(
    laptop: Laptop, tablet: Page, room: str
) -> None:
    tablet.add_init_script(NO_PATIENCE)
    laptop.stop()
    tablet.goto(f"{laptop.base}/notar")
    open_form(tablet)
    write_down(tablet, "bord 1", "Skrevet uten nett")
    expect(tablet.locator("[data-queue-says]")).to_contain_text("1 innføring er lagret her")
    tablet.goto(f"{laptop.base}/{room}")
    until(tablet, "() => window.hasGivenUp")
    expect(tablet.locator("html")).to_have_attribute("data-offline", "")
    laptop.start()
    expect(tablet.locator("[data-queue-says]")).to_contain_text("Alt er lagret hos børsen")


def test_a_correction_that_another_desk_overtook_is_kept_with_what_was_typed(laptop: Laptop, tablet: Page) -> None:
    exchange = laptop.exchange()
    draft = a_draft(exchange, exchange.store.ask(meetings_now)[0])
    show_anew(tablet, draft)
    laptop.stop()
    tablet.locator(f"a[data-draft='{draft.agreement}']").click()
    tablet.wait_for_selector("html[data-form-ready]")
    field(tablet, "promises.0.quantity").fill("Seks, sa de ved bordet")
    tablet.get_by_role("button", name="Bare registrer").click()
    expect(tablet.locator("[data-queue-says]")).to_contain_text("1 innføring er lagret her")
    # The form has given up waiting for an answer; one that came sooner would be said in it.
    expect(field(tablet, "promises.0.quantity")).to_have_value("")
    meanwhile = draft.model_dump(include={"agreement", "promises", "first_caller", "conditions"})
    exchange.bus.send_from_thread(
        CorrectAgreement(id=new_id(), version=1, next_step="Notar 2 rettet dette.", **meanwhile), OTHER_NOTARY
    )

    laptop.start()
    refused = tablet.locator("[data-queue-refused]")
    expect(refused).to_contain_text("1 innføring ble ikke tatt imot")
    refused.locator("summary").click()
    expect(refused).to_contain_text("Notar 2 gjorde noe med denne avtalen")
    refused.get_by_role("link", name="Åpne skjemaet").click()
    expect(field(tablet, "promises.0.quantity")).to_have_value("Seks, sa de ved bordet")
    tablet.add_init_script(f"{{{NO_HURRY}}}")
    tablet.reload()  # with the net, the form knows the version that stands now
    tablet.wait_for_selector("html[data-form-ready]")
    expect(field(tablet, "promises.0.quantity")).to_have_value("Seks, sa de ved bordet")
    tablet.get_by_role("button", name="Bare registrer").click()
    expect(tablet).to_have_url(f"{laptop.base}/avtale/{draft.agreement}")
    expect(tablet.get_by_text("Seks, sa de ved bordet")).to_be_visible()
    newest = exchange.store.ask(reads.chain, draft.agreement)[0]
    assert (newest.version, newest.terms.promises[0].quantity) == (3, "Seks, sa de ved bordet")


def test_approve_send_back_and_knock_through_go_on_without_the_net(laptop: Laptop, tablet: Page) -> None:
    exchange = laptop.exchange()
    meetings = exchange.store.ask(meetings_now)
    approved, returned, open_page = (a_draft(exchange, meetings[n]) for n in (0, 1, 2))
    show_anew(tablet, open_page)
    tablet.goto(f"{laptop.base}/avtale/{open_page.agreement}")
    tablet.wait_for_selector("html[data-entries-ready]")
    laptop.stop()

    tablet.get_by_role("button", name="Godkjenn og klubb gjennom").click()  # on its own page, when the net goes
    tablet.wait_for_url(f"{laptop.base}/notar")
    receipts = tablet.locator("[data-receipts] li")
    expect(receipts.first).to_contain_text("Lagret her. Får nummer når nettet er tilbake.")
    row = tablet.locator(f"[data-waits='{open_page.agreement}']")
    expect(row).to_contain_text("Klubbet gjennom her. Får nummer når nettet er tilbake")

    tablet.locator(f"a[data-draft='{approved.agreement}']").click()
    tablet.wait_for_selector("html[data-form-ready]")
    tablet.get_by_role("button", name="Bare godkjenn").click()
    tablet.wait_for_url(f"{laptop.base}/notar")
    expect(tablet.locator(f"[data-waits='{approved.agreement}']")).to_contain_text("Godkjent her")
    tablet.locator(f"a[data-draft='{approved.agreement}']").click()  # and then knocked through, as the version after
    tablet.wait_for_selector("html[data-form-ready]")
    expect(tablet.get_by_role("button", name="Bare godkjenn")).to_be_hidden()
    tablet.get_by_role("button", name="Registrer og klubb gjennom").click()
    expect(tablet.locator("[data-queue-says]")).to_contain_text("3 innføringer er lagret her")
    expect(field(tablet, "promises.0.what")).to_have_value("")  # the form has given up waiting for an answer

    open_queue(laptop, tablet)
    tablet.locator(f"a[data-draft='{returned.agreement}']").click()
    tablet.wait_for_selector("html[data-form-ready]")
    tablet.locator("summary", has_text="Send tilbake").click()
    back = tablet.locator("form[data-entry=SendBack]")
    back.get_by_role("button").click()
    assert tablet.locator("#back-note:invalid").count() == 1, "not without a word"
    back.get_by_label("Hva må rettes?").fill("Skriv hvilken dag.")
    back.get_by_role("button").click()
    tablet.wait_for_url(f"{laptop.base}/notar")
    expect(tablet.locator(f"[data-waits='{returned.agreement}']")).to_contain_text("Sendt tilbake her")

    laptop.start()
    expect(tablet.locator("[data-queue-says]")).to_contain_text("Alt er lagret hos børsen")
    expect(receipts.filter(has_text="Avtale nr. 1.")).to_be_visible()
    lines = {line.id: (line.number, line.status) for line in exchange.store.ask(reads.agreements, utc_now())}
    assert lines == {
        open_page.agreement: (1, "knocked_through"),
        approved.agreement: (2, "knocked_through"),
        returned.agreement: (None, "returned"),
    }
    assert exchange.store.ask(reads.chain, returned.agreement)[0].note == "Skriv hvilken dag."


def test_with_the_net_a_step_that_another_desk_overtook_is_answered_by_the_server(laptop: Laptop, online: Page) -> None:
    tablet = online
    exchange = laptop.exchange()
    draft = a_draft(exchange, exchange.store.ask(meetings_now)[0])
    tablet.goto(f"{laptop.base}/avtale/{draft.agreement}")
    tablet.wait_for_selector("html[data-entries-ready]")
    tablet.locator("form[data-entry=KnockThrough] [name=version]").evaluate("(field) => (field.value = 7)")
    tablet.get_by_role("button", name="Godkjenn og klubb gjennom").click()
    expect(tablet.get_by_text("En annen var raskere")).to_be_visible()
    assert exchange.store.ask(reads.agreements, utc_now())[0].status == "agreed"
    expect(tablet.locator("[data-queue-refused]")).to_be_hidden()
    tablet.get_by_role("button", name="Godkjenn og klubb gjennom").click()
    is_registered(tablet, 1)
