"""Who sits with whom at a café dialogue: everybody at a table in every round, in new company wherever that is possible.

1. Where mathematics has a seating without a repeat ready, it is taken (`circles_designs.py`), or one is made by
   turning a starter (`circles_starters.py`).
2. Elsewhere a tabu search looks for few repeats, beginning with as many rounds of a ready seating as there are.
3. Sides and wishes are then improved without paying in repeats: by exchanging guests everywhere, which keeps every
   repeat and every newness where it is, by exchanges within a round that cost none, and by giving tables their themes
   anew; shaken and improved again until time is up (iterated local search).
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence

from matching.circles_check import broken_circles
from matching.circles_designs import Seating, ready_made
from matching.circles_files import faults_of_circles, read_circles, write_circle_plan
from matching.circles_model import Cafe, CirclePlan, bound_circles, score_circles
from matching.circles_room import Room
from matching.circles_search import descend, shake, shuffle_some, tabu
from matching.circles_starters import turned
from matching.refusals import Faulty

Tell = Callable[[str], None]
# What a step costs is about guests² × tables × rounds, and `STEP` besides. A core does four to six times PACE of
# that in a second (measured), so that the same seconds give the same seating, and the wall clock is only the safety
# stop.
PACE = 60_000_000
STEP = 60_000  # what a step costs besides
FOR_REPEATS = 0.5  # the share of the effort that goes to repeats alone, where there are any


def seat_circles(
    cafe: Cafe,
    *,
    seconds: float,
    seed: int = 1,
    progress: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CirclePlan:
    """The best seating found, with its score and what is proven.

    The same café, seconds and seed give the same seating, unless the machine is so slow that the wall clock stops it.
    `progress` is told sentences. Raises Faulty for a café whose file would be refused.
    """
    if faults := faults_of_circles(cafe):
        raise Faulty(faults)
    begun_at = time.monotonic()

    def stop() -> bool:
        return time.monotonic() - begun_at > seconds or (cancelled is not None and cancelled())

    room = Room(cafe)
    if room.people and room.rounds:
        _search(room, seconds, random.Random(seed), progress or (lambda _: None), stop)  # noqa: S311 -- no secret
    circles = room.circles()
    if broken := broken_circles(cafe, circles):
        raise AssertionError("; ".join(broken))
    return CirclePlan(
        circles=circles,
        score=score_circles(cafe, circles),
        bound=bound_circles(cafe),
        seconds=time.monotonic() - begun_at,
    )


def _search(room: Room, seconds: float, chance: random.Random, tell: Tell, stop: Callable[[], bool]) -> None:
    bound = bound_circles(room.cafe)
    repeat, same, _ = room.weights
    missed = int(room.wants.sum()) - bound.wishes
    ideal = bound.repeats * repeat + bound.same_side * same + missed
    steps = int(seconds * PACE / (room.people**2 * (room.count + 8) * room.rounds + STEP)) + 1
    room.seat(_ready(room.cafe), chance)
    # Repeats alone: everything that costs less than one repeat more than the bound will do.
    taken = tabu(room, (bound.repeats + 1) * repeat - 1, int(steps * FOR_REPEATS), chance, stop)
    tell(f"{room.cost() // repeat} repeats, at least {bound.repeats}, after {taken} steps")
    best, best_place = room.cost(), room.place.copy()
    while taken < steps and best > ideal and not stop():
        taken += descend(room, stop) + 1
        cost = room.cost()
        if cost < best:
            tell(f"{cost // repeat} repeats, {cost % repeat // same} of one side together, {cost % same} wishes missed")
        if cost <= best:
            best, best_place = cost, room.place.copy()
        room.place[:] = best_place
        if chance.random() < 2 / 3:
            shuffle_some(room, chance, chance.randint(2, 5))
        else:
            shake(room, chance, chance.randint(1, 3))
    room.place[:] = best_place


def _ready(cafe: Cafe) -> Seating:
    """A seating without a repeat for as many of the rounds as one is known for."""
    people, k, tables = len(cafe.guests), cafe.table_size, None if cafe.tables is None else len(cafe.tables)
    rounds = len(cafe.rounds)
    whole = ready_made(people, k, rounds, tables) or turned(people, k, rounds, tables)
    if whole:
        return whole
    return next((part for some in range(rounds - 1, 0, -1) if (part := ready_made(people, k, some, tables))), [])


def main(arguments: Sequence[str]) -> int:
    """`python -m matching circles circles.json`: print the best seating as JSON; progress goes to stderr."""
    from matching.__main__ import text_of  # the command line reads this module only when it is asked for

    parser = argparse.ArgumentParser(prog="python -m matching circles", description="Who sits with whom at a café.")
    parser.add_argument("cafe", help="a borse-circles/1 file, or - for standard input")
    parser.add_argument("--seconds", type=float, default=10.0, help="time limit (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="seed of every choice by chance (default: 1)")
    options = parser.parse_args(arguments)

    def tell(sentence: str) -> None:
        sys.stderr.write(sentence + "\n")

    plan = seat_circles(read_circles(text_of(options.cafe)), seconds=options.seconds, seed=options.seed, progress=tell)
    sys.stdout.buffer.write((write_circle_plan(plan) + "\n").encode())
    return 0
