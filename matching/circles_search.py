"""Better seatings by exchanging two guests: in one round (tabu search), or everywhere (which keeps the design intact).

The tabu search is that of Dotú and Van Hentenryck, "Scheduling social golfers locally" (2005): always the best
exchange of two guests of one round, be it for the worse, and for some time not the same two again. What each exchange
adds to the cost, the room knows (`circles_room.py`).
"""

import random
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.circles_room import FORBIDDEN, Room

TENURE = (4, 100)  # for how many steps an exchange is not undone; the range that Dotú and Van Hentenryck found to work


def tabu(room: Room, target: int, steps: int, chance: random.Random, stop: Callable[[], bool]) -> int:
    """Search for a seating that costs at most `target`; the room is left with the best one. Returns the steps taken."""
    forbidden_until = np.zeros((room.rounds, room.people, room.people), dtype=np.int64)
    cost = room.cost()
    best, best_place, found_at, taken = cost, room.place.copy(), 0, 0
    for step in range(steps):
        if best <= target or stop():
            break
        taken += 1
        together = room.times_together()
        changes = np.stack([room.exchanges_in(r, together) for r in range(room.rounds)])
        free = (forbidden_until <= step) | (cost + changes < best)
        changes = np.where(free, changes, FORBIDDEN)
        least = changes.min()
        if least >= FORBIDDEN:
            continue
        r, a, b = _any(np.argwhere(changes == least), chance)
        room.exchange_in(r, a, b)
        cost += int(least)
        forbidden_until[r, a, b] = forbidden_until[r, b, a] = step + chance.randint(*TENURE)
        if cost < best:
            best, best_place, found_at = cost, room.place.copy(), step
        elif step - found_at > 60 * room.rounds:  # stuck: begin anew from the best, somewhat shaken
            room.place[:] = best_place
            shake(room, chance, 2 * room.rounds)
            cost, found_at = room.cost(), step
    room.place[:] = best_place
    return taken


def descend(room: Room, stop: Callable[[], bool]) -> int:
    """Exchange while an exchange helps, everywhere or in one round, and give tables anew. Returns the steps taken."""
    steps = 0
    while not stop():
        steps += 1
        for r in range(room.rounds):
            room.assign_tables(r)
        together = room.times_together()
        everywhere = room.exchanges_everywhere(together)
        inside = np.stack([room.exchanges_in(r, together) for r in range(room.rounds)])
        if min(everywhere.min(), inside.min()) >= 0:
            break
        if everywhere.min() <= inside.min():
            a, b = np.unravel_index(everywhere.argmin(), everywhere.shape)
            room.exchange_everywhere(int(a), int(b))
        else:
            where, a, b = np.unravel_index(inside.argmin(), inside.shape)
            room.exchange_in(int(where), int(a), int(b))
    return steps


def shake(room: Room, chance: random.Random, times: int) -> None:
    """Exchange some by chance, within rounds."""
    for _ in range(times):
        r = chance.randrange(room.rounds)
        there = [int(a) for a in np.nonzero(room.present[r])[0]]
        if len(there) > 1:
            room.exchange_in(r, *chance.sample(there, 2))


def shuffle_some(room: Room, chance: random.Random, times: int) -> None:
    """Exchange some by chance everywhere: repeats among the circles stay what they are."""
    for _ in range(times):
        a, b = chance.sample(range(room.people), 2)
        if (room.present[:, a] == room.present[:, b]).all():
            room.exchange_everywhere(a, b)


def _any(choices: NDArray[np.intp], chance: random.Random) -> Sequence[int]:
    return [int(i) for i in choices[chance.randrange(len(choices))]]
