"""The classical correction of a share for the errors of who counted: a cross-check."""

from __future__ import annotations

import math
from dataclasses import dataclass

from evalmine.synthesis.estimation.intervals import Z_95, Interval


@dataclass(frozen=True)
class ErrorRates:
    """How often a coder finds what is there, and leaves alone what is not.

    `sensitivity` was seen on `n_with` texts that have the code, `specificity` on `n_without` that
    have it not; nan where there were none.  The numbers may be effective ones, not whole.
    """

    sensitivity: float
    n_with: float
    specificity: float
    n_without: float

    @property
    def youden(self) -> float:
        """Sensitivity and specificity less 1: 0 for a coder who guesses."""
        return self.sensitivity + self.specificity - 1


def rogan_gladen(apparent: float, sensitivity: float, specificity: float) -> float:
    """Return the true share behind an apparent one, kept between 0 and 1.

    Notes
    -----
    Rogan and Gladen (1978), American Journal of Epidemiology 107, 71-76.

    Raises
    ------
    ValueError
        If the coder is no better than guessing, so that the count says nothing.

    Examples
    --------
    >>> round(rogan_gladen(23 / 150, sensitivity=0.96, specificity=0.89), 3)
    0.051
    """
    youden = sensitivity + specificity - 1
    if not youden > 0:
        raise ValueError(f"sensitivity and specificity add up to {youden + 1:g}: must be above 1")
    return min(1.0, max(0.0, (apparent + specificity - 1) / youden))


def misclassification_interval(apparent: float, n: float, rates: ErrorRates) -> Interval:
    """Return the 95 % interval of the true share, the error rates being estimates themselves.

    Parameters
    ----------
    apparent : float
        Share that the coder found, 0 to 1.
    n : float
        Independent trials it is worth.
    rates : ErrorRates

    Returns
    -------
    tuple of float
        (0, 1) where the error rates do not say enough.

    Notes
    -----
    Lang and Reiczigel (2014), Preventive Veterinary Medicine 113, 13-22: every share gets
    pseudo-observations (z squared for the apparent one, one hit and one miss for each error rate),
    and the middle is shifted.

    Examples
    --------
    >>> low, high = misclassification_interval(0.2, 500, ErrorRates(0.9, 100, 0.9, 100))
    >>> 0 < low < rogan_gladen(0.2, 0.9, 0.9) < high < 0.3
    True
    """
    z2 = Z_95**2
    if math.isnan(rates.youden) or not n > 0:
        return 0.0, 1.0
    total, n_with, n_without = n + z2, rates.n_with + 2, rates.n_without + 2
    found = (n * apparent + z2 / 2) / total
    sensitivity = (rates.n_with * rates.sensitivity + 1) / n_with
    specificity = (rates.n_without * rates.specificity + 1) / n_without
    youden = sensitivity + specificity - 1
    if not youden > 0:
        return 0.0, 1.0
    share = (found + specificity - 1) / youden
    missed = sensitivity * (1 - sensitivity) / n_with
    invented = specificity * (1 - specificity) / n_without
    shift = 2 * z2 * (share * missed - (1 - share) * invented)
    variance = found * (1 - found) / total + share**2 * missed + (1 - share) ** 2 * invented
    half = Z_95 * math.sqrt(variance) / youden
    return min(1.0, max(0.0, share + shift - half)), max(0.0, min(1.0, share + shift + half))
