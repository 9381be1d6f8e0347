"""What is wrong with a set of circles: one rule, one function, one sentence. Shares no code with the search."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from matching.circles_model import Cafe, Circle


def everybody_sits_once(cafe: Cafe, circles: Sequence[Circle]) -> Iterator[str]:
    """Whoever is there in a round sits at exactly one table, and nobody else does."""
    for round_ in cafe.rounds:
        seats = Counter(guest for circle in circles if circle.round == round_ for guest in circle.guests)
        there = {guest.id for guest in cafe.present(round_)}
        for guest in sorted(there | set(seats)):
            if seats[guest] != (guest in there):
                yield f"{guest} has {seats[guest]} seats in round {round_}; it should be {int(guest in there)}."


def known_places(cafe: Cafe, circles: Sequence[Circle]) -> Iterator[str]:
    """A circle is held in a round that exists, at a table that exists, one at a time."""
    tables = None if cafe.tables is None else {table.id for table in cafe.tables}
    for (round_, table), times in Counter((circle.round, circle.table) for circle in circles).items():
        if round_ not in cafe.rounds:
            yield f"There is no round {round_}."
        if tables is not None and table not in tables:
            yield f"There is no table {table}."
        if times > 1:
            yield f"Table {table} holds {times} circles in round {round_}."


def of_the_right_size(cafe: Cafe, circles: Sequence[Circle]) -> Iterator[str]:
    """The tables of a round are as even, and as near the size asked for, as the number of people allows."""
    for round_ in cafe.rounds:
        sizes = sorted((len(circle.guests) for circle in circles if circle.round == round_), reverse=True)
        if tuple(sizes) != cafe.sizes(round_):
            yield f"Round {round_} has tables of {sizes}; it should be {list(cafe.sizes(round_))}."


Rule = Callable[[Cafe, Sequence[Circle]], Iterator[str]]
RULES: tuple[Rule, ...] = (everybody_sits_once, known_places, of_the_right_size)


def broken_circles(cafe: Cafe, circles: Sequence[Circle]) -> list[str]:
    """A sentence per breach, in the order of the rules; none for a valid set."""
    return [sentence for rule in RULES for sentence in rule(cafe, circles)]
