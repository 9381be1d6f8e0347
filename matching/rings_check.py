"""What is wrong with a set of rings: one rule, one function, one sentence. Shares no code with the search."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from matching.rings_model import SHORTEST, Ring, RingProblem


def made_of_answers(problem: RingProblem, rings: Sequence[Ring]) -> Iterator[str]:
    """Every exchange is one of the listed answers, at the worth that is listed."""
    listed = set(problem.answers)
    for ring in rings:
        for exchange in ring.exchanges:
            if exchange not in listed:
                named = f"Offer {exchange.offer} for need {exchange.need}, worth {exchange.worth}"
                yield f"{named}, is not a listed answer."


def closed(problem: RingProblem, rings: Sequence[Ring]) -> Iterator[str]:
    """Whoever takes in one exchange gives in the next, and the last one gives to the first."""
    for ring in rings:
        takers = [problem.taker.get(exchange.need) for exchange in ring.exchanges]
        givers = [problem.giver.get(exchange.offer) for exchange in ring.exchanges]
        for taker, giver in zip(takers, givers[1:] + givers[:1], strict=True):
            if taker != giver:
                yield f"{taker} takes, but {giver} gives next: the ring is not closed."


def of_fit_length(problem: RingProblem, rings: Sequence[Ring]) -> Iterator[str]:
    """A ring has two to `longest` parties, all different."""
    for ring in rings:
        givers = [problem.giver.get(exchange.offer) for exchange in ring.exchanges]
        if not SHORTEST <= len(givers) <= problem.longest:
            yield f"A ring of {len(givers)} parties; a ring has {SHORTEST} to {problem.longest}."
        for giver, times in Counter(givers).items():
            if times > 1:
                yield f"{giver} is in one ring {times} times."


def used_once(problem: RingProblem, rings: Sequence[Ring]) -> Iterator[str]:  # noqa: ARG001 -- all rules are called alike
    """Each offer and each need is used in one exchange at most."""
    exchanges = [exchange for ring in rings for exchange in ring.exchanges]
    for what, used in (
        ("Offer", Counter(exchange.offer for exchange in exchanges)),
        ("Need", Counter(exchange.need for exchange in exchanges)),
    ):
        for name, times in used.items():
            if times > 1:
                yield f"{what} {name} is used {times} times."


def within_limits(problem: RingProblem, rings: Sequence[Ring]) -> Iterator[str]:
    """A party is in at most `max_rings` rings."""
    has = Counter(problem.giver.get(exchange.offer) for ring in rings for exchange in ring.exchanges)
    for party in problem.parties:
        if party.max_rings is not None and has[party.id] > party.max_rings:
            yield f"{party.id} is in {has[party.id]} rings; its limit is {party.max_rings}."


Rule = Callable[[RingProblem, Sequence[Ring]], Iterator[str]]
RULES: tuple[Rule, ...] = (made_of_answers, closed, of_fit_length, used_once, within_limits)


def broken_rings(problem: RingProblem, rings: Sequence[Ring]) -> list[str]:
    """A sentence per breach, in the order of the rules; none for a valid set."""
    return [sentence for rule in RULES for sentence in rule(problem, rings)]
