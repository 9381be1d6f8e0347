"""Who is to go elsewhere than the programme that they came with says: named on the wall until the list shows it.

The list of names says it too, on each one's own line, but of one round at a time. This is for the round after: of those
who are in the hall, a few at a time, the nearest round first. When its list comes up, the next one's turn comes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from borse.floor.alphabet import Share, letter_of
from borse.floor.names import names_of
from borse.floor.seating import Seating
from borse.folding import alphabetical

# So many letters stand on a line of a wide screen when they are read from ten metres.
LINE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """In this round; `groups` of names take turns."""

    round: int
    groups: tuple[tuple[str, ...], ...]


def moved_people(seating: Seating) -> dict[int, dict[str, str]]:
    """By round: whose place there is another than it was, or gone: people's ids with what they are called."""
    rounds = sorted(seating.changed.keys() | seating.free.keys())
    found = {number: {seat.id: seat for seat in seating.moved(number) if seat.is_person} for number in rounds}
    return {number: names_of(seats.values()) for number, seats in found.items()}


def moved_after(
    round_: int | None,
    people: Mapping[int, Mapping[str, str]],
    here: Collection[str],
    share: Share | None,
) -> Moved | None:
    """In the first round after this one in which anybody who is `here` goes elsewhere, of a share of the names."""
    for number in sorted(people) if round_ else ():
        its = (name for id_, name in people[number].items() if id_ in here)
        names = sorted((name for name in its if share is None or letter_of(name) in share.letters), key=alphabetical)
        if names and number > (round_ or 0):
            return Moved(round=number, groups=tuple(map(tuple, _by_line(names))))
    return None


def _by_line(names: Iterable[str]) -> list[list[str]]:
    """As many at a time as a line holds, and never none."""
    lines: list[list[str]] = []
    for name in names:
        if lines and len(", ".join((*lines[-1], name))) <= LINE:
            lines[-1].append(name)
        else:
            lines.append([name])
    return lines
