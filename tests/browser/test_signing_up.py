"""A sign-up as a new user makes it, on a phone, without an account: in nynorsk, in Arabic, and by telephone.

A real server in a process of its own, with a mail server and a gateway for SMS that write down what comes.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Page, Response, expect

from scenarios.chromium import PATIENCE
from scenarios.ports import free_port
from tests.browser.conftest import Served, Server, Watched, serving
from tests.outreach.post_office import Letters, text_of

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Reached:
    """A børs whose messages arrive: letters at the mail server, SMS in the file of the gateway."""

    served: Served
    letters: Letters
    sms_file: Path

    def letter_to(self, page: Page, address: str, number: int = 1) -> str:
        """Subject and text of the newest of `number` letters, once so many have come."""
        _wait(page, lambda: len(self.letters.to(address)) >= number)
        letter = self.letters.to(address)[-1]
        return f"{letter['Subject']}\n{text_of(letter)}"

    def sms_to(self, page: Page, phone: str, number: int = 1) -> str:
        """The same for SMS."""
        _wait(page, lambda: len(self._sms(phone)) >= number)
        return self._sms(phone)[-1]["text"]

    def _sms(self, phone: str) -> list[dict[str, str]]:
        if not self.sms_file.exists():
            return []
        lines = (json.loads(line) for line in self.sms_file.read_text(encoding="utf-8").splitlines())
        return [line for line in lines if line["to"] == phone]


@pytest.fixture(scope="module")
def letters() -> Iterator[tuple[Letters, str]]:
    """What the mail server was sent; and where it is."""
    letters, port = Letters(), free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    yield letters, f"127.0.0.1:{port}"
    controller.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, letters: tuple[Letters, str]) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    settings = {
        "PORT": str(port),
        "BORSE_ADDRESS": f"http://127.0.0.1:{port}",
        "BORSE_SMTP": letters[1],
        "BORSE_SMTP_FROM": "Børsen <bors@kommune.example>",
        "BORSE_SMS": f"file:{folder / 'sms.jsonl'}",
    }
    with serving(folder, **settings) as server:
        yield server


@pytest.fixture
def reached(served: Served, server: Server, letters: tuple[Letters, str]) -> Reached:
    return Reached(served, letters[0], server.folder / "sms.jsonl")


def test_in_nynorsk_on_a_phone_that_dies_on_the_way(reached: Reached, chromium: Browser) -> None:
    watched = Watched(chromium, "phone", locale="nn-NO")
    page = watched.page
    page.goto(reached.served.url("/pamelding"))
    assert page.locator("html").get_attribute("lang") == "nn"
    with page.expect_response(_saves("Spelemannslaget")):  # while typing paused
        page.locator("[name=side][value=association]").check()
        page.locator("#name").fill("Spelemannslaget i lia")
    expect(page).to_have_url(re.compile(r"utkast=\w{32}$"))
    kept = page.url
    watched.close()

    watched = Watched(chromium, "phone", locale="nn-NO")
    page = watched.page
    page.goto(kept)
    assert page.locator("#name").input_value() == "Spelemannslaget i lia"
    _shows_only(page, "who")
    _go_on(page, "who")
    _mistype_the_address(page)
    watched.shoot("pamelding-nynorsk-feil")
    page.locator("[id='people.0.email']").fill("gro@spel.example")
    _go_on(page, "people")
    page.reload()
    _shows_only(page, "offers")
    page.locator("[name='day.give']").check()
    page.locator("[id='day.quantity']").fill("6 spelemenn")
    page.locator("[id='offers.0.text']").fill("Vi spelar til dans og bryllaup.")
    _go_on(page, "offers")
    page.locator("[id='needs.0.text']").fill("Vi treng nokon som kan hjelpe oss med rekneskapen.")
    _go_on(page, "needs")
    page.locator("[id='wishes.0']").fill("Regnskapskontoret")
    page.locator("button[value='back meet']:visible").click()
    assert page.locator("[id='needs.0.text']").input_value().startswith("Vi treng")
    _go_on(page, "needs")
    assert page.locator("[id='wishes.0']").input_value() == "Regnskapskontoret"
    _go_on(page, "meet")
    watched.shoot("pamelding-nynorsk-slutt")
    code = _finish(page)
    letter = reached.letter_to(page, "gro@spel.example")
    assert letter.startswith("Du er påmeld Frivilligbørsen i Lørenskog 2027")
    assert "Lenkja er berre di." in letter
    assert code in letter
    _change_by_code(watched, reached, code, "gro@spel.example", "Vi lærer bort ein reinlender.")
    _finds_three_that_fit(page)
    _asks_for_the_link_again(page, reached, "440 00 091")
    sms = reached.sms_to(page, "+4744000091")
    assert "/p/" in sms
    assert code in sms
    watched.close()


def _saves(word: str) -> Callable[[Response], bool]:
    """Whether an answer is to a draft with this word in it."""
    return lambda answer: answer.url.endswith("/pamelding/lagre") and word in (answer.request.post_data or "")


def _mistype_the_address(page: Page) -> None:
    page.locator("[id='people.0.name']").fill("Gro Felespelar")
    page.locator("[id='people.0.email']").fill("gro(at)spel.example")
    page.locator("[id='people.0.phone']").fill("440 00 091")
    page.locator("[id='people.0.channel']").select_option("email")
    page.locator(".step-ways button[value='next people']").click()
    expect(page.locator("[id='people.0.email-error']")).to_be_visible()


def test_in_arabic_from_right_to_left(reached: Reached, chromium: Browser) -> None:
    watched = Watched(chromium, "phone", locale="ar")
    page = watched.page
    page.goto(reached.served.url("/pamelding"))
    assert (page.locator("html").get_attribute("lang"), page.locator("html").get_attribute("dir")) == ("ar", "rtl")
    page.locator("[name=side][value=individual]").check()
    watched.shoot("pamelding-arabisk-1")
    _go_on(page, "who")
    page.locator("[id='people.0.name']").fill("ليلى حداد")
    page.locator("[id='people.0.phone']").fill("440 00 092")
    page.locator("[id='people.0.email']").fill("layla@eksempel.example")
    page.locator("[id='people.0.channel']").select_option("sms")
    watched.shoot("pamelding-arabisk-2")
    _go_on(page, "people")
    page.locator("[id='offers.0.text']").fill("Jeg kan bake brød, og hjelpe på arrangement og dugnad.")
    watched.shoot("pamelding-arabisk-3")
    _go_on(page, "offers")
    page.locator("[id='needs.0.text']").fill("أحتاج إلى من يساعدني في تعلم اللغة النرويجية.")
    _go_on(page, "needs")
    _go_on(page, "meet")
    assert not watched.is_wider_than_the_screen()
    code = _finish(page)
    assert page.locator("html").get_attribute("dir") == "rtl"
    watched.shoot("kvittering-arabisk")
    sms = reached.sms_to(page, "+4744000092")
    assert code in sms
    assert re.search(r"[\u0600-\u06ff]", sms)
    _change_by_code(watched, reached, code, "440 00 092", "أستطيع تعليم الطبخ.")
    _finds_three_that_fit(page)
    _asks_for_the_link_again(page, reached, "layla@eksempel.example")
    letter = reached.letter_to(page, "layla@eksempel.example")
    assert re.search(r"[\u0600-\u06ff]", letter.partition("\n")[0])
    assert "/p/" in letter
    watched.close()


def test_without_javascript_one_question_at_a_time(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone", javascript=False)
    page = watched.page
    page.goto(served.url("/pamelding"))
    page.locator("[name=side][value=business]").check()
    page.locator("#name").fill("Bakeriet")
    page.locator("#name").press("Enter")
    expect(page.locator("#name-error")).to_contain_text("Bakeriet er alt påmeldt")
    page.locator("#name").fill("Bakeriet i Sørbygda")
    page.locator("#name").press("Enter")
    _shows_only(page, "people")
    page.locator("[id='people.0.name']").fill("Brage Baker")
    page.locator("[name='no_contact']").check()
    _go_on(page, "people")
    page.locator("[name='day.give']").check()
    _go_on(page, "offers")
    _go_on(page, "needs")
    _go_on(page, "meet")
    page.locator("button[value='go offers']:visible").click()
    _shows_only(page, "offers")
    _go_on(page, "offers")
    _go_on(page, "needs")
    _go_on(page, "meet")
    page.get_by_role("button", name="Meld på", exact=True).click()
    page.locator("[data-error-summary] a").click()  # to the field, which is at this step
    page.locator("#rules").check()
    page.get_by_role("button", name="Meld på", exact=True).click()
    expect(page).to_have_url(re.compile("/pamelding/kvittering/"))
    watched.close()


def test_another_language_in_the_middle_loses_nothing(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone")
    page = watched.page
    page.goto(served.url("/pamelding"))
    page.locator("[name=side][value=association]").check()
    page.locator("#name").fill("Syklistene")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("#name").input_value() == "Syklistene"
    expect(page).to_have_url(re.compile("utkast="))
    watched.close()


def test_all_on_one_page_where_there_is_room(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium)
    page = watched.page
    page.goto(served.url("/pamelding"))
    for field in ("name", "people.0.name", "offers.0.text", "needs.0.text", "wishes.0", "rules"):
        expect(page.locator(f"[id='{field}']")).to_be_visible()
    expect(page.get_by_role("button", name="Videre", exact=True).filter(visible=True)).to_have_count(0)
    page.get_by_role("button", name="Vis ett spørsmål om gangen").click()
    _shows_only(page, "who")
    page.get_by_role("button", name="Vis alt på én side").click()
    expect(page.locator("[id='needs.0.text']")).to_be_visible()
    watched.close()


def test_by_telephone_through_the_staff(reached: Reached, chromium: Browser) -> None:
    watched = Watched(chromium)
    page = watched.page
    page.goto(reached.served.links["Arrangør"])
    page.goto(reached.served.url("/styre/aktorer"))
    page.locator("#sok").fill("Motorlauget")
    page.get_by_role("button", name="Søk").click()
    expect(page.locator("#parties")).to_contain_text("Ingen funnet")
    page.get_by_role("link", name="Meld på noen").click()
    page.locator("[name=side][value=association]").check()
    page.locator("#name").fill("Motorlauget")
    page.locator("[id='people.0.name']").fill("Mons Motormann")
    page.locator("[id='people.0.phone']").fill("440 00 093")
    page.locator("[id='offers.0.text']").fill("Vi reparerer gressklippere og kjører varebil.")
    page.locator("[id='needs.0.text']").fill("Vi trenger hjelp med regnskap, og et sted å møtes.")
    page.locator("#rules").check()
    page.get_by_role("button", name="Meld på", exact=True).last.click()
    expect(page).to_have_url(re.compile("/pamelding/kvittering/"))
    code = str(page.locator(".code").first.text_content())
    page.goto(reached.served.url("/styre/aktorer?sok=440 00 093"))
    page.get_by_role("link", name="Motorlauget").click()
    card = page.url
    page.get_by_role("button", name="Send lenken til Mons Motormann nå").click()
    assert code in reached.sms_to(page, "+4744000093")
    page.goto(card)
    expect(page.locator(".facts").first).to_contain_text("registrert av")
    page.get_by_role("link", name="Rett «Vi reparerer").click()
    page.locator("#quantity").fill("to biler")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("to biler")).to_be_visible()
    page.get_by_text("Hvem har gjort hva").click()
    expect(page.get_by_text("Oppslag rettet")).to_be_visible()
    page.get_by_role("link", name="Siden til Mons Motormann").click()
    _finds_three_that_fit(page)
    watched.close()


def _shows_only(page: Page, step: str) -> None:
    expect(page.locator(f"section[data-step={step}]")).to_be_visible()
    expect(page.locator("section[data-step]").filter(visible=True)).to_have_count(1)


def _go_on(page: Page, step: str) -> None:
    """From `step`; the next one is what is shown then."""
    page.locator(f".step-ways button[value='next {step}']").click()
    steps = ["who", "people", "offers", "needs", "meet", "finish"]
    _shows_only(page, steps[steps.index(step) + 1])


def _finish(page: Page) -> str:
    """Say yes to the rules and sign up. The code, which is there with a link and a QR."""
    page.locator("#rules").check()
    page.locator("section[data-step=finish] .step-ways button").first.click()
    expect(page).to_have_url(re.compile("/pamelding/kvittering/"))
    expect(page.locator(".receipt svg")).to_be_visible()
    expect(page.locator(".receipt a[href*='/p/']")).to_be_visible()
    return str(page.locator(".receipt .code").text_content()).strip()


def _change_by_code(watched: Watched, reached: Reached, code: str, who: str, offer: str) -> None:
    """With the code and the address that came with it: one offer more. Ends at the person's own page."""
    page = watched.page
    page.goto(reached.served.url("/endre"))
    page.locator("#code").fill(code)
    page.locator("#who").fill(who)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/p/[a-z2-7]{26}/endre$"))
    page.locator("a[href*='nytt-oppslag?slag=tilbud']").click()
    page.locator("#text").fill(offer)
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text(offer)).to_be_visible()
    page.goto(page.url.removesuffix("/endre"))


def _finds_three_that_fit(page: Page) -> None:
    """From a person's own page."""
    page.locator("a[href$='/tavla']").first.click()
    page.locator("a[href$='/tavla/passer']").first.click()
    expect(page.locator(".board > li").nth(2)).to_be_visible()


def _asks_for_the_link_again(page: Page, reached: Reached, reach: str) -> None:
    page.goto(reached.served.url("/glemt-lenke"))
    page.locator("#reach").fill(reach)
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("spurt"))
    assert "/p/" not in page.content()


def _wait(page: Page, is_true: Callable[[], bool]) -> None:
    """Until it is; the browser goes on meanwhile."""
    for _tenth in range(PATIENCE // 100):
        if is_true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come")
