"""Planning and publishing from the command line, on a file that nobody serves."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from borse.published import newest_published
from borse.terminal.planning import plan_command, publish_command
from tests.builders import a_house, an_exchange
from tests.programme.hall import a_hall


@pytest.fixture
async def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A børs with four parties, in a file that is closed; BORSE_DATA points at it."""
    house = a_house(tmp_path)
    await a_hall(await an_exchange(house))
    house.close()
    monkeypatch.setenv("BORSE_DATA", str(tmp_path))
    return tmp_path


def published(folder: Path) -> int | None:
    house = a_house(folder)
    try:
        return house.exchange("prove").store.ask(newest_published)
    finally:
        house.close()


def test_plan_says_how_good_the_draft_is_and_publish_publishes_it(folder: Path) -> None:
    planned = CliRunner().invoke(plan_command, ["prove", "--seconds", "2"])
    assert planned.exit_code == 0
    assert "Utkast til versjon 1" in planned.stdout
    assert "av det mulige" in planned.stdout
    assert published(folder) is None
    assert CliRunner().invoke(publish_command, ["prove"]).exit_code == 0
    assert published(folder) == 1


def test_plan_can_publish_at_once_and_then_the_next_version(folder: Path) -> None:
    for version in (1, 2):
        assert CliRunner().invoke(plan_command, ["prove", "--seconds", "2", "--publish"]).exit_code == 0
        assert published(folder) == version


@pytest.mark.parametrize(
    ("arguments", "word"), [(["prove"], "utkast"), (["prove", "7"], "finnes ikke"), (["finnes-ikke"], "ingen børs")]
)
def test_what_cannot_be_published_is_one_sentence_and_exit_1(folder: Path, arguments: list[str], word: str) -> None:
    assert folder.exists()
    answer = CliRunner().invoke(publish_command, arguments)
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1
    assert word in answer.stderr
