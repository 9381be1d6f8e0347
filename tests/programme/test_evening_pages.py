"""The organiser's evening through the real server: plan anew, look, publish; move by hand; a stand-in; a place."""

import re

from borse.house import OpenExchange
from borse.ids import new_id
from borse.presence import Arrangement, arrangement_of
from borse.programme import reads
from borse.programme.planner import PLANNER
from borse.programme.world import meetings_of, world_of
from borse.published import newest_published
from matching import Meeting, pair_key
from tests.builders import AClock, a_person
from tests.conftest import Client
from tests.host import ring
from tests.programme.evening import (
    a_published_hall,
    a_replan_of,
    a_walk_in,
    an_evening_without_the_choir,
    arrive,
    begin,
)

EVENING = "/prove/styre/program/underveis"


async def pressed(organiser: Client, address: str, **form: object) -> str:
    """The page that comes of it."""
    answer = await organiser.post(f"/prove{address}", data={"id": new_id(), **form})
    assert answer.status == 200, await answer.text()
    return await answer.text()


async def settled(organiser: Client, address: str = EVENING) -> str:
    """The page when the planning is over."""
    assert organiser.app is not None
    await organiser.app[PLANNER].wait("prove")
    page = await (await organiser.get(address)).text()
    assert 'http-equiv="refresh"' not in page
    return page


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def figure(page: str, label: str) -> str:
    """The number that stands by `label`."""
    found = re.search(rf'"figure-number">(\d+)</span>\s*<span class="figure-label">{label}<', page)
    assert found, label
    return found[1]


def meeting_of(served: OpenExchange, party: str, version: int) -> Meeting:
    """Its last meeting of the evening."""
    return [one for one in served.store.ask(meetings_of, version) if party in one.key][-1]


async def test_the_organiser_plans_anew_sees_the_gain_and_publishes(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall, _arrivals = await an_evening_without_the_choir(served, clock, has_asked=True)
    page = await (await organiser.get(EVENING)).text()
    assert "Koret Persen" in page
    assert "Ikke kommet" in page
    assert f"/styre/program/vikar?for={hall['Koret'].people[0].person}" in page
    await pressed(organiser, "/styre/program/replanlegg")
    page = await settled(organiser)
    assert "Forslag: versjon 2" in page
    assert re.search(r"\d+ beholder alt som det er", page)
    assert "mangler" in page
    # Who is absent loses nothing: the draft's own page counts as the proposal does.
    draft = await (await organiser.get("/prove/styre/program/versjon/2")).text()
    assert figure(draft, "får noe endret") == figure(page, "får noe endret")
    assert "deltakere berørt" not in draft
    answer = await pressed(
        organiser, "/styre/program/publiser", version="2", draft=hidden(page, "draft"), to="underveis"
    )
    assert "Koret Persen" not in answer
    assert served.store.ask(newest_published) == 2
    assert not any(hall["Koret"].party in one.key for one in served.store.ask(meetings_of, 2))


async def test_a_proposal_that_was_overtaken_is_named_and_its_figures_are_gone(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    await an_evening_without_the_choir(served, clock, has_asked=True)
    await pressed(organiser, "/styre/program/replanlegg")
    assert "Forslag: versjon 2" in await settled(organiser)
    await ring(served)
    page = await settled(organiser)
    assert "Forslaget er foreldet" in page
    assert "Forslag: versjon 2" not in page
    assert "beholder alt" not in page


async def test_what_runs_by_itself_is_published_by_itself(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(served)
    form = {"mode": "auto", "minutes_before": "4", "missing_minutes": "10"}
    page = await pressed(organiser, "/styre/program/underveis", **form)
    assert re.search('value="auto" checked', page)
    assert served.store.ask(arrangement_of) == Arrangement(mode="auto", minutes_before=4, missing_minutes=10)
    await begin(served, clock, has_asked=True)
    await arrive(served, *(party for party in hall.values() if party.name != "Koret"))
    await pressed(organiser, "/styre/program/replanlegg")
    assert "Versjon 2 er publisert" in await settled(organiser)
    assert served.store.ask(newest_published) == 2


async def test_nonsense_settings_get_a_sentence(organiser: Client, served: OpenExchange) -> None:
    form = {"id": new_id(), "mode": "kanskje", "minutes_before": "99", "missing_minutes": "aldri"}
    answer = await organiser.post(EVENING, data=form)
    assert answer.status == 422
    assert served.store.ask(arrangement_of) == Arrangement()


async def test_a_walk_in_gets_a_place_by_one_press_and_nobody_is_moved(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(served, more=5)  # nine parties: one is free in each round
    await begin(served, clock, has_asked=True)
    await arrive(served, *hall.values())
    await ring(served)  # round 1
    new = await a_walk_in(served)
    await pressed(organiser, f"/program/plass/{new.person}")
    page = await settled(organiser, f"/prove/program/plass/{new.person}")
    assert "Møter i rundene som er igjen" in page
    assert f"/prove/utskrift?person={new.person}" in page
    before, after = (served.store.ask(meetings_of, version) for version in (1, 2))
    assert {one.as_held for one in before} <= {one.as_held for one in after}
    assert all(new.party in one.key for one in after if one.as_held not in {other.as_held for other in before})
    assert (await organiser.get("/prove/program/plass/ingen")).status == 404


async def test_a_meeting_moved_by_hand_stays_where_it_was_put(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(served)
    await begin(served, clock, has_asked=True)
    await arrive(served, *hall.values())
    await ring(served)  # round 1
    world = served.store.ask(world_of)
    old = meeting_of(served, hall["Koret"].party, 1)
    used = {one.table for one in world.previous if one.round == old.round}
    free = next(table for table, _features in world.tables if table not in used)
    form = {"a": old.a, "b": old.b, "round": old.round, "table": free}
    page = await pressed(
        organiser, "/styre/program/hand", **form, a_people=list(old.a_people), b_people=list(old.b_people)
    )
    assert "Utkast til versjon 2" in page
    assert "er flyttet" in page
    await pressed(organiser, "/styre/program/publiser", version="2", draft=hidden(page, "draft"))
    moved = next(one for one in served.store.ask(meetings_of, 2) if one.key == old.key)
    assert (moved.round, moved.table) == (old.round, free)
    rest = [one.as_held for one in served.store.ask(meetings_of, 2) if one.key != old.key]
    assert rest == [one.as_held for one in served.store.ask(meetings_of, 1) if one.key != old.key]
    again = next(one for one in a_replan_of(served, clock).meetings if pair_key(one.a, one.b) == old.key)
    assert (again.round, again.table) == (int(old.round), free)


async def test_what_breaks_a_rule_is_refused_with_a_sentence_and_changes_nothing(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(served)
    await begin(served, clock, has_asked=True)
    await ring(served)  # round 1
    old = meeting_of(served, hall["Koret"].party, 1)
    other = next(one for one in served.store.ask(meetings_of, 1) if one.round == old.round and one.key != old.key)
    form = {"a": old.a, "b": old.b, "a_people": list(old.a_people), "b_people": list(old.b_people)}
    for wrong, sentence in (
        ({"round": "1", "table": old.table}, "begynt eller over"),
        ({"round": old.round, "table": other.table}, "er opptatt i runde"),
        ({"round": old.round, "table": "borte"}, "Velg et bord"),
        ({"round": old.round, "table": old.table, "a_people": list(other.a_people)}, "snakker ikke for"),
        ({"round": old.round, "table": old.table}, "endrer ingenting"),
    ):
        answer = await organiser.post("/prove/styre/program/hand", data={"id": new_id(), **form, **wrong})
        assert answer.status == 422, wrong
        assert sentence in await answer.text()
    assert [version.version for version in served.store.ask(reads.versions)] == [1]


async def test_a_meeting_taken_out_does_not_come_back(organiser: Client, served: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(served)
    await begin(served, clock, has_asked=True)
    await arrive(served, *hall.values())
    old = meeting_of(served, hall["Koret"].party, 1)
    page = await pressed(organiser, "/styre/program/hand/ta-ut", a=old.a, b=old.b)
    await pressed(organiser, "/styre/program/publiser", version="2", draft=hidden(page, "draft"))
    assert old.key not in {one.key for one in served.store.ask(meetings_of, 2)}
    assert old.key not in {pair_key(one.a, one.b) for one in a_replan_of(served, clock).meetings}


async def test_a_stand_in_takes_over_what_is_left_and_speaks_for_the_party(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall, _arrivals = await an_evening_without_the_choir(served, clock, has_asked=True)
    await ring(served)  # round 1
    koret, gone = hall["Koret"].party, hall["Koret"].people[0].person
    new = await a_walk_in(served, "Vikarbyrået", person=a_person("Vera Vikar"))
    page = await pressed(organiser, "/styre/program/vikar", chair=f"{gone} {koret}", stand_in=new.person)
    assert "Utkast til versjon 2" in page
    await pressed(organiser, "/styre/program/publiser", version="2", draft=hidden(page, "draft"))
    theirs = [one for one in served.store.ask(meetings_of, 2) if koret in one.key]
    assert {gone in one.people for one in theirs if one.round == "1"} <= {True}
    assert all(new.person in one.people and gone not in one.people for one in theirs if one.round != "1")
    party = next(one for one in served.store.ask(world_of).parties if one.id == koret)
    assert new.person in party.people


async def test_a_stand_in_who_is_busy_is_said_and_the_meeting_stays(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(served)
    await begin(served, clock, has_asked=True)
    koret, lag = hall["Koret"], hall["Lag 0"]
    form = {"chair": f"{koret.people[0].person} {koret.party}", "stand_in": lag.people[0].person}
    answer = await organiser.post("/prove/styre/program/vikar", data={"id": new_id(), **form})
    assert "er opptatt" in await answer.text()


async def test_the_forms_show_who_sits_where(organiser: Client, served: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(served)
    await begin(served, clock, has_asked=True)
    old = meeting_of(served, hall["Koret"].party, 1)
    assert "Koret" in await (await organiser.get("/prove/styre/program/hand")).text()
    page = await (await organiser.get(f"/prove/styre/program/hand?a={old.b}&b={old.a}")).text()
    assert re.search(rf'value="{old.a_people[0]}" checked', page)
    koret = hall["Koret"]
    page = await (await organiser.get(f"/prove/styre/program/vikar?for={koret.people[0].person}")).text()
    assert f'value="{koret.people[0].person} {koret.party}" selected' in page
