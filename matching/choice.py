"""Which pairs meet: the relaxation's answer, given rounds.

The relaxation is nearly integral (it is a degree-constrained subgraph with a few side rows; Edmonds and Johnson, 1970,
tell which inequalities it lacks), so its ones are taken as they are and given rounds, those first whose people have the
least room to spare. What stays without a round, and the few fractions, are left to `exchange`.
"""

from dataclasses import dataclass

import numpy as np

from matching.bound import Answer
from matching.chains import Chains
from matching.relaxation import Relaxation

ONE = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Choice:
    """Pairs that the relaxation takes whole, and in part; and all that it nearly takes."""

    whole: list[int]
    part: list[int]
    candidates: list[int]
    kept: list[tuple[int, int]]
    """Pairs that a replan leaves in their round, and the round."""


def choose(program: Relaxation, answer: Answer, reach: float) -> Choice:
    """Read the relaxation's answer; candidates cost at most `reach` against it."""
    value = answer.value[: len(program.pairs)]
    reduced = answer.reduced[: len(program.pairs)]
    return Choice(
        whole=program.pairs[value > ONE].tolist(),
        part=program.pairs[(value > 1 - ONE) & (value <= ONE)].tolist(),
        candidates=program.pairs[(reduced >= -reach) | (value > 1 - ONE)].tolist(),
        kept=[(e, r) for column, e, r in program.kept if answer.value[column] > ONE],
    )


def give_rounds(chains: Chains, choice: Choice) -> list[int]:
    """Place the chosen pairs, tightest first; returns those that found no round."""
    model = chains.plan.model
    for e, r in choice.kept:
        if chains.plan.round_of[e] < 0 and chains.plan.free(e, r):
            chains.plan.put(e, r)
    degree = np.zeros(len(model.least), dtype=np.int64)
    for e in choice.whole:
        for p in model.ends[e]:
            degree[p] += 1
    spare = [sum(len(there) for there in model.speakers[p]) - int(n) for p, n in enumerate(degree)]
    order = sorted(
        (e for e in choice.whole if chains.plan.round_of[e] < 0),
        key=lambda e: (len(model.allowed[e]), min(spare[p] for p in model.ends[e])),
    )
    left = [e for e in order if not chains.place(e)]
    left = [e for e in left if not chains.place(e)]
    return [e for e in (*left, *choice.part) if chains.plan.round_of[e] < 0 and not chains.place(e)]
