"""How far apart two sets of codes are."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Literal

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float64]
SetDistance = Literal["masi", "jaccard"]


def jaccard_distance(one: Set[str], other: Set[str]) -> float:
    """Return 1 less the share of codes that both have among those that either has.

    Two empty sets are alike (0); an empty one and any other have nothing in common (1).

    Examples
    --------
    >>> jaccard_distance({"a", "b"}, {"b", "c"}), jaccard_distance(set(), set())
    (0.6666666666666667, 0.0)
    """
    union = len(one | other)
    return 1.0 - len(one & other) / union if union else 0.0


def masi_distance(one: Set[str], other: Set[str]) -> float:
    """Return 1 less the Jaccard share, weighted by how the sets lie: MASI.

    The weight is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, and 0
    for sets without a common code.  Empty sets as in `jaccard_distance`.

    References
    ----------
    R. Passonneau (2006), "Measuring agreement on set-valued items (MASI) for semantic and
    pragmatic annotation", LREC.

    Examples
    --------
    >>> round(masi_distance({"a"}, {"a", "b"}), 3), round(masi_distance({"a", "b"}, {"b", "c"}), 3)
    (0.667, 0.889)
    """
    if not one and not other:
        return 0.0
    shared = len(one & other)
    if len(one) == len(other) == shared:
        weight = 3
    elif shared == min(len(one), len(other)):
        weight = 2 if shared else 0
    else:
        weight = 1 if shared else 0
    return 1.0 - weight * shared / (3 * len(one | other))


def set_distances(sets: Sequence[Set[str]], distance: SetDistance) -> Float:
    """Return `masi_distance` or `jaccard_distance` of each pair of sets, shape (n, n)."""
    column_of = {code: j for j, code in enumerate(sorted(frozenset().union(*sets)))}
    holds = np.zeros((len(sets), len(column_of)))
    for i, one in enumerate(sets):
        holds[i, [column_of[code] for code in one]] = 1
    size = holds.sum(axis=1)
    shared = holds @ holds.T
    union = np.maximum(size[:, None] + size[None, :] - shared, 1)
    weight = np.ones_like(shared)
    if distance == "masi":
        inside = shared == np.minimum(size[:, None], size[None, :])
        equal = inside & (size[:, None] == size[None, :])
        weight = np.where(equal, 3, np.where(inside, 2, 1)) / 3
    apart: Float = 1 - weight * shared / union
    apart[np.ix_(size == 0, size == 0)] = 0
    return apart


def nominal_differences(n: int) -> Float:
    """Return 0 for a value and itself, 1 for any two others, shape (n, n)."""
    return 1.0 - np.eye(n)


def ordinal_differences(frequencies: Float) -> Float:
    """Return Krippendorff's squared ordinal differences of ranked values, shape (n, n).

    Parameters
    ----------
    frequencies : ndarray, shape (n,)
        How often each value was given, in the order of the values.

    References
    ----------
    K. Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section E.
    """
    # What lies between two values, their own halves included, is a difference of running totals.
    middle = np.cumsum(frequencies) - frequencies / 2
    squared: Float = (middle[:, None] - middle[None, :]) ** 2
    return squared


def interval_differences(values: Float) -> Float:
    """Return squared differences of the values, shape (n, n)."""
    squared: Float = (values[:, None] - values[None, :]) ** 2
    return squared
