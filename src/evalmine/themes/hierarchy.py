"""One tree of themes, from the finest pieces up to all in one; every cut of it is a partition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.graph import Float32, Labels, leiden, number_by_appearance
from evalmine.themes.partition import Float64, cluster_sums

Int64 = npt.NDArray[np.int64]

_FINER = 4.0  # how much higher the resolution of pieces is, and that of each next try


@dataclass(frozen=True)
class Hierarchy:
    """Pieces, and the order in which they are joined.

    Parameters
    ----------
    joins : ndarray of int64, shape (n_pieces - 1, 2)
        Pieces whose groups become one, the first join first.
    heights : ndarray of float64, shape (n_pieces - 1,)
        How much farther from their centroid the rows lie after each join (Ward's measure).
    """

    joins: Int64
    heights: Float64

    @property
    def n_pieces(self) -> int:
        """How fine a cut can be."""
        return len(self.joins) + 1

    def cut(self, n_groups: int) -> Labels:
        """Return the group of each piece when there are so many, from 0 by appearance.

        Parameters
        ----------
        n_groups : int
            From 1 to `n_pieces`.
        """
        group = np.arange(self.n_pieces)
        for kept, gone in self.joins[: self.n_pieces - n_groups]:
            group[group == group[gone]] = group[kept]
        return number_by_appearance(group)

    def natural_cut(self, fewest: int, most: int) -> int:
        """Return the number of groups, within limits, before the steepest rise of the heights."""
        numbers = np.arange(fewest, most + 1)
        # heights[-1] is the join of two groups to one, heights[-n] the one from n groups.
        here, before = self.heights[-numbers + 1], self.heights[-numbers]
        rise = np.divide(here, before, out=np.ones(len(numbers)), where=before > 0)
        return int(numbers[rise.argmax()])


def join_up(grid: Float32, pieces: Labels, whole: Labels) -> Hierarchy:
    """Return the tree that joins pieces by Ward's measure, first within clusters, then these.

    So one of its cuts is the partition into these clusters. Ward 1963,
    doi:10.1080/01621459.1963.10500845.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    pieces : ndarray of int64, shape (n,)
        From 0 without gaps.
    whole : ndarray of int64, shape (n,)
        A partition of which every cluster holds whole pieces.
    """
    sums = cluster_sums(grid, pieces, np.ones(len(grid)))
    size = np.bincount(pieces).astype(np.float64)
    home = np.zeros(len(size), dtype=np.int64)
    home[pieces] = whole
    gap = _gaps(sums, size)
    joins: list[tuple[int, int]] = []
    heights: list[float] = []
    apart = home[:, None] != home
    for closed in (apart, np.zeros_like(apart)):
        _join_all(gap, closed, size, joins, heights)
    return Hierarchy(
        np.array(joins, dtype=np.int64).reshape(-1, 2), np.array(heights, dtype=np.float64)
    )


def pieces_within(
    graph: Any, labels: Labels, n_wanted: int, resolution: float, seed: int
) -> Labels:
    """Return clusters within clusters: at least so many, or as many as there are rows.

    Parameters
    ----------
    graph : scipy.sparse.csr_matrix, shape (n, n)
        Symmetric; weights above zero.
    labels : ndarray of int64, shape (n,)
        The clusters to divide.
    n_wanted : int
        At most n.
    resolution : float
        At which `labels` were found.
    seed : int
        Of Leiden.
    """
    edges = graph.tocoo()
    inside = labels[edges.row] == labels[edges.col]
    place = (edges.row[inside], edges.col[inside])
    within = sparse.csr_matrix((edges.data[inside], place), shape=graph.shape)
    within.sort_indices()
    while True:
        resolution *= _FINER
        pieces = leiden(within, resolution=resolution, seed=seed, n_iterations=1)
        pieces = number_by_appearance(pieces * (int(labels.max()) + 1) + labels)
        if int(pieces.max()) + 1 >= n_wanted:
            return pieces


def _gaps(sums: Float64, size: Float64) -> Float64:
    means = sums / size[:, None]
    # Not by a BLAS, whose sums may depend on the number of threads.
    squares = np.einsum("ij,ij->i", means, means)
    gap = squares[:, None] + squares - 2 * np.einsum("id,jd->ij", means, means, optimize=False)
    gap = np.maximum(gap, 0.0) * (size[:, None] * size / (size[:, None] + size))
    np.fill_diagonal(gap, np.inf)
    return np.asarray(gap)


def _join_all(
    gap: Float64,
    closed: npt.NDArray[np.bool_],
    size: Float64,
    joins: list[tuple[int, int]],
    heights: list[float],
) -> None:
    """Join the nearest two until none is left to join; `gap` and `size` change in place."""
    n = len(size)
    open_gap = np.where(closed, np.inf, gap)
    nearest = open_gap.argmin(axis=1)
    rows = np.arange(n)
    while True:
        best = open_gap[rows, nearest]
        first = int(best.argmin())
        height = float(best[first])
        if not np.isfinite(height):
            return
        kept, gone = sorted((first, int(nearest[first])))
        joined = (
            (size[kept] + size) * gap[kept] + (size[gone] + size) * gap[gone] - size * height
        ) / (size[kept] + size[gone] + size)
        joined[[kept, gone]] = np.inf
        size[kept] += size[gone]
        joins.append((kept, gone))
        heights.append(height)
        for table in (gap, open_gap):
            table[gone], table[:, gone] = np.inf, np.inf
        gap[kept], gap[:, kept] = joined, joined
        here = np.where(closed[kept], np.inf, joined)
        open_gap[kept], open_gap[:, kept] = here, here
        stale = np.flatnonzero((nearest == kept) | (nearest == gone))
        nearest[stale] = open_gap[stale].argmin(axis=1)
        nearer = here < open_gap[rows, nearest]
        nearest[nearer] = kept
        nearest[kept] = int(open_gap[kept].argmin())
