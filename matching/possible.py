"""In which rounds a pair could be held if it were alone, and what a table must offer for it there."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from matching.model import NO_NEED, Need
from matching.problem import Person, Problem


def needs_of(people: Sequence[Person]) -> Need | None:
    """What a table must offer to these people together; None when they cannot share a table."""
    homes = {person.home_table for person in people} - {None}
    if len(homes) > 1:
        return None
    return frozenset().union(*(person.requires for person in people)), next(iter(homes), None)


def possible_rounds(  # noqa: C901 -- the quick case and the exact one belong side by side
    problem: Problem,
    ends: Sequence[tuple[int, int]],
    speakers: Sequence[Sequence[Sequence[int]]],
    held: set[tuple[str, str]],
    rounds: int,
) -> tuple[list[tuple[int, ...]], list[dict[int, Need]]]:
    """Per pair: the rounds in which it could be held if alone, and what any table for it must offer there."""
    people = problem.people
    limit = {resource.id: resource.per_round for resource in problem.resources}
    plain = [
        [any(people[p].requires == frozenset() and people[p].home_table is None for p in there) for there in of_party]
        for of_party in speakers
    ]
    fitting: dict[Need, bool] = {NO_NEED: bool(problem.tables)}

    def fits(wants: Need) -> bool:
        if wants not in fitting:
            fitting[wants] = any(
                wants[0] <= table.features and wants[1] in {None, table.id} for table in problem.tables
            )
        return fitting[wants]

    owners: dict[int, set[int]] = defaultdict(set)
    for party, of_party in enumerate(speakers):
        for there in of_party:
            for person in there:
                owners[person].add(party)
    shares = [any(len(owners[p]) > 1 for there in of_party for p in there) for of_party in speakers]
    allowed: list[tuple[int, ...]] = []
    need: list[dict[int, Need]] = []
    for (a, b), pair in zip(ends, problem.pairs, strict=True):
        found: dict[int, Need] = {}
        if pair.key not in held and all(limit[name] for name in pair.uses):
            for r in range(rounds):
                if not (speakers[a][r] and speakers[b][r]):
                    continue
                if plain[a][r] and plain[b][r] and not (shares[a] and shares[b]):
                    if problem.tables:
                        found[r] = NO_NEED
                    continue
                ways = [needs_of((people[p], people[q])) for p, q in product(speakers[a][r], speakers[b][r]) if p != q]
                possible = [wants for wants in ways if wants is not None and fits(wants)]
                if possible:
                    features = frozenset.intersection(*(wants[0] for wants in possible))
                    homes = {wants[1] for wants in possible}
                    found[r] = (features, next(iter(homes)) if len(homes) == 1 else None)
        allowed.append(tuple(found))
        need.append({r: wants for r, wants in found.items() if wants != NO_NEED})
    return allowed, need
