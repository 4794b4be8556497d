import math

import numpy as np
import pytest

from evalmine.coding.agreement.bootstrap import bootstrap_interval
from evalmine.coding.agreement.statistics import cohen_kappa
from evalmine.coding.agreement.table import agreement_per_code


def mean(values):
    return float(values.mean())


def test_the_interval_of_a_mean_is_that_of_its_standard_error():
    values = np.random.default_rng(2).normal(10, 2, 400)
    low, high = bootstrap_interval(mean, values)
    error = values.std() / 20
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.03)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.03)


def test_whole_groups_are_drawn():
    values = np.repeat([0.0, 1.0], 50)
    assert bootstrap_interval(mean, values, groups=["a"] * 50 + ["b"] * 50) == (0, 1)


def test_the_same_seed_gives_the_same_interval_in_any_order_of_rows():
    values, groups = np.arange(30.0), np.arange(30) // 3
    order = np.random.default_rng(0).permutation(30)
    expected = bootstrap_interval(mean, values, groups=groups)
    assert bootstrap_interval(mean, values[order], groups=groups[order]) == expected
    assert bootstrap_interval(mean, values, groups=groups, seed=1) != expected


def test_kappa_has_the_interval_of_the_table():
    draws = np.random.default_rng(4)
    a = draws.random(60) < 0.4
    b, groups = np.where(draws.random(60) < 0.8, a, ~a), np.arange(60) // 5
    table = agreement_per_code(a[:, None], b[:, None], ["x"], groups)
    assert bootstrap_interval(cohen_kappa, a, b, groups=groups) == pytest.approx(
        (table.kappa_low[0], table.kappa_high[0])
    )


def test_one_group_or_a_statistic_that_is_mostly_undefined_has_no_interval():
    assert all(map(math.isnan, bootstrap_interval(mean, np.arange(9.0), groups=["p"] * 9)))
    rare = np.array([True] + [False] * 5)
    assert all(map(math.isnan, bootstrap_interval(lambda v: math.nan, rare)))
    with pytest.raises(ValueError, match="2 groups for 6 rows"):
        bootstrap_interval(mean, rare, groups=["a", "b"])
