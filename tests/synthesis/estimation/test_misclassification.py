from __future__ import annotations

import numpy as np
import pytest

from evalmine.synthesis.estimation.intervals import wilson_interval
from evalmine.synthesis.estimation.misclassification import (
    ErrorRates,
    misclassification_interval,
    rogan_gladen,
)


# The examples of epi.prev in the R package epiR: brucellosis in 23 of 150 cows, "5.1 cases per 100
# cows", and Helicobacter pylori in 6 of 151 children (Moujaber et al. 2008), 0 per 100.
@pytest.mark.parametrize(
    ("positives", "n", "sensitivity", "specificity", "share"),
    [(23, 150, 0.96, 0.89, 0.051), (6, 151, 0.964, 0.927, 0.0)],
)
def test_published_corrections_come_out(positives, n, sensitivity, specificity, share):
    assert rogan_gladen(positives / n, sensitivity, specificity) == pytest.approx(share, abs=5e-4)


def test_a_coder_who_guesses_corrects_nothing():
    with pytest.raises(ValueError) as error:
        rogan_gladen(0.3, 0.4, 0.6)
    assert str(error.value) == "sensitivity and specificity add up to 1: must be above 1"
    assert misclassification_interval(0.3, 100, ErrorRates(0.4, 50, 0.6, 50)) == (0.0, 1.0)


def test_a_coder_whose_errors_nobody_saw_corrects_nothing():
    unseen = ErrorRates(float("nan"), 0, 0.9, 50)
    assert misclassification_interval(0.3, 100, unseen) == (0.0, 1.0)


def test_a_coder_without_errors_on_many_texts_gets_nearly_the_plain_interval():
    found = misclassification_interval(0.3, 100, ErrorRates(1.0, 1e7, 1.0, 1e7))
    assert found == pytest.approx(wilson_interval(30, 100), abs=0.01)


def test_the_interval_covers_where_the_plain_one_fails():
    rng = np.random.default_rng(3)
    share, sensitivity, specificity = 0.15, 0.8, 0.85
    apparent = share * sensitivity + (1 - share) * (1 - specificity)
    ours = naive = 0
    for _ in range(1000):
        found = rng.binomial(800, apparent)
        rates = ErrorRates(
            rng.binomial(100, sensitivity) / 100, 100, rng.binomial(200, specificity) / 200, 200
        )
        low, high = misclassification_interval(found / 800, 800, rates)
        ours += low <= share <= high
        low, high = wilson_interval(int(found), 800)
        naive += low <= share <= high
    assert naive == 0
    assert 0.93 <= ours / 1000 <= 0.98


def test_the_published_equations_are_followed():
    """Lang and Reiczigel (2014), equations 6 to 17, worked through apart from the code."""
    found = misclassification_interval(0.1, 500, ErrorRates(0.7, 20, 0.98, 50))
    assert found == pytest.approx((0.013826, 0.192340), abs=1e-6)
