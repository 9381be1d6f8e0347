"""Seatings without a repeat that mathematics has ready: round robins, affine planes, transversal designs.

A seating is a list of rounds, a round a list of tables, a table a list of seats 0 … n-1.

- **Round robin** (tables of two): one stands still, the others turn around the table. Kirkman 1847.
- **Affine plane** of prime power order q: q² points, q + 1 classes of parallel lines. Any two points are on one line,
   so
  in q + 1 rounds everybody meets everybody once. 16 people at tables of 4: five rounds.
- **Transversal design**: columns 0 … c-1 of g points each; in round m, table x holds point x + m·i of every column i.
   Two
  points of columns i ≠ j meet in the one round m with m(i - j) = their difference; that is unique when i - j has an
  inverse. So in g rounds nobody meets twice, whenever g is a product of prime powers that are all at least c (MacNeish
  1922). The last column may lack points: tables of c and c - 1. Afterwards the columns can be seated within themselves.
  32 people at tables of 4: eight rounds, and a ninth within the columns.

See Colbourn and Dinitz, "Handbook of Combinatorial Designs" (2007), II.2, III.3 and II.7.
"""

from itertools import product

from matching.circles_model import table_sizes

Seating = list[list[list[int]]]


def ready_made(people: int, k: int, rounds: int, tables: int | None = None) -> Seating | None:
    """A seating without a repeat for so many rounds, if one of the constructions gives it."""
    sizes = table_sizes(people, k, tables)
    if rounds == 0 or not sizes:
        return []
    widest, count = sizes[0], len(sizes)
    if rounds == 1 or widest == 1:
        seats = iter(range(people))
        one = [[next(seats) for _ in range(size)] for size in sizes]
        return [one] * rounds
    if widest == sizes[-1] == 2:  # noqa: PLR2004 -- tables of two
        return _round_robin(people)[:rounds] if rounds < people else None
    if widest > min(prime_powers(count), default=0):
        return None
    seating = _transversal(count, widest, people)
    if rounds > count and sizes[-1] == widest:
        # Nobody has met within their own column yet. A column of g is seated as a smaller café, all columns at once.
        within = ready_made(count, k, rounds - count) if set(table_sizes(count, k)) == {widest} else None
        if within is None:
            return None
        seating += [[[i * count + x for x in table] for i in range(widest) for table in inner] for inner in within]
    return seating[:rounds] if len(seating) >= rounds else None


def _round_robin(people: int) -> Seating:
    """Everybody but the last turns; partners are those at equal distance from the place opposite the last."""
    turn = people - 1
    return [[[m, turn], *([(m + i) % turn, (m - i) % turn] for i in range(1, people // 2))] for m in range(turn)]


def _transversal(count: int, columns: int, people: int) -> Seating:
    ring = Ring(count)
    seating = []
    for m in range(count):
        shift = [ring.times(m, ring.same(i)) for i in range(columns)]
        tables = [[i * count + ring.plus(x, shift[i]) for i in range(columns)] for x in range(count)]
        seating.append([[seat for seat in table if seat < people] for table in tables])
    return seating


def prime_powers(number: int) -> list[int]:
    """The prime powers whose product a number is, as in 12 = 4 · 3; none for 1."""
    powers, prime = [], 2
    while number > 1:
        power = 1
        while number % prime == 0:
            number, power = number // prime, power * prime
        if power > 1:
            powers.append(power)
        prime += 1
    return powers


class Ring:
    """A product of finite fields with so many elements, which are named by numbers; 0 is the zero."""

    def __init__(self, order: int) -> None:
        self.fields = [Field(power) for power in prime_powers(order)]

    def _apart(self, element: int) -> list[int]:
        parts = []
        for field in self.fields:
            element, part = divmod(element, field.order)
            parts.append(part)
        return parts

    def _together(self, parts: list[int]) -> int:
        element = 0
        for field, part in zip(reversed(self.fields), reversed(parts), strict=True):
            element = element * field.order + part
        return element

    def plus(self, a: int, b: int) -> int:
        parts = zip(self.fields, self._apart(a), self._apart(b), strict=True)
        return self._together([field.plus(x, y) for field, x, y in parts])

    def times(self, a: int, b: int) -> int:
        parts = zip(self.fields, self._apart(a), self._apart(b), strict=True)
        return self._together([field.times(x, y) for field, x, y in parts])

    def same(self, number: int) -> int:
        """The element that is `number` in every field. Two of these differ by something with an inverse."""
        return self._together([number] * len(self.fields))


class Field:
    """The finite field of a prime power order: polynomials over a prime field, modulo one that has no factors."""

    def __init__(self, order: int) -> None:
        self.order = order
        self.prime = next(p for p in range(2, order + 1) if order % p == 0)
        self.degree = next(d for d in range(1, order) if self.prime**d == order)
        self._modulus = self._without_factors()
        self._products = [[self._multiply(a, b) for b in range(order)] for a in range(order)]

    def _digits(self, element: int) -> list[int]:
        return [element // self.prime**i % self.prime for i in range(self.degree)]

    def plus(self, a: int, b: int) -> int:
        digits = zip(self._digits(a), self._digits(b), strict=True)
        return sum((x + y) % self.prime * self.prime**i for i, (x, y) in enumerate(digits))

    def times(self, a: int, b: int) -> int:
        return self._products[a][b]

    def _multiply(self, a: int, b: int) -> int:
        result = [0] * (2 * self.degree)
        for (i, x), (j, y) in product(enumerate(self._digits(a)), enumerate(self._digits(b))):
            result[i + j] += x * y
        for top in range(2 * self.degree - 1, self.degree - 1, -1):
            for i, digit in enumerate(self._modulus):
                result[top - self.degree + i] -= result[top] * digit
            result[top] = 0
        return sum(digit % self.prime * self.prime**i for i, digit in enumerate(result[: self.degree]))

    def _without_factors(self) -> list[int]:
        """The lower digits of the first monic polynomial modulo which nothing but zero divides zero."""
        for number in range(self.order):
            self._modulus = self._digits(number)
            if all(self._multiply(a, b) for a in range(1, self.order) for b in range(a, self.order)):
                return self._modulus
        raise AssertionError("there is an irreducible polynomial of every degree")
