"""The clock asks for a new plan: at the set time, once a round, where the hall and the programme disagree."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme import shown
from borse.programme.messages import SetReplanning
from borse.programme.planner import Planner
from borse.programme.watch import ask_when_due
from borse.published import newest_published
from tests.builders import GONG, ORGANISER, AClock
from tests.host import ring
from tests.programme.evening import a_published_hall, an_evening_without_the_choir, arrive, begin


@pytest.fixture
async def planner(clock: AClock) -> AsyncIterator[Planner]:
    planner = Planner(clock)
    yield planner
    await planner.close()


async def arranged(exchange: OpenExchange, mode: str) -> None:
    command = SetReplanning.model_validate({"id": new_id(), "mode": mode, "minutes_before": 3})
    await exchange.bus.send(command, ORGANISER)


def asked(exchange: OpenExchange) -> list[int]:
    return [row["round"] for row in exchange.store.ask(lambda db: list(db.query("select round from replan_asked")))]


async def test_three_minutes_before_the_round_it_is_planned_anew_once(
    exchange: OpenExchange, clock: AClock, planner: Planner
) -> None:
    await arranged(exchange, "auto")
    await an_evening_without_the_choir(exchange, clock)
    clock.at = GONG - timedelta(minutes=4)
    await ask_when_due(exchange, planner, clock())
    assert asked(exchange) == []
    assert planner.is_ready  # it loads its words before it is needed
    clock.at = GONG - timedelta(minutes=3)
    await ask_when_due(exchange, planner, clock())
    assert asked(exchange) == [1]
    ended = await planner.wait(exchange.slug)
    assert (ended.state, ended.outcome) == ("done", "published")
    await ask_when_due(exchange, planner, clock())
    assert planner.of(exchange.slug) == ended
    assert exchange.store.ask(newest_published) == 2


async def test_it_only_proposes_where_the_organiser_wants_to_look(
    exchange: OpenExchange, clock: AClock, planner: Planner
) -> None:
    await an_evening_without_the_choir(exchange, clock)
    await ask_when_due(exchange, planner, clock())
    assert (await planner.wait(exchange.slug)).outcome == "draft"
    assert exchange.store.ask(newest_published) == 1


async def test_nothing_is_planned_when_all_is_as_it_should_be_or_the_clock_stands_or_it_is_off(
    exchange: OpenExchange, clock: AClock, planner: Planner
) -> None:
    hall = await a_published_hall(exchange)
    await arrive(exchange, *hall.values())
    await ask_when_due(exchange, planner, clock())
    assert (planner.of(exchange.slug), asked(exchange)) == (None, [])  # the evening has not begun
    await begin(exchange, clock)
    await arranged(exchange, "off")
    await ask_when_due(exchange, planner, clock())
    assert (planner.of(exchange.slug), asked(exchange)) == (None, [])
    await arranged(exchange, "ask")
    await ask_when_due(exchange, planner, clock())
    assert (planner.of(exchange.slug), asked(exchange)) == (None, [1])  # looked at, and nobody is missing


async def test_a_plan_that_is_too_late_for_its_round_is_made_anew_with_that_round_as_it_was(
    exchange: OpenExchange, clock: AClock, planner: Planner
) -> None:
    """The gong for round 1 goes while the engine works."""
    await arranged(exchange, "auto")
    await an_evening_without_the_choir(exchange, clock)
    await planner.get_ready(exchange)
    await ask_when_due(exchange, planner, clock())
    while (going := planner.of(exchange.slug)) is None or going.state == "waiting":
        await exchange.store.read(newest_published)
    await ring(exchange)
    ended = await planner.wait(exchange.slug)
    assert ended.outcome == "published"
    before, after = (
        [(one.a, one.b, one.table) for one in exchange.store.ask(shown.meetings_shown, version) if one.round == 1]
        for version in (1, 2)
    )
    assert after == before
