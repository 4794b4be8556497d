"""How often chance alone would give as much: exact tests, permutations of clusters, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from evalmine.errors import ConfigError

Correction = Literal["bh", "by", "holm"]
Ints = npt.NDArray[np.int64]

N_PERMUTATIONS = 9999
N_REFINED = 99_999
REFINE_BELOW = 0.002
"""Below this the correction for many comparisons hangs on the last digits of a p-value."""
_CHUNK = 2000


def fisher_p(n_a: int, total_a: int, n_b: int, total_b: int) -> float:
    """Return the two-sided p-value of Fisher's exact test for two shares."""
    from scipy.stats import fisher_exact

    if not total_a or not total_b:
        return 1.0
    table = [[n_a, total_a - n_a], [n_b, total_b - n_b]]
    return min(1.0, float(fisher_exact(table).pvalue))


def mcnemar_p(n_first: int, n_second: int) -> float:
    """Return the two-sided p-value of McNemar's exact test.

    Parameters
    ----------
    n_first, n_second : int
        Pairs where only the first, and only the second, says it.

    Examples
    --------
    >>> round(mcnemar_p(6, 16), 4), mcnemar_p(0, 0)
    (0.0525, 1.0)
    """
    from scipy.stats import binomtest

    n = n_first + n_second
    return float(binomtest(n_first, n, 0.5).pvalue) if n else 1.0


def least_paired_p(n_pairs: int) -> float:
    """Return the smallest p-value that `n_pairs` pairs can give, all of them pointing one way."""
    return mcnemar_p(n_pairs, 0)


def flip_p(
    differences: npt.ArrayLike,
    clusters: npt.ArrayLike,
    *,
    n_permutations: int = N_PERMUTATIONS,
    seed: int = 0,
) -> float:
    """Return how often chance gives as large a sum of paired differences, clusters kept together.

    Under no difference the two of a pair can change places; all pairs of a cluster do so at once.

    Parameters
    ----------
    differences : array_like of int, shape (n,)
    clusters : array_like of int, shape (n,)
    n_permutations, seed : int
    """
    _, codes = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(codes, weights=np.asarray(differences, dtype=np.float64))
    signs = np.random.default_rng(seed).integers(0, 2, (n_permutations, len(sums))) * 2 - 1
    extreme = int((np.abs(signs @ sums) >= abs(sums.sum())).sum())
    return (1 + extreme) / (1 + n_permutations)


def permutation_p(
    scores: npt.ArrayLike,
    in_a: npt.ArrayLike,
    clusters: npt.ArrayLike | None = None,
    *,
    n_permutations: int = N_PERMUTATIONS,
    seed: int = 0,
) -> npt.NDArray[np.float64]:
    """Return how often chance gives as large a difference, clusters kept together.

    Parameters
    ----------
    scores : array_like of int, shape (n,) or (n, n_scores)
        One row per project; 0 and 1 for shares, ranks for steps of a scale.
    in_a : array_like of bool, shape (n,) or (n, n_groupings)
        Which projects are of group A.
    clusters : array_like of int, shape (n,), optional
        Which cluster each project is of; each on its own when left out.
    n_permutations, seed : int

    Returns
    -------
    ndarray of shape (n_scores, n_groupings)
        Two-sided p-values, ``(1 + as extreme) / (1 + n_permutations)`` (Phipson and Smyth 2010).

    Notes
    -----
    The statistic is the sum of the scores in group A, less what is expected there.  Where every
    project of a cluster is in the same group, whole clusters change places, whatever their size
    (Gail et al. 1996, Statistics in Medicine 15, 1069-1092).  Otherwise the groups of a cluster
    go together to another one of its size, and change places inside it.  All sums are of whole
    numbers, so that no rounding decides a tie.
    """
    s, a = np.asarray(scores, dtype=np.int64), np.asarray(in_a, dtype=bool)
    s, a = s.reshape(len(s), -1), a.reshape(len(a), -1)
    own = np.arange(len(s)) if clusters is None else np.asarray(clusters)
    _, codes = np.unique(own, return_inverse=True)
    centered = len(s) * s - s.sum(axis=0)  # whole numbers, times n
    observed = np.abs(centered.T @ a.astype(np.int64))
    result = np.empty(observed.shape)
    if centered.shape[1] == 1 and codes.max(initial=-1) + 1 == len(codes):
        # Nobody shares a cluster: the scores change places instead, for all groupings at once.
        result[0] = _scores_as_extreme(centered[:, 0], a, observed[0], n_permutations, seed)
        return result
    for column in range(a.shape[1]):
        result[:, column] = _share_as_extreme(
            centered, a[:, column], codes, observed[:, column], n_permutations, seed
        )
    return result


def refined_permutation_p(
    scores: npt.ArrayLike, in_a: npt.ArrayLike, clusters: npt.ArrayLike, *, seed: int = 0
) -> npt.NDArray[np.float64]:
    """Return p-values of one score as `permutation_p` does, small ones from ten times the draws.

    Returns
    -------
    ndarray of shape (n_groupings,)
    """
    a = np.asarray(in_a, dtype=bool).reshape(len(np.asarray(scores)), -1)
    found: npt.NDArray[np.float64] = permutation_p(scores, a, clusters, seed=seed)[0]
    small = np.flatnonzero(found < REFINE_BELOW)
    if len(small):
        found[small] = permutation_p(
            scores, a[:, small], clusters, n_permutations=N_REFINED, seed=seed
        )[0]
    return found


def _share_as_extreme(
    centered: Ints,
    labels: npt.NDArray[np.bool_],
    codes: Ints,
    observed: Ints,
    n_permutations: int,
    seed: int,
) -> npt.NDArray[np.float64]:
    sizes = np.bincount(codes)
    inside = np.bincount(codes, weights=labels)
    if ((inside == 0) | (inside == sizes)).all():  # no cluster is in both groups
        sums = np.zeros((len(sizes), centered.shape[1]))
        np.add.at(sums, codes, centered)
        drawn = _whole_clusters(inside > 0, n_permutations, seed)
    else:
        sums = centered.astype(np.float64)
        drawn = _inside_clusters(labels, codes, sizes, n_permutations, seed)
    extreme = np.zeros(len(observed), dtype=np.int64)
    for chunk in drawn:  # sums of whole numbers below 2**53 are exact in any order
        extreme += (np.abs(chunk.astype(np.float64) @ sums) >= observed).sum(axis=0)
    return np.asarray((1 + extreme) / (1 + n_permutations))


def _scores_as_extreme(
    centered: Ints, in_a: npt.NDArray[np.bool_], observed: Ints, n_permutations: int, seed: int
) -> npt.NDArray[np.float64]:
    rng, labels = np.random.default_rng(seed), in_a.astype(np.float64)
    extreme = np.zeros(len(observed), dtype=np.int64)
    for start in range(0, n_permutations, _CHUNK):
        n = min(_CHUNK, n_permutations - start)
        drawn = rng.permuted(np.tile(centered, (n, 1)), axis=1)
        extreme += (np.abs(drawn.astype(np.float64) @ labels) >= observed).sum(axis=0)
    return np.asarray((1 + extreme) / (1 + n_permutations))


def _whole_clusters(
    labels: npt.NDArray[np.bool_], n_permutations: int, seed: int
) -> Iterator[npt.NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    for start in range(0, n_permutations, _CHUNK):
        n = min(_CHUNK, n_permutations - start)
        yield rng.permuted(np.tile(labels, (n, 1)), axis=1)


def _inside_clusters(
    labels: npt.NDArray[np.bool_], codes: Ints, sizes: Ints, n_permutations: int, seed: int
) -> Iterator[npt.NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    order = np.argsort(codes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    places = [  # one array (n_clusters, size) of project rows for each size
        np.array([order[starts[c] : starts[c] + size] for c in np.flatnonzero(sizes == size)])
        for size in np.unique(sizes)
    ]
    for start in range(0, n_permutations, _CHUNK):
        n = min(_CHUNK, n_permutations - start)
        drawn = np.empty((n, len(labels)), dtype=bool)
        for rows in places:
            swapped = np.argsort(rng.random((n, len(rows))), axis=1, kind="stable")
            moved = labels[rows][swapped]  # (n, n_clusters, size)
            if rows.shape[1] > 1:
                moved = rng.permuted(moved, axis=2)
            drawn[:, rows.ravel()] = moved.reshape(n, -1)
        yield drawn


def adjust(p_values: Sequence[float], correction: Correction = "bh") -> list[float]:
    """Return p-values corrected for having made all these comparisons.

    Parameters
    ----------
    p_values : sequence of float
        The whole family: every comparison that was made, shown or not.
    correction : {"bh", "by", "holm"}
        Benjamini and Hochberg (1995): of the differences called clear, 5 % are expected to be
        chance; holds where the tests are independent or rise together.  Benjamini and Yekutieli
        (2001): the same however they depend.  Holm (1979): 5 % risk of any false one at all.

    Raises
    ------
    ConfigError
        If the correction is not known.

    Examples
    --------
    >>> [round(p, 4) for p in adjust([0.01, 0.04, 0.03, 0.005], "holm")]
    [0.03, 0.06, 0.06, 0.02]
    """
    if correction not in get_args(Correction):
        known = ", ".join(get_args(Correction))
        raise ConfigError(f"correction {correction!r} is not known: choose one of {known}")
    if not p_values:
        return []
    if correction == "holm":
        return _holm(p_values)
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control(list(p_values), method=correction)]


def _holm(p_values: Sequence[float]) -> list[float]:
    n, highest = len(p_values), 0.0
    adjusted = [0.0] * n
    for rank, i in enumerate(sorted(range(n), key=lambda i: (p_values[i], i))):
        highest = max(highest, min(1.0, (n - rank) * p_values[i]))
        adjusted[i] = highest
    return adjusted
