"""One børs from the key of the house to the report, as a person walks it: on a phone and on a desktop.

Leaves pictures of every step in `screenshots/`. The home scenario's own player counts the figures
(`python -m scenarios lorenskog`); here it is the pages that are walked, with a real browser and its scripts.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Served, Watched
from tests.browser.waiting import ONLY_BY_THE_STREAM, is_registered

pytestmark = pytest.mark.browser

CSV = ROOT / "scenarios" / "lorenskog" / "pameldinger.csv"


class Walk:
    """Somebody who walks through `slug` with one browser, taking pictures."""

    def __init__(self, watched: Watched, address: str, slug: str) -> None:
        self.watched, self.page = watched, watched.page
        self.slug, self.base = slug, f"{address}/{slug}"
        self.step = 0

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def press(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def picture(self, name: str) -> None:
        self.step += 1
        assert not self.watched.is_wider_than_the_screen(), name
        self.watched.shoot(f"{self.step:02}-{name}")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_whole_evening_in_the_browser(served: Served, chromium: Browser, size: str) -> None:
    watched = Watched(chromium, size)
    walk = Walk(watched, served.address, f"kveld-{size}")
    create(walk, served.new_exchange)
    import_a_file(walk)
    party = sign_up(walk)
    publish(walk)
    read_own_page(walk, party)
    receive(walk, "Kari Prøvesen")
    sound_the_gong(walk)
    agree(walk)
    show_the_wall(walk)
    report(walk)
    watched.close()


def create(walk: Walk, address: str) -> None:
    page = walk.page
    page.goto(address)
    for label, value in {
        "Adresse": walk.slug,
        "Ditt navn": "Tove Arrangør",
        "Ditt passord som arrangør": "fem runde boller",
        "Navn på børsen": "Børskvelden",
        "Dørene åpner": "2027-03-16T17:30",
        "Gongen går (børstiden begynner)": "2027-03-16T18:15",
        "Påmeldingen stenger": "2027-03-15T12:00",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    walk.press("Lag børsen")
    expect(page.get_by_role("alert")).to_contain_text("Dette feltet må fylles ut")
    assert page.get_by_label("Ditt navn", exact=True).input_value() == "Tove Arrangør"
    walk.picture("ny-bors-mangler-sted")
    page.get_by_label("Sted", exact=True).fill("Storstua")
    page.get_by_label("Ditt passord som arrangør").fill("fem runde boller")
    page.get_by_label("Trinnfrie bord").fill("Bord 1, Bord 2")
    walk.press("Lag børsen")
    expect(page).to_have_url(re.compile(f"/{walk.slug}/styre$"))
    walk.picture("styre")


def import_a_file(walk: Walk) -> None:
    page = walk.go("/styre/import")
    page.locator("input[type=file]").set_input_files(CSV)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Se over importen")).to_be_visible()
    expect(page.get_by_text("Må rettes").first).to_be_visible()
    walk.picture("import")
    page.get_by_role("button", name=re.compile("Importer .* rader")).click()
    expect(page).to_have_url(re.compile("/styre/aktorer"))


def sign_up(walk: Walk) -> str:
    """By the public form, two wrong turns included. Returns the address of the person's own page."""
    page = walk.go("/pamelding")
    is_phone = walk.watched.size == "phone"  # one question at a time

    def go_on() -> None:
        if is_phone:
            number = int(str(page.get_by_role("progressbar").get_attribute("value")))
            page.get_by_role("button", name="Videre", exact=True).click()
            expect(page.get_by_role("progressbar")).to_have_attribute("value", str(number + 1))

    page.get_by_label("Forening", exact=True).check()
    page.get_by_label("Navn på bedriften, foreningen eller enheten").fill("Prøvelaget")
    go_on()
    page.locator("[id='people.0.name']").fill("Kari Prøvesen")
    page.locator("[id='people.0.email']").fill("kari(a)example.org")
    (page.get_by_role("button", name="Videre" if is_phone else "Meld på", exact=True)).last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("[id='people.0.name']").input_value() == "Kari Prøvesen"
    walk.picture("pamelding-feil-epost")
    page.locator("[id='people.0.email']").fill("kari@example.org")
    go_on()
    page.locator("[id='offers.0.text']").fill("Vi kan hjelpe til på arrangementer.")
    go_on()
    page.locator("[id='needs.0.text']").fill("Vi trenger hjelp til å pusse opp klubbhuset.")
    go_on()
    go_on()
    page.get_by_label("Vi godtar").check()
    page.get_by_role("button", name="Meld på", exact=True).last.click()
    expect(page).to_have_url(re.compile("/pamelding/kvittering/"))
    walk.picture("kvittering")
    link = page.locator("a[href*='/p/']").first.get_attribute("href")
    assert link is not None
    return link


def publish(walk: Walk) -> None:
    page = walk.go("/styre/program")
    page.get_by_role("radio", name=re.compile("^5 sekunder")).check()
    walk.press("Planlegg")
    expect(page.get_by_role("link", name="Se over utkastet")).to_be_visible()
    page.get_by_role("link", name="Se over utkastet").click()
    expect(page.get_by_text("av det mulige").first).to_be_visible()
    walk.picture("utkast")
    page.get_by_role("button", name=re.compile("^Publiser")).first.click()
    expect(page.get_by_text("Publisert").first).to_be_visible()


def read_own_page(walk: Walk, address: str) -> None:
    walk.page.goto(address)
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Kari Prøvesen")
    walk.picture("deltakerens-side")


def receive(walk: Walk, name: str) -> None:
    page = walk.go("/resepsjon")
    page.locator("[data-door][data-ready]").wait_for()  # before that the list may be made anew under a tap
    walk.picture("resepsjon")
    page.get_by_label("Finn deltaker").fill("kari prø")
    page.get_by_role("button", name=re.compile(name)).click()
    expect(page.get_by_text("Sjekket inn kl.")).to_be_visible()
    walk.picture("sjekket-inn")


def sound_the_gong(walk: Walk) -> None:
    page = walk.go("/klokke")
    page.locator("form[action$='/klokke/start'] button").click()
    for _phase in ("welcome", "round 1"):
        page.locator("form[action$='/klokke/neste'] button").click()
    expect(page.get_by_text("Runde 1").first).to_be_visible()
    walk.picture("klokke")


def agree(walk: Walk) -> None:
    page = walk.go("/avtale")
    page.locator("[id='promises.0.giver']").fill("prøvelaget")
    page.locator("[id='promises.0.receiver']").fill("Fotballklubben")
    page.locator("[id='promises.0.what']").fill("Stiller i kiosken på hjemmekampene")
    page.locator("[id='promises.0.quantity']").fill("4 frivillige")
    page.locator("[id='promises.0.due']").fill("hele våren")
    page.locator("[id='promises.0.category']").select_option("nyttige never")
    page.locator("[id='promises.0.hours']").fill("24")
    walk.picture("avtale")
    walk.press("Registrer og klubb gjennom")
    is_registered(page, 1)
    walk.picture("avtale-1")


def show_the_wall(walk: Walk) -> None:
    page = walk.go("/storskjerm")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Runde 1")
    expect(page.locator(".screen-names li:visible").first).to_be_visible()
    walk.watched.shoot("11-storskjerm", whole=False)


def report(walk: Walk) -> None:
    page = walk.go("/rapport")
    expect(page.get_by_text("24").first).to_be_visible()
    walk.picture("rapport")
    for ending, beginning in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        link = page.locator(f"a[href$='/rapport.{ending}']").first.get_attribute("href")
        assert page.request.get(walk.page.url.split(f"/{walk.slug}/")[0] + str(link)).body().startswith(beginning)


def test_the_wall_hears_of_an_agreement_without_being_touched(served: Served, chromium: Browser) -> None:
    """Two browsers: what a notary knocks through stands on the big screen a moment later."""
    wall, notary = Watched(chromium), Watched(chromium)
    host = Walk(wall, served.address, served.slug)
    host.page.goto(served.links["Vert"])
    host.page.locator("form[action$='/klokke/start'] button").click()
    for _phase in ("welcome", "round 1"):
        host.page.locator("form[action$='/klokke/neste'] button").click()
    host.page.add_init_script(ONLY_BY_THE_STREAM)
    host.page.goto(served.links["Storskjerm"])
    expect(host.page.get_by_role("heading", level=1)).to_contain_text("Runde 1")
    walk = Walk(notary, served.address, served.slug)
    walk.page.goto(served.links["Notar"])
    walk.go("/avtale")
    for field, value in {"giver": "Turlaget", "receiver": "Biblioteket", "what": "Går tur med lesesirkelen"}.items():
        walk.page.locator(f"[id='promises.0.{field}']").fill(value)
    walk.page.locator("[id='promises.0.quantity']").fill("en tur")
    walk.page.locator("[id='promises.0.due']").fill("i mai")
    walk.press("Registrer og klubb gjennom")
    expect(host.page.get_by_text("Går tur med lesesirkelen").first).to_be_visible()
    wall.close()
    notary.close()


def test_it_all_works_without_scripts(served: Served, chromium: Browser) -> None:
    """Signing up, finding somebody at the door, and one's own page, in a browser that runs no scripts."""
    watched = Watched(chromium, "phone", javascript=False)
    walk = Walk(watched, served.address, served.slug)
    sign_up(walk)
    walk.page.goto(served.links["Resepsjon"])
    walk.page.get_by_label("Finn deltaker").fill("kari prø")
    walk.press("Finn")
    walk.page.get_by_role("button", name=re.compile("Kari Prøvesen")).click()
    expect(walk.page.get_by_text("Sjekket inn kl.")).to_be_visible()
    walk.page.goto(served.links["Deltaker"])
    expect(walk.page.get_by_role("heading", level=1)).to_be_visible()
    watched.close()
