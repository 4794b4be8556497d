from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.synthesis.saturation import guest_saturation, guest_steps, saturation_curve

CODES = {
    "P1": frozenset({"sprog", "ledelse"}),
    "P2": frozenset({"sprog"}),
    "P3": frozenset({"tid", "ledelse"}),
    "P4": frozenset(),
}


def interviews(*n_new):
    """Texts that bring so many new codes each."""
    numbers = itertools.count()
    return [frozenset(f"c{next(numbers)}" for _ in range(n)) | {"old"} for n in n_new]


def test_every_project_is_a_point_and_the_last_has_met_all_codes():
    curve = saturation_curve(CODES)
    assert [p.n_projects for p in curve] == [1, 2, 3, 4]
    assert (curve[-1].low, curve[-1].median, curve[-1].high) == (3, 3, 3)


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=8), st.integers(0, 5))
def test_codes_are_only_ever_added(texts, seed):
    codes = {f"P{i}": text for i, text in enumerate(texts)}
    curve = saturation_curve(codes, n_orders=20, seed=seed)
    for before, after in itertools.pairwise(curve):
        assert before.median <= after.median
        assert before.low <= after.low
        assert before.high <= after.high
    for point in curve:
        assert point.low <= point.median <= point.high
        assert point.high <= len(frozenset().union(*codes.values()))


def test_the_first_point_is_the_mean_of_what_single_projects_have():
    one_each = {f"P{i}": frozenset({f"c{i}"}) for i in range(6)}
    assert [p.median for p in saturation_curve(one_each)] == [1, 2, 3, 4, 5, 6]


def test_the_order_of_projects_does_not_matter_but_the_seed_is_kept():
    names = list(CODES)
    random.Random(1).shuffle(names)
    assert saturation_curve({n: CODES[n] for n in names}) == saturation_curve(CODES)
    assert saturation_curve(CODES, seed=7) == saturation_curve(CODES, seed=7)


def test_nothing_coded_gives_no_curve():
    assert saturation_curve({}) == ()
    assert saturation_curve({"P1": frozenset()}) == ()
    assert guest_saturation({"P1": frozenset()}, unit="code") == ()


def test_the_worked_example_of_guest_namey_and_chen():
    """Their hypothetical study: 37 themes in the base; runs with 7, 4 and 1 new; saturated at 6+2.

    The article gives the base, the sums of the runs and the percentages; how many each of the
    interviews 5 to 8 brings is the one way to get them that ends without a new theme.
    """
    steps = guest_steps(interviews(15, 9, 7, 5, 4, 3, 1, 0), base=4, run=2, threshold=0.05)
    assert steps.n_base == 37
    assert [f"{x:.0%}" for x in steps.shares_new] == ["19%", "11%", "3%"]
    assert steps.reached == 6


def test_no_new_information_is_a_harder_bar_than_five_percent():
    texts = interviews(15, 9, 7, 5, 4, 3, 1, 0, 0, 2)
    assert guest_steps(texts, threshold=0.05).reached == 6
    assert guest_steps(texts, threshold=0.0).reached == 7
    assert guest_steps(texts, run=3, threshold=0.0).reached is None


def test_exactly_the_threshold_is_saturated():
    texts = interviews(10, 5, 3, 1, 1, 0)  # 20 with the one that all have, 1 new
    assert guest_steps(texts, threshold=0.05).shares_new == (0.05,)
    assert guest_steps(texts, threshold=0.05).reached == 4


def test_too_few_texts_for_base_and_run_are_said():
    with pytest.raises(ValueError, match="5 texts are too few for a base of 4 and a run of 2"):
        guest_steps(interviews(1, 1, 1, 1, 1))


def test_every_order_of_alike_projects_is_saturated_at_once():
    alike = {f"P{i}": frozenset({"a", "b"}) for i in range(8)}
    found = guest_saturation(alike, unit="code", n_orders=20)
    pairs = [(4, 2), (4, 3), (5, 2), (5, 3), (6, 2)]  # 6 + 3 are more than there are
    assert [(g.base_size, g.run_length, g.threshold) for g in found] == [
        (*pair, threshold) for pair in pairs for threshold in (0.05, 0.0)
    ]
    for g in found:
        assert g.share_new == (0, 0, 0)
        assert g.reached == (g.base_size,) * 3
        assert (g.n_read, g.n_met, g.unit, g.read_by) == (8, 2, "code", "project")


def test_projects_that_each_bring_something_new_never_saturate():
    unlike = {f"P{i}": frozenset({f"c{i}"}) for i in range(12)}
    found = guest_saturation(unlike, unit="theme", read_by="document", n_orders=20)
    assert len(found) == 12
    assert all(g.reached is None for g in found)
    assert found[0].share_new == (0.5, 0.5, 0.5)  # a run of 2 beside a base of 4
    assert found[0].read_by == "document"


def test_the_band_is_that_of_a_plain_loop_over_the_orders():
    rng = random.Random(3)
    met = {f"P{i:02}": frozenset(rng.sample("abcdefghijklmnop", 3)) for i in range(20)}
    reached = []
    places = np.argsort(np.random.default_rng(5).random((200, 20)), axis=1, kind="stable")
    for place in places:
        order = sorted(zip(place, sorted(met), strict=True))
        found = guest_steps([met[p] for _, p in order], base=5, run=3, threshold=0.05).reached
        reached.append(math.inf if found is None else found)
    reached.sort()
    (guest,) = guest_saturation(
        met,
        unit="code",
        base_sizes=(5,),
        run_lengths=(3,),
        thresholds=(0.05,),
        n_orders=200,
        seed=5,
    )
    assert guest.reached == (reached[99], reached[9], reached[189])


def test_a_late_find_moves_the_upper_bound():
    met = {f"P{i}": frozenset({"a"}) for i in range(9)} | {"P9": frozenset("bcde")}
    (guest,) = guest_saturation(
        met, unit="code", base_sizes=(4,), run_lengths=(2,), thresholds=(0.0,), n_orders=400
    )
    assert guest.reached == (4, 4, 6)  # in one order of ten the odd one out is the sixth


def test_where_many_orders_never_saturate_the_upper_bound_is_infinite():
    met = {f"P{i}": frozenset({"a"}) for i in range(5)} | {"P5": frozenset("bcde")}
    (guest,) = guest_saturation(
        met, unit="code", base_sizes=(4,), run_lengths=(2,), thresholds=(0.0,), n_orders=400
    )
    assert guest.reached == (4, 4, math.inf)  # one order of three


def test_an_empty_base_is_never_called_saturated():
    texts = [frozenset()] * 6
    assert guest_steps([*texts, frozenset("a")]).reached is None


def test_the_order_of_the_mapping_does_not_matter():
    names = list(CODES)
    more = {**CODES, "P5": frozenset("x"), "P6": frozenset("y")}
    random.Random(1).shuffle(names)
    shuffled = dict(sorted(more.items(), reverse=True))
    assert guest_saturation(shuffled, unit="code") == guest_saturation(more, unit="code")
