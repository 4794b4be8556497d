from __future__ import annotations

import math

from evalmine.synthesis.outline import ClosedSummary


def test_the_share_of_high_answers_is_of_valid_answers():
    assert ClosedSummary("Trivsel?", (), 13, 16).share_high == 0.8125


def test_without_valid_answers_there_is_no_share():
    assert math.isnan(ClosedSummary("Trivsel?", (), 0, 0).share_high)
