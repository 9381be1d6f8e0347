"""Whether the needy meetings of a round find people and tables together.

Whoever speaks brings their needs to the table: the features that they require, and the one table that they do not
leave. A party with a needy speaker and another one can choose which of its meetings who attends, so people and tables
are decided together, by a search that takes the ends with the fewest people first and the least needy of them first.
Ends of parties with enough people who need nothing are left out: they get those.
"""

from collections.abc import Iterable

from matching.model import Model, Need

MANY = 400
"""Steps after which a round counts as full: hardly one in a thousand takes more than one per end."""


def needy_seats(model: Model, meetings: Iterable[int], r: int) -> bool:
    """Whether these meetings, all the needy ones of round r, can be seated; in doubt, no."""
    at: dict[int, list[int]] = {}
    for e in meetings:
        for p in model.ends[e]:
            if model.needy[model.group_of[p]][r]:
                at.setdefault(p, []).append(e)
    ends: list[tuple[list[int], int]] = []
    for p, some in at.items():
        if model.shared[model.group_of[p]] or len(some) > model.easy[p][r]:
            ends += [(model.speakers[p][r], e) for e in some]
    ends.sort(key=lambda end: len(end[0]))
    return _Search(model, ends).all()


def part_time_homes(model: Model) -> dict[str, list[int]]:
    """Per table: parties that some but not all of their people call it home, no two of which may meet each other.

    When more of such a party's people are busy in a round than have no home there, the others sit at the table.
    Parties that share people are left out.
    """
    if model.part_time_homes is not None:
        return model.part_time_homes
    met = {model.ends[e] for e, allowed in enumerate(model.allowed) if allowed}
    found: dict[str, list[int]] = {}
    for p, of_party in enumerate(model.speakers):
        people = {person for there in of_party for person in there}
        if model.shared[model.group_of[p]] or not model.incident[p]:
            continue
        for home in sorted({home for person in people if (home := model.needs[person][1]) is not None}):
            known = found.setdefault(home, [])
            alone = all(model.needs[person][1] == home for person in people)
            if not alone and not any((p, q) in met or (q, p) in met for q in known):
                known.append(p)
    model.part_time_homes = {home: parties for home, parties in found.items() if parties}
    return model.part_time_homes


def others_there(model: Model, p: int, r: int, home: str) -> int:
    """People of a party who are there in a round and are not at home at this table."""
    return sum(model.needs[person][1] != home for person in model.speakers[p][r])


class _Search:
    """Depth first over ends of meetings."""

    def __init__(self, model: Model, ends: list[tuple[list[int], int]]) -> None:
        self.model = model
        self.ends = ends
        self.busy: set[int] = set()
        self.need: dict[int, Need] = {}
        self.holder: dict[str, int] = {}
        """The meeting that a table is home to."""
        self.steps = 0

    def all(self, done: int = 0) -> bool:
        if done == len(self.ends):
            return self.model.tables_fit([need for need in self.need.values() if need[0] or need[1] is not None])
        people, e = self.ends[done]
        for person in people:
            self.steps += 1
            if self.steps > MANY + len(self.ends):
                return False
            if person not in self.busy and self._speaks(person, e, done):
                return True
        return False

    def _speaks(self, person: int, e: int, done: int) -> bool:
        """Whether the rest can be seated when this person speaks in meeting e."""
        features, home = self.model.needs[person]
        before = self.need.get(e)
        known = before or (frozenset(), None)
        if home is not None and known[1] not in {None, home}:
            return False
        home = home or known[1]
        if home is not None and self.holder.get(home, e) != e:
            return False
        self.busy.add(person)
        self.need[e] = (known[0] | features, home)
        new = home is not None and home not in self.holder
        if home is not None:
            self.holder[home] = e
        if self.all(done + 1):
            return True
        self.busy.discard(person)
        if before is None:
            del self.need[e]
        else:
            self.need[e] = before
        if new and home is not None:
            del self.holder[home]
        return False
