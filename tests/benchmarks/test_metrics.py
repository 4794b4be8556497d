import numpy as np
import pytest
from sklearn.metrics import f1_score

from benchmarks import metrics
from evalmine.coding.agreement.statistics import cohen_kappa, krippendorff_alpha

RNG = np.random.default_rng(3)
TRUTH = RNG.random((60, 4)) < 0.3
ASSIGNED = np.where(RNG.random((60, 4)) < 0.8, TRUTH, ~TRUTH)
GROUPS = [f"g{i // 3}" for i in range(60)]


def test_f1_is_the_one_of_scikit_learn():
    macro = f1_score(TRUTH, ASSIGNED, average="macro")
    micro = f1_score(TRUTH, ASSIGNED, average="micro")
    assert metrics.macro_f1(TRUTH, ASSIGNED)[0] == pytest.approx(macro)
    assert metrics.micro_f1(TRUTH, ASSIGNED)[0] == pytest.approx(micro)


def test_codes_that_people_never_used_do_not_count_in_macro_f1():
    truth = np.array([[True, False], [True, False]])
    assert metrics.macro_f1(truth, truth)[0] == 1.0


def test_a_weight_of_two_is_the_text_twice():
    weights = np.ones((1, 60))
    weights[0, :5] = 2
    doubled = np.vstack([TRUTH, TRUTH[:5]]), np.vstack([ASSIGNED, ASSIGNED[:5]])
    for figure in (metrics.macro_f1, metrics.micro_f1, metrics.precision, metrics.recall):
        assert figure(TRUTH, ASSIGNED, weights)[0] == pytest.approx(figure(*doubled)[0])


def test_best_code_is_one_per_text_and_the_first_of_equals():
    marks = metrics.best_code([[0.1, 0.7, 0.7], [0.0, 0.0, 0.0]])
    assert marks.tolist() == [[False, True, False], [True, False, False]]


def test_accuracy_of_single_label_coding():
    truth = metrics.best_code(np.eye(3)[[0, 1, 2, 0]])
    assigned = metrics.best_code(np.eye(3)[[0, 1, 0, 1]])
    found = metrics.single_label(truth, [assigned], list("abcd"))
    assert found["accuracy"]["mean"] == 0.5
    assert found["accuracy"]["low"] <= 0.5 <= found["accuracy"]["high"]


def test_resamples_draw_whole_groups():
    weights = metrics.resample_weights(GROUPS, 50)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights.sum(axis=1) == 60).all()


def test_a_method_is_no_points_ahead_of_itself():
    assert metrics.lead(TRUTH, [ASSIGNED], [ASSIGNED], GROUPS) == {"mean": 0, "low": 0, "high": 0}


def test_the_lead_is_the_difference_of_the_means_over_draws():
    perfect, draws = [TRUTH, TRUTH], [ASSIGNED, TRUTH]
    behind = 1 - metrics.macro_f1(TRUTH, ASSIGNED)[0]
    found = metrics.lead(TRUTH, perfect, draws, GROUPS)
    assert found["mean"] == pytest.approx(behind / 2, abs=1e-3)
    assert found["low"] >= 0


def test_agreement_in_resamples_is_that_of_the_library():
    weights = metrics.resample_weights(GROUPS, 20)
    people, machine = TRUTH[:, 0], ASSIGNED[:, 0]
    kappa, alpha = metrics.agreement_in(people, machine, weights)
    for i, row in enumerate(weights.astype(int)):
        told = np.repeat(people, row), np.repeat(machine, row)
        assert kappa[i] == pytest.approx(cohen_kappa(*told))
        assert alpha[i] == pytest.approx(krippendorff_alpha(*told))


def test_agreement_on_a_code_nobody_gave_is_not_defined():
    nothing = np.zeros((60, 1), dtype=bool)
    row = metrics.per_code(nothing, nothing, GROUPS, ["rare"])[0]
    assert row["kappa"] == {"mean": None, "low": None, "high": None}


def test_scores_that_are_always_right_have_no_calibration_error():
    found = metrics.calibration(TRUTH.astype(float), TRUTH)
    assert found["ece_all_pairs"] == 0
