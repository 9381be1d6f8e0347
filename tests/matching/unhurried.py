"""A clock for tests of what the engine finds.

Its work is counted in steps, so many for each second that it is given; the wall clock only stops a machine that is too
slow for them. Then it finds less, rightly so, and what it found depends on what else the machine had to do. Here the
clock goes so slowly that all steps are taken.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

ASK_THE_TIME = "bound effort exact explain_price proof resolve rings rings_packing run solve timed"
HAVE_A_CLOCK = "exact highs"  # the solvers that these call are told how many seconds they have
TIMES_SLOWER = 100


def _with_more_time(solver: Callable[..., Any]) -> Callable[..., Any]:
    return lambda seconds, *more: solver(TIMES_SLOWER * seconds, *more)


@contextmanager
def unhurried() -> Iterator[None]:
    """Within the block a second of the engine's lasts a hundred."""
    began = time.monotonic()
    slow = SimpleNamespace(monotonic=lambda: began + (time.monotonic() - began) / TIMES_SLOWER)
    with pytest.MonkeyPatch.context() as patch:
        for name in ASK_THE_TIME.split():
            patch.setattr(import_module(f"matching.{name}"), "time", slow)
        for name in HAVE_A_CLOCK.split():
            module = import_module(f"matching.{name}")
            patch.setattr(module, "_solver", _with_more_time(module._solver))
        yield
