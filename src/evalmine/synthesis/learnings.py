"""From coded segments to learnings: claims that recur in at least three projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalmine.synthesis.claims import find_claims
from evalmine.synthesis.evidence import Evidence, ThemeRows, attribute
from evalmine.synthesis.headline import claim_headline
from evalmine.synthesis.learning import NEEDS_REVIEW, Learning
from evalmine.synthesis.quotes import choose_quotes, cut_quote, is_self_contained
from evalmine.synthesis.support import support_of

_CORE_BONUS = 0.15
ASPECTS_TOLD = ("change", "learning", "mechanism", "barrier", "spread")


@dataclass(frozen=True)
class _Candidate:
    """Rows of one theme and aspect that may become a learning; `core` says nearly the same."""

    theme: ThemeRows
    aspect: str
    headline: str
    rows: tuple[int, ...]
    core: tuple[int, ...]
    counter: tuple[int, ...]
    qualifying: tuple[int, ...]


def find_learnings(
    evidence: Evidence,
    *,
    threshold: float,
    scope: str = "",
    min_projects: int = 3,
    n_quotes: int = 3,
) -> list[Learning]:
    """Return the learnings of all projects or of one grant pool, most projects first.

    Parameters
    ----------
    evidence : Evidence
    threshold : float
        Cosine from which segments count as saying the same (`claims.near_threshold`).
    scope : str
        A grant pool, or "" for all projects.
    min_projects : int
        A claim of fewer projects is no learning.
    n_quotes : int
        Quotes per learning besides the statement, at most.

    Notes
    -----
    A theme of the codebook gives one learning per aspect it speaks to: the code's definition is
    the claim.  A theme found in the texts gives one for each group of near-paraphrases.  Segments
    that contradict the claim (a tool that did not work, among mechanisms) are counter-evidence and
    are not counted as support; those that limit it ("but only when the manager takes part") count
    as support and are told as its conditions.
    """
    inside = {p for p, pool in evidence.pool_of.items() if not scope or pool == scope}
    candidates = [
        candidate
        for theme in evidence.themes
        for aspect in theme.aspects or ASPECTS_TOLD
        if aspect in ASPECTS_TOLD
        for candidate in _candidates(evidence, theme, aspect, inside, threshold, min_projects)
    ]
    kept = _without_doubles(evidence, candidates)
    taken: set[str] = set()
    learnings: list[Learning] = []
    for candidate in kept:
        number = len(learnings) + 1
        learning = _learning(evidence, candidate, scope, inside, number, n_quotes, taken)
        learnings.append(learning)
        taken.update(q.segment_id for q in learning.every_quote)
    return learnings


def _candidates(
    evidence: Evidence,
    theme: ThemeRows,
    aspect: str,
    inside: set[str],
    threshold: float,
    min_projects: int,
) -> list[_Candidate]:
    charge = theme.charge(aspect)
    said = evidence.stances[charge]
    rows = [r for r in sorted(theme.rows) if evidence.segments[r].project_id in inside]
    here = [r for r in rows if evidence.segments[r].aspect == aspect]
    counter = [r for r in here if said[r] == "contradicts"]
    support = sorted(set(here) - set(counter))
    # What stood in the way may tell that the very same thing failed.
    if charge == 1 and aspect != "learning":
        counter += [
            r for r in rows if evidence.segments[r].aspect == "barrier" and said[r] == "contradicts"
        ]
    if theme.origin != "codebook":  # without a code, what cannot stand alone says nothing
        support = [r for r in support if is_self_contained(evidence.segments[r].text)]
    if len({evidence.segments[r].project_id for r in support}) < min_projects:
        return []
    claims = find_claims(
        evidence.embeddings[support],
        [evidence.segments[r].project_id for r in support],
        threshold=threshold,
        min_projects=min_projects,
    )
    groups = [tuple(support[p] for p in claim.positions) for claim in claims]
    if theme.origin == "codebook":
        headline = theme.headlines.get(aspect) or theme.name
        core = groups[0] if groups else tuple(support)
        limits = tuple(r for r in support if said[r] == "qualifies")
        return [_Candidate(theme, aspect, headline, tuple(support), core, tuple(counter), limits)]
    worded = [(claim_headline(evidence, group), group) for group in groups]
    return [
        _Candidate(
            theme,
            aspect,
            headline,
            group,
            group,
            _near(evidence, counter, group),
            tuple(r for r in group if said[r] == "qualifies"),
        )
        for headline, group in worded
        if headline
    ]


def _near(evidence: Evidence, counter: Sequence[int], group: Sequence[int]) -> tuple[int, ...]:
    """Return the counter rows that lie as near to the claim as its own median member."""
    if not counter:
        return ()
    center = evidence.embeddings[list(group)].mean(axis=0)
    bar = np.median(evidence.embeddings[list(group)] @ center)
    return tuple(r for r in counter if evidence.embeddings[r] @ center >= bar - 1e-4)


def _without_doubles(evidence: Evidence, candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates by weight, without those that mostly repeat a weightier one."""

    def weight(candidate: _Candidate) -> tuple[int, bool, int, str, str, tuple[int, ...]]:
        projects = {evidence.segments[r].project_id for r in candidate.rows}
        return (
            -len(projects),
            candidate.theme.origin != "codebook",
            -len(candidate.rows),
            candidate.theme.theme_id,
            candidate.aspect,
            candidate.rows,
        )

    kept: list[_Candidate] = []
    for candidate in sorted(candidates, key=weight):
        rows = set(candidate.rows)
        repeats = any(
            len(rows & set(other.rows)) > 0.5 * len(rows)
            for other in kept
            if other.aspect == candidate.aspect
        )
        if not repeats:
            kept.append(candidate)
    return kept


def _learning(
    evidence: Evidence,
    candidate: _Candidate,
    scope: str,
    inside: set[str],
    number: int,
    n_quotes: int,
    taken: set[str],
) -> Learning:
    scope_part = f"P{evidence.pools.index(scope) + 1}-" if scope else ""
    learning_id, scores = f"{scope_part}L{number:03d}", candidate.theme.scores
    # What is said in nearly the same words by several projects states the claim best.
    liked = {r: scores.get(r, 0.0) + _CORE_BONUS * (r in candidate.core) for r in candidate.rows}
    chosen = choose_quotes(
        evidence, candidate.rows, n_quotes=1, taken=frozenset(taken), scores=liked
    )
    # Where nobody may be quoted the learning still counts; it is told without words.
    statement = (
        cut_quote(evidence, chosen[0], learning_id=learning_id, number=0) if chosen else None
    )
    stated = {statement.project_id} if statement else set()
    others = [r for r in candidate.rows if evidence.segments[r].project_id not in stated]
    seen = frozenset(taken | ({statement.segment_id} if statement else set()))
    quoted = choose_quotes(evidence, others, n_quotes=n_quotes, taken=seen, scores=scores)
    contrary = choose_quotes(evidence, candidate.counter, n_quotes=2, taken=seen, scores=scores)
    quotes = [
        cut_quote(evidence, row, learning_id=learning_id, number=i)
        for i, row in enumerate([*quoted, *contrary], start=1)
    ]
    asked = evidence.asked_by_aspect.get(candidate.aspect, frozenset()) & inside
    projects = {evidence.segments[r].project_id for r in candidate.rows}
    counter_projects = {evidence.segments[r].project_id for r in candidate.counter}
    return Learning(
        learning_id=learning_id,
        headline=candidate.headline,
        statement=statement.text if statement else "",
        scope=scope,
        level=_level(evidence, projects),
        aspect=candidate.aspect,
        theme_id=candidate.theme.theme_id,
        theme_name=candidate.theme.name,
        support=support_of(evidence.members(candidate.rows), asked),
        segment_ids=tuple(evidence.segments[r].segment_id for r in candidate.rows),
        counter_ids=tuple(evidence.segments[r].segment_id for r in candidate.counter),
        n_counter=len(counter_projects),
        qualifying_ids=tuple(evidence.segments[r].segment_id for r in candidate.qualifying),
        n_qualifying=len({evidence.segments[r].project_id for r in candidate.qualifying}),
        quotes=tuple(quotes[: len(quoted)]),
        counter_quotes=tuple(quotes[len(quoted) :]),
        pools=_by_pool(evidence, projects, asked),
        sectors=_by_attribute(evidence, projects, "sector"),
        notes=_notes(evidence, candidate, projects, scope, quoted=bool(chosen)),
        statement_quotes=(statement,) if statement else (),
    )


def _by_pool(
    evidence: Evidence, projects: set[str], asked: frozenset[str]
) -> tuple[tuple[str, int, int], ...]:
    base = asked | projects
    return tuple(
        (
            pool,
            sum(evidence.pool_of[p] == pool for p in projects),
            sum(evidence.pool_of[p] == pool for p in base),
        )
        for pool in evidence.pools
    )


def _by_attribute(evidence: Evidence, projects: set[str], role: str) -> tuple[tuple[str, int], ...]:
    values = Counter(attribute(evidence.corpus.project_by_id[p].attributes, role) for p in projects)
    return tuple(sorted(((v, n) for v, n in values.items() if v), key=lambda x: (-x[1], x[0])))


def _level(evidence: Evidence, projects: set[str]) -> str:
    levels = _by_attribute(evidence, projects, "level")
    return levels[0][0] if levels and levels[0][1] >= 0.8 * len(projects) else ""


def _notes(
    evidence: Evidence, candidate: _Candidate, projects: set[str], scope: str, *, quoted: bool
) -> tuple[str, ...]:
    notes = []
    if not scope and len(evidence.pools) > 1 and len({evidence.pool_of[p] for p in projects}) == 1:
        notes.append("one_pool")
    sectors = _by_attribute(evidence, projects, "sector")
    if len(sectors) == 1 and sectors[0][1] == len(projects):
        notes.append("one_sector")
    voices = Counter(evidence.segments[r].project_id for r in candidate.rows)
    if max(voices.values()) > 0.5 * len(candidate.rows):
        notes.append("one_voice")
    if candidate.theme.needs_review:
        notes.append(NEEDS_REVIEW)
    if not quoted:
        notes.append("not_quotable")
    return tuple(notes)
