"""What is seen while the evening runs, and not when a page is opened first: nothing jumps, and all can be read."""

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from borse.links import tokens_of_people
from borse.store.database import connect
from tests.browser.conftest import Served, Server, Watched
from tests.browser.test_everybody_can_use_it import faults
from tests.browser.test_tablets import a_code
from tests.browser.waiting import ONLY_BY_THE_STREAM, box_of, is_registered

pytestmark = pytest.mark.browser

# Where the top edge of an element has been since this was asked, each time that the page was drawn anew.
WATCH_TOP = """(selector) => {
    window.tops = new Set();
    const look = () => {
        window.tops.add(Math.round(document.querySelector(selector).getBoundingClientRect().top));
        requestAnimationFrame(look);
    };
    look();
}"""


class Two(NamedTuple):
    """Two who meet in round one, and what they have posted."""

    table: str
    post: str  # one of several, which says how much and when
    secret: str  # of somebody who sits there


def two_who_meet(server: Server, served: Served) -> Two:
    """Who meets whom is another on each machine, as far as the planning came there in its seconds."""
    db = connect(server.folder / f"{served.slug}.db")
    with closing(db.conn):
        table, post, person = db.execute(
            """select t.name, p.text, s.person from meeting_now m join hall_table t on t.id = m.hall_table
            join shown_post p on p.party in (m.a, m.b) join meeting_person s on s.meeting = m.id
            where m.round = 1 and p.quantity != '' and p.time != ''
            and (select count(*) from shown_post o where o.party in (m.a, m.b)) > 1
            order by t.position, p.id, s.person limit 1"""
        ).fetchone()
        return Two(table, post, tokens_of_people(db)[person])


@pytest.fixture
def host(served: Served, chromium: Browser) -> Iterator[Watched]:
    """The host, when the doors have opened."""
    host = Watched(chromium)
    host.page.goto(served.links["Vert"])
    host.page.goto(served.url("/klokke"))
    host.page.get_by_role("button", name="Start kvelden").click()
    expect(next_in(host.page)).to_be_visible()
    yield host
    host.close()


def next_in(page: Page) -> Locator:
    return page.locator("form[action$='/klokke/neste'] button")


def ring(host: Watched, heading: str) -> None:
    next_in(host.page).click()
    expect(host.page.get_by_role("heading", name=heading)).to_be_visible()


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_next_stays_where_the_thumb_is(host: Watched, width: int) -> None:
    """Whatever else comes and goes: two presses on one spot must not mean «next» and «back»."""
    host.page.set_viewport_size({"width": width, "height": 900})
    before = box_of(next_in(host.page))
    ring(host, "Velkommen")  # from here on there is a way back
    expect(host.page.get_by_role("button", name="Tilbake")).to_be_visible()
    (x, y) = (before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    said = host.page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('button').textContent", [x, y])
    assert "Neste: Runde 1" in said
    assert faults(host) == []


def test_a_tap_is_not_lost_when_news_comes_while_the_finger_is_down(
    host: Watched, served: Served, chromium: Browser
) -> None:
    """Each form comes with a new id, so whatever happens anywhere brings a new button."""
    other = Watched(chromium)
    other.page.goto(served.links["Vert"])
    other.page.goto(served.url("/klokke"))
    page = host.page
    press(page, next_in(page))
    other.page.get_by_role("button", name="+1 minutt").click()
    page.wait_for_function("() => window.news")
    page.mouse.up()
    heading = page.get_by_role("heading", name="Velkommen")
    expect(heading).to_be_visible()
    press(page, heading)
    other.page.goto(served.url("/klokke"))
    ring(other, "Runde 1")
    page.wait_for_function("() => window.news")
    expect(heading).to_be_visible()
    page.mouse.up()
    expect(page.get_by_role("heading", name="Runde 1")).to_be_visible()  # it was only held back
    other.close()


def press(page: Page, on: Locator) -> None:
    """A finger that is not lifted; `window.news` comes when the page has heard of something since."""
    page.evaluate("""() => {
        window.news = false;
        document.addEventListener("live:swapped", () => (window.news = true), { once: true });
    }""")
    box = box_of(on)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def test_what_happens_before_the_stream_is_open_is_shown(served: Served, chromium: Browser) -> None:
    """The page is there, and its scripts still on their way, when another desk does something."""
    screen, host = Watched(chromium), Watched(chromium)
    for one in (screen, host):
        one.page.goto(served.links["Arrangør"])
    held: list[Route] = []
    screen.page.route("**/live?*", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks its handlers
    screen.page.add_init_script(ONLY_BY_THE_STREAM)
    screen.page.goto(served.url("/klokke"))
    for _try in range(2000):
        if held:
            break
        screen.page.wait_for_timeout(50)
    host.page.goto(served.url("/klokke"))
    host.page.get_by_role("button", name="Start kvelden").click()
    expect(next_in(host.page)).to_be_visible()
    held[0].continue_()
    expect(next_in(screen.page)).to_be_visible()
    screen.close()
    host.close()


def test_what_waits_for_a_partys_answer_can_be_read_on_a_narrow_phone(
    host: Watched, served: Served, server: Server, chromium: Browser
) -> None:
    two = two_who_meet(server, served)
    notary = at_the_notary(two, host, served, chromium)
    phone = Watched(chromium, "phone")
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.page.add_init_script(ONLY_BY_THE_STREAM)
    own = served.url(f"/p/{two.secret}")
    phone.page.goto(own)
    notary.page.locator(".post", has_text=two.post).first.click()
    notary.page.get_by_role("button", name="Registrer og klubb gjennom").click()
    is_registered(notary.page, 1)
    notary.close()
    expect(phone.page.get_by_text("Stemmer dette?")).to_be_visible()  # by itself
    for path in ("", "/avtaler"):
        phone.page.goto(own + path)
        expect(phone.page.get_by_text("Stemmer dette?")).to_be_visible()
        assert faults(phone) == [], path
        assert not phone.is_wider_than_the_screen(), path
    phone.close()


def at_the_notary(two: Two, host: Watched, served: Served, chromium: Browser) -> Watched:
    """A notary's tablet in round one, with the two in the form."""
    for heading in ("Velkommen", "Runde 1"):
        ring(host, heading)
    notary = Watched(chromium)
    notary.page.set_viewport_size({"width": 820, "height": 1180})
    notary.page.goto(served.links["Notar"])
    notary.page.goto(served.url("/avtale"))
    notary.page.wait_for_selector("html[data-form-ready]")
    notary.page.keyboard.type(two.table)
    notary.page.keyboard.press("Enter")
    return notary


def test_what_a_post_has_filled_in_is_in_sight(
    host: Watched, served: Served, server: Server, chromium: Browser
) -> None:
    """The notary reads it out before it is knocked through; the list of all that the two have posted would hide it."""
    two = two_who_meet(server, served)
    notary = at_the_notary(two, host, served, chromium)
    posts, filled = notary.page.locator("[data-posts='0'] .post"), notary.page.get_by_label("Hvor mye?").first
    expect(posts.nth(1)).to_be_visible()
    number = posts.count()
    assert is_on_top(notary.page, "#promises\\.0\\.what")  # where one goes on, when none of them fits
    posts.filter(has_text=two.post).last.click()
    expect(posts).to_have_count(1)
    assert is_on_top(notary.page, "#promises\\.0\\.what")
    assert is_on_top(notary.page, "#promises\\.0\\.due")
    expect(filled).not_to_have_value("")
    assert faults(notary) == []
    notary.page.get_by_role("button", name=f"Vis alle {number}").click()
    expect(posts).to_have_count(number)
    notary.close()


def is_on_top(page: Page, selector: str) -> bool:
    """Whether the middle of it is on the screen, with nothing before it."""
    return bool(
        page.evaluate(
            """(selector) => {
                const element = document.querySelector(selector);
                const { x, y, width, height } = element.getBoundingClientRect();
                return document.elementFromPoint(x + width / 2, y + height / 2) === element;
            }""",
            selector,
        )
    )


@pytest.mark.parametrize("width", [768, 820, 1280])
def test_the_search_at_the_door_stays_under_the_finger(served: Served, chromium: Browser, width: int) -> None:
    """The line about what is saved says three things within a second: what stands below must not move each time."""
    door = Watched(chromium)
    door.page.set_viewport_size({"width": width, "height": 1180})
    door.page.goto(served.links["Resepsjon"])
    door.page.locator(".door[data-ready]").wait_for()
    door.page.evaluate(WATCH_TOP, "#q")
    door.page.keyboard.type("ada")
    door.page.keyboard.press("Enter")
    door.page.keyboard.press("Enter")
    expect(door.page.locator(".welcome [data-kept-there]")).to_be_visible()
    assert len(door.page.evaluate("[...window.tops]")) == 1
    door.close()


def two_of_a_party(server: Server, served: Served) -> list[str]:
    """Who speak for the same party, and both have somebody to meet: as the planning came out, not everybody has."""
    with closing(connect(server.folder / f"{served.slug}.db").conn) as db:
        row = db.execute(
            """select min(p.name), max(p.name) from speaks_for s join person p on p.id = s.person
            group by s.party having count(*) = 2
            and min(s.person in (select m.person from meeting_person m join meeting_now n on n.id = m.meeting)) = 1
            and max((select count(*) from speaks_for o where o.person = s.person)) = 1
            order by 1 limit 1"""
        ).fetchone()
        assert row is not None, "nobody came together in this programme"
        return list(row)


def test_a_party_that_comes_together_is_told_where_each_of_them_goes(
    served: Served, server: Server, chromium: Browser
) -> None:
    first, *others = two_of_a_party(server, served)
    door = Watched(chromium)
    door.page.goto(served.links["Resepsjon"])
    door.page.locator(".door[data-ready]").wait_for()
    door.page.keyboard.type(first)
    door.page.keyboard.press("Enter")
    door.page.keyboard.press("Enter")
    door.page.get_by_role("button", name=f"Sjekk inn også {others[0]}", exact=True).click()
    together = door.page.locator("[data-together] li")
    expect(together).to_have_count(len(others))
    for line, name in zip(together.all_inner_texts(), others, strict=True):
        assert line.startswith(f"{name}: Runde "), line
        assert "Bord " in line
    expect(door.page.locator("[data-find-count]")).to_contain_text(f"{others[0]} er sjekket inn. Runde ")
    # The next one's name is written over whatever was sought last.
    search = door.page.locator("#q")
    search.fill("ada")
    door.page.get_by_role("heading", name="Resepsjon").click()
    search.click()
    door.page.keyboard.type("bj")
    expect(search).to_have_value("bj")
    door.close()


def test_the_organiser_sees_that_a_tablet_has_fallen_silent(served: Served, server: Server, chromium: Browser) -> None:
    """Nobody does anything then, so no event tells: the page asks again by itself."""
    office, tablet = Watched(chromium), Watched(chromium)
    office.page.clock.install()
    office.page.goto(served.links["Arrangør"])
    code = a_code(office.page, served, "Resepsjon", "Nettbrett 1 ved døra")
    tablet.page.goto(served.url("/koble"))
    tablet.page.get_by_label("Koden på arrangørens skjerm").fill(code)
    tablet.page.get_by_role("button", name="Gå videre").click()
    tablet.page.get_by_role("button", name="Koble til").click()
    tablet.page.get_by_role("heading", name="Resepsjon", level=1).wait_for()
    tablet.close()
    office.page.goto(served.url("/styre/nettbrett"))
    office.page.get_by_text("I arbeid").wait_for()
    with closing(connect(server.folder / f"{served.slug}.db").conn) as db:
        db.execute("update tablet set seen_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-6 minutes')")
        db.commit()
    office.page.clock.fast_forward(31_000)
    office.page.clock.resume()
    office.page.get_by_text("Ikke sett på en stund").wait_for()
    office.close()


def test_a_phone_without_the_net_opens_where_it_was_and_not_where_its_page_was_kept(
    host: Watched, served: Served, chromium: Browser
) -> None:
    """The host has gone on since; the page is kept anew only when six hundred telephones have had time to ask."""
    phone = Watched(chromium, "phone")
    phone.page.goto(served.links["Deltaker"])
    phone.page.wait_for_selector("html[data-kept]")
    for heading in ("Velkommen", "Runde 1", "Bytt bord", "Runde 2"):
        ring(host, heading)
    card = phone.page.locator("#here > :not([hidden])")
    expect(card.locator("[data-hall-left]")).to_be_visible()
    expect(phone.page.locator("html[data-hall-place='4']")).to_be_attached()
    heading = card.locator("h2").inner_text()
    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.get_by_text("Uten nett")).to_be_visible()
    expect(phone.page.locator("html[data-hall-place='4']")).to_be_attached()
    assert card.locator("h2").inner_text() == heading
    phone.context.set_offline(False)
    phone.complaints.clear()  # a browser complains of what it cannot fetch
    phone.close()
