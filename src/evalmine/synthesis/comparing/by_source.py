"""Self- against external evaluation of the same project: who of them says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from evalmine.synthesis.comparing.chance import flip_p, mcnemar_p
from evalmine.synthesis.comparing.families import Family
from evalmine.synthesis.comparing.grouping import cluster_codes, organization_of
from evalmine.synthesis.comparing.items import told_themes
from evalmine.synthesis.comparing.rarefying import rarefied_share
from evalmine.synthesis.comparing.shares import (
    Difference,
    cohens_h,
    paired_difference,
    share_difference,
)
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.evidence import Evidence, ThemeRows

SOURCES = ("self_evaluation", "external_evaluation")


def compare_sources(evidence: Evidence, *, seed: int) -> Family:
    """Return, theme by theme, how many projects mention it in one source, the other, or both.

    Only projects whose self-evaluation and external evaluation both say something.  McNemar's
    exact test, or, where an organization has several such projects, a permutation that exchanges
    the two sources of whole organizations.
    """
    kind_of = {d.document_id: d.kind for d in evidence.corpus.documents}
    kinds = [kind_of[s.document_id] for s in evidence.segments]
    lengths = {
        source: Counter(
            s.project_id for s, kind in zip(evidence.segments, kinds, strict=True) if kind == source
        )
        for source in SOURCES
    }
    projects = sorted(lengths[SOURCES[0]].keys() & lengths[SOURCES[1]].keys())
    names = organization_of(evidence.corpus)
    codes = cluster_codes(names[p] for p in projects)
    comparisons = [
        _compare(evidence, theme, kinds, projects, lengths, codes, seed)
        for theme in told_themes(evidence)
        if projects
    ]
    return Family("source", "themes", tuple(comparisons), n_pairs=len(projects))


def _compare(
    evidence: Evidence,
    theme: ThemeRows,
    kinds: Sequence[str],
    projects: Sequence[str],
    lengths: dict[str, Counter[str]],
    codes: Sequence[int],
    seed: int,
) -> Comparison:
    counts = {
        source: Counter(evidence.segments[r].project_id for r in theme.rows if kinds[r] == source)
        for source in SOURCES
    }
    first, second = ([counts[s][p] > 0 for p in projects] for s in SOURCES)
    shorter = {p: min(lengths[s][p] for s in SOURCES) for p in projects}
    equal = [rarefied_share(projects, counts[s], lengths[s], shorter) for s in SOURCES]
    n_both = sum(a and b for a, b in zip(first, second, strict=True))
    found, p, test = _difference(np.array(first), np.array(second), codes, seed)
    return Comparison(
        by="source",
        theme_id=theme.theme_id,
        name=theme.name,
        group_a=SOURCES[0],
        group_b=SOURCES[1],
        n_a=found.n_a,
        total_a=found.total_a,
        n_b=found.n_b,
        total_b=found.total_b,
        difference=found.value,
        ci_low=found.low,
        ci_high=found.high,
        p_value=p,
        p_adjusted=p,
        effect=cohens_h(found.n_a / found.total_a, found.n_b / found.total_b),
        effect_name="cohens_h",
        test=test,
        n_tests=1,
        n_both=n_both,
        rarefied=equal[0] - equal[1],
    )


def _difference(
    first: np.ndarray, second: np.ndarray, codes: Sequence[int], seed: int
) -> tuple[Difference, float, str]:
    only_first, only_second = int((first & ~second).sum()), int((~first & second).sum())
    if len(set(codes)) == len(codes):
        both, none = int((first & second).sum()), int((~first & ~second).sum())
        found = paired_difference(both, only_first, only_second, none)
        return found, mcnemar_p(only_first, only_second), "mcnemar"
    side = [True] * len(first) + [False] * len(second)
    found = share_difference(np.concatenate([first, second]), side, [*codes, *codes])
    differences = first.astype(np.int64) - second.astype(np.int64)
    return found, flip_p(differences, codes, seed=seed), "sign_flip"
