"""Which new cluster continues which old theme: one table, and the best matching in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]

NOWHERE = -1
"""Mark of a segment that lies in no old theme."""

LEAST_OVERLAP = 0.2
"""Jaccard index below which a cluster does not continue a theme, but is a new one.

Greene, Doyle and Cunningham 2010 (doi:10.1109/ASONAM.2010.17) track communities from 0.1 to 0.3
up. A theme that falls apart into five equal parts is not continued by one of them.
"""

STRONG_PART = 3
"""A third of the old theme or of the new one, or more, is an exchange of segments that is told.

Half would pass over a theme that falls into three. Asked for as a whole number, so that a third
is a third.
"""

FEWEST_SHARED = 5
"""Fewer segments than this are never told as a share: three of four is not "three quarters"."""


@dataclass(frozen=True)
class Table:
    """How the segments of this run lie in old themes and in new ones.

    Parameters
    ----------
    shared : ndarray of int64, shape (n_old, n_new)
        Segments in both.
    known : ndarray of int64, shape (n_old, n_new)
        Those of them that an earlier run had recorded; the others lie there by their vector.
    old_size, new_size : ndarray of int64
        All segments of this run in each.
    """

    shared: Counts
    known: Counts
    old_size: Counts
    new_size: Counts

    @property
    def overlap(self) -> npt.NDArray[np.float64]:
        """Jaccard index of each old theme with each new one, shape (n_old, n_new)."""
        union = self.old_size[:, None] + self.new_size[None, :] - self.shared
        zeros = np.zeros(self.shared.shape)
        return np.asarray(np.divide(self.shared, union, out=zeros, where=union > 0))

    @property
    def is_strong(self) -> npt.NDArray[np.bool_]:
        """Which exchanges are large enough to be told."""
        of_old = self.shared * STRONG_PART >= self.old_size[:, None]
        of_new = self.shared * STRONG_PART >= self.new_size[None, :]
        return (self.shared >= FEWEST_SHARED) & (of_old | of_new)


def table_of(
    old: Labels, new: Labels, is_known: npt.NDArray[np.bool_], n_old: int, n_new: int
) -> Table:
    """Return the table of two assignments of the same segments; `NOWHERE` counts only as size."""
    both = (old != NOWHERE) & (new != NOWHERE)
    cell = old[both] * n_new + new[both]
    shape = (n_old, n_new)
    return Table(
        shared=np.bincount(cell, minlength=n_old * n_new).reshape(shape),
        known=np.bincount(cell[is_known[both]], minlength=n_old * n_new).reshape(shape),
        old_size=np.bincount(old[old != NOWHERE], minlength=n_old),
        new_size=np.bincount(new[new != NOWHERE], minlength=n_new),
    )


def best_matching(
    overlap: npt.NDArray[np.float64], least: float = LEAST_OVERLAP
) -> list[tuple[int, int]]:
    """Return the pairs (old, new) of the one-to-one matching with the greatest overlap.

    Jaccard indices are squared before they are added up: otherwise two faint continuations
    (.3 + .2) would take the name away from one strong (.45). Pairs below `least` are left out.
    Rows and columns must stand in an order of content, for that decides between equals.
    """
    from scipy.optimize import linear_sum_assignment

    score = np.where(overlap >= least, overlap, 0.0) ** 2
    pairs = zip(*linear_sum_assignment(-score), strict=True)
    return [(int(i), int(j)) for i, j in pairs if score[i, j] > 0]
