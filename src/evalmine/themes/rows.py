"""Vectors as rows of whole numbers: exact cosines, distinct rows, and the nearest of some rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]
Int64 = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_BLOCK_ROWS = 2048
# Products of rows stay below this, in float32 as in any order of adding.
EXACT_BELOW = 2**24


@dataclass(frozen=True)
class DistinctRows:
    """The distinct rows of a grid, in an order that only their content and a seed decide.

    The order is as good as random: the first m rows are a random sample, and adding a few rows
    changes the sample by about as few.

    Parameters
    ----------
    first : ndarray of int64, shape (n_distinct,)
        Where in the grid each distinct row stands first.
    row_of : ndarray of int64, shape (n,)
        Place in `first` of every row of the grid.
    counts : ndarray of int64, shape (n_distinct,)
        How many rows of the grid are the same.
    keys : ndarray of uint64, shape (n_distinct,)
        A number for each that its content and the seed decide, for `lots`.
    """

    first: Int64
    row_of: Int64
    counts: Int64
    keys: Keys


def to_grid(vectors: npt.ArrayLike, *, dtype: Any = np.float32) -> npt.NDArray[Any]:
    """Return unit vectors as whole numbers whose products float32 holds without error.

    A product of two rows and all its partial sums stay below 2**24 (Cauchy-Schwarz), so the
    order in which a BLAS adds them, and with it the number of threads, cannot matter.
    One step is about 1/4000 of the length; cosines are off by about 1e-4.

    Parameters
    ----------
    vectors : array_like, shape (n, n_dims)
        Need not have unit length. A row of zeros, or with a NaN or infinity, becomes zeros.
    dtype : {numpy.float32, numpy.int16}, default numpy.float32
        float32 is ready for products, int16 takes half the memory.

    Returns
    -------
    ndarray, shape (n, n_dims)
        Whole numbers; divide products by `grid_scale` squared for cosines.
    """
    rows = np.asarray(vectors)
    grid = np.empty(rows.shape, dtype=dtype)
    for start in range(0, len(rows), _BLOCK_ROWS):
        # A contiguous copy in float64 first: sums over a cast made on the way, or over strided
        # rows, could depend on where in the array a row stands.
        block = np.array(rows[start : start + _BLOCK_ROWS], dtype=np.float64, order="C")
        with np.errstate(over="ignore", invalid="ignore"):
            length = np.sqrt(np.einsum("ij,ij->i", block, block))
        bad = ~np.isfinite(length) | (length == 0)
        block[bad] = 0.0
        length[bad] = 1.0
        block *= (grid_scale(rows.shape[1]) / length)[:, None]
        grid[start : start + _BLOCK_ROWS] = np.rint(block, out=block)
    return grid


def grid_scale(n_dims: int) -> float:
    """Return the length that `to_grid` gives a vector, before rounding."""
    return 4095.0 - float(np.sqrt(n_dims)) / 2


def cosine_of(product: npt.NDArray[Any], n_dims: int) -> npt.NDArray[np.float64]:
    """Return cosines of products of rows on the grid, rounded and within -1 and 1."""
    # On the grid a unit vector can be a hair longer than one.
    scaled = np.asarray(product, dtype=np.float64) / grid_scale(n_dims) ** 2
    return np.asarray(np.clip(np.round(scaled, 6), -1.0, 1.0))


def distinct_rows(grid: npt.NDArray[Any], *, seed: int = 0) -> DistinctRows:
    """Return the distinct rows of a grid, in an order that the order of rows does not touch.

    Parameters
    ----------
    grid : ndarray of float32 or int16, shape (n, n_dims)
        From `to_grid`.
    seed : int, default 0
        Another seed, another order.
    """
    keys = _keys(grid, seed)
    order = np.argsort(keys, kind="stable")
    new = np.ones(len(grid), dtype=bool)
    same_key = np.flatnonzero(keys[order[1:]] == keys[order[:-1]])
    if len(same_key):
        order = _settle_clashes(grid, keys, order, same_key)
        new[same_key + 1] = (grid[order[same_key]] != grid[order[same_key + 1]]).any(axis=1)
    row_of = np.empty(len(grid), dtype=np.int64)
    row_of[order] = np.cumsum(new) - 1
    starts = np.flatnonzero(new)
    counts = np.diff(np.append(starts, len(grid)))
    return DistinctRows(order[starts], row_of, counts, keys[order[starts]])


def lots(keys: Keys, *numbers: int) -> Keys:
    """Return a random number for each row that no other row has a say in.

    So a few rows more change few of those that are drawn.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n,)
        From `distinct_rows`, or any distinct numbers.
    *numbers : int
        Other numbers, other lots.
    """
    drawn = keys
    for number in numbers:
        drawn = _mixed(drawn + _mixed(np.array([number], dtype=np.uint64)))
    return drawn


def nearest_rows(grid: npt.NDArray[Any], centers: Float32) -> tuple[Int64, Float32]:
    """Return the nearest of some centers for every row, and the cosine to it.

    Parameters
    ----------
    grid : ndarray of float32 or int16, shape (n, n_dims)
        From `to_grid`.
    centers : ndarray of float32, shape (n_centers, n_dims)
        From `to_grid`.

    Returns
    -------
    index : ndarray of int64, shape (n,)
        The first of equally near ones.
    cosine : ndarray of float32, shape (n,)
    """
    index = np.empty(len(grid), dtype=np.int64)
    cosine = np.empty(len(grid), dtype=np.float32)
    turned = np.ascontiguousarray(centers.T)
    for start in range(0, len(grid), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        product = grid[block].astype(np.float32, copy=False) @ turned
        index[block] = product.argmax(axis=1)
        cosine[block] = product.max(axis=1)
    return index, cosine / np.float32(grid_scale(grid.shape[1]) ** 2)


def _keys(grid: npt.NDArray[Any], seed: int) -> npt.NDArray[np.uint64]:
    """Return a number for each row that rows of other content share with a chance of 1e-13."""
    factor = _mixed(np.arange(grid.shape[1], dtype=np.uint64) + np.uint64(1)) >> np.uint64(33)
    factor_as_float = factor.astype(np.float64) - 2.0**30
    sums = np.empty(len(grid), dtype=np.int64)
    for start in range(0, len(grid), _BLOCK_ROWS):
        # Whole numbers below 2**53: exact, whatever the order of adding.
        block = grid[start : start + _BLOCK_ROWS].astype(np.float64)
        sums[start : start + _BLOCK_ROWS] = (block @ factor_as_float).astype(np.int64)
    return _mixed(sums.view(np.uint64) + _mixed(np.array([seed], dtype=np.uint64)))


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return 64 well mixed bits for each number (the last steps of SplitMix64)."""
    mixed = numbers * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _settle_clashes(
    grid: npt.NDArray[Any], keys: npt.NDArray[np.uint64], order: Int64, same_key: Int64
) -> Int64:
    """Return the order with rows of equal key sorted by content; nearly always they are equal."""
    different = (grid[order[same_key]] != grid[order[same_key + 1]]).any(axis=1)
    in_order = keys[order]
    order = order.copy()
    for key in np.unique(in_order[same_key[different]]):
        clash = slice(*np.searchsorted(in_order, [key, key + np.uint64(1)]))
        rows = order[clash]
        order[clash] = rows[np.lexsort(grid[rows].T)]
    return order
