"""Order, duplication and clocks do not matter at the door. (`python -m scenarios permutations` plays 10,000.)"""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.permutations.door import Door, a_door, hold
from scenarios.permutations.evening import Evening, Written
from scenarios.permutations.made_up import evenings
from scenarios.permutations.signed_up import ON_FILE


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


def walk_in(number: int, name: str, party: str, **more: Any) -> Written:
    person = {"person": f"person-{number:04}", "name": name} | more
    data = {"name": party, "side": "association", "person": person}
    return Written(f"entry-{number:04}", "RegisterWalkIn", data, number * 60, number)


@pytest.mark.parametrize(
    "entries",
    [
        # A telephone number that only the door has given does not make another newcomer somebody who signed up.
        (walk_in(1, "Ola Lie", "Turlaget Ås", phone="90000002"), walk_in(2, "Ola", "Hagelaget", phone="90000002")),
        # Nor does a hat that only the door has given.
        (walk_in(1, "Kari Nordmann", "Hagelaget", phone="90000001"), walk_in(2, "Kari Nordmann", "Hagelaget")),
        # Of two numbers and two spellings those that were written first stand.
        (walk_in(1, "Grete", "HAGELAGET", phone="90000003"), walk_in(2, "GRETE", "Hagelaget", phone="90000002")),
        # Checked in by the id that another tablet gave them; undone before they came.
        (
            Written("entry-0001", "CheckIn", {"person": "person-0002"}, 60, 0),
            walk_in(2, "Grete", "Hagelaget"),
            Written("entry-0003", "UndoCheckIn", {"arrivals": ["entry-0001"]}, 180, 1),
        ),
    ],
)
def test_where_order_would_be_told_if_it_could(door: Door, entries: tuple[Written, ...]) -> None:
    states = [
        door.after(Evening(entries, order, frozenset({1, 2}), (0.0,) * 4))
        for order in permutations(range(len(entries)))
    ]
    assert all(state == states[0] for state in states)
    assert states[0]["refused"] == {}
