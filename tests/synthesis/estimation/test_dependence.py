from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from evalmine.synthesis.estimation.dependence import (
    Sampled,
    fit_segment_model,
    project_probabilities,
)

RNG = np.random.default_rng(9)
PROJECTS = np.repeat(np.arange(60), 20)
SCORES = ndtr(RNG.normal(-1, 1, len(PROJECTS)))
EVERYTHING = np.arange(len(PROJECTS))


def fitted(truth, rows=EVERYTHING, scores=SCORES):
    sampled = Sampled(rows, truth[rows].astype(float), np.ones(len(rows)))
    return fit_segment_model(scores, PROJECTS, 60, sampled), sampled


def of_projects(rho, scores=SCORES):
    """Return truth whose probabilities are the scores, with correlation rho inside a project."""
    common = np.random.default_rng(3).normal(size=60)[PROJECTS]
    own = np.random.default_rng(4).normal(size=len(PROJECTS))
    limit = np.sqrt(rho) * common + np.sqrt(1 - rho) * own
    return limit < _quantile(scores)


def _quantile(scores):
    from scipy.special import ndtri

    return ndtri(scores)


def test_scores_that_are_right_are_left_as_they_are():
    model, _ = fitted(of_projects(0.0))
    assert model.coefficients == pytest.approx([0, 1], abs=0.12)


def test_scores_that_claim_too_much_are_brought_down():
    model, _ = fitted(of_projects(0.0), scores=ndtr(_quantile(SCORES) + 0.8))
    assert model.coefficients[0] == pytest.approx(-0.8, abs=0.15)
    assert model.probabilities.mean() == pytest.approx(of_projects(0.0).mean(), abs=0.01)


@pytest.mark.parametrize("rho", [0.05, 0.3, 0.6])
def test_what_a_projects_segments_have_in_common_is_found(rho):
    model, _ = fitted(of_projects(rho))
    assert model.rho == pytest.approx(rho, abs=0.12)


def test_independent_segments_multiply():
    nothing = Sampled(np.array([0], dtype=np.intp), np.array([0.0]), np.ones(1))
    quantiles = np.array([-9.0, 0.0, 0.0, -1.0])
    found = project_probabilities(
        quantiles, 1e-9, np.array([0, 1, 1, 2]), 3, nothing, np.full(4, True)
    )
    assert found[1:] == pytest.approx([0.75, float(ndtr(-1.0))], abs=1e-9)


def test_the_more_alike_the_fewer_projects_have_it():
    nothing = Sampled(np.array([0], dtype=np.intp), np.array([0.0]), np.ones(1))
    shares = [
        project_probabilities(
            _quantile(SCORES), spread, PROJECTS, 60, nothing,
            np.full(len(PROJECTS), True),
        ).mean()
        for spread in (0.1, 0.5, 1.0, 3.0)
    ]  # fmt: skip
    assert shares == sorted(shares, reverse=True)


def test_what_people_found_elsewhere_in_a_project_makes_it_more_probable():
    rows = np.array([0, 20], dtype=np.intp)  # one segment of each of two projects
    read = Sampled(rows, np.array([1.0, 0.0]), np.ones(2))
    domain = np.full(len(PROJECTS), True)
    domain[rows] = False
    same = np.full(len(PROJECTS), -1.5)
    found = project_probabilities(same, 0.8, PROJECTS, 60, read, domain)
    assert found[0] > found[2] > found[1]


def test_a_code_people_never_gave_goes_by_its_scores_and_stays_finite():
    model, _ = fitted(np.zeros(len(PROJECTS), dtype=bool), rows=EVERYTHING[::10])
    assert np.isfinite(model.coefficients).all()
    assert model.probabilities.mean() < SCORES.mean() / 2


def test_a_group_in_which_the_coder_overlooks_more_is_brought_up_alone():
    group = np.arange(len(PROJECTS)) % 2 == 0
    told_low = ndtr(_quantile(SCORES) - 0.7 * group)
    truth = of_projects(0.0)
    sampled = Sampled(EVERYTHING, truth.astype(float), np.ones(len(truth)))
    model = fit_segment_model(told_low, PROJECTS, 60, sampled, group)
    assert model.coefficients == pytest.approx([0.0, 1.0, 0.7], abs=0.2)
    blind = fit_segment_model(told_low, PROJECTS, 60, sampled)
    expected = truth[group].mean()
    assert model.probabilities[group].mean() == pytest.approx(expected, abs=0.01)
    assert blind.probabilities[group].mean() < expected - 0.03
