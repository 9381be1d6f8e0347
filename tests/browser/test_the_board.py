"""The board as people use it: typing, filtering, saying that they could help; with JavaScript and without."""

import re
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from scenarios.chromium import PATIENCE
from tests.browser.conftest import Served, Watched

pytestmark = pytest.mark.browser


def test_the_board_answers_while_one_types(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone")
    page = watched.page
    page.goto(served.url("/tavla"))
    everything = page.locator(".board > li").count()
    page.get_by_label("Hva ser du etter?").press_sequentially("regnksap", delay=20)
    expect(page).to_have_url(re.compile("sok=regnksap"))  # the dictionaries are read the first time
    expect(page.locator("#notices")).to_contain_text("Regnskapskontoret")
    assert 0 < page.locator(".board > li").count() < everything
    expect(page.get_by_label("Hva ser du etter?")).to_be_focused()
    page.get_by_label("Fra").select_option("association")
    expect(page).to_have_url(re.compile("side=association"))
    page.reload()
    assert page.get_by_label("Hva ser du etter?").input_value() == "regnksap"
    watched.close()


def test_the_board_is_searched_without_javascript(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone", javascript=False)
    page = watched.page
    page.goto(served.url("/tavla"))
    page.get_by_label("Hva ser du etter?").fill("regnksap")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator("#notices")).to_contain_text("Regnskapskontoret")
    page.get_by_role("link", name=re.compile("^Behov")).click()
    assert "sok=regnksap" in page.url
    assert "slag=behov" in page.url
    watched.close()


def test_somebody_finds_what_fits_and_says_that_they_can_help(served: Served, chromium: Browser) -> None:
    watched = Watched(chromium, "phone")
    page = watched.page
    page.goto(served.links["Deltaker"])
    page.get_by_role("link", name="Se tilbud og behov").click()
    page.get_by_role("link", name="Se hva som passer for dere").click()
    expect(page.locator(".board > li").nth(2)).to_be_visible()
    watched.shoot("passer-for-dere")
    page.locator(".board a").first.click()
    page.get_by_role("button", name=re.compile("^Dette kan vi")).first.click()
    expect(page.locator("#post")).to_contain_text("Notert")
    watched.shoot("interesse")
    watched.page.goto(served.links["Arrangør"])
    watched.page.goto(served.url("/tavla/interesse"))
    expect(page.locator("#interests tbody tr")).to_have_count(1)
    watched.close()


def test_another_site_shows_the_list_in_a_frame_and_no_other_page(
    served: Served, chromium: Browser, tmp_path: Path
) -> None:
    frames = "".join(f'<iframe src="{served.url(path)}" title="Tavla"></iframe>' for path in ("/tavla/ramme", "/tavla"))
    (tmp_path / "annen.html").write_text(frames)
    serve_files = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with HTTPServer(("127.0.0.1", 0), serve_files) as other_site:
        Thread(target=other_site.serve_forever, daemon=True).start()
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"http://127.0.0.1:{other_site.server_port}/annen.html")
        expect(page.frame_locator("iframe >> nth=0").locator(".board > li").first).to_be_visible()
        expect(page.frame_locator("iframe >> nth=1").locator(".board > li")).to_have_count(0)
        page.close()
        other_site.shutdown()
