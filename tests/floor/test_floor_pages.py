"""The host's buttons, the big screen, and the clock's own hand, through the real server."""

import asyncio
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from borse.app import make_app
from borse.borstid import is_borstid
from borse.brokers.messages import ProposeMeeting
from borse.clock import clock_of
from borse.floor.messages import GoBack, OpenEtterbors, SayToHall, StartEvening
from borse.floor.walls import WALLS
from borse.frame.keys import HOUSE
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.notary.messages import ApproveAgreement, KnockThrough
from borse.reception.messages import CheckIn, RegisterWalkIn
from borse.settings import Settings
from borse.signup.messages import ChangeParty
from tests.builders import (
    GONG,
    ORGANISER,
    PASSWORD,
    AClock,
    a_party,
    a_person,
    a_programme,
    a_promise,
    an_agreement,
    an_exchange,
)
from tests.conftest import Client
from tests.host import go_to, ring
from tests.patience import PATIENCE
from tests.tablets.builders import a_pin, a_tablet, paired

NEXT = re.compile(r'action="/prove/klokke/neste".*?name="id" value="(\w+)".*?name="turn" value="(\d+)"', re.DOTALL)


async def text(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200
    return await answer.text()


async def press(client: Client, path: str, **data: object) -> str:
    answer = await client.post(f"/prove/klokke/{path}", data={"id": new_id()} | data)
    assert answer.status == 200
    return await answer.text()


async def test_the_host_starts_the_evening_and_goes_on_by_the_buttons_of_the_page(organiser: Client) -> None:
    assert "Klar til start" in await text(organiser, "/prove/klokke")
    page = await press(organiser, "start")
    assert "Dørene er åpne" in page
    found = NEXT.search(page)
    assert found is not None
    page = await press(organiser, "neste", id=found[1], turn=found[2])
    assert "Velkommen" in page
    again = await organiser.post("/prove/klokke/neste", data={"id": found[1], "turn": found[2]})
    assert again.status == 200, "a double click is one step"
    stale = await organiser.post("/prove/klokke/neste", data={"id": new_id(), "turn": found[2]})
    assert stale.status == 409, "another host who saw the doors does not skip the welcome"


async def test_pause_stands_and_a_turn_that_is_no_number_is_refused(organiser: Client, served: OpenExchange) -> None:
    turn = (await go_to(served, "round", 1)).turn
    page = await press(organiser, "pause", turn=turn)
    assert "Fortsett" in page
    assert "data-ends-at" not in page, "nothing counts down"
    assert (await organiser.post("/prove/klokke/pause", data={"id": new_id(), "turn": "x"})).status == 422


async def test_only_the_organiser_resets_the_clock(client: Client) -> None:
    assert (await client.post("/prove/klokke/nullstill", data={"id": new_id()})).status == 401


async def test_the_screen_says_who_sits_where_in_the_round_that_runs_or_comes(
    organiser: Client, served: OpenExchange
) -> None:
    turlaget, korpset, kontoret = a_party("Turlaget"), a_party("Korpset"), a_party("Kontoret", "business")
    for party in (turlaget, korpset, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (2, "Bord 7", korpset, kontoret))
    await go_to(served, "welcome")
    assert in_sight(await text(organiser, "/prove/storskjerm")) == {
        "title": "Velkommen!",
        "names": [("Kontoret", "4"), ("Kontoret Persen", "4"), ("Turlaget", "4"), ("Turlaget Persen", "4")],
    }
    await go_to(served, "change", 2)
    page = await text(organiser, "/prove/storskjerm")
    assert in_sight(page) == {
        "title": "Bytt bord",
        "names": [("Kontoret", "7"), ("Kontoret Persen", "7"), ("Korpset", "7"), ("Korpset Persen", "7")],
    }
    assert "Turlaget" not in page
    await go_to(served, "floor")
    page = await text(organiser, "/prove/storskjerm")
    assert in_sight(page) == {"title": "Fri børs", "names": []}
    assert "Kontoret" not in page


def in_sight(page: str) -> dict[str, Any]:
    """What the screen shows of its cards: the title, and the list of names with their tables."""
    title = re.search(r"<h1>\s*(.*?)\s*(?:<span|</h1>)", page, re.DOTALL)
    assert title is not None
    scenes = re.findall(
        r'<div class="screen-scene" data-from="-?\d+"( hidden)?>(.*?)(?=<div class="screen-scene"|</section>)',
        page,
        re.DOTALL,
    )
    shown = [scene for hidden, scene in scenes if not hidden]
    names = re.findall(
        r"<li(?: data-party)?><span>([^<]*?)(?: <i>endret</i>)?</span> <b>(.*?)</b></li>", "".join(shown)
    )
    return {"title": title[1], "names": names}


async def test_the_screen_holds_the_rounds_to_come_and_none_that_waits_for_the_host(
    organiser: Client, served: OpenExchange
) -> None:
    """A screen that loses the net goes on by itself: it has the cards of what follows, each with its turn's gong."""
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (3, "Bord 7", kontoret, turlaget))
    await go_to(served, "welcome")
    assert (await text(organiser, "/prove/storskjerm")).count('class="screen-now"') == 1
    turn = (await go_to(served, "round", 5)).turn
    page = await text(organiser, "/prove/storskjerm")
    kinds = re.findall(r'data-kind="(\w+)"', page)
    assert kinds == ["round", "change", "round", "change", "floor", "closing"]
    assert re.findall(r'data-gong="turn-(\d+)"', page) == [str(turn + step) for step in range(6)]
    assert re.findall(r'data-gong-kind="(\w+)"', page)[-1] == "close"


async def test_a_party_with_two_people_at_two_tables_has_both_and_namesakes_are_told_apart(
    organiser: Client, served: OpenExchange
) -> None:
    both = a_party("Turlaget", people=(a_person("Kari Lie"), a_person("Ola Aas")))
    one, other = (
        a_party("Korpset", people=(a_person("Kari Lie"),)),
        a_party("Åse Moe", "individual", people=(a_person("Åse Moe"),)),
    )
    for party in (both, one, other):
        await served.bus.send(party, ORGANISER)
    second = both.model_copy(update={"people": both.people[::-1]})
    await a_programme(served, (1, "Bord 2", both, one), (1, "Bord 8", other, second))
    await go_to(served, "round", 1)
    assert in_sight(await text(organiser, "/prove/storskjerm"))["names"] == [
        ("Kari Lie (Korpset)", "2"),
        ("Kari Lie (Turlaget)", "2"),
        ("Korpset", "2"),
        ("Ola Aas", "8"),
        ("Turlaget", "2, 8"),
        ("Åse Moe", "8"),
    ]


async def test_what_a_new_version_moved_is_said_on_the_line_itself(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    turlaget, korpset, kontoret = a_party("Turlaget"), a_party("Korpset"), a_party("Kontoret", "business")
    for party in (turlaget, korpset, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (2, "Bord 1", korpset, kontoret))
    await go_to(served, "welcome")
    clock.move(minutes=1)
    await a_programme(served, (2, "Bord 4", turlaget, kontoret), (1, "Bord 1", korpset, kontoret))
    page = await text(organiser, "/prove/storskjerm")
    assert in_sight(page)["names"] == [
        ("Kontoret", "1"),
        ("Kontoret Persen", "1"),
        ("Korpset", "1"),
        ("Korpset Persen", "1"),
        ("Turlaget", "fri"),
        ("Turlaget Persen", "fri"),
    ]
    assert page.count("<i>endret</i>") == 6
    await press(organiser, "nullstill")
    assert "<i>endret</i>" not in await text(organiser, "/prove/storskjerm"), "it was a rehearsal: nobody has come yet"


async def test_who_sits_elsewhere_in_a_round_to_come_is_named_until_its_list_stands_there(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    parties = turlaget, korpset, kontoret, banken = tuple(map(a_party, ("Turlaget", "Korpset", "Kontoret", "Banken")))
    for party in parties:
        await served.bus.send(party, ORGANISER)
        await served.bus.send(CheckIn(id=new_id(), person=party.people[0].person), ORGANISER)
    held = (1, "Bord 4", turlaget, kontoret), (2, "Bord 4", korpset, banken)
    await a_programme(served, *held, (3, "Bord 1", korpset, kontoret), (3, "Bord 2", turlaget, banken))
    await go_to(served, "round", 1)
    assert "Endret i" not in await text(organiser, "/prove/storskjerm")
    clock.move(minutes=1)
    await a_programme(served, *held, (3, "Bord 2", korpset, kontoret), (3, "Bord 1", turlaget, banken))
    page = await text(organiser, "/prove/storskjerm")
    assert moved_in(page) == (
        "Endret i runde 3:",
        ["Banken Persen, Kontoret Persen", "Korpset Persen, Turlaget Persen"],
    )
    assert 'data-live-say="Endret i runde 3"' in page, "heard once, by who does not see it"
    assert "Banken Persen, Kontoret Persen, Korpset Persen, Turlaget Persen</span>" in page, "and to be read whole"
    assert moved_in(await text(organiser, "/prove/storskjerm?del=1av2"))[1] == [
        "Banken Persen, Kontoret Persen",
        "Korpset Persen",
    ]
    await ring(served)
    assert moved_in(await text(organiser, "/prove/storskjerm"))[1] == [], "people are on their way to a table"
    await go_to(served, "round", 2)
    assert moved_in(await text(organiser, "/prove/storskjerm"))[0] == "Endret i runde 3:"
    await go_to(served, "round", 3)
    page = await text(organiser, "/prove/storskjerm")
    assert (moved_in(page), page.count("<i>endret</i>")) == (("", []), 8), "now its own list says it"


def moved_in(page: str) -> tuple[str, list[str]]:
    """What the wall says of a later round: which, and whom it names by turns."""
    line = re.search(r'screen-moved"><b>(.*?)</b>.*?<span data-by-turns aria-hidden="true">(.*?)</p>', page, re.DOTALL)
    return (line[1], re.findall(r"<span(?: data-its-turn)?>(.*?)</span>", line[2])) if line else ("", [])


async def test_what_comes_next_is_said_and_never_what_the_phase_says_itself(
    organiser: Client, served: OpenExchange
) -> None:
    said: dict[tuple[str, int | None], str] = {}
    await go_to(served, "doors")
    while (clock := served.store.ask(clock_of)).state != "over":
        assert clock.phase is not None
        lines = lines_in_sight(await text(organiser, "/prove/storskjerm"))
        following = [line.removeprefix("Deretter: ") for line in lines if line.startswith("Deretter")]
        assert len(following) <= 1
        said[clock.phase.kind, clock.phase.round] = "".join(following)
        await ring(served)
    last = max(number for _kind, number in said if number)
    told = [said[one] for one in (("doors", None), ("welcome", None), ("round", 1), ("change", 2), ("round", 2))]
    assert told == ["Runde 1", "Runde 1", "Bytt bord", "", "Bytt bord"]
    told = [said[one] for one in (("change", last), ("round", last), ("change", None), ("floor", None))]
    assert told == ["Rundene er over", "Rundene er over", "Avslutning", "Avslutning"]
    assert said["closing", None] == "", "its own words say what comes: the results"


async def test_who_sits_where_is_looked_up_again_only_when_it_may_have_changed(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    assert organiser.app is not None
    walls = organiser.app[WALLS]
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (2, "Bord 2", turlaget, kontoret))
    clock.at = GONG - timedelta(minutes=20)
    await go_to(served, "doors")
    at_the_doors = await walls.of(served, clock())
    for party in (turlaget, kontoret):
        await served.bus.send(CheckIn(id=new_id(), person=party.people[0].person), ORGANISER)
    assert (await walls.of(served, clock())).lists is at_the_doors.lists
    await go_to(served, "round", 1)
    first = await walls.of(served, clock())
    await go_to(served, "round", 2)
    await served.bus.send(SayToHall(id=new_id(), text="Suppa er klar"), ORGANISER)
    second = await walls.of(served, clock())
    assert (second.screen.clock.round, second.screen.arrived) == (2, 2)
    assert second.lists is first.lists
    renamed = ChangeParty(id=new_id(), party=turlaget.party, name="Fotturlaget", side=turlaget.side)
    await served.bus.send(renamed, ORGANISER)
    assert "Fotturlaget" in (await walls.of(served, clock())).names(None)[2]


async def test_several_screens_share_the_names_and_each_keeps_its_letters(
    organiser: Client, served: OpenExchange
) -> None:
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (2, "Bord 2", turlaget, kontoret))
    await go_to(served, "round", 1)
    assert in_sight(await text(organiser, "/prove/storskjerm?del=1av2"))["names"] == [
        ("Kontoret", "4"),
        ("Kontoret Persen", "4"),
    ]
    other = await text(organiser, "/prove/storskjerm?del=2av2")
    assert in_sight(other)["names"] == [("Turlaget", "4"), ("Turlaget Persen", "4")]
    letters = re.findall(r'screen-share">.*</span>(.*?)</p>', other)
    assert letters == ["O–Å"] * 3, "in both rounds, and in the change between them, which the screen may come to alone"
    assert len(in_sight(await text(organiser, "/prove/storskjerm"))["names"]) == 4
    walk_in = RegisterWalkIn(id=new_id(), name="Fra døra", side="association", person=a_person("Aa Aasen"))
    await served.bus.send(walk_in, ORGANISER)
    assert 'screen-share">' in (later := await text(organiser, "/prove/storskjerm?del=2av2"))
    assert set(re.findall(r'screen-share">.*</span>(.*?)</p>', later)) == {"O–Å"}
    await go_to(served, "floor")
    assert 'screen-share">' not in await text(organiser, "/prove/storskjerm?del=2av2"), "nobody looks for a name"
    assert (await organiser.get("/prove/storskjerm?del=3av2")).status == 404


async def test_the_host_sees_which_letters_each_of_several_screens_has(organiser: Client) -> None:
    links = re.findall(r'href="(/prove/storskjerm\?del=\dav3)">(.*?)</a>', await text(organiser, "/prove/klokke"))
    assert links == [
        (f"/prove/storskjerm?del={number}av3", name) for number, name in enumerate(("A–J", "K–S", "T–Å"), 1)
    ]
    assert "T–Å" in await text(organiser, links[2][0])


async def test_on_the_free_floor_the_wall_says_whom_brokers_brought_together_and_where(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    turlaget, korpset = a_party("Turlaget"), a_party("Korpset")
    kontoret, banken = a_party("Kontoret", "business"), a_party("Banken", "business")
    for party in (turlaget, korpset, kontoret, banken):
        await served.bus.send(party, ORGANISER)
        await served.bus.send(CheckIn(id=new_id(), person=party.people[0].person), ORGANISER)
    await go_to(served, "floor")

    def proposed(*parties: str, says_yes: frozenset[str] = frozenset()) -> ProposeMeeting:
        return ProposeMeeting(id=new_id(), meeting=new_id(), parties=parties, round=None, says_yes=says_yes)

    both = (turlaget.party, kontoret.party)
    await served.bus.send(proposed(*both, says_yes=frozenset(both)), ORGANISER)
    await served.bus.send(proposed(korpset.party, banken.party), ORGANISER)
    page = await text(organiser, "/prove/storskjerm")
    assert [line for line in lines_in_sight(page) if "+" in line] == ["Turlaget + Kontoret 2"]
    clock.move(minutes=8)
    await served.bus.send(SayToHall(id=new_id(), text="Suppa er klar"), ORGANISER)
    assert "Turlaget + Kontoret" not in await text(organiser, "/prove/storskjerm"), "the table is no longer theirs"


async def test_going_back_to_an_earlier_round_brings_its_list_back(organiser: Client, served: OpenExchange) -> None:
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret))
    turn = (await go_to(served, "round", 2)).turn
    assert in_sight(await text(organiser, "/prove/storskjerm"))["names"] == []
    for step in range(2):
        await served.bus.send(GoBack(id=new_id(), turn=turn + step), ORGANISER)
    assert ("Turlaget", "4") in in_sight(await text(organiser, "/prove/storskjerm"))["names"]


async def test_who_is_missing_is_named_only_when_the_organiser_wants_it(
    organiser: Client, served: OpenExchange
) -> None:
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret))
    await served.bus.send(CheckIn(id=new_id(), person=turlaget.people[0].person), ORGANISER)
    await go_to(served, "round", 1)
    assert "Vi venter på" not in await text(organiser, "/prove/storskjerm")
    await press(organiser, "storskjerm", names_missing="1")
    page = await text(organiser, "/prove/storskjerm")
    assert waited_for(page) == [(True, "Kontoret Persen")]
    await press(organiser, "storskjerm")
    assert "Vi venter på" not in await text(organiser, "/prove/storskjerm")


def waited_for(page: str) -> list[tuple[bool, str]]:
    """Who is missing, in the groups that the wall names by turns, and whether a group is the one that is in sight."""
    line = re.search(r"Vi venter på:</b> <span data-by-turns>(.*?)</p>", page, re.DOTALL)
    assert line is not None
    groups: list[tuple[str, str]] = re.findall(r"<span( data-its-turn)?>(.*?)</span>", line[1])
    return [(bool(its_turn), names) for its_turn, names in groups]


async def test_all_who_are_missing_have_their_turn_on_the_wall(organiser: Client, served: OpenExchange) -> None:
    banken = a_party("Banken", "business", people=tuple(map(a_person, ("Åse Li", "Bo Li", "Dag Li", "Eli Li"))))
    koret = a_party("Koret", people=tuple(map(a_person, ("Ann Vi", "Fia Vi", "Gro Vi"))))
    for party in (banken, koret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", banken, koret), with_all=True)
    await press(organiser, "storskjerm", names_missing="1")
    await go_to(served, "round", 1)
    assert waited_for(await text(organiser, "/prove/storskjerm")) == [
        (True, "Ann Vi, Bo Li, Dag Li, Eli Li, Fia Vi og 2 til"),
        (False, "Gro Vi, Åse Li og 5 til"),
    ]


async def test_screens_that_ask_at_once_get_one_page_and_what_happens_is_on_the_next(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    clock.at = served.store.ask(clock_of).phases[0].starts_at
    first = await text(organiser, "/prove/storskjerm")
    clock.move(seconds=0.9)
    assert await text(organiser, "/prove/storskjerm") == first
    plain = await organiser.get("/prove/storskjerm", headers={"Accept-Encoding": "identity"})
    assert ("Content-Encoding" not in plain.headers, await plain.text()) == (True, first)
    await served.bus.send(SayToHall(id=new_id(), text="Suppa er klar"), ORGANISER)
    told = await text(organiser, "/prove/storskjerm")
    assert ("Suppa er klar" in first, "Suppa er klar" in told) == (False, True)
    clock.move(minutes=6)
    assert "Suppa er klar" not in await text(organiser, "/prove/storskjerm"), "it holds for five minutes"


async def test_a_tablet_that_shows_the_screen_keeps_its_lock_and_gives_it_to_nobody(
    client: Client, served: OpenExchange
) -> None:
    await a_pin(served)
    await paired(client, served, await a_tablet(served))
    on_the_tablet = await text(client, "/prove/storskjerm")
    client.session.cookie_jar.clear()
    await client.post("/prove/logg-inn", data={"password": PASSWORD})
    on_the_wall = await text(client, "/prove/storskjerm")
    assert ("data-tablet" in on_the_tablet, "data-tablet" in on_the_wall) == (True, False)


async def test_the_screen_tells_nothing_twice(organiser: Client, served: OpenExchange) -> None:
    """In every phase of the evening: each fact that the wall has stands in one place of what is in sight."""
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await a_programme(served, (1, "Bord 4", turlaget, kontoret), (2, "Bord 7", kontoret, turlaget))
    await served.bus.send(SayToHall(id=new_id(), text="Suppa er klar"), ORGANISER)
    await go_to(served, "round", 1)
    promise = a_promise(kontoret.party, turlaget.party, hours=24)
    command = an_agreement(kontoret.party, turlaget.party, promises=(promise,))
    await served.bus.send(command, ORGANISER)
    await served.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), ORGANISER)
    await served.bus.send(KnockThrough(id=new_id(), agreement=command.agreement, version=2), ORGANISER)
    await served.bus.send(OpenEtterbors(id=new_id(), minutes=45), ORGANISER)
    while served.store.ask(clock_of).state != "over":
        page = await text(organiser, "/prove/storskjerm")
        lines = lines_in_sight(page)
        twice = sorted({line for line in lines if lines.count(line) > 1})
        clock = served.store.ask(clock_of)
        assert twice == [], f"twice in {clock.phase}"
        facts = (
            r"Suppa er klar",
            r"Etterbørs",
            r"^1 avtale$|avtale i kveld",
            r"aktører har en avtale",
            r"timer er lovet bort",
            r"^\d+:\d\d$",
            "Kontoret \\+ Turlaget",
        )
        for fact in facts:
            assert sum(bool(re.search(fact, line)) for line in lines) <= 1, f"{fact} in {clock.phase}: {lines}"
        if clock.phase is not None and clock.phase.kind in {"floor", "closing"}:
            assert {"aktører har en avtale", "2 av 2", "timer er lovet bort", "24"} < set(lines)
        await ring(served)


class Lines(HTMLParser):
    """What can be read on a page, line by line: the text of each block that is in sight."""

    BLOCKS = frozenset({"h1", "h2", "p", "li", "dt", "dd", "time"})
    VOID = frozenset({"input", "link", "meta", "br"})
    UNSEEN = ("ds-sr-only", "screen-offline")  # the last one shows itself when the net is gone

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, whether it is in sight
        self.feed(page.split("<body", 1)[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        about = dict(attrs)
        is_unseen = "hidden" in about or any(name in (about.get("class") or "") for name in self.UNSEEN)
        in_sight = not is_unseen and (not self._open or self._open[-1][1])
        self._open.append((tag, in_sight))
        if tag in self.BLOCKS and in_sight:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and any(tag in self.BLOCKS for tag, _in_sight in self._open):
            self.lines[-1] = " ".join(f"{self.lines[-1]} {data}".split())


def lines_in_sight(page: str) -> list[str]:
    return [line for line in Lines(page).lines if line]


async def test_the_host_says_something_to_the_hall_and_takes_it_down(organiser: Client, clock: AClock) -> None:
    await press(organiser, "melding", text="Suppa er klar", where="both", minutes="5")
    await press(organiser, "melding", text="Bare for skjermen", where="screens", minutes="5")
    wall = await text(organiser, "/prove/storskjerm")
    assert "Suppa er klar" in wall
    assert "Bare for skjermen" in wall
    told = await (await organiser.get("/prove/tid")).json()
    assert [notice["text"] for notice in told["notices"]] == ["Suppa er klar"]
    page = await text(organiser, "/prove/klokke")
    notice = re.search(r'name="notice" value="(\w+)"', page)
    assert notice is not None
    await press(organiser, "melding/ned", notice=notice[1])
    clock.move(minutes=6)
    assert 'screen-notice"' not in await text(organiser, "/prove/storskjerm")
    assert (await (await organiser.get("/prove/tid")).json())["notices"] == []
    assert "Alt som er sagt" in await text(organiser, "/prove/klokke")


async def test_an_empty_message_gets_a_sentence_and_keeps_the_rest(organiser: Client) -> None:
    answer = await organiser.post(
        "/prove/klokke/melding", data={"id": new_id(), "text": " ", "where": "phones", "minutes": "7"}
    )
    page = await answer.text()
    assert answer.status == 422
    assert 'id="text-error"' in page
    assert 'value="7"' in page


async def test_only_the_organiser_opens_the_etterbors_and_it_closes_by_itself(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    await go_to(served, "closing")
    assert not served.store.ask(is_borstid, clock.at)
    await press(organiser, "etterbors", open_minutes="30")
    opened = clock.at
    assert served.store.ask(is_borstid, clock.at)
    assert "notaren tar imot avtaler til kl." in await text(organiser, "/prove/storskjerm")
    clock.move(minutes=31)
    assert not served.store.ask(is_borstid, clock.at)
    assert served.store.ask(is_borstid, opened + timedelta(minutes=5)), "asked afterwards about a moment in it"
    await press(organiser, "etterbors", open_minutes="30")
    clock.move(minutes=2)
    await press(organiser, "etterbors/steng")
    assert not served.store.ask(is_borstid, clock.at)
    await press(organiser, "nullstill")
    assert not served.store.ask(is_borstid, opened + timedelta(minutes=5)), "a rehearsal leaves nothing open"


async def test_every_page_is_told_what_time_it_is_and_how_the_evening_goes_on(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    """Anybody may know: it is what hangs on the wall."""
    began = await go_to(served, "round", 2)
    clock.move(seconds=90)
    told = await (await client.get("/prove/tid")).json()
    assert (told["state"], told["turn"], told["place"]) == ("running", began.turn, began.position)
    assert told["now"] == round(clock.at.timestamp() * 1000)
    kind, number, starts, ends, by_itself = told["phases"][told["place"]]
    assert (kind, number, by_itself) == ("round", 2, True)
    assert (ends - told["now"], told["now"] - starts) == (270_000, 90_000)
    following = told["phases"][told["place"] + 1]
    assert following[2] == ends
    assert told["phases"][-1][4] is False, "the closing waits for the host"


async def test_an_agreement_knocked_through_is_counted_told_and_sounds_once(
    organiser: Client, served: OpenExchange
) -> None:
    turlaget, kontoret = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in (turlaget, kontoret):
        await served.bus.send(party, ORGANISER)
    await go_to(served, "round", 1)
    promise = a_promise(kontoret.party, turlaget.party, what="Regnskap for stiftelsen")
    command = an_agreement(kontoret.party, turlaget.party, promises=(promise,))
    await served.bus.send(command, ORGANISER)
    assert "Den første avtalen kommer her" in await text(organiser, "/prove/storskjerm")
    await served.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), ORGANISER)
    await served.bus.send(KnockThrough(id=new_id(), agreement=command.agreement, version=2), ORGANISER)
    page = await text(organiser, "/prove/storskjerm")
    assert "Kontoret + Turlaget" in page
    assert "Regnskap for stiftelsen" in page
    assert page.count(f'data-gong="agreement-{command.agreement}"') == 1


async def test_the_gong_opens_and_closes_with_a_sound_of_its_own(organiser: Client, served: OpenExchange) -> None:
    kinds = {}
    for kind, number in (("welcome", None), ("round", 1), ("change", 2), ("floor", None), ("closing", None)):
        await go_to(served, kind, number)
        page = await text(organiser, "/prove/storskjerm")
        first = re.search(r'class="screen-now" data-from="\d+" data-kind="\w+"([^>]*)>', page)
        assert first is not None
        sound = re.search(r'data-gong="turn-\d+" data-gong-kind="(\w+)"', first[1])
        kinds[kind] = sound[1] if sound else ""
    assert kinds == {"welcome": "", "round": "open", "change": "round", "floor": "round", "closing": "close"}


async def test_the_server_ends_a_round_by_itself_also_one_that_ran_out_while_it_was_down(tmp_path: Path) -> None:
    """Nobody asks for a page: the clock of a børs that was on is wound again at the start."""
    clock = AClock()
    app = make_app(Settings(data=tmp_path), clock)
    exchange = await an_exchange(app[HOUSE])
    await go_to(exchange, "round", 1)
    app[HOUSE].close()
    clock.move(minutes=6)
    app = make_app(Settings(data=tmp_path), clock)
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        async with asyncio.timeout(PATIENCE):
            while not is_at_change(app[HOUSE]):  # noqa: ASYNC110 -- listening would open the file, which is the server's job
                await asyncio.sleep(0.05)
        answer = await client.post("/prove/logg-inn", data={"password": PASSWORD})
        assert answer.status == 200
        assert "Bytt bord" in await text(client, "/prove/klokke")


def is_at_change(house: House) -> bool:
    """Whether the server has opened a børs whose clock stands at a change."""
    phases = [exchange.store.ask(clock_of).phase for exchange in house.opened]
    return any(phase is not None and phase.kind == "change" for phase in phases)


async def test_the_run_sheet_says_what_was_rung_and_what_is_expected(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    clock.at = served.store.ask(clock_of).phases[0].starts_at + timedelta(minutes=10)
    await served.bus.send(StartEvening(id=new_id()), ORGANISER)
    page = await text(organiser, "/prove/klokke")
    assert re.search(r"begynte </span>17:40", page), "the doors opened ten minutes late"
    assert 'aria-current="step"' in page
