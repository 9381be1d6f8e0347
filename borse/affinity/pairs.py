"""Pairs: what it is worth that two parties meet, for the planning desk.

An affinity is between a need and an offer; a meeting is between two parties. What each has for the other is added up,
a wish adds its own, a veto removes the pair. Needs become goals: a need is served by any of the pairs that answer it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from borse.affinity.policy import POLICY
from borse.affinity.reasons import Affinity, Reason

if TYPE_CHECKING:
    from borse.affinity.lexicon import Lexicon
    from borse.affinity.posts import Post
    from borse.affinity.sentence_model import SentenceModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An offer that answers a need, between two parties: `needing` has the need, `offering` the offer."""

    need: str
    offer: str
    needing: str
    offering: str
    affinity: Affinity


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAffinity:
    """What a meeting of two parties is worth (0 to 100), what they have for each other, and who wished for it."""

    a: str
    b: str
    worth: int
    answers: tuple[Answer, ...] = ()
    wished_by: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of the best answers first, then the wishes."""
        wishes = tuple(Reason(kind="wish", about=party) for party in self.wished_by)
        return (*(reason for answer in self.answers for reason in answer.affinity.reasons[:1]), *wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A need as the engine sees it: its worth (0 to 100) and the pairs whose meeting serves it, best first."""

    need: str
    party: str
    worth: int
    pairs: tuple[tuple[str, str], ...]


def pair_affinities(
    posts: Sequence[Post],
    wishes: Collection[tuple[str, str]] = (),
    vetoes: Collection[tuple[str, str]] = (),
    *,
    lexicon: Lexicon | None = None,
    model: SentenceModel | None = None,
) -> dict[tuple[str, str], PairAffinity]:
    """The pairs of parties that are worth a meeting, by (a, b) in alphabetical order.

    `wishes` are (who wishes, whom to meet); `vetoes` hold both ways, also against wishes.
    """
    from borse.affinity.scoring import affinities  # numpy and the dictionaries load only when something is weighed

    found = affinities(posts, vetoes=vetoes, lexicon=lexicon, model=model)
    party = {post.id: post.party for post in posts}
    answers: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for need, offers in found.items():
        for offer, affinity in offers.items():
            if affinity.score >= POLICY.pair_floor:
                answer = Answer(need=need, offer=offer, needing=party[need], offering=party[offer], affinity=affinity)
                answers[_ordered(party[need], party[offer])].append(answer)
    wished: dict[tuple[str, str], set[str]] = defaultdict(set)
    barred = {_ordered(*pair) for pair in vetoes}
    for who, whom in wishes:
        if who != whom and _ordered(who, whom) not in barred:
            wished[_ordered(who, whom)].add(who)
    return {pair: _pair(pair, answers.get(pair, []), wished.get(pair, set())) for pair in sorted({*answers, *wished})}


def goals(pairs: Mapping[tuple[str, str], PairAffinity]) -> tuple[Goal, ...]:
    """One goal per need that some pair answers; worth by its best answer, in the order of need ids."""
    served: dict[str, list[tuple[float, tuple[str, str], str]]] = defaultdict(list)
    for pair, affinity in pairs.items():
        best: dict[str, tuple[float, str]] = {}
        for answer in affinity.answers:
            best[answer.need] = max(best.get(answer.need, (0.0, "")), (answer.affinity.score, answer.needing))
        for need, (score, needing) in best.items():
            served[need].append((score, pair, needing))
    return tuple(
        Goal(
            need=need,
            party=found[0][2],
            worth=round(100 * max(score for score, _, _ in found)),
            pairs=tuple(pair for _, pair, _ in sorted(found, key=lambda one: (-one[0], one[1]))),
        )
        for need, found in sorted(served.items())
    )


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _pair(pair: tuple[str, str], answers: Sequence[Answer], wished_by: Collection[str]) -> PairAffinity:
    doubt, sides = 1.0, set()
    best: dict[str, float] = {}
    for answer in answers:  # a need counts once per pair: two offers for it are still one need answered
        best[answer.need] = max(best.get(answer.need, 0.0), answer.affinity.score)
        sides.add(answer.needing)
    for score in best.values():
        doubt *= 1 - score
    worth = (1 - doubt) * (POLICY.mutual if len(sides) > 1 else 1)
    worth = 1 - (1 - min(1, worth)) * (1 - POLICY.pair_wish) ** len(wished_by)
    return PairAffinity(
        a=pair[0],
        b=pair[1],
        worth=max(1, min(100, round(100 * worth))),
        answers=tuple(sorted(answers, key=lambda one: (-one.affinity.score, one.need, one.offer))),
        wished_by=tuple(sorted(wished_by)),
    )
