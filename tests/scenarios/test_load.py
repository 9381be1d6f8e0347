"""The load that measures the server: it is open, it counts from when a request was due, and it ends by itself."""

import asyncio
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from borse.bus import Role
from scenarios.load.errands import ERRANDS, Errand, reading
from scenarios.load.figures import figures_of
from scenarios.load.hall import Hall
from scenarios.load.open_loop import dealt, moments, run
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
NOBODY = cast("Hall", None)  # an errand that needs no server is not handed one


@dataclass(frozen=True, kw_only=True)
class Together(Errand):
    """Nobody is answered before everybody has asked."""

    everybody: asyncio.Barrier

    async def run(self, hall: Hall) -> int:
        del hall
        await self.everybody.wait()
        return self.expect


async def test_nobody_waits_for_the_answer_to_another_before_they_ask() -> None:
    number = len(list(moments(100, 0.5, seed=1)))
    assert number > 20
    together = Together(name="all", role=Role.PUBLIC, asked=reading("/"), everybody=asyncio.Barrier(number))
    samples = await asyncio.wait_for(run(NOBODY, [together], rate=100, seconds=0.5), PATIENCE)
    assert [sample.wrong for sample in samples] == [""] * number
    # All were answered by the last who came, and each one's time is counted from when they came themselves.
    assert samples[0].took > samples[-1].took


def test_people_come_at_the_rate_that_was_asked_for_and_the_same_again_with_the_same_seed() -> None:
    came = list(moments(20, 100, seed=3))
    assert came == sorted(came) == list(moments(20, 100, seed=3))
    assert came != list(moments(20, 100, seed=4))
    assert came[0] > 0
    assert came[-1] < 100
    assert len(came) == pytest.approx(2000, rel=0.1)


def test_every_kind_of_request_comes_equally_often() -> None:
    first = [errand.name for errand, _number in zip(dealt(ERRANDS, 1), range(3 * len(ERRANDS)), strict=False)]
    assert sorted(first) == sorted([errand.name for errand in ERRANDS] * 3)


@pytest.mark.parametrize(
    ("number", "p50", "p95", "p99", "longest"), [(1, 1, 1, 1, 1), (10, 5, 10, 10, 10), (200, 100, 190, 198, 200)]
)
def test_a_percentile_is_a_time_that_somebody_waited(
    number: int, p50: float, p95: float, p99: float, longest: float
) -> None:
    figures = figures_of(float(one) for one in range(number, 0, -1))
    assert (figures.requests, figures.p50, figures.p95, figures.p99, figures.longest) == (
        number,
        p50,
        p95,
        p99,
        longest,
    )


def test_the_command_measures_a_real_server_and_says_what_it_found() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scenarios", "load", "--seconds", "2", "--rate", "20"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for errand in ERRANDS:
        assert errand.name in done.stdout
    assert "A plan was being made in" in done.stdout


def test_paired_tablets_send_their_queues_and_all_have_the_same_list_in_the_end() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scenarios", "reconnect", "--tablets", "3", "--entries", "40"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
        check=False,
    )
    said = " ".join(done.stdout.split())
    assert said.count("3 tablets, 120 entries, 10% of them twice: drained") == 2, done.stderr
    assert said.count("; 0 wrong.") == 2, done.stderr
    assert said.count("All had the list as it was then after") == 2


def test_everybody_who_looks_on_is_told_of_a_gong() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scenarios", "gongs", "--phones", "6", "--screens", "2", "--gongs", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
        check=False,
    )
    said = " ".join(done.stdout.split())
    # The eight that were asked for, and two real ones in Chromium.
    assert said.count("10 open pages, 1 gongs") == 2, done.stderr
    assert said.count("0 missed") == 2
    assert said.count("in Chromium after") == 2
