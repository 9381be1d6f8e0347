"""From what the børs knows to the engine's problem (`docs/engine.md`): who may meet whom, and what it is worth."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from borse.programme import policy
from borse.programme.pairs import Affinities, Key, both_come, needs_met, worths_of
from borse.programme.world import Rule, World
from matching import Goal, Lock, Meeting, Pair, Person, Problem, Table, pair_key
from matching import Party as Speaker


def problem_of(world: World, affinities: Affinities, *, keep: bool) -> Problem:
    """The problem that is planned. With `keep`, what is published already is changed only where that is worth it.

    Rounds that have been rung are frozen. A rule about somebody who is not coming any more is left out.
    """
    held = tuple(meeting for meeting in world.previous if int(meeting.round) in world.rung)
    locks = tuple(_locks(world, held))
    worth = worths_of(world, affinities)
    for key in [lock_key for lock in locks if (lock_key := pair_key(lock.a, lock.b)) not in worth]:
        worth[key] = policy.ANY_MEETING
    for key in [meeting.key for meeting in held if meeting.key not in worth]:
        worth[key] = policy.ANY_MEETING
    last = max([world.rounds, *world.rung])
    return Problem(
        rounds=tuple(str(number) for number in range(1, last + 1)),
        tables=tuple(Table(id=id_, features=frozenset(features)) for id_, features in world.tables),
        people=tuple(
            Person(id=seat.id, rounds=frozenset(map(str, seat.rounds)), requires=frozenset(seat.requires))
            for seat in world.people
        ),
        parties=tuple(_speakers(world, held, locks)),
        pairs=tuple(Pair(a=a, b=b, worth=value) for (a, b), value in sorted(worth.items())),
        goals=(*_goals(world, affinities, worth), *_fair_shares(world, worth)),
        locked=locks,
        previous=tuple(_still_possible(world, held)) if keep else held,
        frozen_rounds=frozenset(map(str, world.rung)),
        change_cost=policy.CHANGE if keep else 0,
    )


def only_for(problem: Problem, parties: Collection[str]) -> Problem:
    """The same, where nobody but `parties` gets anything new: what can be held as it was published is locked.

    A meeting whose people are not all here is not locked: a colleague may take the chair.
    """
    locked = {(lock.round, pair_key(lock.a, lock.b)) for lock in problem.locked}
    stand = [
        meeting
        for meeting in problem.previous
        if meeting.round not in problem.frozen_rounds
        and meeting.key in problem.pair
        and all(problem.is_there(person, meeting.round) for person in meeting.people)
        and not _locked_elsewhere(problem, meeting)
    ]
    known = {meeting.key for meeting in problem.previous} | {key for _round, key in locked}
    return replace(
        problem,
        pairs=tuple(pair for pair in problem.pairs if pair.key in known or {pair.a, pair.b} & set(parties)),
        goals=tuple(
            replace(goal, pairs=tuple(pair for pair in goal.pairs if pair_key(*pair) in known or {*pair} & {*parties}))
            for goal in problem.goals
        ),
        locked=(
            *problem.locked,
            *(
                Lock(round=meeting.round, a=meeting.a, b=meeting.b)
                for meeting in stand
                if (meeting.round, meeting.key) not in locked
            ),
        ),
    )


def _locked_elsewhere(problem: Problem, meeting: Meeting) -> bool:
    return any(pair_key(lock.a, lock.b) == meeting.key and lock.round != meeting.round for lock in problem.locked)


def _both_sit(world: World, rule: Rule) -> bool:
    """Whether there is somebody for each side of the table in the round of the rule."""
    there = {seat.id for seat in world.people if rule.round in seat.rounds}
    a, b = (set(party.people) & there for party in world.parties if party.id in {rule.a, rule.b})
    return bool(a) and bool(b) and len(a | b) > 1


def _locks(world: World, held: tuple[Meeting, ...]) -> Iterator[Lock]:
    """Locked meetings in rounds to come. What has been held already is frozen, so a lock on it says nothing more."""
    done = {meeting.key for meeting in held}
    for rule in world.rules:
        round_ = rule.round if rule.kind == "lock" else None
        if round_ is None or round_ > world.rounds or round_ in world.rung or pair_key(rule.a, rule.b) in done:
            continue
        if both_come(world, rule.a, rule.b) and _both_sit(world, rule):
            yield Lock(round=str(round_), a=rule.a, b=rule.b)


def _speakers(world: World, held: tuple[Meeting, ...], locks: tuple[Lock, ...]) -> Iterator[Speaker]:
    """Parties with the least and most meetings that they may have. Who is not here keeps what was held, and no more."""
    had = Counter(party for meeting in held for party in meeting.key)
    decided = had + Counter(party for lock in locks for party in (lock.a, lock.b))
    for party in world.parties:
        yield Speaker(
            id=party.id,
            side=party.side,
            people=party.people,
            min_meetings=world.min_meetings if party.comes else 0,
            max_meetings=max(world.max_meetings, decided[party.id]) if party.comes else had[party.id],
        )


def _goals(world: World, affinities: Affinities, worth: Mapping[Key, int]) -> Iterator[Goal]:
    """One goal per need that somebody here can answer."""
    serve: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(worth):
        for need in needs_met(affinities.get(key)):
            serve[need].append(key)
    for post in world.posts:
        if post.kind == "need" and serve[post.id]:
            yield Goal(
                id=post.id,
                party=post.party,
                worth=policy.NEED_ANSWERED,
                enough=policy.CHANCES_PER_NEED,
                pairs=tuple(serve[post.id]),
            )


def _fair_shares(world: World, worth: Mapping[Key, int]) -> Iterator[Goal]:
    """The engine counts how many meetings lack in all; these goals spread the lack over those who share it."""
    theirs: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(worth):
        for party_id in key:
            theirs[party_id].append(key)
    for party in world.parties:
        pairs = tuple(theirs[party.id])
        if world.min_meetings > 1 and pairs and party.comes:
            yield Goal(
                id=f"share of {party.id}",
                party=party.id,
                worth=policy.A_FAIR_SHARE,
                enough=world.min_meetings - 1,
                pairs=pairs,
            )


def _still_possible(world: World, held: tuple[Meeting, ...]) -> Iterator[Meeting]:
    """The published meetings that could be held as they stand, as far as tables and people go."""
    tables = {id_ for id_, _features in world.tables}
    people = {party.id: set(party.people) for party in world.parties}
    for meeting in world.previous:
        known = meeting.table in tables and int(meeting.round) <= world.rounds
        speak = set(meeting.a_people) <= people.get(meeting.a, set()) and set(meeting.b_people) <= people.get(
            meeting.b, set()
        )
        if meeting in held or (known and speak):
            yield meeting
