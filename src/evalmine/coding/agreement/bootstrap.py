"""Intervals by resampling whole groups: the texts of one project are not independent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float64]
Groups = Sequence[object] | npt.NDArray[Any] | None


def bootstrap_interval(
    statistic: Callable[..., float],
    *arrays: npt.ArrayLike,
    groups: Groups = None,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """Return a percentile interval of a statistic, resampling groups with replacement.

    Parameters
    ----------
    statistic : callable
        Takes as many arrays as are given; nan where it is not defined.
    *arrays : array-like
        Equally long along their first axis.
    groups : sequence, optional
        What each row belongs to, such as its project; each row is a group of its own if left out.
    n_resamples : int
        Number of resamples.
    confidence : float
        Share of the resamples inside the interval.
    seed : int
        Of the draws; the order of the groups does not matter to them.

    Returns
    -------
    (float, float)
        nan where there are fewer than two groups, or the statistic is undefined in more than half
        of the resamples; resamples in which it is undefined are left out.

    References
    ----------
    B. Efron and R. Tibshirani (1993), "An introduction to the bootstrap", chapters 8 and 13.
    """
    made = [np.asarray(array) for array in arrays]
    codes, n_groups = group_codes(groups, len(made[0]))
    if n_groups < 2:
        return float("nan"), float("nan")
    order = np.argsort(codes, kind="stable")
    found = np.empty(n_resamples)
    for i, times in enumerate(resample_counts(n_groups, n_resamples, seed)):
        rows = np.repeat(order, times[codes[order]])
        found[i] = statistic(*(array[rows] for array in made))
    low, high = percentile_interval(found[:, None], confidence)
    return float(low[0]), float(high[0])


def group_codes(groups: Groups, n_rows: int) -> tuple[npt.NDArray[np.intp], int]:
    """Return the group of each row as a number from 0 by sorted label, and how many there are."""
    if groups is None:
        return np.arange(n_rows), n_rows
    if len(groups) != n_rows:
        raise ValueError(f"{len(groups)} groups for {n_rows} rows: give one each")
    labels, codes = np.unique(np.array([str(g) for g in groups]), return_inverse=True)
    return codes, len(labels)


def resample_counts(n_groups: int, n_resamples: int, seed: int) -> npt.NDArray[np.int64]:
    """Return how often each group is drawn in each resample, shape (n_resamples, n_groups)."""
    draws = np.random.default_rng(seed)
    return draws.multinomial(n_groups, np.full(n_groups, 1 / n_groups), size=n_resamples)


def percentile_interval(values: Float, confidence: float = 0.95) -> tuple[Float, Float]:
    """Return the lower and upper bound of each column of resampled values.

    nan values are left out; a column in which more than half are nan has no interval.
    """
    low, high = np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    tail = (1 - confidence) / 2
    for j in range(values.shape[1]):
        known = values[~np.isnan(values[:, j]), j]
        if 2 * len(known) >= len(values) and len(known):
            low[j], high[j] = np.quantile(known, [tail, 1 - tail])
    return low, high
