"""Two comparisons to tell: a theme by pool, and a theme against a closed question."""

from __future__ import annotations

from dataclasses import replace

from evalmine.synthesis.comparison import Comparison

POOL = Comparison(
    by="pool", theme_id="C-ledelse", name="Ledelse", group_a="Nær", group_b="",
    n_a=27, total_a=31, n_b=29, total_b=66, difference=27 / 31 - 29 / 66, ci_low=0.234,
    ci_high=0.571, p_value=0.0001, p_adjusted=0.003, effect=0.96, effect_name="cohens_h",
    test="fisher", n_tests=1063,
)  # fmt: skip
CLOSED = replace(
    POOL,
    by="closed",
    group_a="with",
    group_b="without",
    question="Holder det om et år?",
    high_answers=("I meget høj grad", "I høj grad"),
    effect_name="cliffs_delta",
)
