"""A start is quick: a hall full of tablets waits for a server that was restarted."""

import subprocess
import sys

from click.testing import CliRunner

from borse.__main__ import COMMANDS, main
from borse.app import DESKS
from tests.patience import PATIENCE

# Each takes from a fiftieth of a second to a second, and none is needed for the first answer.
HEAVY = {
    "babel.messages",
    "highspy",
    "icalendar",
    "matplotlib",
    "numpy",
    "openpyxl",
    "ortools",
    "pandas",
    "phonenumbers",
    "rapidfuzz",
    "rich",
    "scipy",
    "simplemma",
    "snowballstemmer",
    "xlsxwriter",
}


def loaded_by(program: str) -> set[str]:
    """The modules that a Python of its own has loaded when `program` is through."""
    asked = f"{program}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=PATIENCE)
    return set(done.stdout.split())


def test_the_server_comes_up_without_what_only_planning_searching_and_papers_need() -> None:
    loaded = loaded_by("from borse.__main__ import COMMANDS, loaded; loaded(*COMMANDS['serve'])")
    assert "borse.app" in loaded
    assert loaded & HEAVY == set()


def test_no_command_is_loaded_before_it_is_asked_for() -> None:
    loaded = loaded_by("import borse.__main__")
    assert {module for module, _name in COMMANDS.values()} & loaded == set()


def test_a_library_that_was_kept_away_is_there_for_whoever_asks_for_it() -> None:
    loaded = loaded_by("import borse.terminal, numpy, rich.console")
    assert {"sqlite_utils", "structlog", "numpy", "rich.console"} <= loaded


def test_what_is_built_when_it_is_first_sent_can_be_built() -> None:
    kinds = [kind for desk in DESKS for kind in (*desk.handlers, *desk.events)]
    assert kinds
    for kind in kinds:
        kind.model_rebuild()
        assert kind.__pydantic_complete__, kind.__name__


def test_every_command_says_what_it_does() -> None:
    answer = CliRunner().invoke(main, ["--help"])
    assert answer.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in answer.output


def test_a_command_that_is_not_there_is_one_sentence() -> None:
    answer = CliRunner().invoke(main, ["seve"])
    assert answer.exit_code == 2
    assert "seve" in answer.stderr
