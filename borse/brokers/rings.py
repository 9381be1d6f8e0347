"""Rings among those who are here: A gives to B, B to C, C to A. For needs without an answer and offers nobody took.

The best set of rings is the engine's (`docs/rings-and-circles.md`); like all advice it is reckoned in another process.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from borse.brokers import policy
from borse.brokers.advice import Advice, Because
from matching.rings_model import Answer, Post, RingParty, RingProblem

Ring = tuple[Because, ...]


def open_answers(advice: Advice, open_posts: Collection[str], here: Collection[str]) -> tuple[Because, ...]:
    """What rings are made of: answers between two who are here, the need open, the offer not taken; a few a need."""
    chosen: dict[str, list[Because]] = defaultdict(list)
    for post in sorted(open_posts):
        for because in advice.for_post.get(post, ()):
            fits = (
                because.need == post and because.offer in open_posts and {because.needing, because.offering} <= {*here}
            )
            if fits and len(chosen[post]) < policy.RING_OFFERS_PER_NEED:
                chosen[post].append(because)
    return tuple(because for answers in chosen.values() for because in answers)


def find_rings(answers: Sequence[Because]) -> tuple[Ring, ...]:
    """The rings of most worth in all, the longest first."""
    from matching.rings import plan_rings  # brings the solver: a second, in the process beside and not at start-up

    by_ends = {(because.offer, because.need): because for because in answers}
    parties = sorted({party for because in answers for party in (because.needing, because.offering)})
    problem = RingProblem(
        parties=tuple(RingParty(id=party, max_rings=policy.RINGS_PER_PARTY) for party in parties),
        offers=_posts((because.offer, because.offering) for because in answers),
        needs=_posts((because.need, because.needing) for because in answers),
        answers=tuple(
            Answer(offer=offer, need=need, worth=round(100 * because.score))
            for (offer, need), because in sorted(by_ends.items())
        ),
    )
    plan = plan_rings(problem, seconds=policy.RING_SECONDS)
    rings = [tuple(by_ends[one.offer, one.need] for one in ring.exchanges) for ring in plan.rings]
    return tuple(sorted(rings, key=lambda ring: (-len(ring), -sum(one.score for one in ring))))


def _posts(pairs: Iterable[tuple[str, str]]) -> tuple[Post, ...]:
    return tuple(Post(id=id_, party=party) for id_, party in sorted(set(pairs)))
