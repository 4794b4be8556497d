"""How far coders agree: percent agreement, Cohen's kappa, Gwet's AC1, Krippendorff's alpha.

Every function takes one sequence per coder, all over the same texts, with None or nan where a
coder has not read the text.  Where a coefficient is not defined it is nan: with no text that two
coders read, and for kappa and alpha where everybody gave the same value everywhere, since then
nothing shows whether they can tell the values apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from itertools import combinations
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from evalmine.coding.agreement.distances import (
    SetDistance,
    interval_differences,
    nominal_differences,
    ordinal_differences,
    set_distances,
)

Float = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]  # places in the list of values, -1 for a gap
Level = Literal["nominal", "ordinal", "interval"]
Coder = Sequence[Any] | npt.NDArray[Any]


def percent_agreement(*coders: Coder) -> float:
    """Return the share of pairs of codings of one text that are equal, 0 to 1.

    With two coders this is the share of texts they agree on; with more, texts weigh the same.

    Examples
    --------
    >>> percent_agreement("aab", "abb")
    0.6666666666666666
    """
    return _mean(_agreement_by_text(_count(coders)))


def cohen_kappa(one: Coder, other: Coder) -> float:
    """Return Cohen's kappa of two coders, at most 1; 0 is what chance would give.

    References
    ----------
    J. Cohen (1960), "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20(1), 37-46.

    Examples
    --------
    >>> cohen_kappa([1, 1, 0, 0], [1, 0, 0, 0])
    0.5
    """
    codes, _ = _encode([one, other])
    a, b = codes[:, (codes >= 0).all(axis=0)]
    if not len(a):
        return float("nan")
    n_values = int(max(a.max(), b.max())) + 1
    shares = np.bincount(a, minlength=n_values) @ np.bincount(b, minlength=n_values)
    chance = float(shares) / len(a) ** 2
    return _over_chance(float((a == b).mean()), chance)


def gwet_ac1(*coders: Coder, n_values: int | None = None) -> float:
    """Return Gwet's AC1 of two or more coders, which a rare code does not pull towards 0.

    Parameters
    ----------
    *coders : sequences
        Values of any kind.
    n_values : int, optional
        How many values there were to choose from; those that occur if left out.

    References
    ----------
    K. L. Gwet (2008), "Computing inter-rater reliability and its variance in the presence of
    high agreement", British Journal of Mathematical and Statistical Psychology 61(1), 29-48.

    Examples
    --------
    >>> round(gwet_ac1([1, 0, 0, 0], [0, 0, 0, 0]), 3)
    0.68
    """
    table = _count(coders)
    n_values = max(n_values or 0, table.shape[1])
    agreement = _mean(_agreement_by_text(table))
    if n_values < 2 or np.isnan(agreement):
        return float("nan")
    read = table[table.sum(axis=1) > 0]
    share = (read / read.sum(axis=1, keepdims=True)).mean(axis=0)
    return _over_chance(agreement, float((share * (1 - share)).sum()) / (n_values - 1))


def krippendorff_alpha(*coders: Coder, level: Level = "nominal") -> float:
    """Return Krippendorff's alpha of any number of coders, with any number of gaps.

    Parameters
    ----------
    *coders : sequences
        Values of any kind; numbers for the levels "ordinal" and "interval".
    level : {"nominal", "ordinal", "interval"}
        Whether a difference counts as one, by rank, or by its square.

    References
    ----------
    K. Krippendorff (2011), "Computing Krippendorff's alpha-reliability", University of
    Pennsylvania.

    Examples
    --------
    >>> round(krippendorff_alpha([1, 2, 3, None], [1, 2, 2, 3]), 3)
    0.545
    """
    codes, values = _encode(coders, numbers=level != "nominal")
    paired, totals = _pairable(codes, len(values))
    if level == "ordinal":
        differences = ordinal_differences(totals)
    elif level == "interval":
        differences = interval_differences(np.array(values, dtype=np.float64))
    else:
        differences = nominal_differences(len(values))
    return _alpha(paired, totals, differences)


def alpha_of_sets(*coders: Sequence[Set[str] | None], distance: SetDistance = "masi") -> float:
    """Return Krippendorff's alpha of sets of codes; an empty set is a value like any other.

    Parameters
    ----------
    *coders : sequences of sets
        None where a coder has not read the text.
    distance : {"masi", "jaccard"}
        How far two sets are apart; it is not squared, as in Passonneau (2006).

    See Also
    --------
    evalmine.coding.agreement.distances.masi_distance : The source of the measure.

    Examples
    --------
    >>> round(alpha_of_sets([{"a"}, {"b"}, set()], [{"a"}, {"b", "c"}, set()]), 3)
    0.737
    """
    frozen = [[None if s is None else frozenset(s) for s in coder] for coder in coders]
    codes, values = _encode(frozen)
    paired, totals = _pairable(codes, len(values))
    return _alpha(paired, totals, set_distances(values, distance))


def _pairable(codes: Codes, n_values: int) -> tuple[Codes, Float]:
    """Return the texts that two or more coders read, and how often each value was given there."""
    paired = codes[:, (codes >= 0).sum(axis=0) >= 2]
    return paired, np.bincount(paired[paired >= 0], minlength=n_values).astype(np.float64)


def _alpha(codes: Codes, totals: Float, differences: Float) -> float:
    """Return 1 less observed over expected difference of pairs of codings."""
    by_chance = float(totals @ differences @ totals)
    if by_chance <= 0:
        return float("nan")
    weight = 2 / np.maximum((codes >= 0).sum(axis=0) - 1, 1)  # of each of a text's pairs
    observed = 0.0
    for one, other in combinations(codes, 2):
        both = (one >= 0) & (other >= 0)
        observed += float((weight[both] * differences[one[both], other[both]]).sum())
    return 1.0 - (float(totals.sum()) - 1) * observed / by_chance


def _over_chance(agreement: float, chance: float) -> float:
    # Sums of shares miss 1 by rounding where there is but one value.
    return (agreement - chance) / (1 - chance) if chance < 1 - 1e-12 else float("nan")


def _agreement_by_text(table: Float) -> Float:
    n = table.sum(axis=1)
    shared: Float = (table * (table - 1)).sum(axis=1)[n >= 2] / (n * (n - 1))[n >= 2]
    return shared


def _mean(values: Float) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _count(coders: Sequence[Coder]) -> Float:
    """Return how often each value was given to each text, shape (n_texts, n_values)."""
    codes, values = _encode(coders)
    table = np.zeros((codes.shape[1], len(values)))
    for row in codes:
        read = np.flatnonzero(row >= 0)
        table[read, row[read]] += 1
    return table


def _encode(coders: Sequence[Coder], *, numbers: bool = False) -> tuple[Codes, tuple[Any, ...]]:
    """Return values as places in the list of values, -1 for a gap, shape (n_coders, n_texts)."""
    lengths = {len(coder) for coder in coders}
    if len(coders) < 2 or len(lengths) > 1:
        raise ValueError(
            f"give at least two coders with as many values each, not {[len(c) for c in coders]}"
        )
    found: dict[Hashable, int] = {}
    places = [[_place(value, found) for value in coder] for coder in coders]
    codes = np.array(places, dtype=np.int64).reshape(len(coders), -1)
    values = tuple(found)
    if not numbers:
        return codes, values
    order = np.argsort(np.array(values, dtype=np.float64), kind="stable")
    rank = np.empty(len(values) + 1, dtype=np.int64)
    rank[order] = np.arange(len(values))
    rank[-1] = -1  # what stands for a gap
    return rank[codes], tuple(values[i] for i in order)


def _place(value: Any, found: dict[Hashable, int]) -> int:
    if value is None or value != value:
        return -1
    return found.setdefault(value, len(found))
