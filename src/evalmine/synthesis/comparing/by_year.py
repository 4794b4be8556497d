"""Each theme and closed question this year beside last year, like for like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evalmine.synthesis.closed import project_steps
from evalmine.synthesis.comparing.by_group import compared_shares
from evalmine.synthesis.comparing.families import Family
from evalmine.synthesis.comparing.grouping import cluster_codes, organization_of, year_of
from evalmine.synthesis.comparing.items import (
    Item,
    segments_per_project,
    theme_item,
    told_themes,
)
from evalmine.synthesis.comparing.like_for_like import comparable
from evalmine.synthesis.comparing.rarefying import equal_length, rarefied_share
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.evidence import Evidence

Years = tuple[Item, Item]  # the same thing this year and last year


def compare_years(
    now: Evidence,
    then: Evidence,
    what: str,
    *,
    questions: Mapping[str, str] | None,
    min_group: int,
    seed: int,
) -> Family:
    """Return every theme (or closed question) this year beside last year; see `compare`.

    An organization that is in both years is one cluster, so that its two projects make a pair.
    """
    labels = _labels(now, then)
    if what == "closed":
        found = [_years(pair, now, then, labels, seed=seed) for pair in _closed(now, then)]
        return Family("year", what, tuple(c for c in found if _is_large(c, min_group)))
    both = comparable(now, then, questions=questions)
    items, every = _themes(both.now, both.then), _themes(now, then)
    lengths = segments_per_project(both.now), segments_per_project(both.then)
    n_drawn = equal_length([*lengths[0].values(), *lengths[1].values()])
    comparisons = []
    for pair, all_texts in zip(items, every, strict=True):
        shares = [
            rarefied_share(sorted(i.base), i.n_segments, n, dict.fromkeys(i.base, n_drawn))
            for i, n in zip(pair, lengths, strict=True)
        ]
        naive = _share(all_texts[0]) - _share(all_texts[1])
        if all(i.base for i in pair):
            found_one = _years(pair, both.now, both.then, labels, seed=seed)
            comparisons.append(replace(found_one, rarefied=shares[0] - shares[1], all_texts=naive))
    sizes = tuple((label, len(n)) for label, n in zip(labels, lengths, strict=True))
    large = [c for c in comparisons if _is_large(c, min_group)]
    return Family(
        "year",
        what,
        tuple(large),
        groups=sizes if large else (),
        left_out=() if large else tuple(s for s in sizes if s[1] < min_group),
        reworded=both.reworded,
        dropped=both.dropped,
    )


def _labels(now: Evidence, then: Evidence) -> tuple[str, str]:
    """Return the two years, or "now" and "then" where they are not known or the same."""
    years = year_of(now.corpus), year_of(then.corpus)
    return years if all(years) and years[0] != years[1] else ("now", "then")


def _is_large(found: Comparison, min_group: int) -> bool:
    return min(found.total_a, found.total_b) >= min_group


def _themes(now: Evidence, then: Evidence) -> list[Years]:
    """Return each theme in both years, empty in one of them where nobody speaks of it."""
    named = {t.theme_id: t for t in (*told_themes(then), *told_themes(now))}
    pairs = []
    for key in sorted(named):
        years = []
        for evidence in (now, then):
            own = next((t for t in evidence.themes if t.theme_id == key), None)
            years.append(theme_item(evidence, own or replace(named[key], rows=(), scores={})))
        pairs.append((years[0], years[1]))
    return pairs


def _closed(now: Evidence, then: Evidence) -> list[Years]:
    pairs = []
    for asked in project_steps(now.corpus.closed_answers, then.corpus.closed_answers):
        if not asked.steps or not asked.previous:
            continue
        years = [
            Item(
                asked.question,
                asked.question,
                "closed",
                frozenset(steps),
                frozenset(p for p, step in steps.items() if step in asked.high_steps),
                high_answers=asked.scale.high,
            )
            for steps in (asked.steps, asked.previous)
        ]
        pairs.append((years[0], years[1]))
    return pairs


def _share(item: Item) -> float:
    return len(item.having) / len(item.base) if item.base else 0.0


def _years(
    pair: Years, now: Evidence, then: Evidence, labels: tuple[str, str], *, seed: int
) -> Comparison:
    names = organization_of(now.corpus), organization_of(then.corpus)
    rows: Sequence[tuple[bool, bool, str]] = [
        (p in item.having, year == 0, names[year][p])
        for year, item in enumerate(pair)
        for p in sorted(item.base)
    ]
    having, in_a, organizations = zip(*rows, strict=True)
    return compared_shares(
        pair[0], "year", *labels, having, in_a, cluster_codes(organizations), seed=seed
    )
