"""The best rings at given prices, and every ring that is not too bad: the pricing problem of cycle packing.

Prices (dual values of the linear program in `rings_packing.py`) are set on offers, needs and parties. An exchange
earns its worth less the prices of what it uses; a ring earns the sum of its exchanges. With rings of at most four
parties the best ring can be found exactly, without listing rings, by max-plus products of the matrix "what the best
exchange from u to v earns": two halves of two steps make a ring of four, as long as their middle parties differ, so
for each (u, w) the two best middles are kept. That costs (exchanges × parties) steps, where listing all rings costs
their number, which grows with the fourth power of how many parties each one could give to.

Pricing cycles of bounded length: Abraham, Blum and Sandholm, "Clearing algorithms for barter exchange markets" (2007).
All numbers are whole, so that what is proven does not hang on rounding.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.rings_model import RingProblem

Whole = NDArray[np.int64]
# Far below any sum of four earnings, far above the smallest int64 even when four of it are added.
NOTHING = np.int64(-(2**60))
SWAP, TRIANGLE, SQUARE = 2, 3, 4
Arcs = tuple[int, ...]  # a ring as the numbers of its answers, beginning with the giver of the lowest number


@dataclass(frozen=True, slots=True)
class Network:
    """The problem in numbers. Arc i is answer i: from party `tail[i]` to `head[i]`, using `offer[i]` and `need[i]`."""

    parties: int
    offers: int
    needs: int
    tail: Whole
    head: Whole
    offer: Whole
    need: Whole
    worth: Whole
    longest: int
    caps: tuple[int | None, ...]

    @classmethod
    def of(cls, problem: RingProblem) -> "Network":
        party = {p.id: i for i, p in enumerate(problem.parties)}
        offer = {o.id: i for i, o in enumerate(problem.offers)}
        need = {n.id: i for i, n in enumerate(problem.needs)}

        def whole(values: list[int]) -> Whole:
            return np.array(values, dtype=np.int64)

        return cls(
            parties=len(party),
            offers=len(offer),
            needs=len(need),
            tail=whole([party[problem.giver[a.offer]] for a in problem.answers]),
            head=whole([party[problem.taker[a.need]] for a in problem.answers]),
            offer=whole([offer[a.offer] for a in problem.answers]),
            need=whole([need[a.need] for a in problem.answers]),
            worth=whole([a.worth for a in problem.answers]),
            longest=problem.longest,
            caps=tuple(p.max_rings for p in problem.parties),
        )


def _sum(one: Whole, other: Whole) -> Whole:
    """What two ways earn together: NOTHING if either is missing."""
    both = one + other
    return np.where(both < NOTHING // 2, NOTHING, both)


class Prices:
    """What rings earn in one network at one set of earnings per arc (a whole number each).

    `one[u, v]` is what the best single exchange from u to v earns, `two[u, w]` the best two from u to w over a middle
    `middle[u, w]`, and `second[u, w]`, `other[u, w]` the same over the next best middle.
    """

    def __init__(self, network: Network, earns: Whole) -> None:
        self.network = network
        self.earns = earns
        n = network.parties
        self.one = np.full((n, n), NOTHING)
        self.arc = np.full((n, n), -1, dtype=np.int64)
        # Written in rising order of earnings, the best arc between two parties is the one that stays.
        order = np.lexsort((-np.arange(len(earns)), earns))
        self.one[network.tail[order], network.head[order]] = earns[order]
        self.arc[network.tail[order], network.head[order]] = order
        self._two_steps()

    def _two_steps(self) -> None:
        n = self.network.parties
        self.two, self.second = np.full((n, n), NOTHING), np.full((n, n), NOTHING)
        self.middle, self.other = np.full((n, n), -1, dtype=np.int64), np.full((n, n), -1, dtype=np.int64)
        if self.network.longest == SWAP:
            return
        columns = np.arange(n)
        for u in range(n):
            (heads,) = np.nonzero(self.arc[u] >= 0)
            if not len(heads):
                continue
            paths = _sum(self.one[u, heads][:, None], self.one[heads])
            paths[:, u] = NOTHING
            best = paths.argmax(axis=0)
            self.two[u], self.middle[u] = paths[best, columns], heads[best]
            paths[best, columns] = NOTHING
            best = paths.argmax(axis=0)
            self.second[u], self.other[u] = paths[best, columns], heads[best]

    def best_of_each_length(self) -> Iterator[Whole]:
        """Per length, for every (u, w), what the best ring through u and w earns; NOTHING where there is none.

        In rings of three, w gives to u. In rings of four, u and w sit opposite each other.
        """
        yield _sum(self.one, self.one.T)
        if self.network.longest >= TRIANGLE:
            yield _sum(self.two, self.one.T)
        if self.network.longest >= SQUARE:
            yield self._opposite()[0]

    def _opposite(self) -> tuple[Whole, Whole, Whole]:
        """Per (u, w): what the best ring u → v → w → x → u earns, its v and its x."""
        back, back_second = self.two.T, self.second.T
        x, x_other = self.middle.T, self.other.T
        clash = self.middle == x
        kept_out, kept_back = _sum(self.two, back_second), _sum(self.second, back)
        earns = np.where(clash, np.maximum(kept_out, kept_back), _sum(self.two, back))
        out = np.where(clash & (kept_back > kept_out), self.other, self.middle)
        home = np.where(clash & (kept_back <= kept_out), x_other, x)
        return earns, out, home

    def best(self) -> int:
        """What the best ring earns (NOTHING if there is no ring)."""
        return max((int(each.max()) for each in self.best_of_each_length() if each.size), default=int(NOTHING))

    def best_rings(self, above: int) -> list[Arcs]:
        """For every party and length, the best ring from it that earns more than `above`; best first, none twice."""
        found: dict[Arcs, int] = {}
        for length, earns in enumerate(self.best_of_each_length(), SWAP):
            _, out, home = self._opposite() if length == SQUARE else (None, self.middle, self.middle)
            for u, w in enumerate(earns.argmax(axis=1).tolist()):
                if earns[u, w] <= above:
                    continue
                middle, opposite = [u, int(self.middle[u, w]), w], [u, int(out[u, w]), w, int(home[u, w])]
                stops = {SWAP: [u, w], TRIANGLE: middle, SQUARE: opposite}[length]
                found[self._ring(stops)] = int(earns[u, w])
        return sorted(found, key=lambda ring: (-found[ring], ring))

    def _ring(self, stops: list[int]) -> Arcs:
        first = stops.index(min(stops))
        stops = stops[first:] + stops[:first]
        return tuple(int(self.arc[u, v]) for u, v in zip(stops, stops[1:] + stops[:1], strict=True))

    def every_ring(self, least: int) -> Iterator[Arcs]:
        """Every ring that earns at least `least`, each once; parallel exchanges between two parties count as different.

        Depth first from the ring's party of the lowest number. A path is left as soon as even the best way home, over
        any parties, would earn too little: so nearly every step leads to a ring.
        """
        network, n = self.network, self.network.parties
        leaving: list[list[tuple[int, int, int]]] = [[] for _ in range(n)]
        for arc in np.argsort(-self.earns, kind="stable").tolist():
            leaving[network.tail[arc]].append((int(self.earns[arc]), int(network.head[arc]), arc))
        three = self._three_steps() if network.longest == SQUARE else self.two
        home = [None, self.one, np.maximum(self.one, self.two), np.maximum(np.maximum(self.one, self.two), three)]
        for start in range(n):
            # ways[k][v]: the most that at most k exchanges from v home to the start can earn
            ways = [[], *(way[:, start].tolist() for way in home[1 : network.longest] if way is not None)]
            yield from self._onwards(leaving, ways, (start,), (), least)

    def _onwards(
        self,
        leaving: list[list[tuple[int, int, int]]],
        ways: list[list[int]],
        stops: tuple[int, ...],
        arcs: Arcs,
        least: int,
    ) -> Iterator[Arcs]:
        """Every ring that begins with these stops and arcs and earns at least `least` more."""
        left = self.network.longest - len(arcs)
        start = stops[0]
        for earns, head, arc in leaving[stops[-1]]:
            if head == start:
                if arcs and earns >= least:
                    yield (*arcs, arc)
            elif left > 1 and head > start and head not in stops and earns + ways[left - 1][head] >= least:
                yield from self._onwards(leaving, ways, (*stops, head), (*arcs, arc), least - earns)

    def _three_steps(self) -> Whole:
        """The most that three exchanges from u to w can earn, whether or not they pass a party twice (so: at least)."""
        n = self.network.parties
        three = np.full((n, n), NOTHING)
        for u in range(n):
            (heads,) = np.nonzero(self.arc[u] >= 0)
            if len(heads):
                three[u] = _sum(self.one[u, heads][:, None], self.two[heads]).max(axis=0)
        return three
