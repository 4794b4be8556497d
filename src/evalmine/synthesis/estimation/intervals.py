"""Intervals of a share: plain, and where projects or segments come in clusters."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from typing import Final

Z_95: Final = 1.959963984540054
"""97.5 % quantile of the normal distribution."""

Interval = tuple[float, float]


def wilson_interval(n: int, n_total: int) -> Interval:
    """Return the 95 % Wilson score interval of a share.

    Parameters
    ----------
    n, n_total : int
        Successes and trials, ``0 <= n <= n_total``.

    Returns
    -------
    tuple of float
        Lower and upper bound, 0 to 1; (0, 1) without trials.

    Raises
    ------
    ValueError
        If `n` does not lie between 0 and `n_total`.

    Notes
    -----
    Wilson (1927), Journal of the American Statistical Association 22, 209-212; recommended for
    small n by Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133.  Its coverage is
    95 % on average over shares, not at every share.

    The projects are taken as independent draws from more projects like them.  Where the material
    is all there is, the share itself has no such error.  That the coder errs, and that a project
    may have lived what it does not write, is not in the interval.

    Examples
    --------
    >>> [round(b, 4) for b in wilson_interval(10, 20)]
    [0.2993, 0.7007]
    """
    if not 0 <= n <= n_total:
        raise ValueError(f"n must lie between 0 and n_total, got {n} of {n_total}")
    return share_interval(n / n_total if n_total else math.nan, n_total)


def share_interval(share: float, n_effective: float) -> Interval:
    """Return the 95 % Wilson interval of a share that is worth so many independent trials.

    Parameters
    ----------
    share : float
        0 to 1; nan where there were no trials.
    n_effective : float
        Effective number of trials; need not be whole.

    Notes
    -----
    Franco, Little, Louis and Slud (2019), Journal of Survey Statistics and Methodology 7, 334-364,
    compare intervals for shares in surveys with clusters; Wilson's with the effective sample size
    in the place of n is among those they recommend.
    """
    if not n_effective > 0 or math.isnan(share):
        return 0.0, 1.0
    z2 = Z_95**2 / n_effective
    center = (share + z2 / 2) / (1 + z2)
    spread = share * (1 - share) / n_effective + z2 / (4 * n_effective)
    half = Z_95 / (1 + z2) * math.sqrt(spread)
    # At the ends the bound is exact; rounding must not push it past the share.
    low = 0.0 if share <= 0 else max(0.0, center - half)
    high = 1.0 if share >= 1 else min(1.0, center + half)
    return low, high


def cluster_interval(hits: Sequence[float], clusters: Sequence[Hashable]) -> Interval:
    """Return the 95 % interval of a share whose units come in clusters.

    Units of one cluster (projects of one organization, segments of one project) resemble each
    other, so that a hundred of them tell less than a hundred independent ones.

    Parameters
    ----------
    hits : sequence of 0 and 1
        One per unit.
    clusters : sequence
        What each unit belongs to; equal values are one cluster.

    Returns
    -------
    tuple of float
        Lower and upper bound, 0 to 1.  Where no cluster has two units, just the Wilson interval;
        (0, 1) without units or where all are of one cluster.

    Notes
    -----
    Wilson's interval with `effective_size`, see `share_interval`.  The variance is that of
    drawing clusters from a superpopulation: it tells of more organizations like these.  It is no
    finite-population variance: of the projects that are all in the material, the share is exact.

    Examples
    --------
    >>> alone = cluster_interval([1, 1, 0, 0, 1, 1, 0, 0], "abcdefgh")
    >>> alone == wilson_interval(4, 8)
    True
    >>> in_pairs = cluster_interval([1, 1, 0, 0, 1, 1, 0, 0], "aabbccdd")
    >>> in_pairs[0] < alone[0] and in_pairs[1] > alone[1]
    True
    """
    if len(hits) != len(clusters):
        raise ValueError(f"{len(hits)} units but {len(clusters)} cluster labels: give one each")
    if not hits:
        return 0.0, 1.0
    return share_interval(sum(hits) / len(hits), effective_size(hits, clusters))


def effective_size(hits: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """Return how many independent units the clustered ones are worth; never more than there are.

    Notes
    -----
    Korn and Graubard (1998), Survey Methodology 24, 193-201: the number of units over the design
    effect, times the squared ratio of the t quantiles with units less one and with clusters less
    one degrees of freedom.  The variance of the share is that of a ratio of cluster totals
    (Cochran 1977, Sampling Techniques, section 3.12).  Where all units or none are hits, nothing
    shows how much a cluster's units resemble each other; they are then taken as wholly alike.
    """
    totals = cluster_totals(hits, clusters)
    sizes = [size for _, size in totals]
    n, n_clusters = len(hits), len(totals)
    if n == n_clusters:
        return float(n)
    if n_clusters < 2:
        return 0.0
    share = sum(hits) / n
    if not 0 < share < 1:
        return n * n / sum(size * size for size in sizes)
    squares = math.fsum((hit - share * size) ** 2 for hit, size in totals)
    variance = n_clusters / (n_clusters - 1) * squares / n**2
    independent = share * (1 - share) / (n - 1)
    design_effect = max(1.0, variance / independent)
    return min(float(n), n / design_effect * (t_95(n - 1) / t_95(n_clusters - 1)) ** 2)


def cluster_totals(
    values: Iterable[float], clusters: Iterable[Hashable]
) -> list[tuple[float, int]]:
    """Return the sum and the number of units of each cluster, in the order they first come."""
    sums: dict[Hashable, float] = {}
    sizes: dict[Hashable, int] = {}
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + value
        sizes[cluster] = sizes.get(cluster, 0) + 1
    return [(sums[c], sizes[c]) for c in sums]


def t_95(df: float) -> float:
    """Return the 97.5 % quantile of Student's t with `df` degrees of freedom, df > 0."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.975))
