"""The difference between two shares of projects, its interval aware of who belongs together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Difference:
    """Share A minus share B, with its 95 % interval; counts are projects."""

    n_a: int
    total_a: int
    n_b: int
    total_b: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class _Share:
    """One share with its score interval, and each cluster's part in its error."""

    n: int
    total: int
    low: float
    high: float
    errors: npt.NDArray[np.float64]  # (n_clusters,)

    @property
    def value(self) -> float:
        return self.n / self.total


def share_difference(
    having: Sequence[bool] | Bools,
    in_a: Sequence[bool] | Bools,
    clusters: Sequence[int] | Ints | None = None,
) -> Difference:
    """Return the difference between the shares of two groups with its 95 % interval.

    Parameters
    ----------
    having : sequence of bool
        Whether each project has what is counted.
    in_a : sequence of bool
        Whether it is of group A; all others are of group B.
    clusters : sequence of int, optional
        Which cluster (organization) it belongs to; each on its own when left out.

    Returns
    -------
    Difference
        With nan where a group is empty.

    Notes
    -----
    Newcombe's hybrid score interval (1998, Statistics in Medicine 17, 873-890, method 10): the
    distances from each share to its Wilson limits are squared and added.  Where a cluster holds
    several projects, each group's number of projects is divided by its design effect (Rao and
    Scott 1992, Biometrics 48, 577-585; never below 1) and adapted to the number of clusters (Korn
    and Graubard 1998, Survey Methodology 24, 193-201) before the Wilson limits are found.  Where
    a cluster has projects in both groups, the correlation of the two shares goes into the sum
    (Zou and Donner 2008, Statistics in Medicine 27, 1693-1702).  Without clusters all this
    changes nothing.

    Examples
    --------
    >>> d = share_difference([1] * 56 + [0] * 14 + [1] * 48 + [0] * 32, [1] * 70 + [0] * 80)
    >>> [round(x, 4) for x in (d.value, d.low, d.high)]
    [0.2, 0.0524, 0.3339]
    """
    y, a = np.asarray(having, dtype=bool), np.asarray(in_a, dtype=bool)
    own = np.arange(len(y)) if clusters is None else np.asarray(clusters)
    _, codes = np.unique(own, return_inverse=True)
    if not a.any() or a.all():
        n_a, n_b = int(y[a].sum()), int(y[~a].sum())
        return Difference(n_a, int(a.sum()), n_b, int((~a).sum()), math.nan, math.nan, math.nan)
    first, second = _share(y[a], codes[a], codes), _share(y[~a], codes[~a], codes)
    low, high = _square_and_add(first, second, _correlation(first.errors, second.errors))
    counts = first.n, first.total, second.n, second.total
    return Difference(*counts, first.value - second.value, low, high)


def paired_difference(n_both: int, n_first: int, n_second: int, n_none: int) -> Difference:
    """Return the difference between two shares of the same projects with its 95 % interval.

    Parameters
    ----------
    n_both, n_first, n_second, n_none : int
        Pairs where both say it, only the first, only the second, and neither.

    Notes
    -----
    Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10: as for two groups, with the
    correlation of the pairs taken from the fourfold table, drawn toward nothing when positive.

    Examples
    --------
    >>> d = paired_difference(59, 6, 16, 80)
    >>> [round(x, 4) for x in (d.value, d.low, d.high)]
    [-0.0621, -0.1186, -0.0046]
    """
    total = n_both + n_first + n_second + n_none
    a, b = n_both + n_first, n_both + n_second
    if not total:
        return Difference(0, 0, 0, 0, math.nan, math.nan, math.nan)
    first, second = _wilson_share(a, total), _wilson_share(b, total)
    product = a * (total - a) * b * (total - b)
    cross = n_both * n_none - n_first * n_second
    shrunk = max(cross - total / 2, 0.0) if cross > 0 else float(cross)
    low, high = _square_and_add(first, second, shrunk / math.sqrt(product) if product else 0.0)
    return Difference(a, total, b, total, (a - b) / total, low, high)


def cohens_h(share_a: float, share_b: float) -> float:
    """Return the effect size of a difference between shares: that of their arcsines.

    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 6: 0.2 is small, 0.5
    medium, 0.8 large.

    Examples
    --------
    >>> round(cohens_h(0.5, 0.25), 3), round(cohens_h(0.9, 0.7), 3)
    (0.524, 0.516)
    """
    return 2 * math.asin(math.sqrt(share_a)) - 2 * math.asin(math.sqrt(share_b))


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the 95 % score interval of a share of `n` projects; `n` need not be whole."""
    z2 = _Z**2
    center = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    low = 0.0 if share == 0 else max(0.0, center - half)
    high = 1.0 if share == 1 else min(1.0, center + half)
    return low, high


def _wilson_share(n: int, total: int) -> _Share:
    return _Share(n, total, *wilson(n / total, total), np.zeros(0))


def _share(y: Bools, codes: Ints, every: Ints) -> _Share:
    n, total = int(y.sum()), len(y)
    share = n / total
    errors = np.bincount(codes, weights=y - share, minlength=int(every.max()) + 1) / total
    n_clusters = len(np.unique(codes))
    return _Share(n, total, *wilson(share, _effective(share, total, n_clusters, errors)), errors)


def _effective(share: float, total: int, n_clusters: int, errors: npt.NDArray[np.float64]) -> float:
    """Return how many projects each on its own would tell as much."""
    if n_clusters == total:
        return float(total)
    if n_clusters == 1:
        return 1.0
    from scipy.special import stdtrit

    simple = share * (1 - share) / (total - 1)
    between = float((errors**2).sum()) * n_clusters / (n_clusters - 1)
    # All or none of them: how alike the projects of a cluster are cannot be seen, so they are
    # taken to be the same.
    effect = max(1.0, between / simple) if simple else total / n_clusters
    tails = stdtrit(total - 1, 0.975) / stdtrit(n_clusters - 1, 0.975)
    return max(1.0, total / effect * float(tails) ** 2)


def _correlation(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> float:
    """Return the correlation of two shares, from the clusters that are in both."""
    size = math.sqrt(float((first**2).sum()) * float((second**2).sum()))
    return min(1.0, max(-1.0, float((first * second).sum()) / size)) if size else 0.0


def _square_and_add(first: _Share, second: _Share, correlation: float) -> tuple[float, float]:
    difference = first.value - second.value
    below = first.value - first.low, second.high - second.value
    above = first.high - first.value, second.value - second.low
    spans = [math.sqrt(max(0.0, x**2 - 2 * correlation * x * y + y**2)) for x, y in (below, above)]
    return max(-1.0, difference - spans[0]), min(1.0, difference + spans[1])
