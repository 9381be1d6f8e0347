"""A guest's own badge held before the reception's camera, with the server really gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from borse.bus import Role
from borse.links import tokens_of_people
from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE
from scenarios.laptop import Laptop
from tests.browser.test_scanning import a_film

pytestmark = pytest.mark.browser

ADA = "Ada Algoritmi"


@pytest.fixture
def laptop(demo_file: Path, tmp_path: Path) -> Iterator[Laptop]:
    (tmp_path / demo_file.name).write_bytes(demo_file.read_bytes())
    laptop = Laptop(tmp_path)
    laptop.start()
    yield laptop
    laptop.kill()


@pytest.fixture
def door(laptop: Laptop, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The reception's page on a tablet before whose camera the badge of Ada is held."""
    exchange = laptop.exchange()
    tokens = exchange.store.ask(tokens_of_people)
    person = exchange.store.ask(lambda db: db.execute("select id from person where name = ?", [ADA]).fetchone()[0])
    film = tmp_path / "badge.y4m"
    a_film(film, f"{laptop.base}/p/{tokens[person]}")
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera])
    context = browser.new_context(locale="nb-NO", permissions=["camera"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(laptop.link(Role.RECEPTION))
    page.wait_for_selector("html[data-kept] [data-door][data-ready]")
    yield page
    browser.close()


def test_a_badge_is_read_and_its_guest_let_in_without_the_net(laptop: Laptop, door: Page) -> None:
    laptop.kill()
    door.reload()  # the page, the reader of codes and the list are all on the tablet
    door.wait_for_selector("[data-door][data-ready]")
    door.get_by_role("button", name="Skann med kameraet").click()
    card = door.locator("[data-card-place]")
    expect(card).to_contain_text(ADA)
    expect(door.locator("[data-queue-says]")).to_contain_text("1 innføring er lagret her")

    laptop.start()
    expect(door.locator("[data-queue-says]")).to_contain_text("Alt er lagret hos børsen")
    arrived = laptop.exchange().store.ask(
        lambda db: [row["name"] for row in db.query("select name from person where arrived_at is not null")]
    )
    assert arrived == [ADA]
