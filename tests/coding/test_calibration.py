import numpy as np
import pytest

from evalmine.coding.calibration import (
    LogOdds,
    expected_calibration_error,
    fit_log_odds,
    fit_platt,
    reliability_curve,
)


def drawn(odds, seed=0):
    return np.random.default_rng(seed).random(len(odds)) < 1 / (1 + np.exp(-odds))


def test_the_error_is_the_mean_distance_by_bin():
    scores = [0.05, 0.05, 0.95, 0.95]
    assert expected_calibration_error(scores, [False, False, True, True]) == pytest.approx(0.05)
    assert expected_calibration_error(scores, [True, True, False, False]) == pytest.approx(0.95)
    assert expected_calibration_error([[0.5, 0.5]], [[True, False]]) == 0


def test_the_curve_tells_each_bin_that_has_pairs():
    curve = reliability_curve([0.0, 0.1, 0.15, 1.0], [False, False, True, True])
    assert curve["low"].tolist() == [0.0, 0.1, 0.9]
    assert curve["high"].tolist() == [0.1, 0.2, 1.0]
    assert curve["n"].tolist() == [1, 2, 1]
    assert curve["mean_score"].tolist() == pytest.approx([0.0, 0.125, 1.0])
    assert curve["share_true"].tolist() == [0.0, 0.5, 1.0]


def test_platt_puts_wrong_probabilities_right():
    odds = np.random.default_rng(1).normal(size=20_000)
    truth = drawn(odds)
    found = fit_platt(3 * odds + 2, truth)
    assert found.weights[0] == pytest.approx(1 / 3, rel=0.05)
    assert expected_calibration_error(found.probability(3 * odds + 2), truth) < 0.02


def test_a_few_cases_never_give_certainty():
    found = fit_platt([0.0, 1.0, 2.0, 3.0], [False, False, True, True])
    assert found.probability([3.0])[0] == pytest.approx(3 / 4, abs=0.15)
    assert found.probability([-100.0, 100.0]) == pytest.approx([0, 1], abs=0.01)
    alone = fit_platt([0.1, 0.9], [True, True])
    assert 0.5 < alone.probability([0.5])[0] < 0.8


def test_several_features_and_weights():
    rng = np.random.default_rng(2)
    table = rng.normal(size=(30_000, 2))
    truth = drawn(table @ [1.0, -2.0] + 0.5)
    found = fit_log_odds(table, truth)
    assert found.weights == pytest.approx((1.0, -2.0), abs=0.1)
    assert found.intercept == pytest.approx(0.5, abs=0.1)
    half = fit_log_odds(table, truth, weights=np.r_[np.ones(15_000), np.zeros(15_000)])
    first = fit_log_odds(table[:15_000], truth[:15_000])
    assert half.weights == pytest.approx(first.weights)
    assert LogOdds((1.0, 1.0), 0.0).probability([[1.0]], [[-1.0]]).tolist() == [[0.5]]


def test_what_does_not_match_is_refused():
    with pytest.raises(ValueError, match="do not match"):
        expected_calibration_error([0.5], [True, False])
    with pytest.raises(ValueError, match="do not match"):
        fit_platt([], [])
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability_curve([1.5], [True])
    with pytest.raises(ValueError, match="do not match"):
        fit_log_odds([[1.0]], [True, False])
