"""Weighs what the codebook says against what the codings teach, and makes it a probability.

One logistic regression over all pairs of text and code, on scores of held-out texts: a slope per
kind of evidence that all codes share, and an intercept per code, drawn towards a shared one.  It
is Platt's calibration with two scores instead of one; a code with few positives borrows the
slopes of the others.

References
----------
J. Platt (1999), "Probabilistic outputs for support vector machines"; the smoothed targets too.
D. Wolpert (1992), "Stacked generalization", Neural Networks 5(2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.coding.similarity import Float64

_LOOSENESS = 10.0  # variance that slopes and intercepts have before any text is seen
_SHRINKAGE = 10.0  # positives at which a code's own threshold counts as much as the shared one
_MOST_STEPS = 50
_CLOSE = 1e-9


@dataclass(frozen=True)
class Combination:
    """How evidence becomes a probability.

    Parameters
    ----------
    slopes : ndarray of float64, shape (n_kinds, n_codes)
        What a unit of each kind of evidence adds to the log odds.
    intercepts : ndarray of float64, shape (n_codes,)
    """

    slopes: Float64
    intercepts: Float64

    def probabilities(self, *evidence: Float64) -> Float64:
        """Return the probability of each code, from arrays of shape (n_texts, n_codes)."""
        from scipy.special import expit

        total = np.broadcast_to(self.intercepts, evidence[0].shape)
        for slope, values in zip(self.slopes, evidence, strict=True):
            total = total + slope * values
        made: Float64 = expit(total)
        return made


def fit_combination(
    marks: npt.NDArray[np.bool_],
    *evidence: Float64,
    looseness: float = _LOOSENESS,
    smooth: bool = True,
) -> Combination:
    """Return the combination that makes marks most likely.

    A kind of evidence that would count against a code gets slope 0.

    Parameters
    ----------
    marks : ndarray of bool, shape (n_texts, n_codes)
        Whether people assigned the code.
    *evidence : ndarray of float64, each of shape (n_texts, n_codes)
        Scores of texts that were held out when the scores were learned.
    looseness : float, default 10
        How far the codes' intercepts may lie from each other, as a variance: the smaller, the less
        it counts how common each code is among these texts.
    smooth : bool, default True
        Whether the targets of a code are kept from 0 and 1, as Platt did; that guards its intercept
        where `looseness` does not.
    """
    used = list(range(len(evidence)))
    slopes = np.zeros(len(evidence))
    targets = _smoothed(marks) if smooth else marks.astype(np.float64)
    while True:
        spreads = np.array([max(float(evidence[k].std()), 1e-9) for k in used])
        scaled = [evidence[k] / s for k, s in zip(used, spreads, strict=True)]
        fitted, intercepts = _newton(targets, scaled, looseness)
        against = [k for k, slope in zip(used, fitted, strict=True) if slope < 0]
        if not against:
            slopes[used] = fitted / spreads
            return Combination(np.repeat(slopes[:, None], marks.shape[1], axis=1), intercepts)
        used = [k for k in used if k not in against]


def best_thresholds(probabilities: Float64, marks: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    """Return the threshold per code from which assigning gives the highest F1 to be expected.

    With calibrated scores that is half of the F1 itself, whatever the code (Lipton et al. 2014).
    For a code that can hardly be told the rule would give everything the code, so that the
    threshold is drawn towards the one of all codes together: with ``n`` positives it is
    ``(n * own + 10 * shared) / (n + 10)``.

    Parameters
    ----------
    probabilities : ndarray of float64, shape (n_texts, n_codes)
        Calibrated, of held-out texts.
    marks : ndarray of bool, shape (n_texts, n_codes)
        Whether people assigned the code.

    References
    ----------
    Z. Lipton, C. Elkan and B. Naryanaswamy (2014), "Optimal thresholding of classifiers to
    maximize F1 measure", ECML PKDD.
    """
    own = _highest_f1(probabilities) / 2
    shared = shared_threshold(probabilities)
    n = marks.sum(axis=0)
    drawn = (n * own + _SHRINKAGE * shared) / (n + _SHRINKAGE)
    return tuple(max(round(float(value), 4), 1e-4) for value in drawn)


def shared_threshold(probabilities: Float64) -> float:
    """Return the one threshold that gives the highest F1 to be expected over all codes together."""
    return float(_highest_f1(probabilities.reshape(-1, 1))[0]) / 2


def _highest_f1(probabilities: Float64) -> Float64:
    """Return, by column, the highest F1 to be expected from assigning the most probable."""
    ranked = -np.sort(-probabilities, axis=0)
    n_assigned = np.arange(1, len(ranked) + 1)[:, None]
    f1 = 2 * np.cumsum(ranked, axis=0) / (n_assigned + ranked.sum(axis=0))
    highest: Float64 = f1.max(axis=0)
    return highest


def _smoothed(marks: npt.NDArray[np.bool_]) -> Float64:
    """Return Platt's targets: never quite 0 or 1, and the less so the fewer texts there are."""
    n, n_marked = len(marks), marks.sum(axis=0)
    targets: Float64 = np.where(marks, (n_marked + 1) / (n_marked + 2), 1 / (n - n_marked + 2))
    return targets


def _newton(targets: Float64, evidence: list[Float64], looseness: float) -> tuple[Float64, Float64]:
    """Return slopes and intercepts by Newton's method; the likelihood has one maximum."""
    from scipy.special import expit

    n_kinds, n_codes = len(evidence), targets.shape[1]
    # Slopes, the shared intercept, and how far each code's own lies from it.
    state = np.zeros(n_kinds + 1 + n_codes)
    penalty = np.full(len(state), 1 / _LOOSENESS)
    penalty[n_kinds] = 1e-6
    penalty[n_kinds + 1 :] = 1 / looseness
    for _ in range(_MOST_STEPS):
        total = np.broadcast_to(state[n_kinds] + state[n_kinds + 1 :], targets.shape)
        for slope, values in zip(state, evidence, strict=False):
            total = total + slope * values
        p = expit(total)
        gradient = _sums(p - targets, evidence) + penalty * state
        step = np.linalg.solve(_curvature(p * (1 - p), evidence) + np.diag(penalty), gradient)
        state = state - step
        if np.abs(step).max() < _CLOSE:
            break
    return state[:n_kinds], state[n_kinds] + state[n_kinds + 1 :]


def _sums(values: Float64, evidence: list[Float64]) -> Float64:
    by_code = values.sum(axis=0)
    return np.array([*((values * e).sum() for e in evidence), by_code.sum(), *by_code])


def _curvature(spread: Float64, evidence: list[Float64]) -> Float64:
    """Return the second derivative of the loss by slopes and intercepts."""
    n_kinds = len(evidence)
    by_code = spread.sum(axis=0)
    cross = np.array([(spread * e).sum(axis=0) for e in evidence]).reshape(n_kinds, len(by_code))
    size = n_kinds + 1 + len(by_code)
    made = np.zeros((size, size))
    for a in range(n_kinds):
        for b in range(n_kinds):
            made[a, b] = (spread * evidence[a] * evidence[b]).sum()
    made[:n_kinds, n_kinds] = cross.sum(axis=1)
    made[:n_kinds, n_kinds + 1 :] = cross
    made[n_kinds, n_kinds] = by_code.sum()
    made[n_kinds, n_kinds + 1 :] = by_code
    made[n_kinds + 1 :, n_kinds + 1 :] = np.diag(by_code)
    upper = np.triu(made)
    return upper + np.triu(made, 1).T
