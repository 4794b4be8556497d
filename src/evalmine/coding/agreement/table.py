"""Agreement of two coders code by code, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evalmine.coding.agreement.bootstrap import (
    Groups,
    group_codes,
    percentile_interval,
    resample_counts,
)

if TYPE_CHECKING:
    import pandas as pd

Float = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PairCounts:
    """For each code, the texts that both coders, only one, or neither gave it to.

    The arrays have the codes along their last axis.
    """

    both: Float
    only_a: Float
    only_b: Float
    neither: Float

    @property
    def n(self) -> Float:
        """Texts that both read."""
        return self.both + self.only_a + self.only_b + self.neither

    @property
    def percent(self) -> Float:
        """Share of texts on which they agree, 0 to 1."""
        return _ratio(self.both + self.neither, self.n)

    @property
    def kappa(self) -> Float:
        """Cohen's kappa; nan where either is so constant that chance agrees always."""
        a, b = self.both + self.only_a, self.both + self.only_b
        chance = a * b + (self.n - a) * (self.n - b)
        return _ratio(self.n * (self.both + self.neither) - chance, self.n**2 - chance)

    @property
    def ac1(self) -> Float:
        """Gwet's AC1 of "given" and "not given": 1 where both gave the code nowhere."""
        share = _ratio(2 * self.both + self.only_a + self.only_b, 2 * self.n)
        chance = 2 * share * (1 - share)
        return _ratio(self.percent - chance, 1 - chance)

    @property
    def alpha(self) -> Float:
        """Krippendorff's nominal alpha; nan where nobody, or everybody, gave the code always."""
        given = 2 * self.both + self.only_a + self.only_b
        differ = self.only_a + self.only_b
        return 1 - _ratio((2 * self.n - 1) * differ, given * (2 * self.n - given))


def agreement_per_code(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    code_ids: Sequence[str],
    groups: Groups = None,
    *,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how far two coders agree on each code.

    Parameters
    ----------
    a, b : array-like of bool, shape (n_texts, n_codes)
        Who gave which code; nan where the text was not read.
    code_ids : sequence of str
        The columns.
    groups : sequence, optional
        What each text belongs to, such as its project; the interval resamples these.
    n_resamples, confidence, seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per code: code_id, n (texts that both read), n_a, n_b, n_both (those that got
        the code), percent (0 to 1), kappa, ac1, alpha, kappa_low, kappa_high.  nan where a
        coefficient is not defined (see `evalmine.coding.agreement.statistics`).
    """
    import pandas as pd

    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if first.shape != second.shape or first.ndim != 2 or first.shape[1] != len(code_ids):
        raise ValueError(f"codings {first.shape}, {second.shape}, {len(code_ids)} codes: no match")
    cells = _cells(first, second)
    codes, n_groups = group_codes(groups, len(first))
    counts = PairCounts(*cells.sum(axis=1))
    low = high = np.full(len(code_ids), np.nan)
    if n_groups > 1:
        times = resample_counts(n_groups, n_resamples, seed).astype(np.float64)
        by_group = [_sums(cell, codes, n_groups) for cell in cells]
        resampled = PairCounts(*(times @ sums for sums in by_group))
        low, high = percentile_interval(resampled.kappa, confidence)
    return pd.DataFrame(
        {
            "code_id": list(code_ids),
            "n": counts.n.astype(int),
            "n_a": (counts.both + counts.only_a).astype(int),
            "n_b": (counts.both + counts.only_b).astype(int),
            "n_both": counts.both.astype(int),
            "percent": counts.percent,
            "kappa": counts.kappa,
            "ac1": counts.ac1,
            "alpha": counts.alpha,
            "kappa_low": low,
            "kappa_high": high,
        }
    )


def confusion_between_codes(
    a: npt.ArrayLike, b: npt.ArrayLike, code_ids: Sequence[str]
) -> pd.DataFrame:
    """Return which code one coder gave where the other gave another.

    Only texts on which the two differ are counted, and on these only the codes that they do not
    share: a row for a code of `a`, a column for a code of `b`, and "" for no other code.

    Parameters
    ----------
    a, b : array-like of bool, shape (n_texts, n_codes)
        Of texts that both read.
    code_ids : sequence of str
        The columns.

    Returns
    -------
    DataFrame of int
        Index and columns are the codes and, last, "".
    """
    import pandas as pd

    first, second = np.asarray(a, dtype=bool), np.asarray(b, dtype=bool)
    only_a, only_b = (first & ~second).astype(int), (second & ~first).astype(int)
    nothing_a = ((only_a.sum(axis=1) == 0) & (only_b.sum(axis=1) > 0)).astype(int)
    nothing_b = ((only_b.sum(axis=1) == 0) & (only_a.sum(axis=1) > 0)).astype(int)
    rows = np.column_stack([only_a, nothing_a])
    columns = np.column_stack([only_b, nothing_b])
    names = [*code_ids, ""]
    return pd.DataFrame(rows.T @ columns, index=names, columns=names)


def _cells(a: Float, b: Float) -> Float:
    """Return both, only a, only b and neither as 0 or 1, shape (4, n_texts, n_codes)."""
    read = ~(np.isnan(a) | np.isnan(b))
    given_a, given_b = a == 1, b == 1
    cells = [given_a & given_b, given_a & ~given_b, ~given_a & given_b, ~given_a & ~given_b]
    return np.stack([cell & read for cell in cells]).astype(np.float64)


def _sums(cell: Float, codes: npt.NDArray[np.intp], n_groups: int) -> Float:
    sums = np.zeros((n_groups, cell.shape[1]))
    np.add.at(sums, codes, cell)
    return sums


def _ratio(upper: Float, lower: Float) -> Float:
    """Return the quotient, nan where it is not defined."""
    quotient: Float = np.full(np.shape(upper), np.nan)
    np.divide(upper, lower, out=quotient, where=lower != 0)
    return quotient
