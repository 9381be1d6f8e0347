"""The clock of tests that hold what the engine finds against what there is to find."""

from collections.abc import Iterator

import pytest

from tests.matching.unhurried import unhurried


@pytest.fixture(scope="module")
def no_hurry() -> Iterator[None]:
    with unhurried():
        yield
