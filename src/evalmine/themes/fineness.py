"""How fine to cut: the description length of random subsamples' neighbor graphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaln

from evalmine.themes.graph import Labels, leiden, union_graph
from evalmine.themes.neighbors import nearest_neighbors
from evalmine.themes.rows import Float32, Keys, lots

N_BAGS = 4
# One graph's best number is a matter of luck: the bags differ in texts and in neighbors. Of larger
# bags the best number grows with their size where texts are loosely grouped, as most are.
_MOST_IN_BAG = 560
_SHARE_IN_BAG = 0.8
_FEWEST_NEIGHBORS = 4
_NEIGHBOR_SPREAD = (0.7, 1.4)
_RESOLUTIONS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_PASSED = 2  # so many longer ones in a row, and the shortest has been passed
_CLOSER = (2 ** (-1 / 3), 2 ** (1 / 3))
# Beyond so many texts a cluster is too few to speak of a theme.
_LEAST_TEXTS_IN_CLUSTER = 5


@dataclass(frozen=True)
class Fineness:
    """How fine a cut the texts bear.

    Parameters
    ----------
    resolution : float
        For `leiden`.
    n_clusters : float
        Clusters of the subsamples at their best, 1 or more.
    """

    resolution: float
    n_clusters: float


def fineness(
    grid: Float32,
    *,
    seed: int = 0,
    keys: Keys | None = None,
    tell: Callable[[], None] | None = None,
) -> Fineness:
    """Return the resolution at which clusters say most about who is whose neighbor.

    Each of four random subsamples (80 % of the rows, at most 560) gets its neighbor graph, and
    Leiden clusters at up to eight resolutions. The best is the one with the shortest description
    length; resolutions and numbers of the four are averaged (geometric mean).

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`, rows in an order of their own.
    seed : int, default 0
        Of the subsamples.
    keys : ndarray of uint64, shape (n,), optional
        Of the rows; few rows more change few of those in a subsample.
    tell : callable, optional
        Called after each subsample.
    """
    n = len(grid)
    n_held = min(round(_SHARE_IN_BAG * n), _MOST_IN_BAG)
    found = []
    keys = np.arange(n, dtype=np.uint64) if keys is None else keys
    for bag, share in enumerate(np.geomspace(*_NEIGHBOR_SPREAD, N_BAGS)):
        rows = np.sort(np.argsort(lots(keys, seed, bag), kind="stable")[:n_held])
        k = max(_FEWEST_NEIGHBORS, round(np.sqrt(n_held) / 2 * share))
        best = _best_of_bag(grid[rows], k, seed)
        if best is not None:
            found.append(np.log(best))
        if tell:
            tell()
    if not found:
        return Fineness(1.0, 1.0)
    resolution, n_clusters = np.exp(np.mean(found, axis=0))
    return Fineness(float(resolution), float(n_clusters))


def description_length(graph: Any, labels: Labels) -> float:
    """Return how many nats it takes to tell a graph with the help of its clusters.

    The degree-corrected planted partition with a density for each cluster and one between them,
    Zhang and Peixoto 2020, doi:10.1103/PhysRevResearch.2.043271; up to a constant of the graph.

    Parameters
    ----------
    graph : scipy.sparse.csr_matrix, shape (n, n)
        Symmetric; only which edges there are counts.
    labels : ndarray of int64, shape (n,)
        At least two clusters, numbered from 0 without gaps.
    """
    n, n_clusters = len(labels), int(labels.max()) + 1
    size = np.bincount(labels).astype(np.float64)
    row_cluster = np.repeat(labels, np.diff(graph.indptr))
    inside = row_cluster == labels[graph.indices]
    within = np.bincount(row_cluster[inside], minlength=n_clusters) / 2
    ends = np.bincount(row_cluster, minlength=n_clusters).astype(np.float64)
    n_edges = graph.nnz / 2
    between = n_edges - within.sum()
    edges = (
        gammaln(between + 1)
        - between * np.log(n_clusters * (n_clusters - 1) / 2)
        + (gammaln(within + 1) + within * np.log(2)).sum()
        - _log_choose(within.sum() + n_clusters - 1, within.sum())
        - np.log(n_edges + 1)
    )
    degrees = (gammaln(size) - gammaln(ends + size)).sum()
    partition = (
        gammaln(size + 1).sum() - gammaln(n + 1) - _log_choose(n - 1, n_clusters - 1) - np.log(n)
    )
    return -float(edges + degrees + partition)


def _best_of_bag(grid: Float32, k: int, seed: int) -> tuple[float, float] | None:
    """Return resolution and number of clusters with the shortest description, if any has two."""
    graph = union_graph(nearest_neighbors(grid, k))
    length: dict[float, tuple[float, int]] = {}

    def look(resolution: float) -> int:
        labels = leiden(graph, resolution=resolution, seed=seed, n_iterations=1)
        n_clusters = int(labels.max()) + 1
        if n_clusters > 1:
            length[resolution] = description_length(graph, labels), n_clusters
        return n_clusters

    for place, resolution in enumerate(_RESOLUTIONS):
        many = look(resolution) * _LEAST_TEXTS_IN_CLUSTER > len(grid)
        passed = length and min(length, key=lambda r: length[r]) <= _RESOLUTIONS[place - _PASSED]
        if many or (place >= _PASSED and passed):
            break
    if not length:
        return None
    middle = min(length, key=lambda r: length[r])
    for step in _CLOSER:
        look(middle * step)
    best = min(length, key=lambda r: length[r])
    return best, float(length[best][1])


def _log_choose(n: float, k: float) -> float:
    return float(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
