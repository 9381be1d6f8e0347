"""What guests say at the door, and how the one who listens types it."""

from collections.abc import Iterator
from dataclasses import dataclass

BEGINNING = 3  # letters of a word before one goes on to the next: a last name has many bearers, few begin alike


@dataclass(frozen=True)
class Guest:
    """As on file. `parties` by name; `phone` as it is written, "" where there is none."""

    name: str
    parties: tuple[str, ...]
    phone: str


def ways(guest: Guest) -> Iterator[tuple[str, str]]:
    """How this guest can be found: what it is called, and all that would be typed. One stops when one is left."""
    first, last = guest.name.lower().rsplit(" ", 1)
    yield "name", _typed(last, first)
    if "å" in last[: BEGINNING + 1]:  # as for the hyphen: one that comes later is not reached
        yield "aa for å", _typed(last.replace("å", "aa"), first, max(BEGINNING, last.index("å") + 3))
    if "-" in last[: BEGINNING + 2]:
        beginning = last.index("-") + 2
        yield "with hyphen", _typed(last, first, beginning)
        yield "hyphen left out", _typed(last.replace("-", ""), first, beginning - 1)
    if guest.phone:
        yield "last digits", guest.phone.replace(" ", "")[-4:]
    if guest.parties:
        start, _, place = guest.parties[0].lower().rpartition(" ")
        yield "party", _typed(place, f"{start[:BEGINNING]} {first}".strip())


def _typed(last: str, first: str, beginning: int = BEGINNING) -> str:
    """Of "Kari Ødegård": "øde kari"; of her in "Turlaget på Rasta": "ras tur kari"."""
    return f"{last[:beginning]} {first}"


def dealt(guests: list[Guest], number: int) -> list[tuple[Guest, str, str]]:
    """So many guests, the ways in turn: each with the name of the way and what is typed. No guest twice."""
    order = ("aa for å", "hyphen left out", "last digits", "party", "with hyphen", "name")  # what few have first
    rest, found = list(guests), list[tuple[Guest, str, str]]()
    while len(found) < number and rest:
        way = order[len(found) % len(order)]
        guest = next((one for one in rest if way in dict(ways(one))), rest[0])
        rest.remove(guest)
        known = dict(ways(guest))
        way = way if way in known else "name"
        found.append((guest, way, known[way]))
    return found
