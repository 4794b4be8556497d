import numpy as np
import pandas as pd
import pytest

from evalmine.coding.agreement.statistics import (
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from evalmine.coding.agreement.table import agreement_per_code, confusion_between_codes

CODES = ["trust", "time", "never", "always"]


@pytest.fixture(scope="module")
def two():
    draws = np.random.default_rng(5)
    a = draws.random((80, 4)) < [0.4, 0.1, 0, 1]
    b = np.where(draws.random((80, 4)) < 0.85, a, ~a)
    b[:, 2:] = a[:, 2:]
    return a, b


def test_each_row_says_what_the_coefficients_say(two):
    a, b = two
    table = agreement_per_code(a, b, CODES, n_resamples=10)
    for j, row in enumerate(table.itertuples()):
        one, other = a[:, j], b[:, j]
        assert (row.code_id, row.n, row.n_a, row.n_b) == (CODES[j], 80, one.sum(), other.sum())
        assert row.n_both == (one & other).sum()
        assert row.percent == percent_agreement(one, other)
        assert row.kappa == pytest.approx(cohen_kappa(one, other), nan_ok=True)
        assert row.alpha == pytest.approx(krippendorff_alpha(one, other), nan_ok=True)
        assert row.ac1 == pytest.approx(gwet_ac1(one, other, n_values=2))


def test_a_code_nobody_gave_has_full_agreement_and_no_kappa(two):
    never = agreement_per_code(*two, CODES, n_resamples=10).set_index("code_id").loc["never"]
    assert (never.percent, never.ac1) == (1, 1)
    assert never[["kappa", "alpha", "kappa_low", "kappa_high"]].isna().all()


def test_the_interval_holds_kappa_and_does_not_hang_on_the_order_of_texts(two):
    a, b = two
    groups = [f"p{i // 4}" for i in range(80)]
    table = agreement_per_code(a, b, CODES, groups)
    assert (table.kappa_low < table.kappa)[:2].all()
    assert (table.kappa < table.kappa_high)[:2].all()
    order = np.random.default_rng(1).permutation(80)
    again = agreement_per_code(a[order], b[order], CODES, [groups[i] for i in order])
    pd.testing.assert_frame_equal(table, again)


def test_texts_of_one_project_give_a_wider_interval_than_as_many_projects():
    a = np.repeat(np.random.default_rng(0).random((20, 1)) < 0.5, 10, axis=0)
    b = np.repeat(np.random.default_rng(9).random((20, 1)) < 0.5, 10, axis=0)
    alone = agreement_per_code(a, b, ["x"]).iloc[0]
    clustered = agreement_per_code(a, b, ["x"], np.repeat(np.arange(20), 10)).iloc[0]
    assert alone.kappa == clustered.kappa
    assert clustered.kappa_high - clustered.kappa_low > 2 * (alone.kappa_high - alone.kappa_low)


def test_texts_that_one_coder_did_not_read_are_left_out():
    a = np.array([[1.0], [0.0], [np.nan], [1.0]])
    b = np.array([[1.0], [0.0], [1.0], [np.nan]])
    (row,) = agreement_per_code(a, b, ["x"]).itertuples()
    assert (row.n, row.n_a, row.n_b, row.kappa) == (2, 1, 1, 1)


def test_a_single_project_has_no_interval(two):
    table = agreement_per_code(*two, CODES, ["p"] * 80)
    assert table.kappa_low.isna().all()
    assert table.kappa[:2].notna().all()


def test_shapes_must_match(two):
    with pytest.raises(ValueError, match=r"codings \(80, 4\), \(80, 4\), 2 codes: no match"):
        agreement_per_code(*two, ["x", "y"])


def test_confusion_counts_what_was_given_instead():
    a = [[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]]
    b = [[0, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 0]]
    table = confusion_between_codes(a, b, ["x", "y", "z"])
    assert table.loc["x", "y"] == 1
    assert table.loc["y", ""] == 1
    assert table.loc["", "x"] == 1
    assert table.to_numpy().sum() == 3
