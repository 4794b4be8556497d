"""Scores as probabilities: how far they are off, and how they are put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Float64 = npt.NDArray[np.float64]

_RIDGE = 1e-6  # keeps the fit finite where scores part the truth without error
_STEPS = 100


def expected_calibration_error(
    scores: npt.ArrayLike, truth: npt.ArrayLike, n_bins: int = 10
) -> float:
    """Return how far scores are from the share that is true, on average: 0 is perfect.

    Pairs are put in `n_bins` bins of equal width; the distance between mean score and share of true
    pairs in a bin counts by the number of its pairs (Naeini, Cooper and Hauskrecht 2015).

    Parameters
    ----------
    scores : array
        0 to 1, of any shape.
    truth : array of bool
        Of the same shape.
    n_bins : int, default 10

    Raises
    ------
    ValueError
        If the shapes differ, nothing is given, or a score is not between 0 and 1.
    """
    curve = reliability_curve(scores, truth, n_bins)
    weight = curve["n"] / curve["n"].sum()
    return float((weight * (curve["mean_score"] - curve["share_true"]).abs()).sum())


def reliability_curve(
    scores: npt.ArrayLike, truth: npt.ArrayLike, n_bins: int = 10
) -> pd.DataFrame:
    """Return, by bin of scores, how often they were right; empty bins are left out.

    Parameters are those of `expected_calibration_error`.

    Returns
    -------
    DataFrame
        low, high (the bin; a score equal to `high` is in the next one, 1 in the last), n,
        mean_score, share_true.
    """
    import pandas as pd

    values, marks = _pairs(scores, truth)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("scores are not all between 0 and 1")
    bins = np.minimum((values * n_bins).astype(np.intp), n_bins - 1)
    n = np.bincount(bins, minlength=n_bins)
    some = n > 0
    share = np.maximum(n, 1)
    curve = pd.DataFrame(
        {
            "low": np.arange(n_bins) / n_bins,
            "high": np.arange(1, n_bins + 1) / n_bins,
            "n": n,
            "mean_score": np.bincount(bins, weights=values, minlength=n_bins) / share,
            "share_true": np.bincount(bins, weights=marks, minlength=n_bins) / share,
        }
    )
    return curve[some].reset_index(drop=True)


@dataclass(frozen=True)
class LogOdds:
    """A weighted sum of features, read as the logarithm of the odds.

    Parameters
    ----------
    weights : tuple of float
        One per feature.
    intercept : float
    """

    weights: tuple[float, ...]
    intercept: float

    def probability(self, *features: npt.ArrayLike) -> Float64:
        """Return the probability for features of any one shape, given one by one."""
        from scipy.special import expit

        odds = self.intercept + sum(
            weight * np.asarray(feature, dtype=np.float64)
            for weight, feature in zip(self.weights, features, strict=True)
        )
        probability: Float64 = expit(odds)
        return probability


def fit_platt(values: npt.ArrayLike, truth: npt.ArrayLike) -> LogOdds:
    """Return the sigmoid that turns any real score into a probability (Platt 1999).

    The targets are smoothed as Platt did, ``(n_true + 1) / (n_true + 2)`` and
    ``1 / (n_false + 2)``, so that a few cases never give certainty.

    Parameters
    ----------
    values : array
        Higher speaks for true.
    truth : array of bool
        Of the same shape.
    """
    flat, marks = _pairs(values, truth)
    n_true = int(marks.sum())
    targets = np.where(marks, (n_true + 1) / (n_true + 2), 1 / (len(marks) - n_true + 2))
    return _fit(flat[:, None], targets, np.ones(len(flat)))


def fit_log_odds(
    features: npt.ArrayLike, truth: npt.ArrayLike, weights: npt.ArrayLike | None = None
) -> LogOdds:
    """Return a logistic regression on several features, with next to no penalty.

    Parameters
    ----------
    features : array of shape (n, n_features)
    truth : array of bool, shape (n,)
    weights : array of shape (n,), optional
        How much a case counts.
    """
    table = np.asarray(features, dtype=np.float64)
    marks = np.asarray(truth, dtype=bool)
    if table.ndim != 2 or len(table) != len(marks) or not len(marks):
        raise ValueError(f"features {table.shape} and truth {marks.shape} do not match")
    counts = np.ones(len(marks)) if weights is None else np.asarray(weights, dtype=np.float64)
    return _fit(table, marks.astype(np.float64), counts)


def _fit(table: Float64, targets: Float64, counts: Float64) -> LogOdds:
    """Maximize the likelihood by Newton's method, halving steps that overshoot."""
    design = np.hstack([table, np.ones((len(table), 1))])
    counts = counts / counts.sum()
    found = np.zeros(design.shape[1])
    loss = _loss(design @ found, targets, counts, found)
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(design @ found, -500, 500)))
        slope = design.T @ (counts * (probability - targets)) + _RIDGE * found
        bend = (design.T * (counts * probability * (1 - probability))) @ design
        step = np.linalg.solve(bend + _RIDGE * np.eye(len(found)), slope)
        size = 1.0
        while size > 1e-6:
            trial = found - size * step
            new = _loss(design @ trial, targets, counts, trial)
            if new <= loss:
                break
            size /= 2
        if size <= 1e-6 or loss - new < 1e-14:
            break
        found, loss = trial, new
    return LogOdds(tuple(float(w) for w in found[:-1]), float(found[-1]))


def _loss(odds: Float64, targets: Float64, counts: Float64, found: Float64) -> float:
    cross = np.logaddexp(0, odds) - targets * odds
    return float((counts * cross).sum() + _RIDGE / 2 * (found * found).sum())


def _pairs(scores: npt.ArrayLike, truth: npt.ArrayLike) -> tuple[Float64, npt.NDArray[np.bool_]]:
    values = np.asarray(scores, dtype=np.float64)
    marks = np.asarray(truth, dtype=bool)
    if values.shape != marks.shape or not values.size:
        raise ValueError(f"scores {values.shape} and truth {marks.shape} do not match")
    return values.ravel(), marks.ravel()
