"""A difference between two groups of projects, with its interval and test."""

from __future__ import annotations

import math
from dataclasses import dataclass

from evalmine.records import Shown


@dataclass(frozen=True, repr=False)
class Comparison(
    Shown, line="{x.name}, {x.group_a}: {x.n_a} of {x.total_a}, {x.n_b} of {x.total_b}"
):
    """One theme (or learning, or closed question) in one group of projects beside another.

    `by` is what divides the projects: an attribute role, "year", "source" (self- against external
    evaluation of the same project) or "closed" (projects with the theme against those without, in
    how they answer the closed question worded in `question`).  `what` is "themes", "learnings" or
    "closed": what is counted, and whose id and name `theme_id` and `name` are.

    Group B is ``""`` where it is all the other projects.  Counts are projects; `difference` is
    share A minus share B with its 95 % interval.  `p_adjusted` is corrected (`correction`) over
    the `n_tests` comparisons made together.  `effect` is Cohen's h of the shares, or, for steps of
    a scale, Cliff's delta with its interval.

    `n_both` are projects counted in both groups, where the groups are two sources of the same
    projects.  `rarefied` is the difference to expect had every project written equally many
    segments, and `all_texts` the difference where it is not kept to the questions and kinds of
    documents that both years have; None where they do not apply.
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
    effect_name: str  # cohens_h or cliffs_delta
    test: str  # key of the report's words: fisher, permutation, mcnemar, sign_flip
    n_tests: int
    question: str = ""
    what: str = "themes"
    correction: str = "bh"
    n_both: int | None = None
    rarefied: float | None = None
    all_texts: float | None = None
    effect_low: float = math.nan
    effect_high: float = math.nan
    high_answers: tuple[str, ...] = ()  # of `question`: those that are counted

    @property
    def share_a(self) -> float:
        """Share of group A, 0 to 1."""
        return self.n_a / self.total_a if self.total_a else math.nan

    @property
    def share_b(self) -> float:
        """Share of group B, 0 to 1."""
        return self.n_b / self.total_b if self.total_b else math.nan

    @property
    def is_clear(self) -> bool:
        """Whether the corrected p-value is below 5 %."""
        return self.p_adjusted < 0.05
