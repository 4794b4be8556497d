"""Which theme a new text goes to: the nearest, whatever varies within all themes discounted."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels, grid_scale, to_grid
from evalmine.themes.partition import Float64, centroids_of, cluster_sums
from evalmine.themes.rows import nearest_rows

# So many texts per dimension are as good as assuming that texts vary alike in all directions.
_PRIOR_TEXTS = 8
# How texts vary within themes is known well enough from so many.
_MOST_TEXTS = 6_000
_BLOCK_ROWS = 8192
_PANEL_ROWS = 32
# The equations cost n_dims cubed; vectors of more dimensions (counted letters) are sparse anyway.
_MOST_DIMS = 1024


def directions_of(
    grid: npt.NDArray[Any], labels: Labels, weights: Float64 | None = None
) -> Float32:
    """Return for each theme the direction along which its texts differ from those of others.

    A new text goes to the theme with the largest product (`place`). That is the nearest
    centroid, after directions in which texts vary within every theme are discounted (the linear
    discriminant of Fisher 1936, doi:10.1111/j.1469-1809.1936.tb02137.x). The variation is drawn
    towards one that is equal in all directions, more so the fewer the texts.

    Vectors of more than 1,024 dimensions go to the nearest centroid.

    On texts with known classes new texts are placed as well as a refit places them (AMI), which
    the nearest centroid alone does not reach.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    labels : ndarray of int64, shape (n,)
        Themes, numbered from 0 without gaps.
    weights : ndarray of float64, shape (n,), optional
        How many texts a row stands for; whole numbers.

    Returns
    -------
    ndarray of float32, shape (n_themes, n_dims)
        Whole numbers whose products with rows on the grid float32 holds without error. The same
        for the same texts in any order and on any number of threads.
    """
    counts = np.ones(len(grid)) if weights is None else np.asarray(weights, dtype=np.float64)
    centers = to_grid(centroids_of(grid, labels, counts)).astype(np.float64)
    if grid.shape[1] > _MOST_DIMS:
        return np.asarray(centers, dtype=np.float32)
    rows = _drawn(grid)
    spread = _spread_within(grid[rows], labels[rows], counts[rows])
    variance = float(np.trace(spread)) / len(spread)
    if len(centers) == 1 or variance <= 0:
        return np.asarray(centers, dtype=np.float32)
    n_dims = grid.shape[1]
    share = _PRIOR_TEXTS * n_dims / (_PRIOR_TEXTS * n_dims + float(counts[rows].sum()))
    spread *= 1 - share
    spread[np.arange(n_dims), np.arange(n_dims)] += share * variance
    found = _solve(spread, np.ascontiguousarray(centers.T)).T
    # A center is at the same distance from itself in each theme's own measure.
    found = found / np.sqrt((found * centers).sum(axis=1, keepdims=True))
    longest = np.sqrt((found * found).sum(axis=1)).max()
    return np.asarray(np.rint(found * (grid_scale(n_dims) / longest)), dtype=np.float32)


def place(grid: npt.NDArray[Any], directions: Float32) -> Labels:
    """Return the theme of each row, the first of equals, shape (n,).

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    directions : ndarray of float32, shape (n_themes, n_dims)
        From `directions_of`; or centroids on the grid, for the nearest centroid.
    """
    found = np.empty(len(grid), dtype=np.int64)
    turned = np.ascontiguousarray(directions.T)
    for start in range(0, len(grid), _BLOCK_ROWS):
        block = grid[start : start + _BLOCK_ROWS].astype(np.float32, copy=False)
        found[start : start + _BLOCK_ROWS] = (block @ turned).argmax(axis=1)
    return found


def place_in_pieces(
    others: npt.NDArray[Any], known: Float32, labels: Labels, pieces: Labels
) -> Labels:
    """Return the piece of each further row, the nearest in the theme where `place` puts it.

    Parameters
    ----------
    others : ndarray, shape (m, n_dims)
        From `to_grid`.
    known : ndarray of float32, shape (n, n_dims)
        From `to_grid`, with themes and pieces.
    labels, pieces : ndarray of int64, shape (n,)
        From 0 without gaps; every piece lies within a theme.
    """
    label = place(others, directions_of(known, labels))
    centers = to_grid(centroids_of(known, pieces, np.ones(len(known))))
    home = np.zeros(len(centers), dtype=np.int64)
    home[pieces] = labels
    found = np.empty(len(others), dtype=np.int64)
    for theme in range(int(labels.max()) + 1):
        rows, own = np.flatnonzero(label == theme), np.flatnonzero(home == theme)
        found[rows] = own[nearest_rows(others[rows], centers[own])[0]]
    return found


def _spread_within(grid: npt.NDArray[Any], labels: Labels, counts: Float64) -> Float64:
    # Products of whole numbers below 2**53 in all: no BLAS can add them differently.
    whole = grid.astype(np.float64)
    weighted = whole if (counts == 1).all() else whole * counts[:, None]
    spread = weighted.T @ whole
    # A draw may hold no text of a small theme.
    own = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    sizes = np.bincount(own, counts)
    sums = cluster_sums(grid, own, counts)
    spread -= np.einsum("ki,kj->ij", sums, sums / sizes[:, None], optimize=False)
    return np.asarray(spread / counts.sum())


def _drawn(grid: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return the rows to measure the spread on: by content, so that the order cannot matter."""
    if len(grid) <= _MOST_TEXTS:
        return np.arange(len(grid))
    mix = np.random.default_rng(0).integers(1, 2**62, size=(grid.shape[1],))
    key = np.zeros(len(grid), dtype=np.int64)
    for start in range(0, len(grid), _BLOCK_ROWS):
        block = grid[start : start + _BLOCK_ROWS].astype(np.int64)
        key[start : start + _BLOCK_ROWS] = (block * mix).sum(axis=1)  # wraps around, and means to
    return np.argsort(key, kind="stable")[:_MOST_TEXTS]


def _solve(matrix: Float64, right: Float64) -> Float64:
    """Solve symmetric positive equations without a BLAS: LAPACK's sums depend on threads."""
    n = len(matrix)
    a = np.concatenate([matrix, right], axis=1)
    for start in range(0, n, _PANEL_ROWS):
        end = min(start + _PANEL_ROWS, n)
        for j in range(start, end):
            a[j + 1 : end, j:] -= (a[j + 1 : end, j] / a[j, j])[:, None] * a[j, j:]
        # The matrix is symmetric, so what to take off the rows below stands in these columns.
        factor = a[start:end, end:n] / np.diagonal(a)[start:end, None]
        a[end:, end:] -= np.einsum("ki,kj->ij", factor, a[start:end, end:], optimize=False)
    found = a[:, n:].copy()
    for j in reversed(range(n)):
        found[j] /= a[j, j]
        found[:j] -= a[:j, j, None] * found[j]
    return found
