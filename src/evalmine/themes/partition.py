"""Partitions compared and changed: agreement, stability, merging, dissolving small clusters."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.graph import Float32, Labels, number_by_appearance
from evalmine.themes.rows import nearest_rows, to_grid

Float64 = npt.NDArray[np.float64]

LEFT_OUT = -1  # mark of a row that a resample does not hold
_BLOCK_ROWS = 4096
_MOST_EXACT = 4096  # rows of a grid whose sum float32 holds without error


def contingency(first: Labels, second: Labels) -> Float64:
    """Return how many rows each pair of clusters shares; rows left out of either do not count."""
    both = (first != LEFT_OUT) & (second != LEFT_OUT)
    shape = (int(first.max()) + 1, int(second.max()) + 1)
    pairs = first[both] * shape[1] + second[both]
    return np.bincount(pairs, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Return the adjusted Rand index of two partitions over the rows that both hold.

    Hubert and Arabie 1985, doi:10.1007/BF01908075. Two partitions into one cluster agree fully.
    """
    table = contingency(first, second)
    pairs = _pairs(table).sum()
    of_first, of_second = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    total = _pairs(table.sum())
    expected = of_first * of_second / total if total else 0.0
    most = (of_first + of_second) / 2
    return float((pairs - expected) / (most - expected)) if most != expected else 1.0


def mean_agreement(resamples: Labels) -> float:
    """Return the mean adjusted Rand index over all pairs of resamples.

    Parameters
    ----------
    resamples : ndarray of int64, shape (n_resamples, n)
        `LEFT_OUT` where a resample does not hold the row.
    """
    n = len(resamples)
    pairs = [(i, j) for i in range(n) for j in range(i)]
    if not pairs:
        return 1.0
    return float(np.mean([adjusted_rand(resamples[i], resamples[j]) for i, j in pairs]))


def cluster_stability(labels: Labels, resamples: Labels) -> Float64:
    """Return how well each cluster is found again in resamples, 0 to 1.

    For every resample the Jaccard index of the cluster and the best matching cluster of that
    resample, over the rows it holds; then the mean (Hennig 2007, doi:10.1016/j.csda.2006.11.025).

    Returns
    -------
    ndarray of float64, shape (n_clusters,)
        NaN for a cluster of which no resample holds a row.
    """
    return _mean_jaccard(labels, [_jaccard(labels, r).max(axis=1) for r in resamples], resamples)


def group_stability(groups: Labels, resamples: Labels) -> Float64:
    """Return how well each group of clusters is found again, 0 to 1.

    As `cluster_stability`, but a group is compared with all clusters of the resample that lie
    mostly within it, taken together: it measures the group's border, not its inner structure.
    """
    found = []
    for resample in resamples:
        table = contingency(groups, resample)
        home = table.argmax(axis=0)
        joined = np.where(resample == LEFT_OUT, LEFT_OUT, home[resample])
        found.append(np.diag(_jaccard(groups, joined, n_columns=len(table))))
    return _mean_jaccard(groups, found, resamples)


def centroids_of(grid: Float32, labels: Labels, weights: Float64) -> Float32:
    """Return the unit centroid of each cluster, shape (n_clusters, n_dims).

    Sums of whole numbers are exact, so neither order nor threads can change a bit.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    labels : ndarray of int64, shape (n,)
        Clusters, numbered from 0 without gaps.
    weights : ndarray of float64, shape (n,)
        How many texts a row stands for.
    """
    sums = cluster_sums(grid, labels, weights)
    length = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
    unit = np.divide(sums, length, out=np.zeros_like(sums), where=length > 0)
    return np.asarray(unit, dtype=np.float32)


def cluster_sums(grid: Float32, labels: Labels, weights: Float64) -> Float64:
    """Return the weighted sum of the rows of each cluster, shape (n_clusters, n_dims)."""
    n_clusters = int(labels.max()) + 1
    sums = np.zeros((n_clusters, grid.shape[1]))
    for start in range(0, len(grid), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        held = np.arange(len(labels[block]))
        member = np.zeros((n_clusters, len(held)))
        member[labels[block], held] = weights[block]
        # Whole numbers below 2**53: exact, whatever the order of adding.
        sums += member @ grid[block].astype(np.float64)
    return sums


def centered(grid: Float32, sample: slice = slice(None)) -> Float32:
    """Return the rows without the mean of some of them, on the grid again.

    What all texts share makes every two of them alike and says nothing about who is nearest.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    sample : slice
        Rows whose mean is taken off.
    """
    known = grid[sample]
    one = np.zeros(len(known), dtype=np.int64)
    mean = cluster_sums(known, one, np.ones(len(known)))[0] / len(known)
    moved = np.empty(grid.shape, dtype=np.float32)
    for start in range(0, len(grid), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        moved[block] = to_grid(grid[block] - mean)
    return moved


def smoothed(grid: Float32, graph: Any) -> Float32:
    """Return each row moved half way to the mean of those it is joined with, on the grid again.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    graph : scipy.sparse.csr_matrix, shape (n, n)
        Symmetric; only which edges there are counts.
    """
    joined = sparse.csr_matrix(
        (np.ones(graph.nnz, dtype=np.float32), graph.indices, graph.indptr), shape=graph.shape
    )
    # Whole numbers again; a row with over 4,000 neighbors would have to be summed in float64.
    most = int(np.diff(graph.indptr).max(initial=0))
    sums = joined @ (grid if most < _MOST_EXACT else grid.astype(np.float64))
    degree = np.maximum(np.diff(graph.indptr), 1)[:, None]
    return centered(to_grid(grid + sums / degree))


def refined(grid: Float32, labels: Labels, n_passes: int) -> Labels:
    """Return the partition with each row given to its nearest centroid, some times over.

    Clusters are numbered by appearance; one that loses its last row is closed.
    """
    for _ in range(n_passes):
        nearest, _ = nearest_rows(grid, to_grid(centroids_of(grid, labels, np.ones(len(grid)))))
        if np.array_equal(nearest, labels):
            break
        labels = number_by_appearance(nearest)
    return labels


def dissolve_small(grid: Float32, labels: Labels, weights: Float64, min_size: int) -> Labels:
    """Return the partition with rows of clusters below `min_size` given to the nearest other.

    At least one cluster stays: the largest.
    """
    sizes = np.bincount(labels, weights)
    stays = sizes >= min_size
    stays[int(sizes.argmax())] = True
    if stays.all():
        return labels
    centroids = centroids_of(grid, labels, weights)
    moved = np.flatnonzero(~stays[labels])
    kept = np.flatnonzero(stays)
    nearest, _ = nearest_rows(grid[moved], to_grid(centroids[kept]))
    labels = labels.copy()
    labels[moved] = kept[nearest]
    return number_by_appearance(labels)


def _pairs(count: Float64 | float) -> Float64:
    return np.asarray(count * (np.asarray(count) - 1) / 2)


def _jaccard(first: Labels, second: Labels, n_columns: int = 0) -> Float64:
    table = contingency(first, second)
    if table.shape[1] < n_columns:
        table = np.pad(table, ((0, 0), (0, n_columns - table.shape[1])))
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    return np.asarray(np.divide(table, union, out=np.zeros_like(table), where=union > 0))


def _mean_jaccard(labels: Labels, found: list[Float64], resamples: Labels) -> Float64:
    n_clusters = int(labels.max()) + 1
    total, times = np.zeros(n_clusters), np.zeros(n_clusters)
    for jaccard, resample in zip(found, resamples, strict=True):
        held = np.bincount(labels[resample != LEFT_OUT], minlength=n_clusters) > 0
        total += np.where(held, jaccard, 0.0)
        times += held
    mean = np.divide(total, times, out=np.full(n_clusters, np.nan), where=times > 0)
    return np.asarray(mean)
