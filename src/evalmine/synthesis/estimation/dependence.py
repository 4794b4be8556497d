"""How probable it is that a project has a code at all, learned from a sample of its segments.

The model: a segment has the code with probability Phi(a + b q), where q is the normal quantile of
the coder's score (plus c in a group of segments, such as those of one aspect, in which the coder
may err otherwise); what the segments of one project have in common beside their scores is one
normal variable per project, with correlation rho between any two of them.  Whatever rho is, each
segment's own probability stays the same (a marginally specified model: Heagerty 1999, Biometrics
55, 688-698), so that a, b and c can be learned first, with the weights of the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

_NODES, _MASS = np.polynomial.hermite_e.hermegauss(15)
_WEIGHTS: Final = _MASS / _MASS.sum()
_CLIP = 1e-3  # scores nearer to 0 and 1 than this claim more than a calibration can know
_PRIOR_MEAN: Final = np.array([0.0, 1.0, 0.0])  # scores are right as they are ...
_PRIOR_SD: Final = np.array([1.0, 0.75, 0.5])  # ... give or take, in normal quantiles
_SPREAD_RATE = 4.0  # of the gamma prior (shape 2) of the projects' standard deviation
_SPREADS: Final = np.concatenate([np.linspace(0.02, 1.22, 13), np.linspace(1.4, 3.0, 7)])


@dataclass(frozen=True)
class Sampled:
    """What people said of a sample of segments; arrays of shape (n_sampled,).

    `rows` are positions among all segments, `truth` 0 or 1, `weights` of mean 1.
    """

    rows: Rows
    truth: Float
    weights: Float


@dataclass(frozen=True, eq=False)
class SegmentModel:
    """A fitted model: the probability of the code for each segment, and what projects share.

    Attributes
    ----------
    coefficients : ndarray of shape (2,) or (3,)
        a, b and, where there is a group, c.
    influence : ndarray of shape (n_projects, n_coefficients)
        What each project moved them by; the sum of their outer products is the sandwich.
    prior_covariance : ndarray of shape (n_coefficients, n_coefficients)
        What is added to it since the prior may be wrong.
    covariance : ndarray of the same shape
        If the model were right: the inverse information.
    spread, spread_variance : float
        Standard deviation of what a project's segments share, and its uncertainty.
    features : ndarray of shape (n_segments, n_coefficients)
        1, the normal quantile of the coder's score, and whether the segment is of the group.
    """

    coefficients: Float
    influence: Float
    prior_covariance: Float
    covariance: Float
    spread: float
    spread_variance: float
    features: Float

    @property
    def rho(self) -> float:
        """Correlation between the segments of one project, 0 to 1."""
        return self.spread**2 / (1 + self.spread**2)

    @property
    def probabilities(self) -> Float:
        """Probability of the code for each segment, recalibrated on the sample."""
        from scipy.special import ndtr

        found: Float = ndtr(self.limits(self.coefficients))
        return found

    def limits(self, coefficients: Float) -> Float:
        """Return the normal quantile of each segment's probability, with these coefficients."""
        found: Float = (self.features * coefficients).sum(axis=1)
        return found


def fit_segment_model(
    scores: npt.ArrayLike,
    projects: Rows,
    n_projects: int,
    sampled: Sampled,
    group: npt.NDArray[np.bool_] | None = None,
) -> SegmentModel:
    """Return the model of one code.

    Parameters
    ----------
    scores : array of shape (n_segments,)
        The coder's score of each segment, 0 to 1; of the sampled ones from a coder that had not
        seen them.
    projects : ndarray of int, shape (n_segments,)
        From 0.
    n_projects : int
    sampled : Sampled
    group : ndarray of bool, shape (n_segments,), optional
        Segments of which the coder may find too many or too few, unlike of the others.

    Notes
    -----
    The coefficients maximize the weighted probit likelihood (pseudo-likelihood, Binder 1983,
    International Statistical Review 51, 279-292) with a weak prior at "the scores are right", so
    that a code of which the sample has few goes by its scores; their variance is the sandwich by
    project.  The
    spread is the mean, over a grid, of its posterior given the projects' sampled segments, with a
    gamma prior of shape 2 (Chung, Rabe-Hesketh, Dorie, Gelman and Liu 2013, Psychometrika 78,
    685-709), so that it is never just zero because a sample is small.
    """
    from scipy.special import ndtri

    quantiles: Float = ndtri(np.clip(np.asarray(scores, dtype=np.float64), _CLIP, 1 - _CLIP))
    columns = [np.ones(len(quantiles)), quantiles]
    features: Float = np.column_stack(columns if group is None else [*columns, group])
    x = features[sampled.rows]
    coefficients, information, by_row = _fit_probit(x, sampled.truth, sampled.weights)
    gradients = _by_project(by_row, projects[sampled.rows], n_projects)
    inverse: Float = np.asarray(np.linalg.inv(information), dtype=np.float64)
    prior_covariance: Float = inverse @ np.diag(1 / _PRIOR_SD[: x.shape[1]] ** 2) @ inverse
    spread, variance = _fit_spread(x @ coefficients, projects[sampled.rows], sampled.truth)
    return SegmentModel(
        coefficients,
        gradients @ inverse,
        prior_covariance,
        inverse,
        spread,
        variance,
        features,
    )


def project_probabilities(
    limits: Float,
    spread: float,
    projects: Rows,
    n_projects: int,
    sampled: Sampled,
    domain: npt.NDArray[np.bool_],
) -> Float:
    """Return for each project how probable it is that a segment of the domain has the code.

    A project of which people found such a segment has it for certain.  Of the others, what people
    found elsewhere in the project counts through what its segments share; segments that people
    read and found without the code count no more.

    Parameters
    ----------
    limits : ndarray of float64, shape (n_segments,)
        Normal quantile of each segment's probability.
    spread : float
        See `SegmentModel`.
    projects : ndarray of int, shape (n_segments,)
    n_projects : int
    sampled : Sampled
    domain : ndarray of bool, shape (n_segments,)
        Segments that count, such as those that speak of one aspect.

    Returns
    -------
    ndarray of float64, shape (n_projects,)
    """
    from scipy.special import log_ndtr

    is_sampled = np.zeros(len(limits), dtype=bool)
    is_sampled[sampled.rows] = True
    signs = 2 * sampled.truth - 1
    said = log_ndtr(signs[:, None] * _given(limits[sampled.rows], spread))
    seen = _by_project(said, projects[sampled.rows], n_projects)
    unread = np.flatnonzero(domain & ~is_sampled)
    absent = log_ndtr(-_given(limits[unread], spread))
    none = _by_project(absent, projects[unread], n_projects)
    seen -= seen.max(axis=1, keepdims=True)
    posterior = np.exp(seen) * _WEIGHTS
    posterior /= posterior.sum(axis=1, keepdims=True)
    found: Float = np.clip(1 - (posterior * np.exp(none)).sum(axis=1), 0, 1)
    hits = sampled.rows[(sampled.truth > 0) & domain[sampled.rows]]
    found[projects[hits]] = 1.0
    return found


def _given(limits: Float, spread: float) -> Float:
    """Return the normal quantiles of segments given what their project has, by node."""
    scale = np.sqrt(1 + spread**2)
    conditional: Float = limits[:, None] * scale + spread * _NODES[None, :]
    return conditional


def _fit_probit(x: Float, truth: Float, weights: Float) -> tuple[Float, Float, Float]:
    """Return coefficients, their information, and the gradient of each row, by Fisher scoring."""
    from scipy.special import log_ndtr

    mean, precision = _PRIOR_MEAN[: x.shape[1]], 1 / _PRIOR_SD[: x.shape[1]] ** 2
    beta = mean.copy()
    for _ in range(50):
        z = x @ beta
        log_density = -0.5 * z**2 - 0.5 * np.log(2 * np.pi)
        up, down = np.exp(log_density - log_ndtr(z)), np.exp(log_density - log_ndtr(-z))
        by_row = (weights * np.where(truth > 0, up, -down))[:, None] * x
        information = _cross(x, weights * up * down) + np.diag(precision)
        gradient = by_row.sum(axis=0) - (beta - mean) * precision
        step = np.linalg.solve(information, gradient)
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return beta, information, by_row


def _fit_spread(limits: Float, projects: Rows, truth: Float) -> tuple[float, float]:
    """Return the projects' standard deviation and its variance, from a grid."""
    from scipy.special import log_ndtr

    _, at = np.unique(projects, return_inverse=True)
    signs, n = (2 * truth - 1)[:, None], int(at.max()) + 1
    values = np.zeros(len(_SPREADS))
    for i, spread in enumerate(_SPREADS):
        sums = _by_project(log_ndtr(signs * _given(limits, float(spread))), at, n)
        top = sums.max(axis=1, keepdims=True)
        together = np.log((np.exp(sums - top) * _WEIGHTS).sum(axis=1)) + top[:, 0]
        values[i] = together.sum() + np.log(spread) - _SPREAD_RATE * spread
    # The posterior's mean and variance on the grid: steadier than its top where it is flat.
    widths = np.gradient(_SPREADS)
    mass = np.exp(values - values.max()) * widths
    mass /= mass.sum()
    mean = float((mass * _SPREADS).sum())
    return mean, float((mass * (_SPREADS - mean) ** 2).sum())


def _by_project(rows: Float, projects: Rows, n_projects: int) -> Float:
    """Return the sum of each project's rows, shape (n_projects, n_columns)."""
    from scipy import sparse

    ones, places = np.ones(len(projects)), np.arange(len(projects))
    shape = n_projects, len(projects)
    summed: Float = sparse.csr_matrix((ones, (projects, places)), shape=shape) @ rows
    return summed


def _cross(rows: Float, weights: Float | None = None) -> Float:
    """Return the sum of the rows' outer products, weighted."""
    weighted = rows if weights is None else rows * weights[:, None]
    products: Float = (weighted[:, :, None] * rows[:, None, :]).sum(axis=0)
    return products
