import numpy as np
import pytest
from scipy.special import expit

from evalmine.coding.calibration import expected_calibration_error
from evalmine.coding.trained.combining import Combination, best_thresholds, fit_combination


def drawn(n=4000, n_codes=3, slope=2.0, other=0.0, seed=0):
    draw = np.random.default_rng(seed)
    evidence = draw.normal(size=(2, n, n_codes))
    odds = np.array([-2.0, 0.0, -3.0])[:n_codes] + slope * evidence[0] + other * evidence[1]
    return draw.random((n, n_codes)) < expit(odds), evidence


def test_finds_the_slopes_and_intercepts_that_marks_were_drawn_with():
    marks, evidence = drawn(slope=2.0, other=0.5)
    found = fit_combination(marks, *evidence)
    assert found.slopes[:, 0] == pytest.approx([2.0, 0.5], abs=0.15)
    assert found.intercepts == pytest.approx([-2.0, 0.0, -3.0], abs=0.25)
    assert (found.slopes == found.slopes[:, :1]).all()


def test_probabilities_are_right_as_often_as_they_say():
    marks, evidence = drawn(n=3000, slope=1.5)
    found = fit_combination(marks[:1500], *evidence[:, :1500])
    unseen = found.probabilities(*evidence[:, 1500:])
    assert expected_calibration_error(unseen, marks[1500:]) < 0.02


def test_evidence_that_speaks_against_codes_is_left_out():
    marks, evidence = drawn(slope=2.0, other=-1.0)
    found = fit_combination(marks, *evidence)
    assert (found.slopes[1] == 0).all()
    assert (found.slopes[0] > 1).all()


def test_only_bad_evidence_leaves_the_base_rate():
    marks, evidence = drawn(slope=-2.0)
    found = fit_combination(marks, evidence[0])
    p = found.probabilities(evidence[0])
    assert p.mean(axis=0) == pytest.approx(marks.mean(axis=0), abs=0.01)
    assert (found.slopes == 0).all()


def test_a_few_marks_never_give_certainty():
    marks, evidence = np.array([[True], [False], [False]]), np.array([[5.0], [-5.0], [-5.0]])
    p = fit_combination(marks, evidence).probabilities(evidence)
    assert 0.5 < p[0, 0] < 0.75
    assert np.isfinite(p).all()


def test_a_code_nobody_gave_borrows_from_the_others():
    marks, evidence = drawn(n=300)
    marks[:, 2] = False
    found = fit_combination(marks, *evidence)
    assert np.isfinite(found.intercepts).all()
    assert found.intercepts[2] < found.intercepts[0]


def test_evidence_that_never_varies_is_harmless():
    marks, _ = drawn(n=50)
    assert np.isfinite(fit_combination(marks, np.zeros(marks.shape)).intercepts).all()


def test_thresholds_give_nearly_the_best_f1_there_is():
    marks, evidence = drawn(n=4000, slope=2.0)
    p = fit_combination(marks, *evidence).probabilities(*evidence)
    for j, threshold in enumerate(best_thresholds(p, marks)):
        at = {t: f1(p[:, j] >= t, marks[:, j]) for t in (*np.arange(0.05, 0.95, 0.05), threshold)}
        assert at[threshold] > max(at.values()) - 0.02


def test_a_code_that_cannot_be_told_is_not_given_to_every_text():
    p = np.column_stack([np.full(200, 0.01), np.repeat([0.9, 0.05], 100)])
    marks = np.column_stack([np.arange(200) < 2, np.arange(200) < 95])
    assert best_thresholds(p, marks)[0] > 0.2


def f1(assigned, marks):
    return 2 * (assigned & marks).sum() / (assigned.sum() + marks.sum())


def test_combination_adds_up_in_log_odds():
    combination = Combination(np.array([[1.0], [2.0]]), np.array([-1.0]))
    assert combination.probabilities(np.array([[3.0]]), np.array([[-1.0]])) == pytest.approx(0.5)
