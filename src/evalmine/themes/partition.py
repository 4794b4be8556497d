"""Partitions compared and changed: agreement, stability, merging, dissolving small clusters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels, number_by_appearance, to_grid

Float64 = npt.NDArray[np.float64]

LEFT_OUT = -1  # mark of a row that a resample does not hold


def contingency(first: Labels, second: Labels) -> Float64:
    """Return how many rows each pair of clusters shares; rows left out of either do not count."""
    both = (first != LEFT_OUT) & (second != LEFT_OUT)
    shape = (int(first.max()) + 1, int(second.max()) + 1)
    table = np.zeros(shape)
    np.add.at(table, (first[both], second[both]), 1.0)
    return table


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
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(int(labels.max()) + 1))
    weighted = grid[order].astype(np.float64) * weights[order, None]
    return np.asarray(np.add.reduceat(weighted, starts, axis=0))


def merge_to(grid: Float32, labels: Labels, weights: Float64, n_clusters: int) -> Labels:
    """Return a partition with at most `n_clusters`: the nearest two are merged until it fits.

    Near is Ward's measure, by which small clusters join before large ones.
    """
    sums = cluster_sums(grid, labels, weights)
    sizes = np.bincount(labels, weights).astype(np.float64)
    alive = list(range(len(sums)))
    labels = labels.copy()
    while len(alive) > n_clusters:
        keep, gone = _nearest_pair(sums, sizes, alive)
        sums[keep] += sums[gone]
        sizes[keep] += sizes[gone]
        labels[labels == gone] = keep
        alive.remove(gone)
    return number_by_appearance(labels)


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
    nearest = nearest_centroid(grid[moved], centroids[kept])
    labels = labels.copy()
    labels[moved] = kept[nearest]
    return number_by_appearance(labels)


def nearest_centroid(grid: Float32, centroids: Float32) -> Labels:
    """Return the row of the nearest centroid by cosine, the first of equals, shape (n,)."""
    return np.asarray((grid @ to_grid(centroids).T).argmax(axis=1), dtype=np.int64)


def _nearest_pair(sums: Float64, sizes: Float64, alive: list[int]) -> tuple[int, int]:
    means = sums[alive] / sizes[alive, None]
    best = (np.inf, 0, 0)
    for i, mean in enumerate(means[:-1]):
        size = sizes[alive[i]]
        others = sizes[alive[i + 1 :]]
        gap = ((means[i + 1 :] - mean) ** 2).sum(axis=1) * size * others / (size + others)
        j = int(gap.argmin())
        if gap[j] < best[0]:
            best = (float(gap[j]), i, i + 1 + j)
    return alive[best[1]], alive[best[2]]


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
