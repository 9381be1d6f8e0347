"""A start is quick: a hall full of tablets waits for a server that was restarted."""

import subprocess
import sys

# Each takes from a fifth of a second to a second, and none is needed for the first answer.
HEAVY = {"ortools", "highspy", "pandas", "scipy", "matplotlib", "openpyxl"}


def test_the_server_comes_up_without_what_only_planning_and_pictures_need() -> None:
    asked = "import sys, borse.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert HEAVY & set(done.stdout.split()) == set()
