"""Neighbor graphs, and clusters of them by the Leiden algorithm.

The only file that imports `graspologic_native`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.neighbors import Edges, Neighbors, nearest_neighbors
from evalmine.themes.rows import Float32, grid_scale, to_grid

__all__ = [
    "Edges",
    "Float32",
    "Labels",
    "Neighbors",
    "graph_of_groups",
    "grid_scale",
    "leiden",
    "nearest_neighbors",
    "number_by_appearance",
    "symmetric",
    "to_grid",
    "union_graph",
]

Labels = npt.NDArray[np.int64]

# Weights of an edge between texts that are not alike at all; Leiden wants them above zero.
LEAST_WEIGHT = 1e-3
# Pairs of groups are counted in a table up to this size, beyond it by sorting.
_MOST_CELLS = 2**20


def union_graph(neighbors: Neighbors, k: int | None = None) -> Any:
    """Return the graph that joins two rows where either is a neighbor of the other.

    Weights are cosines, at least 0.001.

    Parameters
    ----------
    neighbors : Neighbors
        Of every row.
    k : int, optional
        Only the first `k` neighbors count; all when not given.

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n, n)
        Symmetric, without loops.
    """
    edges = neighbors.edges
    kept = slice(None) if k is None else edges.rank < k
    weight = np.maximum(edges.similarity[kept], np.float32(LEAST_WEIGHT))
    return symmetric(edges.first[kept], edges.second[kept], weight, edges.n_rows)


def symmetric(
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    weight: npt.NDArray[Any],
    n_rows: int,
) -> Any:
    """Return the graph of some edges, each given once, as a matrix with both directions.

    Parameters
    ----------
    first, second : ndarray of int64, shape (n_edges,)
        Rows that an edge joins, `first` below `second`; sorted by `first`, then `second`.
    weight : ndarray, shape (n_edges,)
    n_rows : int

    Returns
    -------
    scipy.sparse.csr_matrix of float64, shape (n_rows, n_rows)
        Columns in order within each row.
    """
    # Within a row the columns below it come before those above it, each in order: the edges
    # sorted by their second row, then the edges as they are, make a matrix by counting only.
    n_edges = len(first)
    by_second = np.argsort(second, kind="stable")
    below = np.bincount(second, minlength=n_rows)
    above = np.bincount(first, minlength=n_rows)
    ends = np.cumsum(below + above)
    indptr = np.append(0, ends)
    before_below = np.cumsum(below) - below
    before_above = np.cumsum(above) - above
    run = np.arange(n_edges)
    place_below = run + np.repeat(indptr[:-1] - before_below, below)
    place_above = run + np.repeat(indptr[:-1] + below - before_above, above)
    indices = np.empty(2 * n_edges, dtype=np.int32)
    data = np.empty(2 * n_edges, dtype=np.float64)
    indices[place_below], data[place_below] = first[by_second], weight[by_second]
    indices[place_above], data[place_above] = second, weight
    return sparse.csr_matrix((data, indices, indptr), shape=(n_rows, n_rows))


def leiden(
    graph: Any,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    n_iterations: int = 3,
    groups: Labels | None = None,
) -> Labels:
    """Return the clusters of a weighted graph by the Leiden algorithm (modularity).

    Traag, Waltman and van Eck 2019, doi:10.1038/s41598-019-41695-z. The same graph,
    resolution and seed always give the same clusters.

    Parameters
    ----------
    graph : scipy.sparse.csr_matrix, shape (n, n)
        Symmetric; weights above zero.
    resolution : float, default 1.0
        Higher means more and smaller clusters.
    seed : int, default 0
        Seed of the random order in which rows are moved.
    n_iterations : int, default 3
        Each iteration starts from the result of the one before. Time grows with it.
    groups : ndarray of int64, shape (n,), optional
        Rows of one group (from 0, without gaps) stay together. Of a few hundred groups the
        clusters are found ten times faster than of thousands of rows.

    Returns
    -------
    ndarray of int64, shape (n,)
        Numbered from 0 by first appearance; a row without edges is a cluster of its own.
    """
    if groups is None:
        return number_by_appearance(_leiden(graph, resolution, seed, n_iterations))
    row = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    once = np.flatnonzero(row < graph.indices)
    ends = groups[row[once]], groups[graph.indices[once]]
    joined = graph_of_groups(*ends, graph.data[once], int(groups.max()) + 1)
    return number_by_appearance(_leiden(joined, resolution, seed, n_iterations)[groups])


def _leiden(graph: Any, resolution: float, seed: int, n_iterations: int) -> Labels:
    from graspologic_native import leiden_csr

    n = graph.shape[0]
    if graph.nnz == 0:
        return np.arange(n)
    _, cluster_of = leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        n,
        resolution=resolution,
        seed=seed,
        iterations=n_iterations,
    )
    return np.fromiter((cluster_of[i] for i in range(n)), np.int64, n)


def graph_of_groups(
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    weight: npt.NDArray[Any],
    n_groups: int,
) -> Any:
    """Return the graph of groups of rows, with a twin after them for each group that needs one.

    Leiden finds the same modularity for groups here as for their rows. The library counts a
    loop as something else than modularity does, so that what a group holds within becomes an
    edge to a twin, which has no other edge and always ends up with its group.

    Parameters
    ----------
    first, second : ndarray of int64, shape (n_edges,)
        Groups of the rows that an edge joins, each edge once.
    weight : ndarray, shape (n_edges,)
    n_groups : int

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n_nodes, n_nodes)
        The first `n_groups` nodes are the groups.
    """
    pair = np.minimum(first, second) * n_groups + np.maximum(first, second)
    if n_groups**2 <= _MOST_CELLS:
        total = np.bincount(pair, weight, minlength=n_groups**2)
        pair = np.flatnonzero(total)
        total = total[pair]
    else:
        pair, place = np.unique(pair, return_inverse=True)
        total = np.bincount(place.ravel(), weight)
    low, high = np.divmod(pair, n_groups)
    loop = low == high
    n_nodes = n_groups + int(loop.sum())
    high[loop] = np.arange(n_groups, n_nodes)
    in_order = np.argsort(low * n_nodes + high)
    return symmetric(low[in_order], high[in_order], total[in_order], n_nodes)


def number_by_appearance(labels: npt.NDArray[Any]) -> Labels:
    """Return the same partition numbered 0, 1, ... in the order in which clusters appear."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.ravel()]
