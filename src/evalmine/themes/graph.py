"""Which texts lie near which: exact nearest neighbors, neighbor graphs, and Leiden on them.

The only file that imports `graspologic_native`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Float32 = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]

_BLOCK_ROWS = 1024
# Weights of an edge between texts that are not alike at all; Leiden wants them above zero.
_LEAST_WEIGHT = 1e-3


@dataclass(frozen=True)
class Neighbors:
    """The nearest neighbors of every vector, nearest first, itself left out.

    Parameters
    ----------
    index : ndarray of int64, shape (n, k)
        Rows of the neighbors; equal similarities stand in the order of the rows.
    similarity : ndarray of float32, shape (n, k)
        Cosines, -1 to 1, on the grid of `to_grid`.
    """

    index: npt.NDArray[np.int64]
    similarity: Float32

    def within(self, rows: npt.NDArray[np.int64], k: int) -> Neighbors:
        """Return the first `k` neighbors among some rows only, numbered within those rows.

        Where fewer are left, the places are filled with the row itself and similarity 0.
        """
        place = np.full(len(self.index), -1)
        place[rows] = np.arange(len(rows))
        index = place[self.index[rows]]
        known = index >= 0
        order = np.argsort(~known, axis=1, kind="stable")[:, :k]
        index = np.take_along_axis(index, order, axis=1)
        similarity = np.take_along_axis(self.similarity[rows], order, axis=1)
        missing = index < 0
        own = np.broadcast_to(np.arange(len(rows))[:, None], index.shape)
        return Neighbors(
            np.where(missing, own, index), np.where(missing, np.float32(0), similarity)
        )


def to_grid(vectors: npt.ArrayLike) -> Float32:
    """Return unit vectors as whole numbers whose products float32 holds without error.

    A product of two rows and all its partial sums stay below 2**24 (Cauchy-Schwarz), so the
    order in which a BLAS adds them, and with it the number of threads, cannot matter.
    One step is about 1/4000 of the length; cosines are off by about 1e-4.

    Parameters
    ----------
    vectors : array_like, shape (n, n_dims)
        Need not have unit length. A row of zeros, or with a NaN, becomes zeros.

    Returns
    -------
    ndarray of float32, shape (n, n_dims)
        Whole numbers; divide products by `grid_scale` squared for cosines.
    """
    rows = np.nan_to_num(np.asarray(vectors, dtype=np.float64), posinf=0.0, neginf=0.0)
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    unit = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    return np.asarray(np.rint(unit * grid_scale(rows.shape[1])), dtype=np.float32)


def grid_scale(n_dims: int) -> float:
    """Return the length that `to_grid` gives a vector, before rounding."""
    return 4095.0 - float(np.sqrt(n_dims)) / 2


def nearest_neighbors(grid: Float32, k: int) -> Neighbors:
    """Return the `k` exact nearest neighbors of every row by cosine.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    k : int
        At most n - 1 are returned.
    """
    n = len(grid)
    k = min(k, n - 1)
    index = np.zeros((n, k), dtype=np.int64)
    product = np.zeros((n, k), dtype=np.float32)
    if k > 0:
        for start in range(0, n, _BLOCK_ROWS):
            block = slice(start, min(start + _BLOCK_ROWS, n))
            index[block], product[block] = _nearest(grid, block, k)
    return Neighbors(index, product / np.float32(grid_scale(grid.shape[1]) ** 2))


def _nearest(grid: Float32, block: slice, k: int) -> tuple[npt.NDArray[np.int64], Float32]:
    n_rows = block.stop - block.start
    product = grid[block] @ grid.T
    product[np.arange(n_rows), np.arange(block.start, block.stop)] = -np.inf
    # A partition alone picks any of the rows that tie at the last place: take all, then sort.
    last = np.partition(product, -k, axis=1)[:, -k]
    rows, columns = np.nonzero(product >= last[:, None])
    found = product[rows, columns]
    order = np.lexsort((columns, -found, rows))
    rows, columns, found = rows[order], columns[order], found[order]
    first = np.searchsorted(rows, np.arange(n_rows))
    place = first[:, None] + np.arange(k)
    return columns[place], found[place]


def union_graph(neighbors: Neighbors) -> Any:
    """Return the graph that joins two rows where either is a neighbor of the other.

    Weights are cosines, at least 0.001.

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n, n)
        Symmetric, without loops.
    """
    weight = np.maximum(neighbors.similarity, np.float32(_LEAST_WEIGHT)).astype(np.float64)
    directed = _matrix(neighbors.index, weight)
    return _tidy(directed.maximum(directed.T))


def shared_neighbor_graph(neighbors: Neighbors) -> Any:
    """Return the union graph weighted by the share of neighbors that two rows have in common.

    The share is the Jaccard index of the two neighbor lists, each with its own row (the
    weighting of PhenoGraph, Levine et al. 2015, doi:10.1016/j.cell.2015.05.047).

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n, n)
        Symmetric, without loops.
    """
    n = len(neighbors.index)
    own = np.arange(n)[:, None]
    listed = np.concatenate([own, neighbors.index], axis=1)
    member = _matrix(listed, np.ones(listed.shape))
    member.data[:] = 1.0
    joined = _tidy(member.maximum(member.T))
    joined.data[:] = 1.0
    size = np.asarray(member.sum(axis=1)).ravel()
    shared = _tidy((member @ member.T).multiply(joined)).tocoo()
    weight = shared.data / (size[shared.row] + size[shared.col] - shared.data)
    return _tidy(sparse.csr_matrix((weight, (shared.row, shared.col)), shape=(n, n)))


def leiden(graph: Any, *, resolution: float = 1.0, seed: int = 0, n_iterations: int = 3) -> Labels:
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
        Each iteration starts from the result of the one before.

    Returns
    -------
    ndarray of int64, shape (n,)
        Numbered from 0 by first appearance; a row without edges is a cluster of its own.
    """
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
    return number_by_appearance(np.fromiter((cluster_of[i] for i in range(n)), np.int64, n))


def number_by_appearance(labels: npt.NDArray[Any]) -> Labels:
    """Return the same partition numbered 0, 1, ... in the order in which clusters appear."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.ravel()]


def _matrix(index: npt.NDArray[np.int64], weight: npt.NDArray[np.float64]) -> Any:
    n, k = index.shape
    rows = np.repeat(np.arange(n), k)
    return sparse.csr_matrix((weight.ravel(), (rows, index.ravel())), shape=(n, n))


def _tidy(graph: Any) -> Any:
    edges = graph.tocoo()
    kept = (edges.row != edges.col) & (edges.data > 0)
    weight, place = edges.data[kept], (edges.row[kept], edges.col[kept])
    tidy = sparse.csr_matrix((weight, place), shape=graph.shape)
    tidy.sort_indices()
    return tidy
