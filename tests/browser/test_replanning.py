"""Some do not come: the organiser plans anew, sees who gets what, publishes, and moves a meeting by hand."""

import json
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from borse.ids import new_id
from tests.browser.conftest import Served, Watched
from tests.browser.test_everybody_can_use_it import faults

pytestmark = pytest.mark.browser

EVENING = "/styre/program/underveis"
ABSENT = 3


def an_evening_with_people_missing(watched: Watched, served: Served) -> None:
    """Round 1 has been rung; all have come but three."""
    page = watched.page
    page.goto(served.links["Arrangør"])
    for button in ("start", "neste", "neste"):
        page.goto(served.url("/klokke"))
        page.locator(f'form[action$="/klokke/{button}"] button').first.click()
    page.goto(served.url("/styre/program/vikar"))
    options = page.locator("select[name=stand_in] option").all()
    people = [value for option in options if (value := option.get_attribute("value"))]
    form = [("id", new_id()), *(("person", person) for person in people[ABSENT:])]
    answer = page.request.post(
        served.url("/resepsjon/kom"),
        data=urlencode(form),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.ok, json.dumps(answer.status)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_organiser_plans_anew_and_publishes(served: Served, chromium: Browser, *, javascript: bool) -> None:
    watched = Watched(chromium, "phone", javascript=javascript)
    page = watched.page
    an_evening_with_people_missing(watched, served)
    page.goto(served.url(EVENING))
    expect(page.get_by_text("Ikke kommet", exact=True)).to_have_count(ABSENT)
    page.get_by_role("button", name="Planlegg på nytt nå").click()
    expect(page.get_by_role("heading", name="Forslag: versjon 2")).to_be_visible()
    expect(page.get_by_text("beholder alt som det er")).to_be_visible()
    assert not watched.is_wider_than_the_screen()
    if javascript:
        assert faults(watched) == []
        watched.shoot("30-forslag")
    page.get_by_role("button", name="Publiser versjon 2").click()
    expect(page.get_by_role("heading", name="Forslag: versjon 2")).to_have_count(0)
    expect(page.get_by_text("Ikke kommet", exact=True)).to_have_count(0)
    page.goto(served.url("/styre/program/versjon/2?vis=endringer"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("versjon 2"))
    watched.close()


def test_a_meeting_is_moved_by_hand_and_the_pages_are_clean(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium)
    page = watched.page
    an_evening_with_people_missing(watched, served)
    page.goto(served.url("/styre/program/hand"))
    assert faults(watched) == []
    page.locator("a.row-title").last.click()  # at the last table, up the stairs: whoever sits there can sit anywhere
    number = page.locator("select[name=round]").input_value()
    options = page.locator("select[name=table] option").all()
    free = next(
        option.get_attribute("value")
        for option in options
        if re.search(rf"ledig i runde (\d, )*{number}\b", option.inner_text())
    )
    page.get_by_role("button", name="Se hva det gjør", exact=True).click()  # nothing is changed yet
    expect(page.locator("[data-error-summary]")).to_contain_text("endrer ingenting")
    assert faults(watched) == []
    page.locator("select[name=table]").select_option(free)
    page.get_by_role("button", name="Se hva det gjør", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkast til versjon 2")
    expect(page.get_by_text("er flyttet").first).to_be_visible()
    assert faults(watched) == []
    watched.shoot("31-for-hand")
    page.get_by_role("button", name=re.compile("Publiser versjon 2")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Program, versjon 2")
    page.goto(served.url("/styre/program/vikar"))
    person = page.locator("select[name=stand_in] option").nth(1).get_attribute("value")
    page.goto(served.url(f"/program/plass/{person}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plass i programmet")
    assert faults(watched) == []
    assert not watched.is_wider_than_the_screen()
    watched.close()


def test_a_walk_in_gets_a_place_from_the_card_at_the_reception(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone")
    page = watched.page
    an_evening_with_people_missing(watched, served)
    page.goto(served.url("/resepsjon/ny"))
    page.locator("[name=person_name]").fill("Nils Nytt")
    page.locator("[name=name]").fill("Sjakklubben")
    page.locator("input[name=side][value=association]").check()
    page.get_by_role("button", name="Registrer og sjekk inn").click()
    expect(page.get_by_text("Ingen faste møter framover. Gi plass i programmet")).to_be_visible()
    page.get_by_role("link", name="Gi plass i programmet").click()
    page.get_by_role("button", name="Gi plass i rundene som er igjen").click()
    expect(page.get_by_role("heading", name="Møter i rundene som er igjen")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Runde [2-6]: Bord")).first).to_be_visible()
    assert faults(watched) == []
    watched.close()
