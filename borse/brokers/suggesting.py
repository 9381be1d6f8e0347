"""Whom a party should talk to, and which conversations are most worth having now. Pure: from hall and advice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from borse.brokers import policy
from borse.brokers.advice import Advice, Because, Key, Tip
from borse.brokers.hall import Hall
from borse.brokers.placing import first_slot
from borse.brokers.sitting import Slot
from borse.brokers.who import Interest, Post
from borse.brokers.words import is_open, reasons_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """These two should talk. `slot` is when both first have somebody free; None when that is not to be seen yet.

    `planned` is the round in which the programme lets them meet anyway.
    """

    a: str
    b: str
    score: int
    reasons: tuple[str, ...]
    slot: Slot | None
    planned: int | None

    def other(self, party: str) -> str:
        return self.b if party == self.a else self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A conversation that could be had, weighed and not yet put into words: words are slow."""

    tip: Tip
    said: tuple[Interest, ...]
    score: int
    slot: Slot | None
    planned: int | None

    def in_words(self, hall: Hall) -> Suggestion:
        return Suggestion(
            a=self.tip.a,
            b=self.tip.b,
            score=self.score,
            reasons=tuple(islice(reasons_of(hall, self.tip, self.said), policy.REASONS_SHOWN)),
            slot=self.slot,
            planned=self.planned,
        )


def suggestions_for(hall: Hall, advice: Advice, party: str) -> list[Suggestion]:
    """Whom this party should talk to: who can be had first, the best of them first."""
    return [chance.in_words(hall) for chance in _chances(hall, advice, party)[: policy.PARTNERS_SHOWN]]


def best_partner(hall: Hall, advice: Advice, party: str) -> Suggestion | None:
    """The one to lead them to, if there is somebody who can be had."""
    chances = (one for one in _chances(hall, advice, party) if one.slot and one.planned is None)
    best = next(chances, None)
    return best.in_words(hall) if best else None


def suggestions_now(hall: Hall, advice: Advice, most: int) -> list[Suggestion]:
    """The conversations most worth having in the slot that is on or comes first; each party and each person once."""
    if not hall.slots:
        return []
    free = hall.free(hall.slots[0])
    open_ = (
        key
        for key in (*hall.said, *advice.tips)
        if key[0] in free and key[1] in free and _is_worth_saying(hall, key) and _planned(hall, key) is None
    )
    keys = dict.fromkeys(islice(open_, policy.WEIGHED_NOW))
    chances = sorted((_chance(hall, advice, key) for key in keys), key=lambda one: (-one.score, one.tip.key))
    return [chance.in_words(hall) for chance in islice(_each_once(chances, free), most)]


def _chances(hall: Hall, advice: Advice, party: str) -> list[Chance]:
    keys = {tip.key for tip in advice.of_party.get(party, ())} | {key for key in hall.said if party in key}
    found = [_chance(hall, advice, key) for key in keys if _is_worth_saying(hall, key)]
    return sorted(found, key=lambda one: (one.planned is not None, one.slot is None, -one.score, one.tip.key))


def _chance(hall: Hall, advice: Advice, key: Key) -> Chance:
    tip = advice.tips.get(key) or Tip(a=key[0], b=key[1], worth=0)
    said, slot = hall.said.get(key, ()), first_slot(hall, key)
    return Chance(tip=tip, said=said, score=_score(hall, tip, said, slot), slot=slot, planned=_planned(hall, key))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPost:
    """A need without an answer or an offer that nobody took, and who might go with it."""

    post: Post
    helpers: tuple[tuple[str, Because], ...]


def open_posts(hall: Hall, advice: Advice, kind: str, parties: Iterable[str]) -> list[OpenPost]:
    """Those of these parties. Who could help is somebody who is here, and with whom they have not agreed."""
    wanted = set(parties)
    return [
        OpenPost(post=post, helpers=tuple(islice(_helpers(hall, advice, post), policy.HELPERS_SHOWN)))
        for post in hall.open_posts(kind)
        if post.party in wanted
    ]


def _helpers(hall: Hall, advice: Advice, post: Post) -> Iterator[tuple[str, Because]]:
    for because in advice.for_post.get(post.id, ()):
        other = because.offering if post.party == because.needing else because.needing
        may = other in hall.here and is_open(hall, because)
        if may and frozenset((post.party, other)) not in hall.agreed and hall.may_meet(post.party, other):
            yield other, because


def _each_once(chances: Iterable[Chance], free: Mapping[str, tuple[str, ...]]) -> Iterator[Chance]:
    """The first ones that leave everybody with one conversation. A person with many hats is one person."""
    busy: set[str] = set()
    used: set[str] = set()
    for chance in chances:
        a, b = chance.tip.key
        if used & {a, b}:
            continue
        pairs = ((one, other) for one in free[a] for other in free[b] if one != other and not busy & {one, other})
        pair = next(pairs, None)
        if pair is not None:
            busy |= {*pair}
            used |= {a, b}
            yield chance


def _score(hall: Hall, tip: Tip, said: Iterable[Interest], slot: Slot | None) -> int:
    likely = (because for because in tip.because if because.score >= policy.LEAST_FOR_A_NEED)
    needs = {because.need for because in likely if is_open(hall, because)}
    return (
        tip.worth
        + max((policy.HEARD if one.id else policy.SAID_ON_THE_BOARD for one in said), default=0)
        + policy.OPEN_NEED * min(len(needs), policy.MOST_OPEN_NEEDS)
        + policy.NO_AGREEMENT * sum(not hall.agreements.get(party) for party in tip.key)
        + (policy.NOW if slot is not None and slot == hall.current else 0)
    )


def _is_worth_saying(hall: Hall, key: Key) -> bool:
    """Both take part still, may meet, and have neither met nor agreed nor been asked."""
    pair = frozenset(key)
    met = hall.met.get(pair)
    return (
        key[0] in hall.parties
        and key[1] in hall.parties
        and pair not in hall.agreed
        and pair not in hall.asked
        and not (met and met[1])
        and hall.may_meet(*key)
    )


def _planned(hall: Hall, key: Key) -> int | None:
    """The round to come in which the programme lets them meet."""
    met = hall.met.get(frozenset(key))
    is_ahead = met is not None and any(slot.round == met[0] and slot != hall.current for slot in hall.slots)
    return met[0] if met and is_ahead else None
