"""A børs of two hundred with everything that goes wrong, against a real server."""

from pathlib import Path

from scenarios.rough.command import play


async def test_every_figure_of_the_rough_evening_is_the_players_own(tmp_path: Path) -> None:
    assert await play(tmp_path, seed=1, planning_seconds=2.0) == []  # figures add up whatever the programme is
