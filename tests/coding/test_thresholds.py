import numpy as np
import pandas as pd
import pytest

from evalmine.coding.thresholds import fit_thresholds


def test_parts_the_codes_where_f1_is_highest():
    scores = np.array([[0.9, 0.2], [0.8, 0.3], [0.4, 0.9], [0.3, 0.1]])
    gold = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool)
    fitted = fit_thresholds(scores, gold, ["a", "b"], shrinkage=0)
    assert ((scores >= list(fitted.values())) == gold).all()


def test_few_gold_segments_stay_near_the_shared_threshold():
    rng = np.random.default_rng(0)
    scores = rng.random((400, 2))
    gold = np.zeros((400, 2), dtype=bool)
    gold[:, 0] = scores[:, 0] >= 0.4
    rare = np.argsort(-scores[:, 1])[:2]  # this code would like 0.99 for itself
    gold[rare, 1] = True
    fitted = fit_thresholds(scores, gold, ["often", "rare"])
    free = fit_thresholds(scores, gold, ["often", "rare"], shrinkage=0)
    assert fitted["often"] == pytest.approx(0.4, abs=0.03)
    assert free["rare"] > 0.95
    assert fitted["rare"] < 0.6


def test_a_code_nobody_assigned_gets_the_shared_threshold():
    scores = pd.DataFrame({"a": [0.9, 0.8, 0.1], "b": [0.5, 0.4, 0.3]})
    gold = pd.DataFrame({"a": [True, True, False], "b": [False, False, False]})
    fitted = fit_thresholds(scores, gold)
    assert fitted["b"] == pytest.approx(0.65)
    assert fitted["a"] == pytest.approx(0.65, abs=0.01)


def test_equal_scores_are_not_parted():
    scores = [[0.5], [0.5], [0.5], [0.2]]
    assert 0.2 < fit_thresholds(scores, [[1], [0], [1], [0]], ["a"])["a"] <= 0.5


def test_shapes_and_empty_gold_are_refused():
    with pytest.raises(ValueError, match="do not match"):
        fit_thresholds([[0.1]], [[True, False]], ["a"])
    with pytest.raises(ValueError, match="at least one"):
        fit_thresholds([[0.1]], [[False]], ["a"])


def test_matching_prevalence_assigns_a_code_as_often_as_people_did():
    scores = np.array([[0.9], [0.8], [0.7], [0.2]])
    gold = np.array([[False], [True], [False], [True]])
    fitted = fit_thresholds(scores, gold, ["trust"], shrinkage=0, objective="prevalence")
    assert (scores[:, 0] >= fitted["trust"]).sum() == 2
