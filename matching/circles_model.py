"""Circles: café dialogues, where everybody sits at tables of about k and changes company every round.

What is best, in this order; a later line never costs an earlier one:

1. fewest **repeats**: times that two people sit together who have sat together before (or knew each other: `met`);
2. fewest **same-side** pairs at a table: the most mixed tables are those where every side is spread evenly;
3. most **wishes** honoured: themes that somebody wished for and sits at a table of at least once.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody in the café. `rounds` is None for somebody who is there all the time."""

    id: str
    side: str = ""
    wishes: tuple[str, ...] = ()
    rounds: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CafeTable:
    """A table, and the theme that is talked about there in every round."""

    id: str
    theme: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cafe:
    """The occasion. `tables` is None when any number of tables without themes can be had; `met` are pairs of guests."""

    rounds: tuple[str, ...]
    table_size: int
    guests: tuple[Guest, ...]
    tables: tuple[CafeTable, ...] | None = None
    met: frozenset[frozenset[str]] = frozenset()

    def present(self, round_: str) -> tuple[Guest, ...]:
        return tuple(guest for guest in self.guests if guest.rounds is None or round_ in guest.rounds)

    def sizes(self, round_: str) -> tuple[int, ...]:
        """How many sit at each table of a round, largest first."""
        return table_sizes(
            len(self.present(round_)), self.table_size, None if self.tables is None else len(self.tables)
        )


def table_sizes(people: int, k: int, tables: int | None = None) -> tuple[int, ...]:
    """Tables of k and k ± 1 for so many people: as near k as can be, evenly, rather more tables than fuller ones.

    Where that cannot be (seven people, k = 5) the sizes stray from k as little as possible. At most `tables` of them.
    """
    if people == 0:
        return ()

    def sizes(count: int) -> tuple[int, ...]:
        least, over = divmod(people, count)
        return (least + 1,) * over + (least,) * (count - over)

    def strays(count: int) -> tuple[int, int, int]:
        off = [abs(size - k) for size in sizes(count)]
        return (max(off), sum(off), -count)

    return sizes(min(range(1, min(people, tables or people) + 1), key=strays))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Who sits together in a round, and where."""

    round: str
    table: str
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleScore:
    repeats: int
    same_side: int
    wishes: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The smaller, the better."""
        return (self.repeats, self.same_side, -self.wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CirclePlan:
    """The circles of all rounds. `bound` is proven line by line: no plan at all has fewer, or honours more."""

    circles: tuple[Circle, ...]
    score: CircleScore
    bound: CircleScore
    seconds: float = 0.0


def score_circles(cafe: Cafe, circles: Sequence[Circle]) -> CircleScore:
    """The three figures, counted from the circles alone."""
    side = {guest.id: guest.side for guest in cafe.guests}
    theme = {} if cafe.tables is None else {table.id: table.theme for table in cafe.tables}
    together = Counter(frozenset(two) for circle in circles for two in combinations(circle.guests, 2))
    together.update(cafe.met & set(together))
    heard = {(guest, theme.get(circle.table)) for circle in circles for guest in circle.guests}
    return CircleScore(
        repeats=sum(times - 1 for times in together.values()),
        same_side=sum(side[a] == side[b] != "" for circle in circles for a, b in combinations(circle.guests, 2)),
        wishes=sum((guest.id, wish) in heard for guest in cafe.guests for wish in guest.wishes),
    )


def bound_circles(cafe: Cafe) -> CircleScore:
    """What no plan can beat, by counting.

    Repeats: somebody who sits with s - 1 others each round runs out of new faces, all tables together run out of new
    pairs, and of the people at a table two must have shared one before if there were fewer tables then. Same side: a
    side spread evenly over a round's tables (convexity). Wishes: one theme a round.
    """
    sizes = {round_: cafe.sizes(round_) for round_ in cafe.rounds}
    rounds_of = {g.id: [r for r in cafe.rounds if g.rounds is None or r in g.rounds] for g in cafe.guests}
    shares = {g.id: set(rounds_of[g.id]) for g in cafe.guests}
    short = new_pairs = 0
    for guest in cafe.guests:
        faces = sum(
            bool(shares[guest.id] & shares[other.id]) and frozenset((guest.id, other.id)) not in cafe.met
            for other in cafe.guests
            if other.id != guest.id
        )
        new_pairs += faces
        short += max(0, sum(min(sizes[round_]) - 1 for round_ in rounds_of[guest.id]) - faces)
    again = sum(_meet_again(cafe, cafe.rounds[:number], round_) for number, round_ in enumerate(cafe.rounds))
    pairs = sum(size * (size - 1) // 2 for round_ in cafe.rounds for size in sizes[round_])
    themes = set() if cafe.tables is None else {table.theme for table in cafe.tables}
    return CircleScore(
        repeats=max((short + 1) // 2, pairs - new_pairs // 2, again),
        same_side=sum(_spread(cafe, round_, len(sizes[round_])) for round_ in cafe.rounds),
        wishes=sum(min(len(themes.intersection(g.wishes)), len(rounds_of[g.id])) for g in cafe.guests),
    )


def _meet_again(cafe: Cafe, before: Sequence[str], round_: str) -> int:
    """Pairs of a round who have met in an earlier one because its tables were fewer than the people at a table now."""
    there = set(cafe.present(round_))
    counts = [len(cafe.sizes(earlier)) for earlier in before if there <= set(cafe.present(earlier))]
    return sum(_even_pairs(size, min(counts)) for size in cafe.sizes(round_)) if counts else 0


def _even_pairs(people: int, tables: int) -> int:
    """How many pairs sit together at least when so many people are spread over so many tables."""
    each, over = divmod(people, tables)
    return over * (each + 1) * each // 2 + (tables - over) * each * (each - 1) // 2


def _spread(cafe: Cafe, round_: str, tables: int) -> int:
    """Same-side pairs of a round at the least."""
    counts = Counter(guest.side for guest in cafe.present(round_) if guest.side)
    return sum(_even_pairs(count, tables) for count in counts.values())
