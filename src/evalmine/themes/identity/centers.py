"""Where themes lie: centroids on the grid, exact cosines to them, and how far their own reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32, Labels, grid_scale, to_grid

Float64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FLOOR_QUANTILE = 0.1
"""A text belongs to a theme's reach if it is nearer than the farthest tenth of its own texts."""

_FEWEST_FOR_FLOOR = 3
_DIGITS = 6


def centroids(grid: Float32, labels: Labels, n_themes: int, peripheral: Flags) -> Float32:
    """Return each theme's centroid on the grid; peripheral segments weigh only where all are.

    Parameters
    ----------
    grid : ndarray of float32, shape (n, n_dims)
        From `to_grid`.
    labels : ndarray of int64, shape (n,)
        -1 where a segment counts nowhere.
    n_themes : int
        A theme without segments gets zeros.
    peripheral : ndarray of bool, shape (n,)
        Segments that weigh nothing.

    Returns
    -------
    ndarray of float32, shape (n_themes, n_dims)
        Whole numbers.
    """
    return to_grid(_sums(grid, labels, n_themes, _weighs(labels, n_themes, peripheral)))


def cosines(grid: Float32, centers: Float32) -> Float64:
    """Return the cosine of every row to every center, shape (n, n_centers), six decimals."""
    products = (grid @ centers.T).astype(np.float64)
    return np.round(products / grid_scale(grid.shape[1]) ** 2, _DIGITS)


def floors(grid: Float32, labels: Labels, n_themes: int, peripheral: Flags) -> Float64:
    """Return the cosine above which nine tenths of a theme's own segments lie, shape (n_themes,).

    Each segment is compared with the centroid of the others, as a new text would be: in a small
    theme a text is near the centroid because it makes up a good part of it. Themes of fewer than
    three segments get the lowest floor of the others.
    """
    weighs = _weighs(labels, n_themes, peripheral)
    sums = _sums(grid, labels, n_themes, weighs)
    found = np.full(n_themes, np.nan)
    for theme in range(n_themes):
        own = grid[(labels == theme) & weighs].astype(np.float64)
        if len(own) < _FEWEST_FOR_FLOOR:
            continue
        others = sums[theme] - own
        length = np.sqrt((others**2).sum(axis=1) * (own**2).sum(axis=1))
        cosine = np.divide(
            (others * own).sum(axis=1), length, out=np.zeros(len(own)), where=length > 0
        )
        found[theme] = np.quantile(cosine, FLOOR_QUANTILE, method="lower")
    lowest = 0.0 if np.isnan(found).all() else float(np.nanmin(found))
    filled: Float64 = np.where(np.isnan(found), lowest, found)
    return np.asarray(np.round(filled, _DIGITS))


def nearest_within_reach(
    grid: Float32, centers: Sequence[Sequence[int]], reach: Sequence[float]
) -> Labels:
    """Return the nearest center of each row, the first of equals; -1 if it lies below its floor."""
    if not len(centers):
        return np.full(len(grid), -1, dtype=np.int64)
    cosine = cosines(grid, np.asarray(centers, dtype=np.float32))
    nearest = cosine.argmax(axis=1)
    is_near = cosine[np.arange(len(grid)), nearest] >= np.asarray(reach)[nearest]
    return np.where(is_near, nearest, -1).astype(np.int64)


def _weighs(labels: Labels, n_themes: int, peripheral: Flags) -> Flags:
    central = (labels >= 0) & ~peripheral
    has_central = np.bincount(labels[central], minlength=n_themes) > 0
    return central | ((labels >= 0) & ~has_central[labels])


def _sums(grid: Float32, labels: Labels, n_themes: int, weighs: Flags) -> Float64:
    # Whole numbers below 2**53: the order of adding cannot matter.
    sums = np.zeros((n_themes, grid.shape[1]))
    for theme in range(n_themes):
        sums[theme] = grid[(labels == theme) & weighs].sum(axis=0, dtype=np.float64)
    return sums
