"""Whether what must be held can be held: locks and frozen rounds against each other and the rules.

Frozen rounds are checked by the rules themselves. Locks are first looked at one by one; then each round's locks are
seated together. Where they cannot be, locks are taken out one at a time as long as the rest still clashes (deletion
filter: Chinneck and Dravnieks, 1991), so that the sentence names only those that stand in each other's way.
"""

from collections import Counter
from collections.abc import Iterator

from matching.build import build
from matching.model import Model
from matching.problem import Lock, Problem, pair_key
from matching.refusals import Clash
from matching.rules import broken_by, named
from matching.seats import seat_round


def model_without_clash(problem: Problem) -> Model:
    """The model of a problem whose locks and frozen rounds can be kept. Raises Clash otherwise."""
    clashes = [*_frozen(problem), *_each_lock(problem)]
    if clashes:
        raise Clash(list(dict.fromkeys(clashes)))
    model = build(problem)
    clashes = [*_impossible_locks(model), *_locks_together(model)]
    if clashes:
        raise Clash(clashes)
    return model


def _frozen(problem: Problem) -> Iterator[str]:
    for broken in broken_by(problem, problem.frozen_meetings):
        if broken.rule <= 6:  # noqa: PLR2004 -- rule 7 is about the locks, which are looked at next
            yield f"The frozen rounds break rule {broken.rule}: {broken.sentence}"


def _each_lock(problem: Problem) -> Iterator[str]:  # noqa: C901 -- a list of independent checks
    frozen = {meeting.key: meeting for meeting in problem.frozen_meetings}
    rounds: dict[tuple[str, str], list[str]] = {}
    limit = {resource.id: resource.per_round for resource in problem.resources}
    for lock in problem.locked:
        key = pair_key(lock.a, lock.b)
        rounds.setdefault(key, []).append(lock.round)
        if key not in problem.pair:
            yield f"{_lock(lock)}, but they are not a listed pair."
            continue
        if lock.round in problem.frozen_rounds:
            if key not in frozen or frozen[key].round != lock.round:
                yield f"{_lock(lock)}, but that round is frozen and does not hold their meeting."
        elif key in frozen:
            yield f"{_lock(lock)}, but {named(frozen[key])} is frozen already, and a pair meets once."
        for resource in sorted(problem.pair[key].uses):
            if limit[resource] == 0:
                yield f"{_lock(lock)}, but they use {resource}, of which there is none."
    for (a, b), names in rounds.items():
        if len(set(names)) > 1:
            yield f"{a} and {b} are locked to rounds {', '.join(dict.fromkeys(names))}, but a pair meets once."
    has = Counter(party for key in {*rounds, *frozen} for party in key)
    for party in problem.parties:
        if party.max_meetings is not None and has[party.id] > party.max_meetings:
            yield (
                f"{party.id} has {has[party.id]} meetings that are locked or frozen; its limit is {party.max_meetings}."
            )


def _lock(lock: Lock) -> str:
    return f"{lock.a} and {lock.b} are locked to round {lock.round}"


def _impossible_locks(model: Model) -> Iterator[str]:
    problem = model.problem
    for e, r in model.locked.items():
        if r in model.allowed[e]:
            continue
        pair, name = problem.pairs[e], model.rounds[r]
        a, b = model.ends[e]
        missing = [side for side, party in ((pair.a, a), (pair.b, b)) if not model.speakers[party][r]]
        if missing:
            yield f"{pair.a} and {pair.b} are locked to round {name}, but nobody from {' or '.join(missing)} is there."
        elif not problem.tables:
            yield f"{pair.a} and {pair.b} are locked to round {name}, but there are no tables."
        else:
            yield (
                f"{pair.a} and {pair.b} are locked to round {name}, but no two of their people "
                f"can sit at a table that fits them both."
            )


def _locks_together(model: Model) -> Iterator[str]:
    problem = model.problem
    for r, name in enumerate(model.rounds):
        pairs = sorted(e for e, where in model.locked.items() if where == r and r in model.allowed[e])
        use = Counter(resource for e in pairs for resource in model.uses[e])
        for resource, times in sorted(use.items()):
            if times > model.per_round[resource]:
                users = ", ".join(_pair(model, e) for e in pairs if resource in model.uses[e])
                known = problem.resources[resource]
                yield f"In round {name} {known.id} is locked to {times} meetings ({users}); it has {known.per_round}."
        if seat_round(model, pairs, r) is not None:
            continue
        core = list(pairs)
        for e in pairs:
            rest = [f for f in core if f != e]
            if seat_round(model, rest, r) is None:
                core = rest
        if len(core) > len(problem.tables):
            yield f"In round {name} {len(pairs)} meetings are locked, but there are {len(problem.tables)} tables."
        else:
            listed = ", ".join(_pair(model, e) for e in core)
            yield f"In round {name} these locked meetings cannot all be held, for want of people or tables: {listed}."


def _pair(model: Model, e: int) -> str:
    pair = model.problem.pairs[e]
    return f"{pair.a} and {pair.b}"
