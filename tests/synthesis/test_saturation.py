from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from evalmine.synthesis.saturation import saturation_curve

CODES = {
    "P1": frozenset({"sprog", "ledelse"}),
    "P2": frozenset({"sprog"}),
    "P3": frozenset({"tid", "ledelse"}),
    "P4": frozenset(),
}


def test_every_project_is_a_point_and_the_last_has_met_all_codes():
    curve = saturation_curve(CODES)
    assert [p.n_projects for p in curve] == [1, 2, 3, 4]
    assert (curve[-1].low, curve[-1].median, curve[-1].high) == (3, 3, 3)


@given(
    st.dictionaries(
        st.text("PQR123", min_size=1, max_size=3),
        st.frozensets(st.sampled_from("abcdef"), max_size=5),
        max_size=8,
    ),
    st.integers(0, 5),
)
def test_codes_are_only_ever_added(codes, seed):
    curve = saturation_curve(codes, n_orders=20, seed=seed)
    for before, after in itertools.pairwise(curve):
        assert before.median <= after.median
        assert before.low <= after.low
        assert before.high <= after.high
    for point in curve:
        assert point.low <= point.median <= point.high
        assert point.high <= len(frozenset().union(*codes.values()))


def test_the_order_of_projects_does_not_matter_but_the_seed_is_kept():
    names = list(CODES)
    random.Random(1).shuffle(names)
    assert saturation_curve({n: CODES[n] for n in names}) == saturation_curve(CODES)
    assert saturation_curve(CODES, seed=7) == saturation_curve(CODES, seed=7)


def test_nothing_coded_gives_no_curve():
    assert saturation_curve({}) == ()
    assert saturation_curve({"P1": frozenset()}) == ()
