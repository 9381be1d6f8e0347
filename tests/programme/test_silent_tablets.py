"""A tablet of the reception is without the net: whom it lets in nobody else knows, and nobody is planned out for it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from borse.bus import Role
from borse.clock import clock_of
from borse.floor.messages import NextPhase
from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme.messages import SetReplanning
from borse.programme.planner import PLANNER, Planner
from borse.programme.under_way import Planning
from borse.programme.watch import request_for
from borse.published import newest_published
from borse.silent_tablets import SilentTablet, silent_tablets
from borse.tablets.messages import Disconnect, RevokeTablet
from tests.builders import GONG, ORGANISER, AClock
from tests.conftest import Client
from tests.programme.evening import a_published_hall, an_evening_without_the_choir, arrive, begin, leave
from tests.tablets.builders import a_paired_tablet

SILENCE = "Nettbrett 3 (resepsjon) har vært stille i 14 minutter."
HELD_BACK = "Ikke publisert av seg selv"


async def last_seen(
    exchange: OpenExchange, clock: AClock, at: datetime, name: str = "Nettbrett 3", role: Role = Role.RECEPTION
) -> str:
    """A tablet that was heard of `at` and never since. Its id."""
    now, clock.at = clock.at, at
    tablet = await a_paired_tablet(exchange, role, name)
    clock.at = now
    return tablet


def silent(exchange: OpenExchange, clock: AClock) -> tuple[SilentTablet, ...]:
    found: tuple[SilentTablet, ...] = exchange.store.ask(silent_tablets, clock())
    return found


async def replanned(exchange: OpenExchange, planner: Planner) -> Planning:
    await planner.start_at_once(exchange, request_for("auto"), ORGANISER)
    return await planner.wait(exchange.slug)


async def test_a_tablet_is_silent_when_two_of_its_questions_have_stayed_out(
    exchange: OpenExchange, clock: AClock
) -> None:
    await begin(exchange, clock)
    for name, minutes in (("Nettbrett 1", 1), ("Nettbrett 2", 2), ("Nettbrett 3", 3), ("Nettbrett 4", 14)):
        await last_seen(exchange, clock, clock() - timedelta(minutes=minutes), name)
    expected = (SilentTablet(name="Nettbrett 3", minutes=3), SilentTablet(name="Nettbrett 4", minutes=14))
    assert silent(exchange, clock) == expected


async def test_a_tablet_that_lay_in_a_drawer_or_is_at_another_desk_or_was_sent_away_is_no_news(
    exchange: OpenExchange, clock: AClock
) -> None:
    await begin(exchange, clock)
    a_while_ago = clock() - timedelta(minutes=14)
    await last_seen(exchange, clock, clock() - timedelta(days=1), "Nettbrett i skuffen")
    await last_seen(exchange, clock, a_while_ago, "Nettbrett hos notaren", Role.NOTARY)
    gone = await last_seen(exchange, clock, a_while_ago, "Nettbrett som er koblet fra")
    revoked = await last_seen(exchange, clock, a_while_ago, "Nettbrett som er tatt ut")
    assert len(silent(exchange, clock)) == 2
    await exchange.bus.send(Disconnect(id=new_id(), tablet=gone), ORGANISER)
    await exchange.bus.send(RevokeTablet(id=new_id(), tablet=revoked), ORGANISER)
    assert silent(exchange, clock) == ()


async def test_nobody_counts_as_absent_before_the_evening_or_after_it_so_silence_is_no_news(
    exchange: OpenExchange, clock: AClock
) -> None:
    clock.at = GONG - timedelta(minutes=50)
    await last_seen(exchange, clock, GONG - timedelta(minutes=60))
    assert silent(exchange, clock) == ()
    await begin(exchange, clock)
    assert [tablet.name for tablet in silent(exchange, clock)] == ["Nettbrett 3"]
    while (now := exchange.store.ask(clock_of)).state != "over":
        await exchange.bus.send(NextPhase(id=new_id(), turn=now.turn), ORGANISER)
    assert silent(exchange, clock) == ()


@pytest.fixture
async def planner(clock: AClock) -> Any:
    planner = Planner(clock)
    yield planner
    await planner.close()


async def test_a_plan_that_takes_out_somebody_whom_a_silent_tablet_may_have_let_in_is_only_proposed(
    exchange: OpenExchange, clock: AClock, planner: Planner
) -> None:
    await an_evening_without_the_choir(exchange, clock)
    await last_seen(exchange, clock, clock() - timedelta(minutes=14))
    ended = await replanned(exchange, planner)
    assert (ended.outcome, ended.in_doubt) == ("draft", 1)
    assert exchange.store.ask(newest_published) == 1


async def test_who_was_seen_to_go_is_taken_out_by_itself_whatever_tablet_is_silent(
    exchange: OpenExchange, clock: AClock, planner: Planner
) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    arrivals = await arrive(exchange, *hall.values())
    await last_seen(exchange, clock, clock() - timedelta(minutes=14))
    await leave(exchange, arrivals[hall["Koret"].people[0].person])
    ended = await replanned(exchange, planner)
    assert (ended.outcome, ended.in_doubt) == ("published", 0)


async def test_the_organiser_is_told_which_tablet_is_silent_and_why_nothing_was_published(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    await an_evening_without_the_choir(served, clock, has_asked=True)
    await served.bus.send(SetReplanning(id=new_id(), mode="auto", minutes_before=3), ORGANISER)
    page = await (await organiser.get("/prove/styre/program/underveis")).text()
    assert "har vært stille" not in page
    await last_seen(served, clock, clock() - timedelta(minutes=14))
    await organiser.post("/prove/styre/program/replanlegg", data={"id": new_id()})
    assert organiser.app is not None
    await organiser.app[PLANNER].wait("prove")
    page = await (await organiser.get("/prove/styre/program/underveis")).text()
    assert SILENCE in page
    assert "De det har sjekket inn, regnes som borte til det får nett." in page
    assert HELD_BACK in page
    assert re.search(r"planen tar ut 1 som det kan ha sjekket inn", page)
    assert "Forslag: versjon 2" in page


async def test_the_host_sees_it_too_under_the_buttons_of_the_clock(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    await begin(served, clock, has_asked=True)
    await last_seen(served, clock, clock() - timedelta(minutes=14))
    page = await (await organiser.get("/prove/klokke")).text()
    region = page[page.index('id="clock"') : page.index("</section>", page.index('id="clock"'))]
    assert SILENCE in region
    clock.at -= timedelta(minutes=12)
    assert "har vært stille" not in await (await organiser.get("/prove/klokke")).text()
