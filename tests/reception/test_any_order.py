"""Order, duplication and clocks do not matter at the door. (`python -m scenarios permutations` plays 10,000.)"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.permutations import ON_FILE, Door, Evening, Written, a_door, evenings, hold


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with a_door() as door:
        yield door


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(evening=evenings())
def test_any_order_any_duplication_and_any_clock_give_the_same_final_state(door: Door, evening: Evening) -> None:
    hold(door, evening)


def test_what_is_compared_tells_one_evening_from_another(door: Door) -> None:
    """The comparison itself can fail: an entry less, or one a minute later, is another state."""
    came = Written("came-0001", "CheckIn", {"person": ON_FILE["kari"]}, 60, 0)
    later = Written("came-0001", "CheckIn", {"person": ON_FILE["kari"]}, 120, 0)
    undone = Written("undo-0001", "UndoCheckIn", {"arrivals": ("came-0001",)}, 60, 0)
    states = [
        door.after(Evening(written, tuple(range(len(written))), frozenset(), (0.0,)))
        for written in ((), (came,), (later,), (came, undone))
    ]
    assert all(one != other for place, one in enumerate(states) for other in states[:place])
