"""The best set of rings: everybody who gives also gets, every offer and need is used once, nothing better exists.

How it is found, and why the answer is exact:

1. a linear program over generated rings gives prices and a proven bound on the worth (`rings_packing.py`);
2. whole-number programs over the few hundred cheapest rings at those prices, then over some thousands, give a plan;
3. a ring that costs more than the gap between plan and bound can be in no better plan, so once all rings that cost less
   are among those chosen from, the choice is the best there is (reduced-cost fixing; Dantzig, Fulkerson and Johnson
   1954);
4. the rings that cost no more than the gap that is left hold every plan of the same worth: among them the one is chosen
   in which promises hang least upon each other.

Where time is up before, or there would be more than `MOST_RINGS` to choose among, the best known plan stands beside its
bound, and the two may differ.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from matching.refusals import Faulty
from matching.rings_check import broken_rings
from matching.rings_files import faults_of_rings, read_rings, write_ring_plan
from matching.rings_model import Ring, RingPlan, RingProblem
from matching.rings_packing import GRAIN, Packing, bound, capacities, pack, ring_worth, rows
from matching.rings_search import Arcs, Network, Prices

MOST_RINGS = 60_000  # what CP-SAT still chooses among in seconds
FEW, MORE = 400, 4  # how many rings to choose among at first, and how many times as many after that
# Shares of the effort that one choice, and all choices together, may take. Measured: CP-SAT's own second is half a
# second to a second of the clock, and the linear programs want their part.
ONE_CHOICE, ALL_CHOICES, TIES = 0.15, 0.8, 0.1
GIVEN_UP, ENOUGH_IDLE = 12, 150  # rings given up at a time; fruitless turns before that is let be
FIXED_EFFORT = 0.01  # a turn costs that much besides what the solver counts
Tell = Callable[[str], None]


def plan_rings(
    problem: RingProblem,
    *,
    seconds: float,
    seed: int = 1,
    progress: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RingPlan:
    """The rings of most worth, and among those the ones of least dependence, with what is proven of both.

    The same problem, seconds and seed give the same plan, unless the machine is so slow that the wall clock stops it.
    `progress` is told sentences. Raises Faulty for a problem whose file would be refused.
    """
    if faults := faults_of_rings(problem):
        raise Faulty(faults)
    search = _Search(problem, seconds, seed, progress or (lambda _: None), cancelled or (lambda: False))
    return search.run()


class _Search:
    def __init__(
        self, problem: RingProblem, seconds: float, seed: int, tell: Tell, cancelled: Callable[[], bool]
    ) -> None:
        self.problem = problem
        self.network = Network.of(problem)
        self.seconds, self.seed, self.tell, self.cancelled = seconds, seed, tell, cancelled
        self.begun_at = time.monotonic()
        self.ends_at = self.begun_at + seconds
        self.plan: tuple[Arcs, ...] = ()
        self.room = capacities(self.network).tolist()
        self.chance = random.Random(seed)  # noqa: S311 -- which rings to give up next is no secret

    def run(self) -> RingPlan:
        if not self.problem.answers:
            return RingPlan(rings=(), worth_bound=0, dependence_bound=0)
        self.known = Prices(self.network, self.network.worth * GRAIN).best_rings(above=-1)
        self.tell(f"{len(self.problem.answers)} answers; {'looking for rings' if self.known else 'no ring at all'}")
        self.proof = bound(self.network, self.known, self.begun_at + self.seconds / 2, self.cancelled)
        self._take_cheapest_first()
        most = self._most_worth()
        least = self._least_dependence()
        rings = tuple(self._ring(arcs) for arcs in sorted(self.plan))
        plan = RingPlan(rings=rings, worth_bound=most, dependence_bound=least, seconds=time.monotonic() - self.begun_at)
        if broken := broken_rings(self.problem, plan.rings):
            raise AssertionError("; ".join(broken))
        return plan

    @property
    def worth(self) -> int:
        return sum(ring_worth(self.network, ring) for ring in self.plan)

    @property
    def dependence(self) -> int:
        return sum(len(ring) * (len(ring) - 1) for ring in self.plan)

    @property
    def stopped(self) -> bool:
        return self.cancelled() or time.monotonic() > self.ends_at

    def _take_cheapest_first(self) -> None:
        """A first plan without a solver: the rings that earn most at the prices, as far as they go together."""
        earns = {ring: int(self.proof.prices.earns[list(ring)].sum()) for ring in self.known}
        room, taken = list(self.room), list[Arcs]()
        for ring in sorted(self.known, key=lambda ring: (-earns[ring], -ring_worth(self.network, ring), ring)):
            used = rows(self.network, ring)
            if all(room[row] for row in used):
                taken.append(ring)
                for row in used:
                    room[row] -= 1
        self.plan = tuple(taken)

    def _most_worth(self) -> int:
        """Choose among more and more rings, the cheapest first, until no other ring matters; the bound then proven."""
        effort, size = self.seconds * ALL_CHOICES, max(FEW, 2 * self.network.parties)
        while self.worth < self.proof.worth and effort > 0 and not self.stopped:
            rings, whole = self._cheapest(size)
            if self.stopped:
                break
            found = self._choose(rings, min(effort, self.seconds * ONE_CHOICE))
            effort -= found.effort
            # A plan that is better than the one before the choice is made of these rings alone.
            if whole and found.proven is not None:
                return max(found.proven, self.worth)
            if not whole:
                effort -= self._improve(rings, min(effort, 2 * self.seconds * ONE_CHOICE))
                size = min(size * MORE, MOST_RINGS)
        return self.proof.worth

    def _improve(self, rings: list[Arcs], effort: float) -> float:
        """Large neighbourhoods: some rings of the plan are given up, and what then fits the others is chosen anew.

        Solved one by one these are small, so far more rings can be tried than one choice among all could manage. Shaw,
        "Using constraint programming and local search methods to solve vehicle routing problems" (1998).
        """
        spent, idle, given_up = 0.0, 0, GIVEN_UP
        if self.stopped:
            return spent
        uses = {ring: frozenset(rows(self.network, ring)) for ring in rings}
        while spent < effort and idle < ENOUGH_IDLE and self.worth < self.proof.worth and not self.stopped:
            before = self.worth
            among = set(self.chance.sample(self.plan, min(given_up, len(self.plan))))
            kept = tuple(ring for ring in self.plan if ring not in among)
            full = self._full(kept)
            fit = [ring for ring in rings if not uses[ring] & full]
            found = self._choose([*fit, *among], min(effort - spent, self.seconds * ONE_CHOICE / 10), kept=kept)
            spent += found.effort + FIXED_EFFORT
            idle = 0 if self.worth > before else idle + 1
        self.tell(f"worth {self.worth} of at most {self.proof.worth}, improved among {len(rings)} rings")
        return spent

    def _full(self, rings: tuple[Arcs, ...]) -> set[int]:
        """The offers, needs and parties that these rings use up."""
        used = Counter(row for ring in rings for row in rows(self.network, ring))
        return {row for row, most in enumerate(self.room) if used[row] >= most}

    def _least_dependence(self) -> int:
        """Among plans of this worth, the one of least dependence; the bound that is then proven."""
        if self.stopped:
            return 0
        rings = self._up_to(self._needed(self.worth), MOST_RINGS)
        found = self._choose(rings or [], self.seconds * TIES, same_worth=True)
        return 0 if rings is None or found.proven is None else found.proven

    def _needed(self, worth: int) -> int:
        """What a ring must earn to be in any plan of this worth: at prices of `total`, others make up for no more."""
        return worth * GRAIN - self.proof.total

    def _up_to(self, least: int, most: int) -> list[Arcs] | None:
        """The rings that earn at least `least`; None if there are more than `most`."""
        rings = list(islice(self.proof.prices.every_ring(least), most + 1))
        return None if len(rings) > most else rings

    def _cheapest(self, size: int) -> tuple[list[Arcs], bool]:
        """About `size` of the cheapest rings, and whether they are all that a better plan may hold."""
        needed = self._needed(self.worth + 1)
        if (rings := self._up_to(needed, size)) is not None:
            return rings, True
        # Where even the rings that cost nothing are too many, those that the linear program met are a fair sample.
        rings, low, high = self.known, needed, 0
        for _ in range(12):
            if self.stopped:
                break
            middle = (low + high) // 2
            found = self._up_to(middle, size)
            if found is None:
                low = middle
            else:
                rings, high = found, middle
        return rings, False

    def _choose(
        self, rings: list[Arcs], effort: float, *, kept: tuple[Arcs, ...] = (), same_worth: bool = False
    ) -> Packing:
        """Look for a better plan among rings, the present plan's included; those `kept` stay in it."""
        among = list(dict.fromkeys((*self.plan, *rings)))
        found = pack(
            self.network,
            among,
            self.plan,
            effort=max(effort, 0.01),
            ends_at=self.ends_at,
            seed=self.seed,
            kept=kept,
            least_worth=self.worth if same_worth else None,
            cancelled=self.cancelled,
        )
        plan, before = self.plan, (-self.worth, self.dependence)
        self.plan = found.rings
        if (-self.worth, self.dependence) > before:  # solvers are asked, not trusted
            self.plan = plan
        if not kept:
            self.tell(f"worth {self.worth} of at most {self.proof.worth}, choosing among {len(among)} rings")
        return found

    def _ring(self, arcs: Arcs) -> Ring:
        return Ring(exchanges=tuple(self.problem.answers[arc] for arc in arcs))


def main(arguments: Sequence[str]) -> int:
    """`python -m matching rings rings.json`: print the best set of rings as JSON; progress goes to stderr."""
    from matching.__main__ import text_of  # the command line reads this module only when it is asked for

    parser = argparse.ArgumentParser(prog="python -m matching rings", description="The best set of rings of exchanges.")
    parser.add_argument("problem", help="a borse-rings/1 file, or - for standard input")
    parser.add_argument("--seconds", type=float, default=10.0, help="time limit (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="seed of every choice by chance (default: 1)")
    options = parser.parse_args(arguments)
    problem = read_rings(text_of(options.problem))

    def tell(sentence: str) -> None:
        sys.stderr.write(sentence + "\n")

    plan = plan_rings(problem, seconds=options.seconds, seed=options.seed, progress=tell)
    sys.stdout.buffer.write((write_ring_plan(problem, plan) + "\n").encode())
    return 0
