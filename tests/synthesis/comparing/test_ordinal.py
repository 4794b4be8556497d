import math

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from evalmine.synthesis.comparing.ordinal import cliffs_delta

TREATED, CONTROL = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]


def test_the_example_of_the_r_package_effsize():
    found = cliffs_delta(TREATED, CONTROL)
    assert found.delta == -0.25
    assert (found.low, found.high) == pytest.approx((-0.7265846, 0.3890062), abs=1e-6)


def test_it_is_the_mann_whitney_statistic_on_another_scale():
    u = mannwhitneyu(TREATED, CONTROL).statistic
    assert cliffs_delta(TREATED, CONTROL).delta == pytest.approx(2 * u / 60 - 1)


def test_the_other_way_round_is_its_mirror():
    found, mirror = cliffs_delta(TREATED, CONTROL), cliffs_delta(CONTROL, TREATED)
    assert (mirror.delta, mirror.low, mirror.high) == pytest.approx(
        (-found.delta, -found.high, -found.low)
    )


def test_all_above_has_an_interval_that_more_answers_make_narrower():
    few, many = cliffs_delta([5] * 5, [1] * 5), cliffs_delta([5] * 50, [1] * 50)
    assert few.delta == few.high == 1
    assert few.low < many.low < 1


def test_too_few_answers_have_no_interval():
    assert math.isnan(cliffs_delta([5], [1, 2]).delta)


def test_answers_of_one_organization_make_it_less_sure():
    rng = np.random.default_rng(2)
    organization = np.repeat(np.arange(10), 4)
    steps = rng.integers(1, 6, 10)[organization]
    own = organization[:20], organization[20:]
    alone = cliffs_delta(steps[:20], steps[20:])
    together = cliffs_delta(steps[:20], steps[20:], *own)
    assert together.delta == alone.delta
    assert together.high - together.low > alone.high - alone.low
    each = cliffs_delta(steps[:20], steps[20:], range(20), range(20, 40))
    assert each == alone
