"""Which pairs may meet, what it is worth that they do, and which needs it may answer."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from borse.affinity import Answer, PairAffinity
from borse.programme import policy
from borse.programme.who_comes import Party
from borse.programme.world import World
from matching import pair_key

Key = tuple[str, str]
Affinities = Mapping[Key, PairAffinity]


def needs_met(affinity: PairAffinity | None) -> tuple[str, ...]:
    """The needs that a meeting of this pair may answer, in the order of their ids."""
    if affinity is None:
        return ()
    return tuple(sorted({answer.need for answer in affinity.answers if _meets(answer)}))


def _meets(answer: Answer) -> bool:
    return answer.affinity.score >= policy.LEAST_FOR_A_NEED


def possible_pairs(world: World) -> set[Key]:
    """The pairs that may meet at all: their sides may, somebody can speak for each, and nobody would rather not."""
    sides = {pair_key(*pair) for pair in world.side_pairs}
    vetoed = {pair_key(*pair) for pair in world.vetoes} | {
        pair_key(rule.a, rule.b) for rule in world.rules if rule.kind == "forbid"
    }
    return {
        pair_key(a.id, b.id)
        for a, b in combinations([party for party in world.parties if party.comes], 2)
        if pair_key(a.side, b.side) in sides and pair_key(a.id, b.id) not in vetoed and _have_speakers(a, b)
    }


def _have_speakers(a: Party, b: Party) -> bool:
    """Somebody on each side of the table: one person who speaks for both cannot sit on both."""
    return bool(a.people) and bool(b.people) and len({*a.people, *b.people}) > 1


def worths_of(world: World, affinities: Affinities) -> dict[Key, int]:
    """What each pair is worth. Pairs without a known affinity are let in until everybody has enough to choose from."""
    possible = possible_pairs(world)
    worth = {key: affinities[key].worth + policy.ANY_MEETING for key in possible if _worth(affinities, key) > 0}
    choices = Counter(party for key in worth for party in key)
    # Those with the fewest choices first, and they are offered each other: so that few extra pairs go far.
    for key in sorted(possible - set(worth), key=lambda key: (sum(choices[party] for party in key), key)):
        if min(choices[party] for party in key) < policy.CHOICES_PER_PARTY:
            worth[key] = policy.ANY_MEETING
            choices.update(key)
    # What people have read stays possible, also where others have more to choose from now.
    for meeting in world.previous:
        if meeting.key in possible:
            worth.setdefault(meeting.key, policy.ANY_MEETING)
    for rule in world.rules:
        if rule.kind == "lock" and rule.round is None and both_come(world, rule.a, rule.b):
            key = pair_key(rule.a, rule.b)
            worth[key] = worth.get(key, policy.ANY_MEETING) + policy.SHALL_MEET
    return worth


def _worth(affinities: Affinities, key: Key) -> int:
    return affinities[key].worth if key in affinities else 0


def both_come(world: World, a: str, b: str) -> bool:
    coming = {party.id: party for party in world.parties if party.comes}
    return a in coming and b in coming and _have_speakers(coming[a], coming[b])
