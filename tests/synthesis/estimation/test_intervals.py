from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.synthesis.estimation.intervals import (
    cluster_interval,
    effective_size,
    share_interval,
    t_95,
    wilson_interval,
)

# Cochran (1977), "Sampling Techniques", 3rd edition, table 3.5: 30 households with their persons,
# males, and persons who had seen a doctor.  In section 3.12 the variance of the share of males is
# 0.00114 (0.00240 if persons were independent), of those who saw a doctor 0.00520 (0.00197).
PERSONS = [5, 6, 3, 3, 2, 3, 3, 3, 4, 4, 3, 2, 7, 4, 3, 5, 4, 4, 3, 3, 4, 3, 3, 1, 2, 4, 3, 4, 2, 4]
MALES = [1, 3, 1, 1, 1, 1, 1, 1, 2, 3, 2, 1, 3, 3, 2, 3, 3, 3, 2, 1, 1, 2, 2, 0, 1, 3, 1, 2, 1, 2]
DOCTOR = [5, 0, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 2, 0, 0, 1, 3, 2, 0, 0, 0, 2, 2, 0, 2, 0, 1]


def spread_out(hits, sizes):
    """Return one 0 or 1 per person, and the household of each."""
    pairs = zip(hits, sizes, strict=True)
    units = [int(i < n) for n, size in pairs for i in range(size)]
    return units, [h for h, size in enumerate(sizes) for _ in range(size)]


def test_the_published_variance_of_clustered_persons_comes_out():
    hits, households = spread_out(DOCTOR, PERSONS)
    degrees = (t_95(103) / t_95(29)) ** 2
    share = 30 / 104
    variance = share * (1 - share) / effective_size(hits, households) * degrees
    # Korn and Graubard divide by n - 1 where Cochran's binomial variance divides by n.
    assert variance * 104 / 103 == pytest.approx(0.00520, abs=1e-5)


def test_clusters_that_are_more_mixed_than_chance_are_not_rewarded():
    hits, households = spread_out(MALES, PERSONS)  # each family has a man and a woman
    assert effective_size(hits, households) == pytest.approx(104 * (t_95(103) / t_95(29)) ** 2)


@pytest.mark.parametrize(("df", "quantile"), [(1, 12.706), (10, 2.228), (29, 2.045), (100, 1.984)])
def test_quantiles_are_those_of_the_tables(df, quantile):
    assert t_95(df) == pytest.approx(quantile, abs=5e-4)


def test_projects_of_nobody_else_get_the_plain_interval():
    hits = [1, 0, 0, 1, 1, 0, 1]
    assert cluster_interval(hits, range(7)) == wilson_interval(4, 7)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1, max_size=40))
def test_clusters_never_make_it_narrower(units):
    hits, clusters = [int(h) for h, _ in units], [c for _, c in units]
    low, high = cluster_interval(hits, clusters)
    plain = wilson_interval(sum(hits), len(hits))
    assert low <= plain[0] + 1e-12
    assert high >= plain[1] - 1e-12
    assert 0 <= low <= sum(hits) / len(hits) <= high <= 1


def test_wholly_alike_clusters_count_as_one_unit_each():
    hits, clusters = [1] * 10 + [0] * 10, [i // 2 for i in range(20)]
    low, high = cluster_interval(hits, clusters)
    as_ten = wilson_interval(5, 10)
    assert low <= as_ten[0]
    assert high >= as_ten[1]


def test_where_all_say_it_clusters_count_as_wholly_alike():
    assert effective_size([1] * 12, [i // 4 for i in range(12)]) == 3.0
    assert cluster_interval([1] * 12, [i // 4 for i in range(12)]) == wilson_interval(3, 3)


def test_one_cluster_tells_nothing():
    assert cluster_interval([1, 0, 1], ["a", "a", "a"]) == (0.0, 1.0)
    assert cluster_interval([], []) == (0.0, 1.0)


def test_units_without_a_cluster_are_refused():
    with pytest.raises(ValueError) as error:
        cluster_interval([1, 0], ["a"])
    assert str(error.value) == "2 units but 1 cluster labels: give one each"


def test_nothing_known_is_the_whole_range():
    assert share_interval(float("nan"), 0) == (0.0, 1.0)
    assert share_interval(0.5, 0) == (0.0, 1.0)


def test_projects_of_like_organizations_the_naive_interval_covers_too_rarely():
    """Beta-binomial clusters of five with an intra-cluster correlation of 0.5, a share of 0.4."""
    rng = np.random.default_rng(5)
    share, rho, n_clusters, size, n_draws = 0.4, 0.5, 30, 5, 600
    clusters = [i // size for i in range(n_clusters * size)]
    naive = ours = 0
    for _ in range(n_draws):
        a = (1 - rho) / rho
        of_cluster = rng.beta(share * a, (1 - share) * a, n_clusters)
        hits = (rng.random((n_clusters, size)) < of_cluster[:, None]).astype(int).ravel().tolist()
        low, high = wilson_interval(sum(hits), len(hits))
        naive += low <= share <= high
        low, high = cluster_interval(hits, clusters)
        ours += low <= share <= high
    assert naive / n_draws < 0.82
    assert 0.93 <= ours / n_draws <= 0.97
