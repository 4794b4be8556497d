"""Cosines that are exact: the same to the bit whatever else is in the batch, on any machine.

Vectors are rounded to whole multiples of 2**-20 (an error under 1e-5 in a cosine of 384
dimensions).  A sum of their products then stays under 2**53 in those units, so float64 holds every
partial sum exactly and the order in which a BLAS adds them up cannot matter.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]

GRID = 2.0**20
_ROWS = 512  # texts at a time, so that memory stays small


def on_grid(vectors: npt.ArrayLike) -> Float64:
    """Return vectors as whole numbers of 2**-20, kept in float64."""
    return np.rint(np.asarray(vectors, dtype=np.float64) * GRID)


def displaced(vectors: npt.ArrayLike, center: Float64) -> Float64:
    """Return vectors as seen from another point, on the grid.

    Parameters
    ----------
    vectors : array of shape (n, n_dims)
        Unit length.
    center : ndarray of shape (n_dims,)
        From `on_grid`.
    """
    moved = on_grid(vectors)
    moved -= center
    return moved


def cosines(displaced: Float64, directions: Float64) -> Float64:
    """Return the cosine of each row to each direction, the same to the bit in any batch.

    Parameters
    ----------
    displaced : ndarray of shape (n, n_dims)
        On the grid, of any length up to two; a row of zeros gets the cosine 0.
    directions : ndarray of shape (n_directions, n_dims)
        On the grid, unit length.

    Returns
    -------
    ndarray of float64, shape (n, n_directions)
    """
    squares = np.einsum("ij,ij->i", displaced, displaced)  # exact as well: under 2**43
    lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
    products: Float64 = displaced @ directions.T
    products /= lengths[:, None] * GRID
    return products


def mean_of_nearest(vectors: npt.ArrayLike, anchors: Float64, nearest: int) -> Float64:
    """Return, for each vector, the mean cosine to the nearest of some anchors.

    Parameters
    ----------
    vectors : array of shape (n, n_dims)
        Unit length.
    anchors : ndarray of shape (n_anchors, n_dims)
        From `on_grid`.
    nearest : int
        How many anchors are averaged; all of them where there are fewer.

    Returns
    -------
    ndarray of float64, shape (n,)
    """
    rows = np.asarray(vectors)
    means = np.empty(len(rows), dtype=np.float64)
    k = min(nearest, len(anchors))
    for start in range(0, len(rows), _ROWS):
        products = on_grid(rows[start : start + _ROWS]) @ anchors.T
        best = np.partition(products, len(anchors) - k, axis=1)[:, len(anchors) - k :]
        means[start : start + _ROWS] = best.sum(axis=1) / (k * GRID * GRID)
    return means
