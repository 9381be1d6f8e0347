"""The reception with the server really gone: it opens, finds, checks in, registers, undoes; then all of it is there.

The server is killed, the browser is killed; the profile on disk and the børs's file are what is left of each.
"""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from borse.bus import Role
from borse.store.database import connect
from scenarios.laptop import Laptop
from scenarios.tablet.device import Device
from scenarios.tablet.evening import evening
from tests.browser.conftest import SCREENSHOTS
from tests.browser.laptop import a_laptop_since_yesterday, begin_round_one
from tests.browser.test_everybody_can_use_it import AXE, RULES
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

ADA, BJORN = "Ada Algoritmi", "Bjørn Beggeland"
A_DAY = 86_400_000


@pytest.fixture
def laptop(demo_file: Path, tmp_path: Path) -> Iterator[Laptop]:
    yield from a_laptop_since_yesterday(demo_file, tmp_path)


@pytest.fixture
def tablets(chromium: Browser, laptop: Laptop, tmp_path: Path) -> Iterator[list[Device]]:
    devices = [Device(chromium.browser_type, laptop, tmp_path / f"profile-{number}") for number in (1, 2)]
    yield devices
    for device in devices:
        device.close()


def says(page: Page) -> Any:
    return expect(page.locator("[data-queue-says]"))


def drained(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "saved")


def no_fault(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async (rules) => (await axe.run(document, {runOnly: rules})).violations", RULES)
    assert found == [], json.dumps(found, indent=1)


def shoot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"offline-{name}.png")


def test_the_reception_goes_on_with_the_server_gone_and_the_browser_killed(
    laptop: Laptop, tablets: list[Device]
) -> None:
    tablet = tablets[0]
    tablet.open(by_link=True)
    tablet.close()
    laptop.kill()
    page = tablet.open()
    assert page.locator(".guests li").count() == 60
    tablet.tap(ADA)
    says(page).to_contain_text("1 innføring er lagret her, sendes når vi får kontakt")
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "here")
    expect(page.locator("[data-queue-age]")).to_contain_text("Eldste")
    expect(page.get_by_text("Lagret her på nettbrettet")).to_be_visible()
    expect(page.locator(".welcome")).to_contain_text("Bord")
    shoot(page, "sjekket-inn")
    tablet.tap(BJORN)
    tablet.undo()
    page.locator("[data-walk-in-open]").click()
    page.get_by_role("button", name="Registrer og sjekk inn").click()
    expect(page.get_by_text("Dette feltet må fylles ut.").first).to_be_visible()
    page.get_by_role("button", name="Avbryt").click()
    page.goto(f"{laptop.base}/storskjerm")  # a page that the tablet has never seen
    expect(page.get_by_role("heading", name="Denne siden trenger nett")).to_be_visible()
    no_fault(page)
    shoot(page, "uten-nett")
    page.go_back()
    page.wait_for_selector("[data-door][data-ready]")
    tablet.register("Grete Fjeld", "Hagelaget Nord")
    says(page).to_contain_text("4 innføringer")
    tablet.kill()
    page = tablet.open()
    says(page).to_contain_text("4 innføringer er lagret her")
    page.locator("[data-find] input").fill("hagelaget nord")
    expect(page.locator(".guests li:not([hidden])")).to_have_count(1)
    expect(page.locator(".guests li:not([hidden])")).to_contain_text("Kom")
    laptop.start()
    drained(page)
    assert laptop.ask("select name from person where arrived_at is not null order by name") == [
        (ADA,),
        ("Grete Fjeld",),
    ]
    assert laptop.ask("select count(*) from arrival") == [(3,)]
    assert laptop.ask("select count(*) from arrival_undone") == [(1,)]


def test_a_page_of_a_desk_is_not_kept_from_one_evening_to_the_next(laptop: Laptop, tablets: list[Device]) -> None:
    page = tablets[0].open(by_link=True)
    old = f"{laptop.base}/meglere"
    kept = """async () => {
      const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("borse-pages")));
      return (await cache.keys()).map((request) => new URL(request.url).pathname.split("/").at(-1)).sort().join();
    }"""
    keep_as_of_yesterday = f"""async ([address, at]) => {{
      const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("borse-pages")));
      await cache.put(address, new Response("Navn", {{ headers: {{ "Kept-At": String(at) }} }}));
      return (await ({kept})()) === "meglere,resepsjon,uten-nett";
    }}"""
    # Again, if the worker was still looking for old ones after the last opening.
    until(page, keep_as_of_yesterday, [old, page.evaluate("Date.now()") - A_DAY - 60_000])
    page.wait_for_timeout(3_100)  # what was kept as lately as that is not asked for again (JUST_NOW)
    page.reload()
    until(page, f"async () => await ({kept})() === 'resepsjon,uten-nett'")


def test_a_page_that_was_on_its_way_when_a_lock_threw_the_pages_away_is_not_kept(
    laptop: Laptop, tablets: list[Device]
) -> None:
    page = tablets[0].open(by_link=True)
    page.wait_for_timeout(3_100)  # as above
    with laptop.asleep():
        page.evaluate("""async () => {
          const { active } = await navigator.serviceWorker.ready;
          const { port1, port2 } = new MessageChannel();
          window.answered = new Promise((done) => (port1.onmessage = done));
          active.postMessage({ keep: location.pathname }, [port2]);
        }""")
        page.wait_for_timeout(500)  # it is asked for
        page.evaluate("""async () => {
          const main = document.querySelector("script[type=module]").src;
          const { throwAwayPages } = await import(main.replace("page.js", "offline/throw_away.js"));
          await throwAwayPages(location.pathname.replace("resepsjon", ""));
        }""")
    page.evaluate("() => window.answered")
    assert page.evaluate("async () => (await caches.match(location.pathname)) === undefined")


def test_with_the_laptop_gone_and_the_wifi_up_the_card_offers_nothing_that_only_the_laptop_can_do(
    laptop: Laptop, tablets: list[Device]
) -> None:
    tablet = tablets[0]
    page = tablet.open(by_link=True)
    slip = page.locator(".welcome-actions").get_by_role("link", name="Skriv ut lapp")
    tablet.tap(ADA)
    expect(slip).to_be_visible()
    drained(page)
    laptop.kill()
    tablet.tap(BJORN)
    says(page).to_contain_text("1 innføring er lagret her")
    assert page.evaluate("navigator.onLine"), "the browser itself knows of no trouble"
    expect(slip).to_be_hidden()
    tablet.tap(ADA)  # who was in before it went
    expect(slip).to_be_hidden()
    laptop.start()
    expect(slip).to_be_visible()


def test_without_a_server_nobody_is_sent_to_a_table_of_a_round_that_is_over_but_told_what_is_left_of_the_evening(
    laptop: Laptop, tablets: list[Device]
) -> None:
    laptop.kill()
    begin_round_one(laptop.exchange())
    laptop.start()
    tablet, where = tablets[0], ".welcome [data-first]"
    page = tablet.open(by_link=True)
    tablet.tap(ADA)
    expect(page.locator(where)).to_contain_text("Bord")
    drained(page)
    tablet.close()
    laptop.kill()
    for minutes, name, says in (
        (35, ADA, re.compile("^Møtet i runde [1-6] er over. Neste bord står på storskjermen og på lappen.$")),
        (45, BJORN, "Alle rundene er gått. Vis vei til fri børs og til en megler."),
        (70, ADA, "Gongen har gått, og børsen avsluttes nå. Vis vei inn i salen."),
    ):
        tablet.before = f"const now = Date.now; Date.now = () => now() + {minutes * 60_000};"
        page = tablet.open()
        tablet.tap(name)
        expect(page.locator(where)).to_have_text(says)
        tablet.close()


def test_a_tablet_that_has_its_server_back_asks_for_the_list_and_not_for_the_whole_page(
    laptop: Laptop, tablets: list[Device]
) -> None:
    """Two hundred of them do so at once: the page is 32 ms of the server's time, the list one."""
    tablet = tablets[0]
    page = tablet.open(by_link=True)
    laptop.kill()
    tablet.tap(ADA)
    expect(page.locator("html")).to_have_attribute("data-offline", "")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(laptop.base).partition("?")[0]))
    laptop.start()
    with page.expect_response(lambda answer: answer.url.endswith("/resepsjon/liste.json") and answer.ok):
        expect(page.locator("[data-queue]")).to_have_attribute("data-state", "saved")
    assert "/resepsjon" not in asked


def test_two_tablets_that_check_in_the_same_person_give_one_presence_and_a_note(
    laptop: Laptop, tablets: list[Device]
) -> None:
    first, other = tablets
    pages = [device.open(by_link=True) for device in (first, other)]
    laptop.kill()
    for device in (first, other):
        device.tap(ADA)
    pages[1].context.set_offline(offline=True)  # whoever comes second is told
    laptop.start()
    drained(pages[0])
    pages[1].context.set_offline(offline=False)
    drained(pages[1])
    assert laptop.ask("select count(*) from person where arrived_at is not null") == [(1,)]
    assert laptop.ask("select count(*) from arrival") == [(2,)]
    expect(pages[1].locator("[data-note]")).to_contain_text(f"{ADA} er også sjekket inn ved")
    expect(pages[0].locator("[data-noted]")).to_contain_text("1 merknad")
    pages[0].locator("[data-noted] summary").click()
    expect(pages[0].locator("[data-noted]")).to_contain_text(f"{ADA} er sjekket inn flere steder")
    shoot(pages[1], "to-nettbrett")


def test_what_is_refused_stays_until_a_person_has_cleared_it(laptop: Laptop, tablets: list[Device]) -> None:
    tablet = tablets[0]
    page = tablet.open(by_link=True)
    write = """async () => {
      const script = document.querySelector("script[src*='/reception/door.js']").src;
      const { queueOf } = await import(new URL("../offline/queue.js", script));
      const queue = await queueOf(document.querySelector("[data-door]").dataset.base);
      await queue.write("CheckIn", { person: "x" }, "Ola Feil er sjekket inn");
    }"""
    page.evaluate(write)
    tablet.tap(ADA)
    refused = page.locator("[data-queue-refused]")
    expect(refused).to_contain_text("1 innføring ble ikke tatt imot")
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "refused")
    assert laptop.ask("select count(*) from arrival") == [(1,)], "one that is refused holds nobody up"
    page.reload()
    page.wait_for_selector("[data-door][data-ready]")
    refused.locator("summary").click()
    expect(refused).to_contain_text("Ola Feil er sjekket inn")
    no_fault(page)
    shoot(page, "avvist")
    refused.get_by_role("button", name="Fjern fra lista").click()
    expect(refused).to_be_hidden()


def test_a_device_that_is_at_two_desks_keeps_what_each_of_them_needs(laptop: Laptop, tablets: list[Device]) -> None:
    """A small børs has one laptop at the door, and agreements are written on it."""
    tablet = tablets[0]
    page = tablet.open(by_link=True)
    page.goto(laptop.link(Role.NOTARY))
    page.wait_for_selector("html[data-queue-ready]")
    laptop.kill()
    tablet.close()
    page = tablet.open()
    assert page.locator(".guests li").count() == 60
    tablet.tap(ADA)


@pytest.mark.parametrize("wrong", [-A_DAY, A_DAY])
def test_a_clock_that_is_wrong_by_a_day_does_no_harm(laptop: Laptop, tablets: list[Device], wrong: int) -> None:
    tablet = tablets[0]
    tablet.open(by_link=True)
    tablet.close()
    laptop.kill()
    tablet.before = f"const now = Date.now; Date.now = () => now() + {wrong};"
    tablet.open()
    tablet.tap(ADA)
    tablet.kill()
    page = tablet.open()
    laptop.start()
    drained(page)
    ((age,),) = laptop.ask(
        "select (julianday('now') - julianday(arrived_at)) * 86400 from person where arrived_at is not null"
    )
    assert 0 <= age < 600, "it came in this evening, whatever the tablet's calendar says"


def test_the_page_has_no_fault_that_axe_finds_in_any_of_its_states(laptop: Laptop, tablets: list[Device]) -> None:
    tablet = tablets[0]
    page = tablet.open(by_link=True)
    tablet.tap(ADA)
    expect(page.locator("[data-kept-there]")).to_be_visible()
    no_fault(page)
    laptop.kill()
    tablet.tap(BJORN)
    expect(page.locator("[data-kept-here]")).to_be_visible()
    no_fault(page)
    page.locator("[data-walk-in-open]").click()
    page.get_by_role("button", name="Registrer og sjekk inn").click()
    no_fault(page)
    for width in (390, 800, 1280):
        page.set_viewport_size({"width": width, "height": 1280})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        shoot(page, f"ny-{width}")
    page.get_by_role("button", name="Avbryt").click()
    for width in (390, 800, 1280):
        page.set_viewport_size({"width": width, "height": 1280})
        shoot(page, f"liste-{width}")


def test_an_evening_offline_with_a_browser_that_is_killed_again_and_again(
    laptop: Laptop, tablets: list[Device]
) -> None:
    """The small form of `python -m scenarios tablet`."""
    promised = evening(laptop, tablets[0], entries=20, kills=3, say=lambda _line: None)
    assert promised.kills == 3
    assert promised.entries == 20


def test_a_tablet_that_is_let_in_no_longer_keeps_its_queue_and_forgets_the_names(
    laptop: Laptop, tablets: list[Device]
) -> None:
    tablet = tablets[0]
    page = tablet.open(by_link=True)
    laptop.kill()
    tablet.tap(ADA)
    with closing(connect(laptop.file).conn) as db:
        db.execute("update session set revoked_at = '2026-01-01T00:00:00.000000Z'")
        db.commit()
    laptop.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-queue]")).to_have_attribute("data-state", "out")
    says(page).to_contain_text("Ingenting er tapt")
    kept = """() => new Promise((resolve) => {
      const asked = indexedDB.open("borse/lorenskog-2027");
      asked.onsuccess = () => {
        const work = asked.result.transaction(["entries", "kept"]);
        const entries = work.objectStore("entries").count(), kept = work.objectStore("kept").count();
        work.oncomplete = () => resolve([entries.result, kept.result]);
      };
    })"""
    until(page, f"async () => (await ({kept})())[1] === 0")
    assert page.evaluate(kept) == [1, 0]
