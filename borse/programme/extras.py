"""Planning goes round the meetings that brokers have arranged: those there are busy, the table is taken, they have met.

The engine knows no table that is taken for one round. So each arranged meeting is planned as one between two who are
not on file, at home at that table and there for that round alone; afterwards it is taken out again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from borse.extra_meetings import Taken
from matching import Lock, Meeting, Pair, Party, Person, Problem, pair_key

# No id on file has a space in it.
MARK = "extra "


def around_extras(problem: Problem, taken: Iterable[Taken]) -> Problem:
    """The problem with what is arranged already as something that cannot be moved."""
    taken = tuple(taken)
    if not taken:
        return problem
    met = {pair_key(*pair) for one in taken for pair in combinations(one.parties, 2)} - set(_must_meet(problem))
    ahead = [one for one in taken if _is_ahead(problem, one)]
    busy: dict[str, set[str]] = defaultdict(set)
    for one in ahead:
        for person in one.people:
            busy[person].add(str(one.round))
    people = [_without(problem, person, busy[person.id]) for person in problem.people]
    chairs = [(one, f"{MARK}{number} a", f"{MARK}{number} b") for number, one in enumerate(ahead)]
    return replace(
        problem,
        people=(
            *people,
            *(
                Person(id=id_, rounds=frozenset({str(one.round)}), home_table=one.hall_table)
                for one, *ids in chairs
                for id_ in ids
            ),
        ),
        parties=(
            *problem.parties,
            *(Party(id=id_, people=(id_,), max_meetings=1) for _one, *ids in chairs for id_ in ids),
        ),
        pairs=(
            *(pair for pair in problem.pairs if pair.key not in met),
            *(Pair(a=a, b=b, worth=0) for _one, a, b in chairs),
        ),
        goals=tuple(
            replace(goal, pairs=tuple(pair for pair in goal.pairs if pair_key(*pair) not in met))
            for goal in problem.goals
        ),
        locked=(*problem.locked, *(Lock(round=str(one.round), a=a, b=b) for one, a, b in chairs)),
    )


def without_extras(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The programme's own meetings."""
    return tuple(meeting for meeting in meetings if not meeting.a.startswith(MARK))


def _must_meet(problem: Problem) -> Iterator[tuple[str, str]]:
    """Pairs whose meeting is in the programme whatever they have arranged besides: held already, or locked."""
    yield from (meeting.key for meeting in problem.frozen_meetings)
    yield from (pair_key(lock.a, lock.b) for lock in problem.locked)


def _is_ahead(problem: Problem, one: Taken) -> bool:
    round_ = str(one.round)
    return round_ in problem.rounds and round_ not in problem.frozen_rounds and one.hall_table in problem.table


def _without(problem: Problem, person: Person, busy: set[str]) -> Person:
    if not busy:
        return person
    there = frozenset(problem.rounds) if person.rounds is None else person.rounds
    return replace(person, rounds=there - busy)
