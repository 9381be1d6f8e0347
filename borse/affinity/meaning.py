"""Meaning by the lexicon: how well the concepts of an offer answer the concepts of a need.

Every mention is a concept in a role. `answers` (lexicon) says which concept answers which, the policy says which role
answers which; their product is one strength per pair of mentions. A need is then answered as its mentions are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from borse.affinity.answering import answers
from borse.affinity.lexicon import Lexicon
from borse.affinity.policy import CONTEXT, CORE, POLICY, ROLES, TAKEN
from borse.affinity.reading import Reading
from borse.affinity.roles import Mention

Matrix = npt.NDArray[np.float32]
_FULL = 0.9  # a need whose mentions weigh less than this in all (only "noe for barna") is known too little to be sure


class Meaning:
    """The strengths between mentions, by one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._place = {key: number for number, key in enumerate(lexicon.concepts)}
        roles = np.array(
            [[POLICY.role_answers.get((need, offer), 0.0) for offer in ROLES] for need in ROLES], dtype=np.float32
        )
        # rows: a need's mention, columns: an offer's; a concept's roles lie side by side
        self._strength: Matrix = np.kron(answers(lexicon), roles).astype(np.float32)

    def best(self, needs: Sequence[Mention], offers: Sequence[Mention]) -> tuple[Mention, Mention] | None:
        """The mention of a need and the mention of an offer that answers it best; None if none does."""
        rows, columns = [self._at(one) for one in needs], [self._at(one) for one in offers]
        shares = np.array([[weight(one)] for one in needs], dtype=np.float32)
        table = self._strength[np.array(rows)[:, None], columns] * shares
        table *= np.array([one.weight for one in offers], dtype=np.float32)
        row, column = divmod(int(table.argmax()), len(offers))
        return (needs[row], offers[column]) if table[row, column] > 0 else None

    def evidence(self, needs: Sequence[Reading], offers: Sequence[Reading]) -> Matrix:
        """How well each offer answers each need by their concepts, 0 to 1."""
        result = np.zeros((len(needs), len(offers)), dtype=np.float32)
        if not len(offers):
            return result
        used = sorted({self._at(one) for reading in needs for one in reading.mentions})
        row = {at: number for number, at in enumerate(used)}
        table = self._strength[used]
        answered = np.zeros((len(used), len(offers)), dtype=np.float32)
        for column, offer in enumerate(offers):
            for one in offer.mentions:
                weight = 1.0 if one.role == CONTEXT else one.weight
                np.maximum(answered[:, column], table[:, self._at(one)] * weight, out=answered[:, column])
        for number, need in enumerate(needs):
            if need.mentions:
                result[number] = _answered(need, answered, [row[self._at(one)] for one in need.mentions])
        return result

    def _at(self, one: Mention) -> int:
        return self._place[one.concept] * len(ROLES) + ROLES.index(one.role)


def weight(one: Mention) -> float:
    """How much of its need a mention is."""
    return POLICY.role_weight[one.role] * one.weight


def _answered(need: Reading, answered: Matrix, rows: Sequence[int]) -> Matrix:
    # two concepts behind one word ("maling") are alternatives: the better counts, once
    by_token: dict[int, tuple[float, Matrix]] = {}
    for one, row in zip(need.mentions, rows, strict=True):
        share, best = by_token.get(one.token, (0.0, np.zeros(answered.shape[1], dtype=np.float32)))
        by_token[one.token] = (max(share, weight(one)), np.maximum(best, weight(one) * answered[row]))
    total = max(sum(share for share, _ in by_token.values()), _FULL)
    covered = np.sum([best for _, best in by_token.values()], axis=0) / total
    matter = [best for one in need.mentions if one.role in (CORE, TAKEN) for best in [by_token[one.token][1]]]
    peak = np.max(matter, axis=0) if matter else covered
    result: Matrix = POLICY.best * np.minimum(peak, 1) + (1 - POLICY.best) * covered
    return result
