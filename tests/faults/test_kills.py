"""The server is killed under load, or told to stop: what was answered is there, once."""

import signal
from pathlib import Path

import pytest

from scenarios.kills.rounds import killed


async def test_a_plan_that_is_being_made_ends_with_its_server(tmp_path: Path) -> None:
    tally = await killed(tmp_path, 1, planning=True)
    assert tally.wrong == []
    assert len(tally.up_seconds) == 1


@pytest.mark.parametrize(("ending", "times"), [(signal.SIGKILL, 3), (signal.SIGTERM, 1)], ids=["kill", "term"])
async def test_nothing_that_was_answered_is_lost_and_nothing_is_doubled(
    tmp_path: Path, ending: signal.Signals, times: int
) -> None:
    tally = await killed(tmp_path, times, ending=ending)
    assert tally.wrong == []
    assert len(tally.answered) == len(tally.sent) > 5 * times
