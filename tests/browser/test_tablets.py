"""From the organiser's code to a tablet at work: paired, locked from afar, taken away; a real browser on each side."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import Served, Watched
from tests.browser.test_everybody_can_use_it import faults
from tests.browser.waiting import NO_HURRY

pytestmark = pytest.mark.browser

PIN = "2718"


def a_code(office: Page, served: Served, job: str, name: str) -> str:
    """What the organiser's page shows for a tablet without a camera."""
    office.goto(served.url("/styre/nettbrett"))
    if office.get_by_role("button", name="Velg PIN-kode").count():
        office.get_by_label("PIN-kode").fill(PIN)
        office.get_by_role("button", name="Velg PIN-kode").click()
    office.get_by_label(job, exact=True).check()
    office.get_by_label("Navn").fill(name)
    office.get_by_role("button", name="Vis koden").click()
    return office.locator(".pairing-typed").inner_text()


def pair(page: Page, served: Served, code: str) -> None:
    page.goto(served.url("/koble"))
    page.get_by_label("Koden på arrangørens skjerm").fill(code)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("button", name="Koble til").click()
    page.get_by_role("heading", name="Resepsjon", level=1).wait_for()
    page.locator("[data-door][data-ready]").wait_for()


def clean(watched: Watched) -> None:
    for width in (320, 800, 1280):
        watched.page.set_viewport_size({"width": width, "height": 900})
        assert faults(watched) == [], f"{watched.page.url} at {width}"
        assert not watched.is_wider_than_the_screen(), f"{watched.page.url} at {width}"


def test_a_tablet_is_paired_locked_from_afar_and_taken_away(served: Served, chromium: Browser) -> None:
    office, tablet = Watched(chromium), Watched(chromium, "phone", before=(NO_HURRY,))
    office.page.goto(served.links["Arrangør"])
    code = a_code(office.page, served, "Resepsjon", "Nettbrett 1 ved døra")
    clean(office)

    tablet.page.goto(served.url("/koble"))
    clean(tablet)
    tablet.page.get_by_label("Koden på arrangørens skjerm").fill(code.lower())
    tablet.page.get_by_role("button", name="Gå videre").click()
    clean(tablet)
    tablet.page.get_by_role("button", name="Koble til").click()
    tablet.page.get_by_role("heading", name="Resepsjon", level=1).wait_for()
    name = tablet.page.get_by_role("link", name="Nettbrett 1 ved døra").bounding_box()
    assert name is not None
    assert name["height"] >= 44, "a thumb finds it"
    # The organiser's page knows by itself.
    office.page.get_by_role("button", name="Lås skjermen").wait_for()
    assert office.page.locator(".pairing").count() == 0
    clean(office)

    tablet.page.goto(served.url("/nettbrett"))
    clean(tablet)
    there = office.page.url
    office.page.goto(served.url("/styre/nettbrett"))
    clean(office)
    office.page.goto(there)
    tablet.page.goto(served.url("/resepsjon"))
    office.page.get_by_role("button", name="Lås skjermen").click()
    tablet.page.get_by_role("heading", name="Skjermen er låst").wait_for()  # at once, by the stream
    clean(tablet)
    tablet.page.get_by_label("PIN-kode").fill("0000")
    tablet.page.get_by_role("button", name="Lås opp").click()
    tablet.page.get_by_text("PIN-koden er feil").first.wait_for()
    clean(tablet)
    tablet.page.get_by_label("PIN-kode").fill(PIN)
    tablet.page.get_by_role("button", name="Lås opp").click()
    tablet.page.get_by_role("heading", name="Resepsjon", level=1).wait_for()

    office.page.get_by_role("button", name="Trekk tilbake").click()
    clean(office)
    tablet.page.get_by_text("Dette nettbrettet er koblet fra").wait_for()
    clean(tablet)
    office.close()
    tablet.close()


def test_pulling_out_the_net_does_not_open_the_lock(served: Served, chromium: Browser) -> None:
    """The reception's page lies on the tablet for the time without a net, but not while it is locked."""
    office, tablet = Watched(chromium), Watched(chromium, "phone", before=(NO_HURRY,))
    office.page.goto(served.links["Arrangør"])
    code = a_code(office.page, served, "Resepsjon", "Nettbrett 1")
    tablet.page.goto(served.url("/koble"))
    tablet.page.get_by_label("Koden på arrangørens skjerm").fill(code)
    tablet.page.get_by_role("button", name="Gå videre").click()
    tablet.page.get_by_role("button", name="Koble til").click()
    tablet.page.locator("html[data-kept]").wait_for()
    tablet.context.set_offline(True)
    tablet.page.reload()
    tablet.page.get_by_role("heading", name="Resepsjon", level=1).wait_for()
    tablet.context.set_offline(False)

    tablet.page.goto(served.url("/resepsjon"))
    tablet.page.get_by_role("button", name="Lås", exact=True).click()
    tablet.page.locator("html[data-thrown-away]").wait_for()
    tablet.context.set_offline(True)
    with pytest.raises(Error, match="net::ERR_"):
        tablet.page.goto(served.url("/resepsjon"))
    tablet.context.set_offline(False)
    office.close()
    tablet.context.close()  # it complained of the net that was taken away, as it should


def without_the_net(chromium: Browser, served: Served) -> tuple[Watched, Watched]:
    """The organiser's browser, and a tablet at the reception whose net has gone."""
    office, tablet = Watched(chromium), Watched(chromium, before=(NO_HURRY,))
    office.page.goto(served.links["Arrangør"])
    pair(tablet.page, served, a_code(office.page, served, "Resepsjon", "Nettbrett 5"))
    tablet.page.locator("html[data-kept]").wait_for()
    tablet.context.set_offline(True)
    return office, tablet


def test_a_tablet_locks_itself_without_the_net_and_opens_by_the_code_that_it_told(
    served: Served, chromium: Browser
) -> None:
    office, tablet = without_the_net(chromium, served)
    page = tablet.page
    name = page.locator(".guest-name").nth(1).inner_text()

    page.get_by_role("button", name="Lås", exact=True).click()
    page.get_by_role("heading", name="Lås uten nett").wait_for()
    clean(tablet)
    tablet.shoot("las-uten-nett")
    page.get_by_role("button", name="Avbryt").click()
    expect(page.locator(".guest-name", has_text=name).first).to_be_visible()  # thought better of it
    code = lock_without_net(page)
    clean(tablet)
    tablet.shoot("last-uten-nett")

    # Neither a reload, nor the address, nor «back», nor another tab shows more than the lock.
    other = tablet.context.new_page()
    for one, go in [(page, "reload"), (page, "back"), (page, "address"), (other, "address")]:
        if go == "reload":
            one.reload()
        elif go == "back":
            one.go_back()
        else:
            one.goto(served.url("/resepsjon"))
        one.get_by_role("heading", name="Skjermen er låst").wait_for()
        assert name not in one.locator("body").inner_text()
    page.locator("html[data-lock-ready]").wait_for()
    for typed, says in (("0000", "Koden er feil"), (PIN, "Koden er feil")):
        page.get_by_label("Kode", exact=True).fill(typed)
        page.get_by_role("button", name="Lås opp").click()
        page.get_by_text(says).wait_for()
    page.get_by_label("Kode", exact=True).fill(code)
    page.get_by_role("button", name="Lås opp").click()
    for one in (page, other):
        expect(one.get_by_role("heading", name="Resepsjon", level=1)).to_be_visible()
    office.close()
    tablet.context.close()  # it complained of the net that was taken away, as it should


def test_a_lock_without_the_net_becomes_the_servers_when_it_is_back(served: Served, chromium: Browser) -> None:
    office, tablet = without_the_net(chromium, served)
    page = tablet.page
    page.locator(".guest").first.click()
    page.locator("[data-queue-says]", has_text="1 innføring er lagret her").wait_for()
    code = lock_without_net(page)
    tablet.context.set_offline(False)
    page.get_by_label("PIN-kode").wait_for()
    office.page.goto(served.url("/resepsjon"))
    office.page.locator("[data-arrived]", has_text=re.compile("^1$")).wait_for()  # sent behind the lock
    page.get_by_label("PIN-kode").fill(code)
    page.get_by_role("button", name="Lås opp").click()
    page.get_by_text("PIN-koden er feil").first.wait_for()
    page.locator("html[data-net-is-asked]").wait_for()
    tablet.context.set_offline(True)
    page.get_by_label("PIN-kode").fill(PIN)
    page.get_by_role("button", name="Lås opp").click()
    page.get_by_text("Ingen kontakt med børsen").wait_for()
    tablet.context.set_offline(False)
    page.get_by_role("button", name="Lås opp").click()
    page.get_by_role("heading", name="Resepsjon", level=1).wait_for()
    locks = page.evaluate("Object.keys(localStorage).filter((key) => key.includes('locked'))")
    assert locks == [], "it is over on the tablet, too"
    office.close()
    tablet.context.close()  # it complained of the net that was taken away, as it should


def lock_without_net(page: Page) -> str:
    """The code that opens it again."""
    page.get_by_role("button", name="Lås", exact=True).click()
    page.get_by_role("heading", name="Lås uten nett").wait_for()  # before that the code is the one of the last time
    code = page.locator("[data-lock-code]").inner_text()
    page.get_by_role("button", name="Lås skjermen").click()
    page.get_by_role("heading", name="Skjermen er låst").wait_for()
    return code


def test_a_tablet_revoked_while_it_was_offline_is_wiped_when_it_meets_the_server(
    served: Served, chromium: Browser
) -> None:
    """Names and pages go. What it has not sent can be saved and loaded, and is sent when it is paired again."""
    office, tablet = Watched(chromium), Watched(chromium)
    page = tablet.page
    office.page.goto(served.links["Arrangør"])
    pair(page, served, a_code(office.page, served, "Resepsjon", "Nettbrett 3"))
    page.locator("html[data-kept]").wait_for()
    page.locator(".guest").first.click()
    page.locator(".welcome [data-kept-there]").wait_for()  # «Alt er lagret» stood there before the tap, too
    tablet.context.set_offline(True)
    page.locator(".guest[data-state=away]").first.click()
    page.locator("[data-queue-says]", has_text="1 innføring er lagret her").wait_for()
    office.page.get_by_role("button", name="Trekk tilbake").click()

    tablet.context.set_offline(False)
    page.get_by_text("Dette nettbrettet er koblet fra").wait_for()
    page.locator("html[data-wiped]").wait_for()
    says = page.locator("[data-queue-says]")
    says.get_by_text("1 innføring er lagret her og ikke sendt").wait_for()
    clean(tablet)
    kept = page.evaluate(KEPT)
    assert (kept["kept"], kept["pages"]) == (0, [])
    assert kept["states"] == ["waiting"], "the one that the server has is gone with its name"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lagre det som ikke er sendt, på fil").click()
    file = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert [(row["kind"], row["by"]) for row in file["entries"]] == [("CheckIn", "Nettbrett 3")]
    assert file["clock"] == "server", "it has just been told by the server that it is out"
    load_back(office, served, saved.value.path(), file["entries"][0]["what"])

    pair(page, served, a_code(office.page, served, "Resepsjon", "Nettbrett 4"))
    page.locator("[data-queue-says]", has_text="Alt er lagret hos børsen").wait_for()
    assert page.locator("[data-queue-refused]").is_hidden(), "what the file brought counts once"
    office.close()
    tablet.context.close()  # it complained of the net that was taken away, as it should


def load_back(office: Watched, served: Served, file: Path, what: str) -> None:
    """The organiser loads the file that a tablet made."""
    page = office.page
    page.goto(served.url("/styre/nettbrett"))
    page.get_by_role("link", name="Last inn en fil").click()
    clean(office)
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Se hva fila inneholder").click()
    assert "klokke" not in page.locator("main").inner_text()
    page.get_by_role("rowheader", name=what).wait_for()
    clean(office)
    office.shoot("ikke-sendt-fil")
    page.get_by_role("button", name="Før inn 1 innføring").click()
    page.get_by_text("Alt i fila er hos børsen").wait_for()
    clean(office)
    office.shoot("ikke-sendt-svar")


KEPT = """async () => {
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open(`borse/${location.pathname.split("/")[1]}`);
    asked.onsuccess = () => resolve(asked.result);
  });
  const all = (name) => new Promise((resolve) => {
    const asked = db.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  const pages = (await caches.keys()).filter((name) => name.startsWith("borse-pages"));
  const [entries, kept] = [await all("entries"), await all("kept")];
  db.close();
  return { kept: kept.length, states: entries.map((entry) => entry.state), pages };
}"""


def test_the_whole_of_it_works_without_scripts(served: Served, chromium: Browser) -> None:
    office, tablet = Watched(chromium, javascript=False), Watched(chromium, "phone", javascript=False)
    office.page.goto(served.links["Arrangør"])
    code = a_code(office.page, served, "Notar", "Notar 1")
    tablet.page.goto(served.url("/koble"))
    tablet.page.get_by_label("Koden på arrangørens skjerm").fill(code)
    tablet.page.get_by_role("button", name="Gå videre").click()
    tablet.page.get_by_role("button", name="Koble til").click()
    assert tablet.page.url == served.url("/notar")
    tablet.page.get_by_role("button", name="Lås", exact=True).click()
    tablet.page.get_by_label("PIN-kode").fill(PIN)
    tablet.page.get_by_role("button", name="Lås opp").click()
    assert tablet.page.url == served.url("/notar")
    office.close()
    tablet.close()
