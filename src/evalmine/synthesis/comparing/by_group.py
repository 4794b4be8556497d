"""Each theme in each group of projects, beside all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalmine.synthesis.comparing.chance import fisher_p, refined_permutation_p
from evalmine.synthesis.comparing.families import Family
from evalmine.synthesis.comparing.grouping import (
    Grouping,
    cluster_codes,
    group_projects,
    organization_of,
)
from evalmine.synthesis.comparing.items import Item, segments_per_project
from evalmine.synthesis.comparing.rarefying import equal_length, rarefied_share
from evalmine.synthesis.comparing.shares import cohens_h, share_difference
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.evidence import Evidence


def compare_groups(
    evidence: Evidence, by: str, items: Sequence[Item], *, min_group: int, seed: int
) -> Family:
    """Return every item in every group large enough; see `compare`."""
    grouping = group_projects(evidence.corpus, by)
    read = frozenset(s.project_id for s in evidence.segments) or frozenset(grouping.of)
    sizes = {label: sum(grouping.of.get(p) == label for p in read) for label in grouping.labels}
    large = [label for label, n in sizes.items() if n >= min_group]
    clusters = organization_of(evidence.corpus)
    lengths = segments_per_project(evidence)
    comparisons = [
        found
        for item in items
        for a, b in _pairs(large, sizes)
        if (found := _compare(item, grouping, a, b, clusters, lengths, min_group, seed))
    ]
    return Family(
        by,
        items[0].what,
        tuple(comparisons),
        groups=tuple((label, sizes[label]) for label in large),
        left_out=tuple((label, n) for label, n in sizes.items() if n and n < min_group),
        n_unknown=len(read - set(grouping.of)),
    )


def _pairs(large: Sequence[str], sizes: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the two groups, where there are just two, or each one with "" for all the others."""
    if len(large) == 2 and sum(map(bool, sizes.values())) == 2:
        return [(large[0], large[1])]
    return [(label, "") for label in large]


def _compare(
    item: Item,
    grouping: Grouping,
    a: str,
    b: str,
    clusters: Mapping[str, str],
    lengths: Mapping[str, int],
    min_group: int,
    seed: int,
) -> Comparison | None:
    projects = sorted(p for p in item.base if p in grouping.of)
    in_a = [grouping.of[p] == a for p in projects]
    if min(sum(in_a), len(in_a) - sum(in_a)) < min_group:
        return None
    rarefied = None
    if item.n_segments:
        n_drawn = dict.fromkeys(projects, equal_length([lengths[p] for p in projects]))
        first, second = (
            rarefied_share(
                [p for p, here in zip(projects, in_a, strict=True) if here is side],
                item.n_segments,
                lengths,
                n_drawn,
            )
            for side in (True, False)
        )
        rarefied = first - second
    having = [p in item.having for p in projects]
    codes = cluster_codes(clusters[p] for p in projects)
    return compared_shares(
        item, grouping.by, a, b, having, in_a, codes, rarefied=rarefied, seed=seed
    )


def compared_shares(
    item: Item,
    by: str,
    group_a: str,
    group_b: str,
    having: Sequence[bool],
    in_a: Sequence[bool],
    clusters: Sequence[int],
    *,
    rarefied: float | None = None,
    all_texts: float | None = None,
    seed: int = 0,
) -> Comparison:
    """Return the comparison of two groups of projects, not yet corrected.

    Fisher's exact test where no two projects are of one organization, else a permutation of
    organizations.
    """
    found = share_difference(having, in_a, clusters)
    is_clustered = len(set(clusters)) < len(clusters)
    if is_clustered:
        p = float(refined_permutation_p(having, in_a, clusters, seed=seed)[0])
    else:
        p = fisher_p(found.n_a, found.total_a, found.n_b, found.total_b)
    return Comparison(
        by=by,
        theme_id="" if item.what == "closed" else item.key,
        name=item.name,
        group_a=group_a,
        group_b=group_b,
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
        test="permutation" if is_clustered else "fisher",
        n_tests=1,
        question=item.name if item.what == "closed" else "",
        what=item.what,
        rarefied=rarefied,
        all_texts=all_texts,
        high_answers=item.high_answers,
    )
