"""The board elsewhere: feeds, text, a list on other sites, a booklet. What is posted by strangers harms no reader."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from yarl import URL

from borse.house import OpenExchange
from borse.ids import new_id
from borse.signup.messages import ChangePost
from tests.builders import ORGANISER, AClock, a_need, a_party, a_person, an_offer
from tests.conftest import Client

CONTACT = ("trine@example.net", "+4744000123", "440 00 123", "Trine")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
async def hung(served: OpenExchange) -> OpenExchange:
    """One party with a need on a day, and an offer that looks like a formula."""
    person = a_person("Trine Trehatt", email="trine@example.net", phone="44000123")
    posts = (
        a_need("Vi trenger «hjelp» & <b>hender</b>.", time="lørdag 12. juni", quantity="6 hjelpere"),
        an_offer("=cmd|' /C calc'!A0", categories=("lokaler",)),
    )
    await served.bus.send(a_party("Koret", people=(person,), posts=posts, note="Ring oss."), ORGANISER)
    return served


@pytest.mark.usefixtures("hung")
async def test_no_feed_tells_how_to_reach_anybody(client: Client) -> None:
    for ending in (".atom", ".json", ".csv", ".ics", "/tekst", "/ramme", ""):
        answer = await client.get(f"/prove/tavla{ending}")
        assert answer.status == 200, ending
        text = await answer.text()
        assert "hender" in text, ending
        for private in (*CONTACT, "Ring oss."):
            assert private not in text, (ending, private)


@pytest.mark.usefixtures("hung")
async def test_the_feed_has_an_entry_for_each_post(client: Client) -> None:
    answer = await client.get("/prove/tavla.atom")
    assert answer.content_type == "application/atom+xml"
    feed = ET.fromstring(await answer.text())
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert "Behov: Vi trenger «hjelp» & <b>hender</b>." in titles
    (own,) = (link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own == str(answer.url)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2
    links = [link.get("href") or "" for entry in feed.iter(f"{ATOM}entry") for link in entry.iter(f"{ATOM}link")]
    for link in links:
        assert (await client.get(URL(link).path)).status == 200


@pytest.mark.usefixtures("hung")
async def test_a_feed_is_filtered_by_its_address(client: Client) -> None:
    feed = ET.fromstring(await (await client.get("/prove/tavla.atom?slag=behov")).text())
    assert "/prove/tavla.atom?slag=behov" in [URL(link.get("href", "")).path_qs for link in feed.findall(f"{ATOM}link")]
    content = json.loads(await (await client.get("/prove/tavla.json?slag=behov")).text())
    assert [post["kind"] for post in content["posts"]] == ["need"]
    assert json.loads(await (await client.get("/prove/tavla.json?sok=hendene")).text())["posts"] == content["posts"]


@pytest.mark.usefixtures("hung")
async def test_a_spreadsheet_runs_nothing(client: Client) -> None:
    text = (await (await client.get("/prove/tavla.csv")).read()).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 3
    assert {row[1] for row in rows[1:]} == {"Vi trenger «hjelp» & <b>hender</b>.", "'=cmd|' /C calc'!A0"}


@pytest.mark.usefixtures("hung")
async def test_the_calendar_holds_what_names_a_day(client: Client) -> None:
    calendar = Calendar.from_ical(await (await client.get("/prove/tavla.ics")).text())
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2027-06-12"
    assert "hender" in str(event["summary"])


@pytest.mark.usefixtures("hung")
async def test_the_list_may_stand_in_a_frame_and_nothing_else_may(client: Client) -> None:
    frame = await client.get("/prove/tavla/ramme")
    policy = frame.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    assert "Set-Cookie" not in frame.headers
    text = await frame.text()
    assert "<script" not in text
    assert "<form" not in text
    for path in ("/prove/tavla", "/prove/", "/prove/logg-inn", "/prove/tavla/finnes-ikke", "/prove/tavla/tekst"):
        assert "frame-ancestors 'none'" in (await client.get(path)).headers["Content-Security-Policy"], path


@pytest.mark.usefixtures("hung")
async def test_the_booklet_is_a_pdf_and_the_same_board_gives_the_same_bytes(client: Client) -> None:
    first = await (await client.get("/prove/tavla/hefte.pdf")).read()
    assert first.startswith(b"%PDF")
    assert first == await (await client.get("/prove/tavla/hefte.pdf")).read()
    assert first != await (await client.get("/prove/tavla/hefte.pdf?slag=behov")).read()


@pytest.mark.usefixtures("hung")
async def test_the_text_to_paste_says_what_where_and_for_more(client: Client) -> None:
    page = await (await client.get("/prove/tavla/tekst?slag=behov")).text()
    assert "• Vi trenger «hjelp» &amp; &lt;b&gt;hender&lt;/b&gt;. (6 hjelpere, lørdag 12. juni) – Koret" in page
    assert "cmd" not in page
    assert "/prove/tavla/ramme?slag=behov" in page


async def test_signs_that_xml_refuses_do_not_break_the_feed(client: Client, served: OpenExchange) -> None:
    await served.bus.send(a_party("Kor\x0bet", posts=(a_need("Vi trenger\x00 stoler\x1b."),)), ORGANISER)
    feed = ET.fromstring(await (await client.get("/prove/tavla.atom")).text())
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Behov: Vi trenger stoler."]
    assert (await client.get("/prove/tavla/hefte.pdf")).status == 200


async def test_a_post_that_is_put_right_is_newer_in_the_feed_and_stays_where_it_was(
    client: Client, hung: OpenExchange, clock: AClock
) -> None:
    (need,) = hung.store.ask(lambda db: list(db.query("select id, text from post where kind = 'need'")))
    clock.move(hours=1)
    put_right = ChangePost(id=new_id(), post=need["id"], kind="need", text="Vi trenger hender, og en henger.")
    await hung.bus.send(put_right, ORGANISER)
    feed = ET.fromstring(await (await client.get("/prove/tavla.atom?slag=behov")).text())
    entry = next(feed.iter(f"{ATOM}entry"))
    published, updated = (entry.findtext(f"{ATOM}{name}") for name in ("published", "updated"))
    assert published is not None
    assert updated == feed.findtext(f"{ATOM}updated")
    assert updated == published.replace("T17:15", "T18:15")
