"""Whom everybody should talk to, as far as words tell: reckoned in a process of its own, from values to values.

Neither who is here nor who is free is known here: that changes by the second, and is asked when a page is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from borse.affinity import Answer, PairAffinity, Post, pair_affinities
from borse.brokers import policy

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What advice rests on. `barred` are pairs that must not meet (either way round); `sides` of each party."""

    posts: tuple[Post, ...]
    wishes: tuple[Key, ...]
    barred: tuple[Key, ...]
    side_pairs: tuple[Key, ...]
    sides: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """An offer that answers a need: whose they are, how well (0 to 1), and the reason's kind with what it quotes."""

    need: str
    offer: str
    needing: str
    offering: str
    score: float
    kind: str = ""
    need_words: str = ""
    offer_words: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """Two parties that have something to talk about: the affinity's worth, and why."""

    a: str
    b: str
    worth: int
    because: tuple[Because, ...] = ()
    wished_by: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return (self.a, self.b)

    def other(self, party: str) -> str:
        return self.b if party == self.a else self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Tips by pair (alphabetical), the best first, and those of each party; for each post what goes best with it."""

    tips: Mapping[Key, Tip] = field(default_factory=dict)
    of_party: Mapping[str, tuple[Tip, ...]] = field(default_factory=dict)
    for_post: Mapping[str, tuple[Because, ...]] = field(default_factory=dict)


def advise(known: Known) -> Advice:
    """The advice for this børs. Takes a second or two for 300 parties."""
    sides = dict(known.sides)
    allowed = {frozenset(pair) for pair in known.side_pairs}
    found = {
        key: _tip(pair)
        for key, pair in pair_affinities(known.posts, known.wishes, known.barred).items()
        if frozenset((sides[pair.a], sides[pair.b])) in allowed
    }
    best = sorted(found.values(), key=lambda tip: (-tip.worth, tip.key))
    of_party: dict[str, list[Tip]] = defaultdict(list)
    for tip in best:
        for party in tip.key:
            if len(of_party[party]) < policy.PARTNERS_KEPT:
                of_party[party].append(tip)
    chosen = {tip.key for tips in of_party.values() for tip in tips}
    kept = {tip.key: replace(tip, because=tip.because[: policy.REASONS_KEPT]) for tip in best if tip.key in chosen}
    return Advice(
        tips=kept,
        of_party={party: tuple(kept[tip.key] for tip in tips) for party, tips in of_party.items()},
        for_post=dict(_helpers(found.values())),
    )


def _tip(pair: PairAffinity) -> Tip:
    return Tip(
        a=pair.a, b=pair.b, worth=pair.worth, because=tuple(map(_because, pair.answers)), wished_by=pair.wished_by
    )


def _because(answer: Answer) -> Because:
    reason = answer.affinity.reasons[0] if answer.affinity.reasons else None
    return Because(
        need=answer.need,
        offer=answer.offer,
        needing=answer.needing,
        offering=answer.offering,
        score=answer.affinity.score,
        kind=reason.kind if reason else "",
        need_words=reason.need if reason else "",
        offer_words=reason.offer if reason else "",
        about=reason.about if reason else "",
    )


def _helpers(tips: Iterable[Tip]) -> Iterator[tuple[str, tuple[Because, ...]]]:
    """For each post the others' posts that go with it, the best first, each party once."""
    by_post: dict[str, list[Because]] = defaultdict(list)
    for tip in tips:
        for because in tip.because:
            if because.score >= policy.LEAST_FOR_A_NEED:
                by_post[because.need].append(because)
                by_post[because.offer].append(because)
    for post, all_ in by_post.items():
        best: dict[Key, Because] = {}
        for because in sorted(all_, key=lambda one: (-one.score, one.need, one.offer)):
            best.setdefault((because.needing, because.offering), because)
        yield post, tuple(best.values())[: policy.HELPERS_KEPT]
