"""Consensus of many clusterings: Leiden on subsamples, and what most of them agree on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from evalmine.themes.graph import Labels, Neighbors, leiden, union_graph
from evalmine.themes.partition import LEFT_OUT, Float64

SHARE_KEPT = 0.8
# Each resample draws its own resolution and number of neighbors: what only one setting finds
# finds no majority.
_RESOLUTION_SPREAD = (0.75, 1.35)
_NEIGHBOR_SPREAD = (0.55, 1.35)
# Below this share of resamples two neighbors do not count as together.
_LEAST_AGREEMENT = 0.3
_LAST_ITERATIONS = 10


def resample(
    neighbors: Neighbors,
    *,
    resolution: float,
    n_neighbors: int,
    n_resamples: int,
    seed: int,
    tell: Callable[[], None] | None = None,
) -> Labels:
    """Return Leiden clusters of random subsamples, each of 80 % of the rows.

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
    tell : callable, optional
        Called after each resample.

    Returns
    -------
    ndarray of int64, shape (n_resamples, n)
        `LEFT_OUT` where a subsample does not hold the row.
    """
    n = len(neighbors.index)
    found = np.full((n_resamples, n), LEFT_OUT, dtype=np.int64)
    for i in range(n_resamples):
        rng = np.random.default_rng((seed, i))
        rows = np.sort(rng.permutation(n)[: max(2, round(SHARE_KEPT * n))])
        low, high = (max(2, round(n_neighbors * share)) for share in _NEIGHBOR_SPREAD)
        k = int(rng.integers(low, high + 1))
        drawn = resolution * float(rng.uniform(*_RESOLUTION_SPREAD))
        graph = union_graph(neighbors.within(rows, k))
        found[i, rows] = leiden(graph, resolution=drawn, seed=seed + i)
        if tell:
            tell()
    return found


def agreement_graph(neighbors: Neighbors, resamples: Labels) -> Any:
    """Return neighbors joined by the share of resamples in which they are together.

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n, n)
        Pairs below 0.3 are left out.
    """
    pairs = sparse.triu(union_graph(neighbors), k=1).tocoo()
    together, both = np.zeros(pairs.nnz), np.zeros(pairs.nnz)
    for labels in resamples:
        first, second = labels[pairs.row], labels[pairs.col]
        held = (first != LEFT_OUT) & (second != LEFT_OUT)
        both += held
        together += held & (first == second)
    share: Float64 = together / np.maximum(both, 1)
    kept = share > _LEAST_AGREEMENT
    half = sparse.csr_matrix((share[kept], (pairs.row[kept], pairs.col[kept])), shape=pairs.shape)
    graph = (half + half.T).tocsr()
    graph.sort_indices()
    return graph


def agreed_clusters(graph: Any, *, resolution: float, seed: int) -> Labels:
    """Return the clusters of an agreement graph."""
    return leiden(graph, resolution=resolution, seed=seed, n_iterations=_LAST_ITERATIONS)
