"""Who takes part reads in their own language; who works on the børs has Norwegian."""

import re

import pytest

from borse.house import OpenExchange
from tests.builders import ORGANISER, a_party
from tests.conftest import Client


def _language(text: str) -> tuple[str, str]:
    found = re.search(r'<html lang="(\w+)" dir="(\w+)"', text)
    assert found
    return found[1], found[2]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("", ("nb", "ltr")),
        ("no", ("nb", "ltr")),
        ("nn-NO,nn;q=0.9,nb;q=0.8", ("nn", "ltr")),
        ("de, ar;q=0.8, en;q=0.9", ("en", "ltr")),
        ("uk-UA", ("uk", "ltr")),
        ("ar-SY,en;q=0.5", ("ar", "rtl")),
        ("en;q=0, de", ("nb", "ltr")),
        ("en;q=mye", ("nb", "ltr")),
    ],
)
async def test_a_page_comes_in_the_language_that_the_browser_asks_for(
    client: Client, wish: str, expected: tuple[str, str]
) -> None:
    assert _language(await (await client.get("/prove/", headers={"Accept-Language": wish})).text()) == expected


async def test_a_choice_goes_before_what_the_browser_asks_for_and_leads_back(client: Client) -> None:
    page = await (await client.get("/prove/personvern")).text()
    assert 'lang="ar" dir="rtl" formaction="/prove/sprak/ar"' in page
    answer = await client.post("/prove/sprak/ar", data={"back": "/prove/personvern"}, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/prove/personvern")
    text = await (await client.get("/prove/personvern", headers={"Accept-Language": "nn"})).text()
    assert _language(text) == ("ar", "rtl")


@pytest.mark.parametrize("back", ["https://ond.example/", "//ond.example", "/prove//ond.example", "/annen/", ""])
async def test_the_menu_leads_nowhere_else(client: Client, back: str) -> None:
    answer = await client.post("/prove/sprak/nn", data={"back": back}, allow_redirects=False)
    assert answer.headers["Location"] == "/prove/"


async def test_a_language_that_we_do_not_have_is_not_found(client: Client) -> None:
    assert (await client.post("/prove/sprak/xx")).status == 404


async def test_staff_have_norwegian_and_no_menu(organiser: Client) -> None:
    for path in ("/prove/styre", "/prove/tavla"):
        text = await (await organiser.get(path, headers={"Accept-Language": "ar"})).text()
        assert _language(text) == ("nb", "ltr")
        assert "/sprak/" not in text


async def test_whoever_signs_up_hears_from_us_in_the_language_of_the_form(client: Client, served: OpenExchange) -> None:
    fields = {
        "id": "skjema-nummer-1",
        "side": "association",
        "name": "Husflidslaget",
        "people.0.name": "Trine Trehatt",
        "people.0.phone": "440 00 038",
        "offers.0.text": "Vi gjev bort handverk.",
        "rules": "1",
    }
    await client.post("/prove/pamelding", data=fields, headers={"Accept-Language": "nn"})
    assert served.store.ask(lambda db: [row["language"] for row in db.query("select language from person")]) == ["nn"]


async def test_a_refusal_is_said_in_the_language_of_whoever_is_refused(client: Client, served: OpenExchange) -> None:
    await served.bus.send(a_party("Husflidslaget"), ORGANISER)
    fields = {
        "side": "association",
        "name": "Husflidslaget",
        "people.0.name": "Trine Trehatt",
        "people.0.phone": "440 00 038",
        "offers.0.text": "Gifts",
        "rules": "1",
    }
    answer = await client.post("/prove/pamelding", data=fields, headers={"Accept-Language": "en"})
    assert answer.status == 422
    assert "is already signed up" in await answer.text()
