"""Is it more than chance: the few tests that `drift` asks, from counts."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]

_LEAST_EXPECTED = 5
_TWO_SIDED_95 = 1.959964


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, k of n (Wilson 1927, doi:10.2307/2276774)."""
    if n == 0:
        return 0.0, 1.0
    z2 = _TWO_SIDED_95**2
    middle = (k + z2 / 2) / (n + z2)
    half = math.sqrt(z2 * (k * (n - k) / n + z2 / 4)) / (n + z2)
    # Rounding must not leave a sliver below nothing or above all.
    return (max(0.0, middle - half) if k else 0.0, min(1.0, middle + half) if k < n else 1.0)


def fisher_tail(k: int, n: int, k_before: int, n_before: int) -> float:
    """Return the chance of k or more of n, were the share the same as k_before of n_before.

    Fisher's exact test, one-sided.
    """
    from scipy.special import gammaln

    def log_choose(of: int, many: Counts) -> npt.NDArray[np.float64]:
        return np.asarray(gammaln(of + 1.0) - gammaln(many + 1.0) - gammaln(of - many + 1.0))

    both, total = k + k_before, n + n_before
    many = np.arange(k, min(both, n) + 1)
    if k == 0 or n == 0:
        return 1.0
    log = log_choose(both, many) + log_choose(total - both, n - many)
    log -= log_choose(total, np.array([n]))
    return float(min(1.0, np.exp(log).sum()))


def tends_lower(new: Counts, before: Counts) -> tuple[float, float]:
    """Return the chance that a new value is below an old one, and how likely so high a one is.

    Mann-Whitney with ties counted half, by its normal approximation, one-sided.

    Parameters
    ----------
    new, before : ndarray of int, shape (n_steps,)
        Number of values in each step.
    """
    n, m = float(new.sum()), float(before.sum())
    if not n or not m:
        return 0.5, 1.0
    above = before[::-1].cumsum()[::-1] - before
    chance = float((new * (above + before / 2)).sum() / (n * m))
    tied = (new + before).astype(np.float64)
    ties = float((tied**3 - tied).sum()) / ((n + m) * (n + m - 1))
    variance = (n + m + 1 - ties) / (12 * n * m)
    if variance <= 0:
        return chance, 1.0
    return chance, 0.5 * math.erfc((chance - 0.5) / math.sqrt(2 * variance))


def mix_change(new: Counts, before: Counts) -> tuple[float, float]:
    """Return by how much shares differ, and how likely so much is by chance.

    Half the sum of absolute differences; chi-square of two samples. Groups of which fewer than
    five new ones are expected count as one.
    """
    from scipy.special import chdtrc

    n, m = float(new.sum()), float(before.sum())
    if not n or not m:
        return 0.0, 1.0
    small = n * (new + before) / (n + m) < _LEAST_EXPECTED
    first = np.append(new[~small], new[small].sum()).astype(np.float64)
    second = np.append(before[~small], before[small].sum()).astype(np.float64)
    held = first + second > 0
    first, second = first[held], second[held]
    moved = float(np.abs(first / n - second / m).sum() / 2)
    if len(first) < 2:
        return moved, 1.0
    share = (first + second) / (n + m)
    squares = (first - n * share) ** 2 / (n * share) + (second - m * share) ** 2 / (m * share)
    return moved, float(chdtrc(len(first) - 1, squares.sum()))
