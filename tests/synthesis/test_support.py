from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.synthesis.support import support_of, wilson_interval


# Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in
# Medicine 17, 857-872, table I, method 3 (score without continuity correction), 95 %.
@pytest.mark.parametrize(
    ("n", "n_total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_wilson_intervals_come_out(n, n_total, low, high):
    assert wilson_interval(n, n_total) == pytest.approx((low, high), abs=5e-5)


def test_without_trials_nothing_is_known():
    assert wilson_interval(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(pair):
    n, n_total = pair
    low, high = wilson_interval(n, n_total)
    assert 0 <= low <= n / n_total <= high <= 1
    mirrored = wilson_interval(n_total - n, n_total)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-12)


def test_more_projects_make_it_narrower():
    widths = [high - low for low, high in (wilson_interval(n // 2, n) for n in (4, 20, 100, 1000))]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(("n", "n_total"), [(3, 2), (-1, 2)])
def test_an_impossible_count_is_refused(n, n_total):
    with pytest.raises(ValueError) as error:
        wilson_interval(n, n_total)
    assert str(error.value) == f"n must lie between 0 and n_total, got {n} of {n_total}"


def test_one_project_counts_once_however_long_it_writes():
    wordy = [("P1", "P1/self")] * 40 + [("P1", "P1/report")] * 10 + [("P2", "P2/self")]
    support = support_of(wordy, ["P1", "P2", "P3", "P4"])
    assert (support.n_projects, support.n_asked, support.share) == (2, 4, 0.5)
    assert (support.n_documents, support.n_segments) == (3, 51)
    assert (support.ci_low, support.ci_high) == wilson_interval(2, 4)


names = st.sampled_from(["P1", "P2", "P3", "P4", "P5"])


@given(st.lists(st.tuples(names, names)), st.lists(names))
def test_n_is_never_above_the_number_asked(members, asked):
    support = support_of(members, asked)
    assert support.n_projects <= support.n_asked
    assert support.n_projects <= support.n_segments
    assert support == support_of(reversed(members), reversed(asked))


def test_who_speaks_unasked_widens_the_base():
    assert support_of([("P9", "d")], ["P1"]).n_asked == 2


def test_nobody_asked_has_no_share():
    support = support_of([], [])
    assert math.isnan(support.share)
    assert (support.ci_low, support.ci_high) == (0.0, 1.0)


def test_projects_of_one_organization_count_for_less():
    members = [(f"P{i}", f"P{i}/self") for i in range(10)]
    asked = [f"P{i}" for i in range(20)]
    alone = support_of(members, asked)
    owners = {p: f"O{int(p[1:]) // 5}" for p in asked}
    together = support_of(members, asked, clusters=owners)
    assert (together.n_projects, together.n_asked) == (10, 20)
    assert together.ci_low < alone.ci_low
    assert together.ci_high > alone.ci_high
    assert support_of(members, asked, clusters={"P3": "O1"}) == alone  # alone in its organization
