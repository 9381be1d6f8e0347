"""A café in numbers, a seating of it, what it costs, and what each exchange of two guests would add to that.

What an exchange is worth is a matrix product: with `cost[a, b]` for having a and b together in this round, given all
other rounds, the cost of a at every table is `cost @ seated`, and exchanging a and b changes the sum of four of those.

All three aims are costs in one whole number, weighed so that a later one can never outweigh an earlier one.
"""

import random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matching.circles_designs import Seating
from matching.circles_model import Cafe, Circle

Whole = NDArray[np.int64]
FORBIDDEN = np.int64(2**55)  # more than any cost: of two who cannot be exchanged


def _product(one: Whole, other: Whole) -> Whole:
    """A matrix product of whole numbers, through the fast product of floats: exact, since all sums stay below 2⁵³."""
    return np.rint(one.astype(np.float64) @ other.astype(np.float64)).astype(np.int64)


class Room:
    """`place[r, a]` is the table of guest a in round r, or -1."""

    def __init__(self, cafe: Cafe) -> None:
        guests = cafe.guests
        self.cafe = cafe
        self.people, self.rounds = len(guests), len(cafe.rounds)
        number = {guest.id: i for i, guest in enumerate(guests)}
        self.present = np.array([[g.rounds is None or r in g.rounds for g in guests] for r in cafe.rounds], dtype=bool)
        self.present = self.present.reshape(self.rounds, self.people)
        self.sizes = [cafe.sizes(round_) for round_ in cafe.rounds]
        self.tables = cafe.tables or ()
        self.count = len(self.tables) if self.tables else max((len(sizes) for sizes in self.sizes), default=0)
        self.met = np.zeros((self.people, self.people), dtype=np.int64)
        for a, b in (tuple(two) for two in cafe.met):
            self.met[number[a], number[b]] = self.met[number[b], number[a]] = 1
        sides = [guest.side for guest in guests]
        self.same = np.array([[a == b != "" for a in sides] for b in sides], dtype=np.int64).reshape(self.met.shape)
        np.fill_diagonal(self.same, 0)
        themes = list(dict.fromkeys(table.theme for table in self.tables if table.theme is not None))
        self.theme = np.array(
            [-1 if table.theme is None else themes.index(table.theme) for table in self.tables], dtype=np.int64
        )
        self.wants = np.array([[theme in g.wishes for theme in themes] for g in guests], dtype=bool)
        self.wants = self.wants.reshape(self.people, len(themes))
        wish, most_same = int(self.wants.sum()) + 1, int(self.same.sum()) * self.rounds + 1
        self.weights = (wish * most_same, wish, 1)  # of a repeat, of a same-side pair, of a wish not honoured
        self.place = np.full((self.rounds, self.people), -1, dtype=np.int64)

    def seat(self, seating: Seating, chance: random.Random) -> None:
        """Seat everybody as in a seating of numbers, as far as it goes; the other rounds by chance.

        A seating is for everybody: a round in which somebody is missing is left to chance.
        """
        for r in range(self.rounds):
            if r < len(seating) and self.present[r].all():
                groups = seating[r]
            else:
                people = [int(a) for a in np.nonzero(self.present[r])[0]]
                chance.shuffle(people)
                rest = iter(people)
                groups = [[next(rest) for _ in range(size)] for size in self.sizes[r]]
            for table, group in enumerate(groups):
                self.place[r, group] = table

    def seated(self, r: int) -> Whole:
        """[guest, table]: 1 where the guest sits in round r."""
        return np.asarray(self.place[r][:, None] == np.arange(self.count), dtype=np.int64)

    def times_together(self) -> Whole:
        """How often each two sit together over all rounds."""
        together = np.zeros((self.people, self.people), dtype=np.int64)
        for r in range(self.rounds):
            seated = self.seated(r)
            together += _product(seated, seated.T)
        np.fill_diagonal(together, 0)
        return together

    def visits(self) -> Whole:
        """[guest, theme]: how many rounds the guest sits at the theme."""
        visits = np.zeros(self.wants.shape, dtype=np.int64)
        for r in range(self.rounds):
            visits += self._at_themes(r)
        return visits

    def _at_themes(self, r: int) -> Whole:
        at = np.zeros(self.wants.shape, dtype=np.int64)
        if len(self.theme):
            where = np.where(self.place[r] >= 0, self.theme[self.place[r]], -1)
            (who,) = np.nonzero(where >= 0)
            at[who, where[who]] = 1
        return at

    def cost(self) -> int:
        together = self.times_together()
        repeats = int(np.maximum(together + self.met - 1, 0)[together > 0].sum()) // 2
        same = int((together * self.same).sum()) // 2
        missed = int((self.wants & (self.visits() == 0)).sum())
        return sum(weight * each for weight, each in zip(self.weights, (repeats, same, missed), strict=True))

    def circles(self) -> tuple[Circle, ...]:
        names = [guest.id for guest in self.cafe.guests]
        tables = [table.id for table in self.tables] or [f"t{i + 1}" for i in range(self.count)]
        return tuple(
            Circle(round=round_, table=tables[t], guests=tuple(names[a] for a in np.nonzero(self.place[r] == t)[0]))
            for r, round_ in enumerate(self.cafe.rounds)
            for t in range(self.count)
            if (self.place[r] == t).any()
        )

    def wish_gain(self, r: int) -> Whole:
        """[guest, table]: 1 where sitting there in round r honours a wish that no other round does."""
        if not len(self.theme):
            return np.zeros((self.people, self.count), dtype=np.int64)
        open_wishes = self.wants & (self.visits() - self._at_themes(r) == 0)
        gain = np.where(self.theme >= 0, open_wishes[:, self.theme], False)
        return np.asarray(gain & self.present[r][:, None], dtype=np.int64)

    def assign_tables(self, r: int) -> None:
        """Give the circles of a round the tables that honour most wishes: an assignment problem, solved exactly."""
        gain = self.seated(r).T @ self.wish_gain(r)  # [circle, table]
        circles, tables = linear_sum_assignment(-gain)
        given = np.full(self.count + 1, -1, dtype=np.int64)
        given[circles] = tables
        if gain[circles, tables].sum() > np.trace(gain):
            self.place[r] = given[self.place[r]]

    def exchanges_in(self, r: int, together: Whole) -> Whole:
        """[a, b]: what exchanging a and b in round r adds to the cost; FORBIDDEN for two who cannot be exchanged."""
        seated = self.seated(r)
        elsewhere = together - _product(seated, seated.T) + self.met
        np.fill_diagonal(elsewhere, 0)
        cost = self.weights[0] * (elsewhere > 0) + self.weights[1] * self.same
        at = _product(cost, seated) - self.weights[2] * self.wish_gain(r)
        place = np.maximum(self.place[r], 0)
        move = at[:, place]  # [a, b]: a at b's table, b being there
        now = at[np.arange(self.people), place]
        change = move + move.T - 2 * cost - now[:, None] - now[None, :]
        alike = self.place[r][:, None] == self.place[r][None, :]
        absent = ~self.present[r]
        return np.where(alike | absent[:, None] | absent[None, :], FORBIDDEN, change)

    def exchange_in(self, r: int, a: int, b: int) -> None:
        self.place[r, [a, b]] = self.place[r, [b, a]]

    def exchanges_everywhere(self, together: Whole) -> Whole:
        """[a, b]: what it adds to the cost that a and b exchange all their seats; only two who are there equally long.

        Repeats among the circles stay what they are. The rest is a quadratic assignment of guests to seats, whose
        exchanges have a closed form (Burkard and Rendl 1984).
        """
        same = self.weights[1] * self.same
        flow = _product(together, same) + self.weights[0] * _product((together > 0).astype(np.int64), self.met)
        wishes = self.weights[2] * (self.wants.astype(np.int64) @ (self.visits() > 0).T.astype(np.int64))
        both = same * together + self.weights[0] * self.met * (together > 0)
        here = np.diag(flow)
        change = flow + flow.T - here[:, None] - here[None, :] + 2 * both
        change -= wishes + wishes.T - np.diag(wishes)[:, None] - np.diag(wishes)[None, :]
        alike = (self.present[:, :, None] == self.present[:, None, :]).all(axis=0)
        np.fill_diagonal(alike, val=False)
        return np.where(alike, change, FORBIDDEN)

    def exchange_everywhere(self, a: int, b: int) -> None:
        self.place[:, [a, b]] = self.place[:, [b, a]]
