"""Shares of projects and of segments, corrected for the coder's error by what people coded."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from evalmine.synthesis.estimation.dependence import (
    Sampled,
    SegmentModel,
    fit_segment_model,
    project_probabilities,
)
from evalmine.synthesis.estimation.intervals import effective_size
from evalmine.synthesis.estimation.misclassification import (
    ErrorRates,
    misclassification_interval,
    rogan_gladen,
)
from evalmine.synthesis.estimation.prediction_powered import (
    clustered_variance,
    interval_from,
    prediction_powered_share,
)
from evalmine.synthesis.estimation.sample import PeopleSample
from evalmine.synthesis.support import Estimate

Float = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

MIN_WHOLE_PROJECTS: Final = 20
"""Projects that people must have coded whole before these correct the count; half as many do where
they are half of those asked."""

MIN_SEGMENTS: Final = 50
"""Segments that people must have coded, from at least `MIN_PROJECTS` projects."""

MIN_PROJECTS: Final = 15

MIN_MARKED: Final = 5
"""Of them, how many must have got the code from people or from the machine."""

REASONS: Final = (
    "no_design",
    "no_probabilities",
    "learned_from_these",
    "code_not_coded",
    "too_few_texts",
    "too_few_marked",
    "part_of_a_code",
    "not_in_codebook",
)
"""Why a share may not be corrected; each is a sentence of the report (``estimate.reason.*``)."""

_STEP = 1e-3  # for numerical derivatives, in normal quantiles
_DECIMALS = 9  # of printed figures: below what another machine's mathematics library may change


@dataclass(frozen=True)
class Corrected:
    """A corrected share, or why there is none.

    Attributes
    ----------
    estimate : Estimate or None
        Share of the projects in which at least one segment truly has the code.
    reason : str
        Why there is none: a key of the report's words (``estimate.reason.*``); "" otherwise.
    segments : Estimate or None
        Share of the segments that have the code.
    check : Estimate or None
        The same by the classical correction for sensitivity and specificity, as a cross-check.
    """

    estimate: Estimate | None
    reason: str = ""
    segments: Estimate | None = None
    check: Estimate | None = None


@dataclass(eq=False)
class Correction:
    """What corrects counts: people's sample, the clusters of projects, and a model per code.

    Parameters
    ----------
    sample : PeopleSample
    clusters : mapping of str to str
        See `project_clusters`.
    """

    sample: PeopleSample
    clusters: Mapping[str, str] = field(default_factory=dict)
    _models: dict[tuple[int, bytes], SegmentModel] = field(default_factory=dict, repr=False)

    def model(self, column: int, group: Marks | None = None) -> SegmentModel:
        """Return the model of one code (and a group of segments), fitted once."""
        key = column, b"" if group is None else group.tobytes()
        if key not in self._models:
            sample = self.sample
            self._models[key] = fit_segment_model(
                sample.scores[:, column],
                sample.projects,
                len(sample.project_ids),
                _evened(sample.sampled(column), sample.assigned[sample.rows, column]),
                group,
            )
        return self._models[key]

    def labels(self, projects: Sequence[str]) -> list[Hashable]:
        """Return the cluster of each project; one that stands alone is its own."""
        return [self.clusters.get(p, ("project", p)) for p in projects]


def correct_prevalence(
    correction: Correction,
    code_id: str,
    *,
    domain: npt.NDArray[np.bool_] | None = None,
    group: npt.NDArray[np.bool_] | None = None,
    base: Sequence[str] | None = None,
) -> Corrected:
    """Return the share of projects in which at least one segment truly has a code.

    Parameters
    ----------
    correction : Correction
    code_id : str
    domain : ndarray of bool, shape (n_segments,), optional
        Segments that count, such as those of one pool that speak of one aspect; all if left out.
    group : ndarray of bool, shape (n_segments,), optional
        Segments in which the coder may find too much or too little, unlike in others, such as all
        that speak of the aspect.
    base : sequence of str, optional
        Projects that were asked; those with segments if left out.

    Returns
    -------
    Corrected

    Notes
    -----
    Two ways, by what people coded.

    *Whole projects* (at least 20, or 10 that are half of those asked; taken as drawn at random):
    `prediction_powered_share`.  Nothing is assumed of the machine.

    *A probability sample of segments*: each segment's score is recalibrated on the sample, and a
    project's probability follows from those of its segments and from how much these have in common
    (`dependence`): the best prediction given the sample, averaged over the projects (Rao and Molina
    2015, Small Area Estimation, chapter 9).  Assumed: that the errors hang on the score, by a
    constant on the `group`, and on the project through one common variable only; that aspects and
    stances are right; that kinds of text which were not drawn from are coded no worse.  The share
    of segments is a difference estimator (Sarndal, Swensson and Wretman 1992, Model Assisted Survey
    Sampling, section 6.3) and assumes nothing of the model.

    Variances are of the superpopulation, by cluster of projects, with the uncertainty of the
    model's parameters by linearization.
    """
    sample = correction.sample
    if code_id not in sample.code_ids:
        return Corrected(None, "not_in_codebook")
    column = sample.code_ids.index(code_id)
    inside = np.ones(len(sample.projects), dtype=bool) if domain is None else domain
    projects = tuple(sorted(set(base))) if base is not None else sample.project_ids
    reason = _too_little(sample, column, len(projects))
    if reason:
        return Corrected(None, reason)
    whole = [p for p in projects if _is_whole(sample, p)]
    if _enough(len(whole), len(projects)):
        return Corrected(_from_whole_projects(correction, column, inside, projects, set(whole)))
    if sample.reason:
        return Corrected(None, sample.reason)
    if len(sample.rows) < MIN_SEGMENTS or sample.n_projects_read < MIN_PROJECTS:
        return Corrected(None, "too_few_texts")
    return Corrected(
        _from_segments(correction, column, inside, group, projects),
        segments=segment_share(correction, column),
        check=classical_check(correction, column),
    )


def segment_share(correction: Correction, column: int) -> Estimate:
    """Return the share of segments that have a code, by the difference estimator.

    Notes
    -----
    The mean recalibrated score of all segments, plus the weighted mean of what people found beyond
    it in the sample: nearly unbiased whatever the scores are worth.  Clusters are projects, or
    their organizations.
    """
    sample, model = correction.sample, correction.model(column)
    probabilities = model.probabilities
    read = sample.sampled(column)
    share_of = read.weights / read.weights.sum()
    residuals = share_of * (read.truth - probabilities[read.rows])
    n = len(probabilities)
    share = float(np.clip(probabilities.mean() + residuals.sum(), 0, 1))
    off = float(residuals.sum())
    moves = np.zeros(len(sample.project_ids))
    np.add.at(moves, sample.projects, (probabilities - probabilities.mean()) / n)
    np.add.at(moves, sample.projects[read.rows], residuals - share_of * off)
    labels = correction.labels(sample.project_ids)
    n_clusters = _n_clusters_read(correction)
    # Half a segment each with an error of either kind: without errors there is still doubt.
    doubt = float(share_of.max()) ** 2
    variance = clustered_variance(list(moves), labels, n_clusters=n_clusters) + doubt
    low, high = interval_from(share, variance, n_clusters)
    return _estimate(share, low, high, "segments", len(read.rows))


def classical_check(correction: Correction, column: int) -> Estimate | None:
    """Return the share of segments by Rogan and Gladen's correction; None where it says nothing."""
    sample = correction.sample
    rates = error_rates(correction, column)
    if not rates.youden > 0:
        return None
    found = sample.assigned[:, column].astype(float)
    apparent = float(found.mean())
    labels = correction.labels([sample.project_ids[p] for p in sample.projects])
    low, high = misclassification_interval(apparent, effective_size(list(found), labels), rates)
    share = rogan_gladen(apparent, rates.sensitivity, rates.specificity)
    return _estimate(share, low, high, "misclassification", len(sample.rows))


def error_rates(correction: Correction, column: int) -> ErrorRates:
    """Return the machine's sensitivity and specificity on segments, by people's sample.

    The numbers behind them are effective ones: weights and clusters make them smaller (Kish 1965,
    Survey Sampling, section 11.7).
    """
    sample = correction.sample
    read = sample.sampled(column)
    machine = sample.assigned[read.rows, column]
    rates = []
    for truth, right in ((1.0, machine), (0.0, ~machine)):
        own = read.truth == truth
        weights = read.weights[own]
        if not len(weights):
            rates.append((math.nan, 0.0))
            continue
        kish = float(weights.sum() ** 2 / (weights**2).sum())
        rates.append((float((weights * right[own]).sum() / weights.sum()), kish))
    return ErrorRates(*rates[0], *rates[1])


def _evened(read: Sampled, machine: Marks) -> Sampled:
    """Return the sample with weights less what the machine's code explains of them.

    Where people read half of what has a code and one in a hundred of the rest, the weights differ
    a lot for a reason that the scores know; without it they are as good, and far steadier
    (Pfeffermann and Sverchkov 1999, Sankhya B 61, 166-186).
    """
    weights = read.weights.copy()
    for group in (machine, ~machine):
        if group.any():
            weights[group] /= weights[group].mean()
    return replace(read, weights=weights)


def _too_little(sample: PeopleSample, column: int, n_base: int) -> str:
    if sample.reason == "learned_from_these":
        return sample.reason
    if not sample.known[column]:
        return "code_not_coded"
    if not len(sample.rows) or not n_base:
        return "too_few_texts"
    marked = sample.truth[:, column] | sample.assigned[sample.rows, column]
    return "too_few_marked" if marked.sum() < MIN_MARKED else ""


def _enough(n_whole: int, n_asked: int) -> bool:
    half = 2 * n_whole >= MIN_WHOLE_PROJECTS and 2 * n_whole >= n_asked
    return n_whole >= MIN_WHOLE_PROJECTS or half


def _is_whole(sample: PeopleSample, project: str) -> bool:
    place = np.searchsorted(sample.project_ids, project)
    there = place < len(sample.project_ids) and sample.project_ids[place] == project
    return bool(there and sample.whole[place])


def _from_whole_projects(
    correction: Correction,
    column: int,
    inside: Marks,
    projects: Sequence[str],
    whole: set[str],
) -> Estimate:
    sample = correction.sample
    hits = sample.rows[sample.truth[:, column] & inside[sample.rows]]
    said = {sample.project_ids[p] for p in sample.projects[hits]}
    marked = np.flatnonzero(sample.assigned[:, column] & inside)
    machine = {sample.project_ids[p] for p in sample.projects[marked]}
    coded, rest = [p for p in projects if p in whole], [p for p in projects if p not in whole]
    found = prediction_powered_share(
        [p in said for p in coded],
        [p in machine for p in coded],
        [p in machine for p in rest],
        clusters=correction.labels(coded),
        clusters_rest=correction.labels(rest),
    )
    return _estimate(found.share, *found.interval, "projects", len(coded))


def _from_segments(
    correction: Correction,
    column: int,
    inside: Marks,
    group: Marks | None,
    projects: Sequence[str],
) -> Estimate:
    sample, model = correction.sample, correction.model(column, group)
    read, n = sample.sampled(column), len(sample.project_ids)
    place = {project: i for i, project in enumerate(sample.project_ids)}
    at = [place[p] for p in projects if p in place]
    n_base = len(projects)

    def predicted(parameters: Float) -> Float:
        limits, spread = model.limits(parameters[:-1]), float(parameters[-1])
        return project_probabilities(limits, spread, sample.projects, n, read, inside)[at]

    point = np.array([*model.coefficients, model.spread])
    found = predicted(point)
    share = float(found.sum()) / n_base
    steps = _STEP * np.eye(len(point))
    rises = [(predicted(point + step) - found).sum() for step in steps]
    *by_coefficient, by_spread = np.array(rises) / (_STEP * n_base)
    slopes = np.array(by_coefficient)
    spreading = np.zeros(n)
    spreading[at] = (found - share) / n_base
    learning = (model.influence * slopes).sum(axis=1)
    silent = [p for p in projects if p not in place]  # asked, and said nothing
    labels = [*correction.labels(sample.project_ids), *correction.labels(silent)]
    n_clusters = _n_clusters_read(correction)

    def spread_of(moves: Float) -> float:
        padded = [*moves, *[-share / n_base] * len(silent)]
        return clustered_variance(padded, labels, n_clusters=n_clusters)

    # A small sample may lack the errors that would widen the sandwich: never below the model's own.
    robust = spread_of(spreading + learning) + _quadratic(slopes, model.prior_covariance)
    if_right = spread_of(spreading) + _quadratic(slopes, model.covariance)
    variance = max(robust, if_right) + float(by_spread**2 * model.spread_variance)
    low, high = interval_from(share, variance, n_clusters)
    return _estimate(share, low, high, "segments", len(read.rows))


def _quadratic(slopes: Float, covariance: Float) -> float:
    return float((slopes[:, None] * covariance * slopes[None, :]).sum())


def _n_clusters_read(correction: Correction) -> int:
    sample = correction.sample
    read = [sample.project_ids[p] for p in np.unique(sample.projects[sample.rows])]
    return len(set(correction.labels(read)))


def _estimate(share: float, low: float, high: float, method: str, n_people: int) -> Estimate:
    share, low, high = (round(float(x), _DECIMALS) for x in (share, low, high))
    return Estimate(share, min(low, share), max(high, share), method, n_people)
