"""Coefficients on the examples of those who published them, and what must hold on any data."""

import math

import numpy as np
import pytest

from evalmine.coding.agreement.statistics import (
    alpha_of_sets,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)

# K. Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers,
# twelve units, gaps.  alpha 0.743 nominal, 0.815 ordinal, 0.849 interval.
_ = None
FOUR = (
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
)


def from_table(table):
    """Two coders whose values occur together as often as the table says."""
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return tuple(zip(*cells, strict=True))


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_krippendorffs_four_observers(level, published):
    assert krippendorff_alpha(*FOUR, level=level) == pytest.approx(published, abs=5e-4)


def test_alpha_of_krippendorffs_two_observers():
    # The same paper, section A (binary, no gaps): 0.095; section B (nominal, no gaps): 0.692.
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(meg, owen) == pytest.approx(0.095, abs=5e-4)
    assert krippendorff_alpha("aabbdcccedda", "babbbccceddd") == pytest.approx(0.692, abs=5e-4)


def test_kappa_of_cohens_example():
    # J. Cohen (1960): 200 patients, three diagnoses, 140 agreements, 82 by chance.
    two = from_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert cohen_kappa(*two) == pytest.approx(0.492, abs=5e-4)
    assert percent_agreement(*two) == 0.7


def test_ac1_where_kappa_is_a_paradox():
    # K. L. Gwet (2002), "Kappa statistic is not satisfactory for assessing the extent of agreement
    # between raters": 125 subjects, agreement 0.944, kappa -0.0234, AC1 0.9408.
    two = from_table([[118, 5], [2, 0]])
    assert percent_agreement(*two) == 0.944
    assert cohen_kappa(*two) == pytest.approx(-0.0234, abs=5e-5)
    assert gwet_ac1(*two) == pytest.approx(0.9408, abs=5e-5)


def test_ac1_of_four_raters():
    # Gwet (2014), "Handbook of inter-rater reliability", 4th ed., on the data above: agreement
    # 0.818, AC1 0.775.
    assert percent_agreement(*FOUR) == pytest.approx(0.818, abs=5e-4)
    assert gwet_ac1(*FOUR) == pytest.approx(0.775, abs=5e-4)


COEFFICIENTS = [percent_agreement, gwet_ac1, krippendorff_alpha]


@pytest.fixture(scope="module")
def coders():
    draws = np.random.default_rng(3)
    truth = draws.integers(0, 4, 60).astype(float)
    made = [np.where(draws.random(60) < 0.7, truth, draws.integers(0, 4, 60)) for _ in range(3)]
    made[2][:9] = np.nan
    return made


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_order_of_coders_and_texts_and_names_of_values_do_not_matter(coefficient, coders):
    expected = coefficient(*coders)
    shuffled = np.random.default_rng(0).permutation(60)
    assert coefficient(*coders[::-1]) == pytest.approx(expected)
    assert coefficient(*(c[shuffled] for c in coders)) == pytest.approx(expected)
    renamed = [[None if np.isnan(v) else "abcd"[int(v)] for v in c] for c in coders]
    assert coefficient(*renamed) == pytest.approx(expected)


def test_kappa_does_not_hang_on_order_or_names(coders):
    one, other, _ = coders
    expected = cohen_kappa(one, other)
    assert cohen_kappa(other, one) == pytest.approx(expected)
    assert cohen_kappa(3 - one, 3 - other) == pytest.approx(expected)


@pytest.mark.parametrize("coefficient", [*COEFFICIENTS, cohen_kappa])
def test_perfect_agreement_is_one(coefficient, coders):
    assert coefficient(coders[0], coders[0]) == 1


def test_alpha_does_not_hang_on_the_unit_of_an_interval_or_the_spacing_of_ranks(coders):
    interval = krippendorff_alpha(*coders, level="interval")
    assert krippendorff_alpha(*(3 * c - 7 for c in coders), level="interval") == pytest.approx(
        interval
    )
    ordinal = krippendorff_alpha(*coders, level="ordinal")
    assert krippendorff_alpha(*(c**3 for c in coders), level="ordinal") == pytest.approx(ordinal)


def test_of_two_values_every_level_says_the_same():
    one, other = [0, 0, 1, 1, 1, 0], [0, 1, 1, 1, 0, 0]
    nominal = krippendorff_alpha(one, other)
    assert krippendorff_alpha(one, other, level="interval") == pytest.approx(nominal)
    assert krippendorff_alpha(one, other, level="ordinal") == pytest.approx(nominal)


def test_texts_that_one_coder_read_do_not_count_for_agreement():
    one, other = [1, 0, 1, 0], [1, 0, 0, 0]
    for coefficient in (percent_agreement, krippendorff_alpha, cohen_kappa):
        more = coefficient([*one, 1, 1, math.nan], [*other, None, None, 0])
        assert more == pytest.approx(coefficient(one, other))


def test_what_is_constant_has_no_kappa_and_no_alpha():
    same = [0, 0, 0]
    assert math.isnan(cohen_kappa(same, same))
    assert math.isnan(krippendorff_alpha(same, same))
    assert percent_agreement(same, same) == 1
    assert math.isnan(gwet_ac1(same, same))  # nobody knows of a second value
    assert gwet_ac1(same, same, n_values=2) == 1
    assert cohen_kappa(same, [0, 0, 1]) == 0


@pytest.mark.parametrize("coefficient", [*COEFFICIENTS, cohen_kappa, alpha_of_sets])
def test_without_a_text_read_by_two_nothing_is_defined(coefficient):
    assert math.isnan(coefficient([None, None], [None, None]))
    assert math.isnan(coefficient([], []))


def test_alpha_of_sets_counts_empty_sets_and_partial_agreement():
    a = [{"x"}, {"x", "y"}, set(), {"z"}, set(), None]
    b = [{"x"}, {"x"}, set(), {"z"}, {"z"}, {"x"}]
    exact = krippendorff_alpha(
        *([None if s is None else frozenset(s) for s in coder] for coder in (a, b))
    )
    masi, jaccard = alpha_of_sets(a, b), alpha_of_sets(a, b, distance="jaccard")
    assert exact < masi < jaccard < 1
    assert alpha_of_sets(a, a) == 1


def test_alpha_of_sets_of_one_code_is_nominal_alpha():
    one, other = list("aabbdcccedda"), list("babbbccceddd")
    sets = [[{v} for v in coder] for coder in (one, other)]
    assert alpha_of_sets(*sets) == pytest.approx(krippendorff_alpha(one, other))


def test_coders_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match=r"as many values each, not \[2, 1\]"):
        krippendorff_alpha([1, 2], [1])
