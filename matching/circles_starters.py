"""Seatings without a repeat from one round that is turned: the starter method for resolvable designs.

Seats stand in circles of v, and some stand still. One round is found such that turning every circle by one seat,
again and again, gives v rounds in which nobody meets twice: for that, no two pairs at the tables of that round may
have the same difference (from circle i to circle j), and nobody who stands still may meet two of one circle. One
round is far easier to search than all. Bose, "On the construction of balanced incomplete block designs" (1939);
Kirkman's fifteen schoolgirls are v = 7 with two circles and one who stands still.
"""

from collections.abc import Iterator

from matching.circles_designs import Seating
from matching.circles_model import table_sizes

MOST_STEPS = 150_000  # of the search for one starter
MOST_SIZES = 4  # for how many v one is looked for, the smallest first: together about a second


def turned(people: int, k: int, rounds: int, tables: int | None = None) -> Seating | None:
    """A seating without a repeat for so many rounds, if a starter is found; tried in a fixed order."""
    sizes = table_sizes(people, k, tables)
    if not sizes or sizes[0] == 1:
        return None
    most = (people - 1) // (sizes[-1] - 1) if sizes[-1] > 1 else 0
    fit = [v for v in range(max(rounds, 2), most + 1) if people % v <= len(sizes)]
    for v in fit[:MOST_SIZES]:
        if starter := _Starter(people, v, sizes).find():
            turns = ([[_turn(seat, m, v, people) for seat in table] for table in starter] for m in range(rounds))
            return list(turns)
    return None


def _turn(seat: int, by: int, v: int, people: int) -> int:
    """Seats below the last full circle turn; the others stand still."""
    return seat if seat >= people - people % v else seat - seat % v + (seat + by) % v


class _Starter:
    """Depth first: the first free seat opens a table, and later seats join while every difference is new."""

    def __init__(self, people: int, v: int, sizes: tuple[int, ...]) -> None:
        self.people, self.v = people, v
        self.still = people - people % v
        self.free = [True] * people
        self.seen: set[tuple[int, int, int]] = set()
        self.left = {size: sizes.count(size) for size in dict.fromkeys(sizes)}
        self.tables: list[list[int]] = []
        self.steps = 0

    def find(self) -> list[list[int]] | None:
        # Those who stand still are hardest to place: they open tables first.
        self.order = [*range(self.still, self.people), *range(self.still)]
        return self.tables if self._next_table() else None

    def _next_table(self) -> bool:
        first = next((seat for seat in self.order if self.free[seat]), None)
        if first is None:
            return True
        for size in self.left:
            if self.left[size]:
                self.left[size] -= 1
                self.tables.append([first])
                self.free[first] = False
                if self._fill(size, 0):
                    return True
                self.free[first] = True
                self.tables.pop()
                self.left[size] += 1
        return False

    def _fill(self, size: int, start: int) -> bool:
        table = self.tables[-1]
        if len(table) == size:
            return self._next_table()
        for seat in range(start, self.still):
            self.steps += 1
            if self.steps > MOST_STEPS:
                return False
            if not self.free[seat]:
                continue
            new = list(self._differences(table, seat))
            if len(set(new)) < len(new) or not self.seen.isdisjoint(new):
                continue
            self.seen.update(new)
            self.free[seat] = False
            table.append(seat)
            if self._fill(size, seat + 1):
                return True
            table.pop()
            self.free[seat] = True
            self.seen.difference_update(new)
        return False

    def _differences(self, table: list[int], seat: int) -> Iterator[tuple[int, int, int]]:
        """What would be the same, were the two to meet again later: circles and distance, both ways round."""
        circle = seat // self.v
        for other in table:
            if other >= self.still:
                yield (-1 - other, circle, 0)
            else:
                yield (other // self.v, circle, (seat - other) % self.v)
                yield (circle, other // self.v, (other - seat) % self.v)
