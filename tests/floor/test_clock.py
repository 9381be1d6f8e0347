"""The clock of the hall: rounds end by themselves, a welcome waits, and what was rung is written down."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borse.borstid import is_borstid
from borse.bus import Command
from borse.clock import Clock, clock_of, phases_of
from borse.exchange import exchange_of
from borse.floor.desk import LATE
from borse.floor.messages import (
    AddMinute,
    EndPhase,
    EveningEnded,
    GoBack,
    NextPhase,
    PauseClock,
    ResetClock,
    ResumeClock,
    StartEvening,
)
from borse.floor.timer import end_what_is_due
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.refusals import Refusal, Stale
from borse.staff.messages import ChangeExchange
from tests.builders import GONG, ORGANISER, AClock, a_house, a_plan, an_exchange


def clock_in(exchange: OpenExchange) -> Clock:
    return exchange.store.ask(clock_of)


def phase_in(exchange: OpenExchange) -> tuple[str, int | None]:
    phase = clock_in(exchange).phase
    assert phase is not None
    return phase.kind, phase.round


async def press(exchange: OpenExchange, kind: type[Command]) -> list[Any]:
    """Press a button of the clock as it is now."""
    values = {"turn": clock_in(exchange).turn} if "turn" in kind.model_fields else {}
    receipt = await exchange.bus.send(kind(id=new_id(), **values), ORGANISER)
    return [one.event for one in receipt.events]


async def start_at(exchange: OpenExchange, kind: str, number: int | None = None) -> None:
    """Start the evening and go on to a phase."""
    await press(exchange, StartEvening)
    while phase_in(exchange) != (kind, number):
        await press(exchange, NextPhase)


async def let_pass(exchange: OpenExchange, clock: AClock, length: timedelta) -> None:
    """Time goes by, and the clock's own hand looks every second as the server does."""
    end = clock.at + length
    while clock.at < end:
        left = await end_what_is_due(exchange, clock.at)
        clock.at = min(end, clock.at + min(left or length, length))
    await end_what_is_due(exchange, clock.at)


async def test_the_evening_runs_from_the_doors_to_the_closing_in_order(exchange: OpenExchange) -> None:
    await press(exchange, StartEvening)
    walked = [phase_in(exchange)]
    while clock_in(exchange).following:
        await press(exchange, NextPhase)
        walked.append(phase_in(exchange))
    planned = phases_of(exchange.store.ask(exchange_of))
    assert walked == [(phase.kind, phase.round) for phase in planned]
    assert await press(exchange, NextPhase) == [EveningEnded()]
    assert clock_in(exchange).state == "over"


async def test_two_hosts_who_press_start_start_one_evening(exchange: OpenExchange) -> None:
    assert len(await press(exchange, StartEvening)) == 1
    assert await press(exchange, StartEvening) == []


async def test_two_hosts_who_press_next_move_the_clock_one_step(exchange: OpenExchange) -> None:
    await press(exchange, StartEvening)
    turn = clock_in(exchange).turn
    await exchange.bus.send(NextPhase(id=new_id(), turn=turn), ORGANISER)
    with pytest.raises(Stale):
        await exchange.bus.send(NextPhase(id=new_id(), turn=turn), ORGANISER)
    assert phase_in(exchange) == ("welcome", None)


async def test_nothing_can_be_moved_before_the_start(exchange: OpenExchange) -> None:
    for kind in (NextPhase, GoBack, PauseClock, ResumeClock, AddMinute, EndPhase):
        with pytest.raises(Refusal):
            await press(exchange, kind)


async def test_rounds_end_by_themselves_and_the_evening_does_not_drift(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "round", 1)
    gong = clock.at
    await let_pass(exchange, clock, timedelta(minutes=6 * (6 + 1) + 18, seconds=20))
    assert phase_in(exchange) == ("closing", None)
    assert clock_in(exchange).started_at == gong + timedelta(minutes=60)


async def test_a_welcome_waits_for_the_host(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "welcome")
    await let_pass(exchange, clock, timedelta(minutes=40))
    assert phase_in(exchange) == ("welcome", None)
    assert clock_in(exchange).left(clock.at) == timedelta()


async def test_a_paused_round_does_not_end_and_keeps_its_time(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "round", 1)
    clock.move(minutes=2)
    await press(exchange, PauseClock)
    assert await press(exchange, PauseClock) == []
    await let_pass(exchange, clock, timedelta(minutes=30))
    assert clock_in(exchange).state == "paused"
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=4)
    await press(exchange, ResumeClock)
    assert clock_in(exchange).ends_at == clock.at + timedelta(minutes=4)
    await let_pass(exchange, clock, timedelta(minutes=4))
    assert phase_in(exchange) == ("change", 2)


async def test_a_round_paused_in_the_second_it_ran_out_waits_until_the_host_goes_on(
    exchange: OpenExchange, clock: AClock
) -> None:
    await start_at(exchange, "round", 1)
    clock.move(minutes=6)
    await press(exchange, PauseClock)
    await let_pass(exchange, clock, timedelta(minutes=3))
    assert phase_in(exchange) == ("round", 1)
    await press(exchange, ResumeClock)
    await let_pass(exchange, clock, timedelta(seconds=1))
    assert phase_in(exchange) == ("change", 2)


async def test_a_minute_is_added_to_what_is_left_also_while_the_clock_stands(
    exchange: OpenExchange, clock: AClock
) -> None:
    await start_at(exchange, "round", 1)
    clock.move(minutes=5)
    await press(exchange, AddMinute)
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=2)
    await press(exchange, PauseClock)
    clock.move(minutes=9)
    await press(exchange, AddMinute)
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=3)


async def test_a_welcome_that_has_run_out_gets_a_minute_from_now(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "welcome")
    clock.move(minutes=25)
    await press(exchange, AddMinute)
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=1)


async def test_going_back_gives_the_time_that_was_left(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "round", 1)
    clock.move(minutes=2)
    await press(exchange, NextPhase)
    clock.move(seconds=10)
    await press(exchange, GoBack)
    assert phase_in(exchange) == ("round", 1)
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=4)


async def test_a_pause_is_not_taken_from_the_time_that_was_left(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "round", 1)
    clock.move(minutes=2)
    await press(exchange, PauseClock)
    clock.move(minutes=10)
    await press(exchange, NextPhase)
    await press(exchange, GoBack)
    assert clock_in(exchange).state == "running"
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=4)


async def test_going_back_to_a_round_that_ran_out_gives_a_minute(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "round", 1)
    await let_pass(exchange, clock, timedelta(minutes=6, seconds=5))
    await press(exchange, GoBack)
    assert phase_in(exchange) == ("round", 1)
    assert clock_in(exchange).left(clock.at) == timedelta(minutes=1)


async def test_going_back_twice_goes_two_phases_back(exchange: OpenExchange) -> None:
    await start_at(exchange, "round", 2)
    await press(exchange, GoBack)
    await press(exchange, GoBack)
    assert phase_in(exchange) == ("round", 1)


async def test_there_is_nothing_before_the_doors_and_the_closing_comes_back(exchange: OpenExchange) -> None:
    await press(exchange, StartEvening)
    with pytest.raises(Refusal, match="første"):
        await press(exchange, GoBack)
    await start_at(exchange, "closing")
    await press(exchange, NextPhase)
    await press(exchange, GoBack)
    assert (clock_in(exchange).state, phase_in(exchange)) == ("running", ("closing", None))


async def test_the_borstid_is_from_gong_to_gong_with_its_pauses(exchange: OpenExchange, clock: AClock) -> None:
    ask = exchange.store.ask
    assert not ask(is_borstid, clock.at)
    await start_at(exchange, "welcome")
    assert not ask(is_borstid, clock.at)
    clock.move(minutes=20)
    await press(exchange, NextPhase)
    gong = clock.at
    clock.move(minutes=1)
    await press(exchange, PauseClock)
    clock.move(minutes=1)
    assert ask(is_borstid, clock.at)
    await start_at(exchange, "change", 2)
    assert ask(is_borstid, clock.at), "who walks from table to table may agree on the way"
    await start_at(exchange, "floor")
    clock.move(minutes=3)
    assert ask(is_borstid, clock.at)
    await press(exchange, NextPhase)
    assert not ask(is_borstid, clock.at)
    assert ask(is_borstid, gong + timedelta(seconds=30)), "asked afterwards about a moment in it"
    assert not ask(is_borstid, gong - timedelta(seconds=30))


async def test_the_clock_ends_a_phase_once_however_often_it_tries(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "round", 1)
    clock.move(minutes=6)
    await end_what_is_due(exchange, clock.at)
    await end_what_is_due(exchange, clock.at)
    assert phase_in(exchange) == ("change", 2)
    turn = clock_in(exchange).turn
    with pytest.raises(Stale):
        await exchange.bus.send(EndPhase(id=new_id(), turn=turn), ORGANISER)


async def test_a_short_restart_is_not_felt_and_a_long_one_gives_the_next_phase_its_whole_length(
    exchange: OpenExchange, clock: AClock
) -> None:
    await start_at(exchange, "round", 1)
    ends_at = clock_in(exchange).ends_at
    assert ends_at is not None
    clock.at = ends_at + LATE
    await end_what_is_due(exchange, clock.at)
    assert clock_in(exchange).started_at == ends_at
    clock.move(minutes=15)
    await end_what_is_due(exchange, clock.at)
    assert (phase_in(exchange), clock_in(exchange).started_at) == (("round", 2), clock.at)


async def test_the_clock_goes_on_where_it_was_when_the_file_is_opened_again(house: House, clock: AClock) -> None:
    exchange = await an_exchange(house)
    await start_at(exchange, "round", 2)
    clock.move(minutes=1)
    house.close()
    again = a_house(house.folder, clock)
    try:
        exchange = again.exchange("prove")
        assert phase_in(exchange) == ("round", 2)
        assert clock_in(exchange).left(clock.at) == timedelta(minutes=5)
    finally:
        again.close()


async def test_after_a_rehearsal_no_round_has_been_rung_and_the_clock_still_ends_them(
    exchange: OpenExchange, clock: AClock
) -> None:
    await start_at(exchange, "round", 1)
    await let_pass(exchange, clock, timedelta(minutes=7))
    await press(exchange, ResetClock)
    assert clock_in(exchange).state == "waiting"
    assert exchange.store.ask(lambda db: db.execute("select count(*) from phase_log").fetchone()[0]) == 0
    await start_at(exchange, "round", 1)
    await let_pass(exchange, clock, timedelta(minutes=6))
    assert phase_in(exchange) == ("change", 2)


async def test_an_evening_without_change_or_floor_has_no_empty_phases(house: House) -> None:
    exchange = await an_exchange(house, change_minutes=0, floor_minutes=0, welcome_minutes=0, rounds=2)
    kinds = [(phase.kind, phase.round) for phase in clock_in(exchange).phases]
    assert kinds == [("doors", None), ("round", 1), ("round", 2), ("closing", None)]


async def test_a_run_sheet_changed_in_the_evening_keeps_the_phase_that_runs(exchange: OpenExchange) -> None:
    await start_at(exchange, "round", 3)
    await exchange.bus.send(ChangeExchange(id=new_id(), **a_plan(welcome_minutes=0, rounds=4)), ORGANISER)
    assert phase_in(exchange) == ("round", 3)
    await press(exchange, NextPhase)
    await press(exchange, NextPhase)
    assert phase_in(exchange) == ("round", 4)
    await press(exchange, NextPhase)
    assert phase_in(exchange) == ("change", None)
    await press(exchange, NextPhase)
    assert phase_in(exchange) == ("floor", None)


async def test_what_is_ahead_follows_on_from_a_welcome_that_runs_over(exchange: OpenExchange, clock: AClock) -> None:
    await start_at(exchange, "welcome")
    clock.move(minutes=20)
    now = clock_in(exchange)
    ahead = now.ahead(clock.at)
    assert (ahead[0].kind, ahead[0].round, ahead[0].starts_at) == ("round", 1, clock.at)
    assert all(later.starts_at == earlier.ends_at for earlier, later in pairwise(ahead))
    assert now.round == 1


BUTTONS = (StartEvening, NextPhase, GoBack, PauseClock, ResumeClock, AddMinute)


# A børs is opened for each example.
NO_MATTER = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=25, deadline=None, suppress_health_check=NO_MATTER)
@given(st.lists(st.one_of(st.sampled_from(BUTTONS), st.integers(1, 900)), max_size=30))
async def test_whatever_is_pressed_one_turn_is_open_and_none_overlap(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    """Buttons in any order, with any seconds between them."""
    clock = AClock(GONG)
    house = a_house(tmp_path_factory.mktemp("clock"), clock)
    try:
        exchange = await an_exchange(house)
        for step in steps:
            if isinstance(step, int):
                clock.move(seconds=step)
                await end_what_is_due(exchange, clock.at)
            else:
                try:
                    await press(exchange, step)
                except Refusal:
                    continue
        rows = exchange.store.ask(lambda db: list(db.query("select * from phase_log order by id")))
        for row, following in pairwise(rows):
            assert row["ended_at"] is not None
            assert row["started_at"] <= row["ended_at"] <= following["started_at"]
        if rows:
            assert clock_in(exchange).turn == rows[-1]["id"]
            assert clock_in(exchange).left(clock.at) >= timedelta()
    finally:
        house.close()
