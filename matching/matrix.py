"""Sparse matrices of whole numbers, by column: as much of them as linear programs need.

Only numpy stands behind it, so that nothing large has to be loaded before planning begins.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The entries of column j stand from `start[j]` to `start[j + 1]`, in order of row."""

    rows: int
    start: Ints
    row: Ints
    factor: Ints

    @property
    def columns(self) -> int:
        return len(self.start) - 1

    @property
    def column(self) -> Ints:
        """The column of each entry."""
        return np.repeat(np.arange(self.columns, dtype=np.int64), np.diff(self.start))

    def weigh(self, price: Ints) -> Ints:
        """What each column costs at these whole prices of the rows: price · matrix, exactly."""
        total = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(self.factor * price[self.row])])
        found: Ints = total[self.start[1:]] - total[self.start[:-1]]
        return found

    def weigh_roughly(self, price: Floats) -> Floats:
        """The same at prices that are not whole."""
        total = np.bincount(self.column, weights=self.factor * price[self.row], minlength=self.columns)
        return total.astype(np.float64, copy=False)

    def some(self, columns: Ints) -> "Matrix":
        """These columns alone."""
        long = np.diff(self.start)[columns]
        start = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(long)])
        at = np.arange(start[-1]) - np.repeat(start[:-1], long) + np.repeat(self.start[columns], long)
        return Matrix(self.rows, start, self.row[at], self.factor[at])

    def with_row(self, dense: Ints) -> "Matrix":
        """One row more, below."""
        more = np.flatnonzero(dense)
        return matrix(
            np.concatenate([self.row, np.full(len(more), self.rows, dtype=np.int64)]),
            np.concatenate([self.column, more]),
            np.concatenate([self.factor, dense[more]]),
            (self.rows + 1, self.columns),
        )


def matrix(row: Any, column: Any, factor: Any, shape: tuple[int, int]) -> Matrix:
    """A matrix from its entries; entries at the same place add up."""
    rows, columns = shape
    row, column, factor = (np.asarray(some, dtype=np.int64) for some in (row, column, factor))
    place = column * max(1, rows) + row
    order = np.argsort(place, kind="stable")
    place, row, column, factor = place[order], row[order], column[order], factor[order]
    if len(place) and (place[1:] == place[:-1]).any():
        first = np.flatnonzero(np.concatenate([[True], place[1:] != place[:-1]]))
        row, column, factor = row[first], column[first], np.add.reduceat(factor, first)
    start = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.bincount(column, minlength=columns))])
    return Matrix(rows, start.astype(np.int64), row, factor)
