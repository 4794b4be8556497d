"""Consensus of many clusterings: Leiden on subsamples, and what most of them agree on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from evalmine.themes.graph import (
    LEAST_WEIGHT,
    Labels,
    Neighbors,
    graph_of_groups,
    leiden,
    number_by_appearance,
    symmetric,
)
from evalmine.themes.partition import LEFT_OUT
from evalmine.themes.rows import Keys, lots

SHARE_KEPT = 0.8
# Each resample draws its own resolution and number of neighbors: what only one setting finds
# finds no majority.
_RESOLUTION_SPREAD = (0.75, 1.35)
_NEIGHBOR_SPREAD = (0.55, 1.35)
# Below this share of resamples two neighbors do not count as together.
_LEAST_AGREEMENT = 0.3
_LAST_ITERATIONS = 4


def resample(
    neighbors: Neighbors,
    *,
    resolution: float,
    n_neighbors: int,
    n_resamples: int,
    seed: int,
    n_iterations: int = 3,
    share: float = SHARE_KEPT,
    groups: Labels | None = None,
    keys: Keys | None = None,
    tell: Callable[[], None] | None = None,
) -> Labels:
    """Return Leiden clusters of random subsamples, each of 80 % of the rows if not said otherwise.

    A subsample's graph joins the kept rows that stand among each other's nearest k / 0.8 of all
    rows, which leaves k kept ones on average.

    Parameters
    ----------
    neighbors : Neighbors
        At least 1.35 / 0.8 times `n_neighbors` a row, where there are so many.
    resolution, n_neighbors : float, int
        Middle of the values that the resamples draw.
    n_resamples : int
        Number of subsamples.
    seed : int
        Resample i depends on `seed` and i only: more resamples begin with the same ones.
    n_iterations : int, default 3
        Of Leiden.
    share : float, default 0.8
        Part of the rows that each holds; with 1 they differ in settings and random order only.
    groups : ndarray of int64, shape (n,), optional
        Rows of one group stay together, which is far faster; from `common_groups`.
    keys : ndarray of uint64, shape (n,), optional
        Of the rows: few rows more change few of those in a resample.
    tell : callable, optional
        Called after each resample.

    Returns
    -------
    ndarray of int64, shape (n_resamples, n)
        `LEFT_OUT` where a subsample does not hold the row.
    """
    edges = neighbors.edges
    n = edges.n_rows
    weight = np.maximum(edges.similarity, np.float32(LEAST_WEIGHT)).astype(np.float64)
    found = np.full((n_resamples, n), LEFT_OUT, dtype=np.int64)
    keys = np.arange(n, dtype=np.uint64) if keys is None else keys
    for i in range(n_resamples):
        rng = np.random.default_rng((seed, i))
        drawn_first = np.argsort(lots(keys, seed, i), kind="stable")
        kept = np.zeros(n, dtype=bool)
        kept[drawn_first[: max(2, round(share * n))]] = True
        low, high = (max(2, round(n_neighbors * times)) for times in _NEIGHBOR_SPREAD)
        k = int(rng.integers(low, high + 1))
        drawn = resolution * float(rng.uniform(*_RESOLUTION_SPREAD))
        near = kept[edges.first] & kept[edges.second] & (edges.rank < round(k / share))
        held = np.flatnonzero(near)
        node = np.cumsum(kept) - 1 if groups is None else groups
        first, second = node[edges.first[held]], node[edges.second[held]]
        if groups is None:
            graph = symmetric(first, second, weight[held], int(kept.sum()))
        else:
            graph = graph_of_groups(first, second, weight[held], int(groups.max()) + 1)
        labels = leiden(graph, resolution=drawn, seed=seed + i, n_iterations=n_iterations)
        found[i, kept] = number_by_appearance(labels[node[kept]])
        if tell:
            tell()
    return found


def common_groups(runs: Labels) -> Labels:
    """Return the groups of rows that all runs put together.

    A few hundred where there are thousands of rows: what runs differ in is how groups belong
    together (the core groups of Guo, Singh and Bassler 2019, arXiv:1909.10491).

    Parameters
    ----------
    runs : ndarray of int64, shape (n_runs, n)
        Clusters that hold every row.

    Returns
    -------
    ndarray of int64, shape (n,)
        Numbered from 0 by first appearance.
    """
    groups = np.zeros(runs.shape[1], dtype=np.int64)
    for labels in runs:
        groups = number_by_appearance(groups * (int(labels.max()) + 1) + labels)
    return groups


def agreement_graph(neighbors: Neighbors, resamples: Labels, k: int | None = None) -> Any:
    """Return neighbors joined by the share of resamples in which they are together.

    Parameters
    ----------
    neighbors : Neighbors
        Of every row.
    resamples : ndarray of int64, shape (n_resamples, n)
        From `resample`.
    k : int, optional
        Only the first `k` neighbors count; all when not given.

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n, n)
        Pairs below 0.3 are left out.
    """
    edges = neighbors.edges
    near = slice(None) if k is None else edges.rank < k
    first, second = edges.first[near], edges.second[near]
    together = np.zeros(len(first), dtype=np.int16)
    both = np.zeros(len(first), dtype=np.int16)
    for labels in resamples.astype(np.int16 if resamples.max(initial=0) < 2**15 else np.int32):
        of_first, of_second = labels[first], labels[second]
        held = (of_first != LEFT_OUT) & (of_second != LEFT_OUT)
        both += held
        together += held & (of_first == of_second)
    share = together / np.maximum(both, 1)
    kept = share > _LEAST_AGREEMENT
    return symmetric(first[kept], second[kept], share[kept], edges.n_rows)


def agreed_clusters(
    graph: Any,
    *,
    resolution: float,
    seed: int,
    n_iterations: int = _LAST_ITERATIONS,
    groups: Labels | None = None,
) -> Labels:
    """Return the clusters of an agreement graph; options as those of `leiden`."""
    return leiden(graph, resolution=resolution, seed=seed, n_iterations=n_iterations, groups=groups)
