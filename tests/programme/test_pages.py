"""The programme through the real server: planned, looked over, published, read on a telephone and on paper."""

import gzip
import re

from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.programme import reads
from borse.programme.planner import PLANNER
from borse.published import newest_published
from borse.signup.messages import RegisterParty
from tests.builders import ORGANISER, a_party
from tests.conftest import Client
from tests.programme.hall import a_hall, a_plan_of, publish

LARGEST_PAGE = 40_000
# What static/js/page.js fetches for it, and what those fetch.
PAGE_MODULES = ("live", "topics", "contact", "hall", "hall_time", "run_sheet", "time_left", "age")


async def its_page(client: Client, served: OpenExchange, party: RegisterParty) -> str:
    token = served.store.ask(tokens_of_people)[party.people[0].person]
    answer = await client.get(f"/prove/p/{token}")
    assert answer.status == 200
    return await answer.text()


async def planned(organiser: Client) -> str:
    """Press «Planlegg», and look at the page when the draft is there."""
    await organiser.post("/prove/styre/program/planlegg", data={"id": new_id(), "seconds": "5", "keep": "1"})
    assert organiser.app is not None
    await organiser.app[PLANNER].wait("prove")
    page = await (await organiser.get("/prove/styre/program")).text()
    assert 'http-equiv="refresh"' not in page, "whoever has no JavaScript need not look again"
    return page


async def test_an_organiser_plans_looks_and_publishes(organiser: Client, served: OpenExchange) -> None:
    hall = await a_hall(served)
    assert "ikke klart ennå" in await its_page(organiser, served, hall["Turlaget"])
    page = await planned(organiser)
    assert "Utkast til versjon 1" in page
    draft = await (await organiser.get("/prove/styre/program/versjon/1")).text()
    assert re.search("Turlaget trenger «[^»]*maling", draft)
    assert "ikke klart ennå" in await its_page(organiser, served, hall["Turlaget"])  # a draft is nobody else's
    version = served.store.ask(reads.version_of, 1)
    form = {"id": new_id(), "version": "1", "draft": version.draft}
    answer = await organiser.post("/prove/styre/program/publiser", data=form)
    assert answer.status == 200
    mine = await its_page(organiser, served, hall["Turlaget"])
    assert "Fargehandelen" in mine
    assert re.search("Dere trenger «[^»]*maling", mine)
    assert "Bord " in mine


async def test_a_draft_that_is_out_of_date_says_so_and_is_not_published(
    organiser: Client, served: OpenExchange
) -> None:
    await a_hall(served)
    draft = a_plan_of(served)
    await served.bus.send(draft, ORGANISER)
    await served.bus.send(a_party("Seint ute"), ORGANISER)
    assert "foreldet" in await (await organiser.get("/prove/styre/program/versjon/1")).text()
    form = {"id": new_id(), "version": "1", "draft": draft.id}
    answer = await organiser.post("/prove/styre/program/publiser", data=form)
    assert answer.status == 409
    assert served.store.ask(newest_published) is None


async def test_a_lock_from_the_draft_holds_in_the_next_plan(organiser: Client, served: OpenExchange) -> None:
    hall = await a_hall(served)
    a, b = hall["Koret"].party, hall["Turlaget"].party
    form = {"id": new_id(), "a": a, "b": b, "kind": "lock", "round": "5"}
    page = await (await organiser.post("/prove/styre/program/regler", data=form)).text()
    assert "skal møtes i runde 5" in page
    assert [one.round for one in a_plan_of(served).meetings if {one.a, one.b} == {a, b}] == [5]


async def test_a_rule_without_a_party_gets_a_sentence_at_the_field(organiser: Client, served: OpenExchange) -> None:
    hall = await a_hall(served)
    form = {"id": new_id(), "a": hall["Koret"].party, "b": "", "kind": "lock"}
    answer = await organiser.post("/prove/styre/program/regler", data=form)
    assert answer.status == 422
    assert 'id="b-error"' in await answer.text()


async def test_a_new_version_tells_those_whose_meetings_are_changed(organiser: Client, served: OpenExchange) -> None:
    hall = await a_hall(served)
    await publish(served, a_plan_of(served))
    a, b = hall["Koret"].party, hall["Biblioteket"].party
    form = {"id": new_id(), "a": a, "b": b, "kind": "forbid"}
    await organiser.post("/prove/styre/program/regler", data=form)
    await publish(served, a_plan_of(served), version=2)
    mine = await its_page(organiser, served, hall["Koret"])
    assert "Versjon 2" in mine
    assert "Møtet med Biblioteket er tatt bort" in mine
    compared = await (await organiser.get("/prove/styre/program/versjon/2?vis=endringer")).text()
    assert "Møtet med Koret er tatt bort" in compared


async def test_every_side_of_a_version_can_be_looked_at(organiser: Client, served: OpenExchange) -> None:
    await a_hall(served)
    await publish(served, a_plan_of(served))
    for view in ("runder", "aktorer", "mangler", "endringer"):
        answer = await organiser.get(f"/prove/styre/program/versjon/1?vis={view}")
        assert answer.status == 200, view
    for address in ("1?vis=noe", "2", "x", "99999999999999999999"):
        assert (await organiser.get(f"/prove/styre/program/versjon/{address}")).status == 404, address


async def test_sheets_and_calendar_are_files(organiser: Client, served: OpenExchange) -> None:
    hall = await a_hall(served)
    assert (await organiser.get("/prove/styre/program/ark.pdf")).status == 404  # there is nothing to print yet
    await publish(served, a_plan_of(served))
    pdf = await organiser.get("/prove/styre/program/ark.pdf")
    assert pdf.content_type == "application/pdf"
    assert (await pdf.read()).startswith(b"%PDF-")
    token = served.store.ask(tokens_of_people)[hall["Koret"].people[0].person]
    calendar = await organiser.get(f"/prove/p/{token}/kalender.ics")
    assert calendar.content_type == "text/calendar"
    assert "BEGIN:VEVENT" in await calendar.text()


async def test_a_participants_page_is_light(client: Client, served: OpenExchange) -> None:
    """The page and all that it loads, zipped: a telephone in a crowded hall shares its net with a hundred others."""
    hall = await a_hall(served)
    await publish(served, a_plan_of(served))
    page = await its_page(client, served, hall["Turlaget"])
    weight = len(gzip.compress(page.encode()))
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert any("programme.css" in part for part in parts)
    modules = {f"/static/js/{name}.js" for name in PAGE_MODULES}
    for part in parts | modules:
        answer = await client.get(part)
        assert answer.status == 200, part
        weight += len(gzip.compress(await answer.read()))
    assert weight < LARGEST_PAGE
