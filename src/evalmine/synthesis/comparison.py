"""A difference between two groups of projects, with its interval and test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """One theme (or learning, or closed question) in one group of projects beside another.

    `by` is what divides the projects: an attribute role, "year", "source" (self- against external
    evaluation of the same project) or "closed" (a closed question, worded in `question`).  Group
    B is ``""`` where it is all the other projects.  Counts are projects; `difference` is share A
    minus share B (or mean A minus mean B where `effect_name` says so).  `p_adjusted` is corrected
    over the `n_tests` comparisons made together.
    """

    by: str
    theme_id: str
    name: str
    group_a: str
    group_b: str
    n_a: int
    total_a: int
    n_b: int
    total_b: int
    difference: float
    ci_low: float
    ci_high: float
    p_value: float
    p_adjusted: float
    effect: float
    effect_name: str  # cohens_h, cliffs_delta, ...
    test: str  # key of the report's words: fisher, mcnemar, permutation, ...
    n_tests: int
    question: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether the corrected p-value is below 5 %."""
        return self.p_adjusted < 0.05
