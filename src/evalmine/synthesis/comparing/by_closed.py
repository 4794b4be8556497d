"""Who speaks of a theme, and how did they answer: themes against closed questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evalmine.synthesis.closed import ClosedSteps, project_steps
from evalmine.synthesis.comparing.chance import refined_permutation_p
from evalmine.synthesis.comparing.families import Family
from evalmine.synthesis.comparing.grouping import cluster_codes, organization_of
from evalmine.synthesis.comparing.items import Item
from evalmine.synthesis.comparing.ordinal import cliffs_delta
from evalmine.synthesis.comparing.shares import share_difference
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.evidence import Evidence


def compare_closed(
    evidence: Evidence, items: Sequence[Item], *, min_group: int, seed: int
) -> Family:
    """Return, for each theme and closed question, how those with and without the theme answer.

    The difference is in the share of high answers; the test and Cliff's delta look at all steps of
    the scale, by their order.
    """
    clusters = organization_of(evidence.corpus)
    comparisons = [
        found
        for asked in project_steps(evidence.corpus.closed_answers)
        for found in _compare(asked, items, clusters, min_group, seed)
    ]
    return Family("closed", items[0].what, tuple(comparisons))


def _compare(
    asked: ClosedSteps,
    items: Sequence[Item],
    clusters: Mapping[str, str],
    min_group: int,
    seed: int,
) -> list[Comparison]:
    """Return one question beside every item; items of the same base are permuted together."""
    bases: dict[frozenset[str], list[Item]] = {}
    for item in items:
        base = item.base.intersection(asked.steps)
        n = len(item.having & base)
        if min(n, len(base) - n) >= min_group:
            bases.setdefault(base, []).append(item)
    found = []
    for base, own in bases.items():
        projects = sorted(base)
        codes = np.array(cluster_codes(clusters[p] for p in projects))
        steps = np.array([asked.steps[p] for p in projects])
        having = np.array([[p in item.having for item in own] for p in projects])
        p_values = refined_permutation_p(_ranks(steps), having, codes, seed=seed)
        found += [
            _comparison(asked, item, steps, having[:, column], codes, float(p_values[column]))
            for column, item in enumerate(own)
        ]
    order = {item.key: place for place, item in enumerate(items)}
    return sorted(found, key=lambda c: order[c.theme_id])


def _ranks(steps: np.ndarray) -> np.ndarray:
    """Return twice the mean rank of each step: whole numbers."""
    below = np.array([(steps < step).sum() for step in steps])
    upto = np.array([(steps <= step).sum() for step in steps])
    ranks: np.ndarray = below + upto + 1
    return ranks


def _comparison(
    asked: ClosedSteps,
    item: Item,
    steps: np.ndarray,
    having: np.ndarray,
    codes: np.ndarray,
    p_value: float,
) -> Comparison:
    shares = share_difference(np.isin(steps, list(asked.high_steps)), having, codes)
    delta = cliffs_delta(steps[having], steps[~having], codes[having], codes[~having])
    return Comparison(
        by="closed",
        theme_id=item.key,
        name=item.name,
        group_a="with",
        group_b="without",
        n_a=shares.n_a,
        total_a=shares.total_a,
        n_b=shares.n_b,
        total_b=shares.total_b,
        difference=shares.value,
        ci_low=shares.low,
        ci_high=shares.high,
        p_value=p_value,
        p_adjusted=p_value,
        effect=delta.delta,
        effect_name="cliffs_delta",
        test="permutation",
        n_tests=1,
        question=asked.question,
        what=item.what,
        effect_low=delta.low,
        effect_high=delta.high,
        high_answers=asked.scale.high,
    )
