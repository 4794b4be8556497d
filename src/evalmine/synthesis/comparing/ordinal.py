"""Two groups on a scale of steps: which answers higher, how much, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution


@dataclass(frozen=True)
class Dominance:
    """Cliff's delta: how much more often a project of A answers higher than one of B, -1 to 1."""

    delta: float
    low: float
    high: float


def cliffs_delta(
    steps_a: npt.ArrayLike,
    steps_b: npt.ArrayLike,
    clusters_a: npt.ArrayLike | None = None,
    clusters_b: npt.ArrayLike | None = None,
) -> Dominance:
    """Return Cliff's delta of two groups with its 95 % interval.

    Parameters
    ----------
    steps_a, steps_b : array_like of float
        Steps on the scale; only their order counts.
    clusters_a, clusters_b : array_like of int, optional
        Which cluster (organization) each answer is of; each on its own when left out.

    Returns
    -------
    Dominance
        With nan where a group has fewer than two answers.

    Notes
    -----
    Cliff (1996), Ordinal Methods for Behavioral Data Analysis, ch. 5: unbiased variance of the
    dominances and an interval that is not symmetric, so that it stays within -1 and 1 (where delta
    is 1 or -1, its limit for the smaller group).  Where a
    cluster holds several answers, the variance is multiplied by the design effect, never below 1,
    of the projects' mean dominances (Obuchowski 1997, Biometrics 53, 567-578).

    Examples
    --------
    >>> d = cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    >>> [round(x, 4) for x in (d.delta, d.low, d.high)]
    [-0.25, -0.7266, 0.389]
    """
    a, b = np.asarray(steps_a, dtype=np.float64), np.asarray(steps_b, dtype=np.float64)
    n, m = len(a), len(b)
    if n < 2 or m < 2:
        return Dominance(math.nan, math.nan, math.nan)
    signs = np.sign(a[:, None] - b[None, :])
    delta = float(signs.sum()) / (n * m)
    rows, columns = signs.mean(axis=1) - delta, signs.mean(axis=0) - delta
    around = float(((signs - delta) ** 2).sum())
    variance = m**2 * float((rows**2).sum()) + n**2 * float((columns**2).sum()) - around
    variance /= n * m * (n - 1) * (m - 1)
    variance = max(variance, (1 - delta**2) / (n * m - 1))
    variance *= _design_effect(rows, columns, clusters_a, clusters_b)
    if abs(delta) == 1:  # all of A above all of B, or below: there is no variance to go by
        inner = (min(n, m) - _Z**2) / (min(n, m) + _Z**2)
        return Dominance(delta, inner, 1.0) if delta > 0 else Dominance(delta, -1.0, -inner)
    return Dominance(delta, *_limits(delta, variance, n + m - 2))


def _limits(delta: float, variance: float, freedom: int) -> tuple[float, float]:
    from scipy.special import stdtrit

    t = float(stdtrit(freedom, 0.975))
    below = 1 - delta**2 + t**2 * variance
    span = t * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + t**2 * variance)
    middle = delta - delta**3
    return max(-1.0, (middle - span) / below), min(1.0, (middle + span) / below)


def _design_effect(
    rows: npt.NDArray[np.float64],
    columns: npt.NDArray[np.float64],
    clusters_a: npt.ArrayLike | None,
    clusters_b: npt.ArrayLike | None,
) -> float:
    if clusters_a is None or clusters_b is None:
        return 1.0
    own = np.concatenate([np.asarray(clusters_a), np.asarray(clusters_b)])
    _, codes = np.unique(own, return_inverse=True)
    if len(codes) == codes.max() + 1:
        return 1.0
    parts = np.concatenate([rows / len(rows), columns / len(columns)])
    simple = float((parts**2).sum())
    together = float((np.bincount(codes, weights=parts) ** 2).sum())
    return max(1.0, together / simple) if simple else 1.0
