"""Puts the report together: front page, pools, themes, method, in this order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from evalmine.corpus.model import KINDS, Corpus, Project
from evalmine.synthesis.cases import check_cases, choose_cases
from evalmine.synthesis.cerqual import Judgment
from evalmine.synthesis.closed import summarize_closed
from evalmine.synthesis.comparing.grouping import organization_of
from evalmine.synthesis.evidence import Evidence, attribute, number
from evalmine.synthesis.front import enough_in_common, front_learnings, worded_first
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.learnings import ASPECTS_TOLD, OTHER, in_pool
from evalmine.synthesis.outline import (
    AspectPart,
    Case,
    ClosedSummary,
    Fact,
    Method,
    Outline,
    PoolSection,
)
from evalmine.synthesis.prevalence import prevalence_rows
from evalmine.synthesis.theme_story import front_themes, pool_themes, theme_stories

# On the sample 6 of 10 segments get a code; a codebook from another field gave 3 of 10.
LOW_COVERAGE = 0.4
_SUMS = ("amount", "n_leaders", "n_staff", "n_employees")
_BREAKDOWNS = ("sector", "region", "organization_type", "level")


def compose_outline(
    evidence: Evidence,
    method: Method,
    *,
    themes: Sequence[Any],
    learnings: Sequence[Learning],
    threshold: float,
    title: str,
    weak: Sequence[Learning] = (),
    judgments: Sequence[Judgment] = (),
    min_projects: int = 3,
    n_front: int = 7,
    n_per_part: int = 3,
    previous: Corpus | None = None,
    previous_prevalence: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] | None = None,
    theme_events: Sequence[str] = (),
    cases: Sequence[str] = (),
    hide_in_cases: Sequence[str] = (),
) -> Outline:
    """Return the whole report as data.

    Parameters
    ----------
    evidence : Evidence
    method : Method
        Facts for the method appendix.
    themes : sequence of Theme
        The themes found in the texts, for their own section.
    learnings : sequence of Learning
        Over all projects.
    threshold : float
        See `find_learnings`; used for the pools.
    title : str
    weak : sequence of Learning
        Over all projects, not carried by their evidence.
    judgments : sequence of Judgment
        What people said of their confidence; for the pools.
    min_projects : int
    n_front, n_per_part : int
        Learnings on the front page, and per aspect of a pool.
    previous : Corpus, optional
        The year before, for the closed questions.
    previous_prevalence : mapping, optional
        This year's and last year's (n_projects, n_read) by theme id, like for like.
    theme_events : sequence of str
        Sentences on what became of earlier themes.
    cases, hide_in_cases : sequence of str
        Projects a person wants as cases, and what is not to be printed of a case; see
        `choose_cases`.
    """
    corpus = evidence.corpus
    check_cases(evidence, cases, hide_in_cases)
    tell_cases = partial(
        choose_cases,
        printed=[quote for x in learnings for quote in x.every_quote],
        picks=cases,
        hide=hide_in_cases,
    )
    pools = [
        _pool_section(
            evidence,
            pool,
            in_pool(
                evidence,
                pool,
                learnings,
                threshold=threshold,
                min_projects=min_projects,
                judgments=judgments,
            ),
            n_per_part,
            previous,
            tell_cases,
        )
        for pool in evidence.pools
    ]
    stories = theme_stories(evidence, themes, learnings, min_projects=min_projects)
    if not method.codes:  # a codebook's learnings say what a pool speaks of; else its themes do
        pools = [
            replace(x, themes=pool_themes(evidence, stories, x.pool, min_projects=min_projects))
            for x in pools
        ]
    # Without a codebook, few claims of few projects are no front page; the subjects are.
    tell_themes = bool(not method.codes and stories and not enough_in_common(learnings))
    return Outline(
        title=title,
        language=evidence.language,
        year=_year(corpus),
        n_projects=len(corpus.projects),
        facts=_facts(corpus, corpus.projects),
        front=() if tell_themes else front_learnings(learnings, n_front=n_front),
        front_themes=front_themes(stories, n_front=n_front) if tell_themes else (),
        theme_stories=stories,
        closed=_closed(corpus, previous),
        pools=tuple(pools),
        prevalence=prevalence_rows(evidence, previous=previous_prevalence),
        themes=tuple(themes),
        learnings=tuple(learnings),
        weak=tuple(weak),
        method=method,
        notes=("low_coverage",) if method.codebook and coverage(method) < LOW_COVERAGE else (),
        theme_events=tuple(theme_events),
    )


def coverage(method: Method) -> float:
    """Return the share of segments with content that got a code, 0 to 1 (nan without segments)."""
    coded = method.n_segments.get("coded", 0)
    content = coded + method.n_segments.get("uncoded", 0)
    return coded / content if content else float("nan")


def _pool_section(
    evidence: Evidence,
    pool: str,
    found: Sequence[Learning],
    n_per_part: int,
    previous: Corpus | None,
    tell_cases: Callable[..., tuple[Case, ...]],
) -> PoolSection:
    corpus = evidence.corpus
    inside = [p for p in corpus.projects if attribute(p.attributes, "pool") == pool]
    learnings = worded_first(found)
    parts = [
        AspectPart(aspect, tuple([x for x in learnings if x.aspect == aspect][:n_per_part]))
        for aspect in (*ASPECTS_TOLD, OTHER)
    ]
    return PoolSection(
        pool=pool,
        n_projects=len(inside),
        facts=_facts(corpus, inside),
        breakdowns=_breakdowns(inside),
        closed=_closed(corpus, previous, pool),
        parts=tuple(part for part in parts if part.learnings),
        cases=tell_cases(evidence, [x for part in parts for x in part.learnings], pool=pool),
    )


def _closed(corpus: Corpus, previous: Corpus | None, pool: str = "") -> tuple[ClosedSummary, ...]:
    """Return the closed questions of all projects, or of those of one pool in both years."""

    def inside(one: Corpus) -> list[str]:
        return [
            p.project_id
            for p in one.projects
            if not pool or attribute(p.attributes, "pool") == pool
        ]

    return summarize_closed(
        corpus.closed_answers,
        projects=inside(corpus),
        previous=previous.closed_answers if previous else (),
        previous_projects=inside(previous) if previous else None,
        organizations=organization_of(corpus, *([previous] if previous else [])),
    )


def _facts(corpus: Corpus, projects: Sequence[Project]) -> tuple[Fact, ...]:
    ids = {p.project_id for p in projects}
    kinds = Counter(d.kind for d in corpus.documents if d.project_id in ids)
    facts = [Fact("n_projects", len(projects))]
    facts += [Fact(f"n_{kind}", kinds[kind]) for kind in KINDS if kinds[kind]]
    for role in _SUMS:
        values = [v for p in projects if (v := number(p.attributes, role)) is not None]
        if values:
            facts.append(Fact(role, sum(values)))
    return tuple(facts)


def _breakdowns(
    projects: Sequence[Project],
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    tables = []
    for role in _BREAKDOWNS:
        counts = Counter(attribute(p.attributes, role) for p in projects)
        del counts[""]
        if len(counts) > 1:
            tables.append((role, tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))))
    return tuple(tables)


def _year(corpus: Corpus) -> str:
    """Return the year in which most projects end; a number that is no year is none."""
    found = [attribute(p.attributes, "end")[:4] for p in corpus.projects]
    ends = Counter(y for y in found if y.isdecimal() and 1900 <= int(y) <= 2100)
    return max(sorted(ends), key=lambda y: ends[y]) if ends else ""
