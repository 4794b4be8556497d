import math

import numpy as np
import pytest

from evalmine.synthesis.comparing.shares import (
    cohens_h,
    paired_difference,
    share_difference,
    wilson,
)
from evalmine.synthesis.support import wilson_interval


def of_counts(a, n, b, m, clusters=None):
    having = [True] * a + [False] * (n - a) + [True] * b + [False] * (m - b)
    return share_difference(having, [True] * n + [False] * m, clusters)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_table(counts, low, high):
    found = of_counts(*counts)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (found.n_a, found.total_a, found.n_b, found.total_b) == counts


@pytest.mark.parametrize(
    ("pairs", "difference", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, 2635-2650; Fagerland et al. (2017), ch. 8
        ((36, 12, 2, 0), 0.2, 0.0569, 0.3404),
        ((59, 6, 16, 80), -0.0621, -0.1186, -0.0046),
    ],
)
def test_newcombes_pairs(pairs, difference, low, high):
    found = paired_difference(*pairs)
    assert (found.value, found.low, found.high) == pytest.approx((difference, low, high), abs=5e-5)


def test_pairs_that_never_say_it_are_no_error():
    found = paired_difference(0, 0, 0, 5)
    assert found.value == 0
    assert -1 < found.low < 0 < found.high < 1
    assert math.isnan(paired_difference(0, 0, 0, 0).value)


def test_an_empty_group_has_no_difference():
    found = share_difference([True, False], [True, True])
    assert math.isnan(found.value)
    assert (found.n_a, found.total_a, found.total_b) == (1, 2, 0)


def test_a_cluster_each_changes_nothing():
    assert of_counts(20, 40, 10, 40, clusters=list(range(80))) == of_counts(20, 40, 10, 40)


def test_the_wilson_interval_is_that_of_the_support():
    for n, total in ((0, 7), (3, 11), (10, 20), (5, 5)):
        assert wilson(n / total, total) == pytest.approx(wilson_interval(n, total))


def test_projects_that_always_agree_count_as_one():
    """Ten organizations with four projects each that all say the same tell as much as ten."""
    organization = np.repeat(np.arange(10), 4)
    having = np.isin(organization, (0, 1, 2, 5))
    in_a = organization < 5
    together = share_difference(having, in_a, organization)
    alone = share_difference(having, in_a)
    assert together.value == alone.value
    one_each = of_counts(3, 5, 1, 5)
    width = together.high - together.low
    assert width > 1.5 * (alone.high - alone.low)
    assert width >= one_each.high - one_each.low


def test_pairs_of_one_organization_make_the_change_surer():
    """The same organizations in both years: what they share does not blur the change."""
    last = np.array([True] * 20 + [False] * 20)
    now = last.copy()
    now[20:28] = True
    in_a = np.repeat([True, False], 40)
    having = np.concatenate([now, last])
    paired = share_difference(having, in_a, np.tile(np.arange(40), 2))
    alone = share_difference(having, in_a)
    assert alone.low < 0 < paired.low
    assert paired.value == alone.value == pytest.approx(0.2)


def test_all_or_none_in_clusters_is_no_surer_than_the_clusters():
    organization = np.repeat(np.arange(6), 5)
    found = share_difference([True] * 30, organization < 3, organization)
    assert found.low <= of_counts(3, 3, 3, 3).low < of_counts(15, 15, 15, 15).low


def test_cohens_table_of_h():
    """Cohen (1988), table 6.2.2: phi of .50, .25, .05 and .10 are 1.571, 1.047, .451, .644."""
    assert cohens_h(0.5, 0.25) == pytest.approx(1.571 - 1.047, abs=2e-3)
    assert cohens_h(0.05, 0.10) == pytest.approx(0.451 - 0.644, abs=2e-3)
    assert cohens_h(1.0, 0.0) == pytest.approx(math.pi)


def test_the_clustered_interval_covers_where_the_plain_one_does_not():
    """Two groups of 20 organizations with 1 to 6 projects that tend to agree; 400 draws."""
    rng = np.random.default_rng(7)
    covered = {True: 0, False: 0}
    n_draws = 400
    for _ in range(n_draws):
        sizes = rng.integers(1, 7, 40)
        organization = np.repeat(np.arange(40), sizes)
        # beta-binomial with intraclass correlation 0.5 around 0.4
        having = rng.random(len(organization)) < rng.beta(0.4, 0.6, 40)[organization]
        for clustered in (True, False):
            found = share_difference(having, organization < 20, organization if clustered else None)
            covered[clustered] += found.low <= 0 <= found.high
    assert covered[False] / n_draws < 0.87
    assert covered[True] / n_draws > 0.93
