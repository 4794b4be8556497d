"""Themes found in the texts, told as subjects: who writes of them, and in which words.

A theme is a subject and makes no claim: whether its projects agree, and on what, a person has to
say.  What several of them do say in nearly the same words is a learning (`learnings`) and is told
under its theme.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from evalmine.corpus.mask import MASK_TAG
from evalmine.records import Shown
from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.choosing import centrality, choose_quotes, stands_alone
from evalmine.synthesis.quoting.features import bank_of
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.synthesis.support import Support, support_of

LEAST_STABLE: Final = 1 / 3
"""Two groups of one size that share half of their segments have a Jaccard index of a third."""

_FIRM, _LEAST_FRONT = 0.5, 5
_MUCH = 0.5  # of shortcomings, such as a report that speaks of itself
_ONE_VOICE = 0.5
_MOST_SHOWN = 60  # segments to open, the most central ones
_CHOICE = 12  # times as many of the most central sentences to choose from as are wanted


@dataclass(frozen=True, repr=False)
class ThemeStory(Shown, line="{x.theme_id}: {x.name}, {x.n_projects} of {x.n_asked} projects"):
    """A theme found in the texts, for a person to interpret.

    Parameters
    ----------
    theme_id, name, keywords
        Of the theme.
    support : Support
        Projects with a segment in it that lies near its center and, where there is a codebook, has
        no code; of all projects that say something.
    segment_ids : tuple of str
        Those segments, the most central first.
    quotes : tuple of Quote
        Representative ones of different projects.
    evidence : tuple of Quote
        Up to sixty of the most central segments that may be quoted.
    n_hidden : int
        Segments that may not be quoted.
    pools : tuple of (str, int, int)
        Pool, projects that write of it, projects of the pool that say something.
    stability : float
        See `Theme.stability`; nan where it is not known.
    coherence : float
        Mean cosine of its segments to its center, less that of all other segments.
    top_project_share : float
        Share of its segments that come from the project with most of them.
    weight : float
        What stories are ordered by: projects that write of it times stability times coherence.
    learnings : tuple of str
        Ids of the learnings found in it.
    named_by : str
        The person who named it; "" for the machine.
    """

    theme_id: str
    name: str
    keywords: tuple[str, ...]
    support: Support
    segment_ids: tuple[str, ...]
    quotes: tuple[Quote, ...]
    evidence: tuple[Quote, ...]
    n_hidden: int
    pools: tuple[tuple[str, int, int], ...]
    stability: float
    coherence: float
    top_project_share: float
    weight: float
    learnings: tuple[str, ...] = ()
    named_by: str = ""

    @property
    def n_projects(self) -> int:
        """Projects that write of it."""
        return self.support.n_projects

    @property
    def n_asked(self) -> int:
        """Projects that say something."""
        return self.support.n_asked


@dataclass(frozen=True)
class PoolTheme:
    """A theme as one grant pool writes of it: by how many of its projects, and one quote."""

    theme_id: str
    name: str
    n_projects: int
    n_asked: int
    quotes: tuple[Quote, ...] = ()


def theme_stories(
    evidence: Evidence,
    themes: Sequence[Any],
    learnings: Sequence[Learning] = (),
    *,
    min_projects: int = 3,
    n_quotes: int = 3,
) -> tuple[ThemeStory, ...]:
    """Return the themes found in the texts that are stable enough to tell, the weightiest first.

    A theme is left out where fewer than `min_projects` projects write of it, and where less than
    half of its segments are found together again (`LEAST_STABLE`), unless a person named it.  One
    that is mostly one project's comes last.

    Parameters
    ----------
    evidence : Evidence
    themes : sequence of Theme
        Found in the texts; tells how stable each is.
    learnings : sequence of Learning
        Over all projects; those found in a theme are told under it.
    min_projects : int
    n_quotes : int
        At most, each of another project.
    """
    stability = {t.theme_id: getattr(t, "stability", math.nan) for t in themes}
    stories = [
        _story(evidence, theme, stability.get(theme.theme_id, math.nan), learnings, n_quotes)
        for theme in evidence.themes
        if theme.origin != "codebook" and theme.rows
    ]
    told = [s for s in stories if s.n_projects >= min_projects and _is_steady(s)]
    return tuple(sorted(told, key=_order))


def front_themes(stories: Sequence[ThemeStory], *, n_front: int = 7) -> tuple[ThemeStory, ...]:
    """Return the weightiest themes that are not mostly one project's.

    Those found again by half (a Jaccard index below that counts as dissolved; Hennig 2007,
    doi:10.1016/j.csda.2006.11.025), or named by a person, go before the others, which only fill
    up to five.
    """
    voices = [s for s in stories if s.top_project_share <= _ONE_VOICE]
    firm = [s for s in voices if s.named_by or s.stability >= _FIRM][:n_front]
    loose = [s for s in voices if s not in firm][: max(0, _LEAST_FRONT - len(firm))]
    return (*firm, *loose)


def pool_themes(
    evidence: Evidence,
    stories: Sequence[ThemeStory],
    pool: str,
    *,
    min_projects: int = 3,
    n_themes: int = 3,
) -> tuple[PoolTheme, ...]:
    """Return the themes that most projects of a pool write of, each with a quote of its own.

    Parameters
    ----------
    evidence : Evidence
    stories : sequence of ThemeStory
        The weightiest first, which goes before where as many projects write of two.
    pool : str
    min_projects : int
        Of the pool.
    n_themes : int
        At most.
    """
    counts = {s.theme_id: (n, asked) for s in stories for own, n, asked in s.pools if own == pool}
    own = [s for s in stories if counts.get(s.theme_id, (0, 0))[0] >= min_projects]
    most = sorted(own, key=lambda s: -counts[s.theme_id][0])[:n_themes]
    taken = frozenset(q.segment_id for s in stories for q in s.quotes)
    themes = {t.theme_id: t for t in evidence.themes}
    told = []
    for story in most:
        wanted = set(story.segment_ids)
        rows = [
            r
            for r in themes[story.theme_id].rows
            if evidence.segments[r].segment_id in wanted - taken
            and evidence.pool_of[evidence.segments[r].project_id] == pool
        ]
        near = dict(zip(rows, centrality(evidence, rows).tolist(), strict=True)) if rows else {}
        rows.sort(key=lambda r: (-near[r], r))
        quotes = _quotes(evidence, themes[story.theme_id], rows, 1)
        of_pool = f"P{evidence.pools.index(pool) + 1}-"
        quotes = tuple(replace(q, quote_id=f"{of_pool}{q.quote_id}") for q in quotes)
        told.append(PoolTheme(story.theme_id, story.name, *counts[story.theme_id], quotes))
    return tuple(told)


def _is_steady(story: ThemeStory) -> bool:
    is_known = not math.isnan(story.stability)
    return bool(story.named_by) or not is_known or story.stability >= LEAST_STABLE


def _order(story: ThemeStory) -> tuple[bool, float, str]:
    return story.top_project_share > _ONE_VOICE, -story.weight, story.theme_id


def _story(
    evidence: Evidence,
    theme: ThemeRows,
    stability: float,
    learnings: Sequence[Learning],
    n_quotes: int,
) -> ThemeStory:
    segments = evidence.segments
    near = dict(zip(theme.rows, centrality(evidence, theme.rows).tolist(), strict=True))
    rows = sorted(theme.rows, key=lambda r: (-near[r], r))
    read = {s.project_id for s in segments}
    support = support_of(evidence.members(rows), read, clusters=evidence.clusters)
    voices = Counter(segments[r].project_id for r in rows)
    may_show = [
        r
        for r in rows
        if evidence.may_quote(segments[r].project_id) and not MASK_TAG.search(segments[r].text)
    ]
    coherence = _coherence(evidence, rows)
    known = 1.0 if math.isnan(stability) else stability
    return ThemeStory(
        theme_id=theme.theme_id,
        name=theme.name,
        keywords=tuple(theme.keywords),
        support=support,
        segment_ids=tuple(segments[r].segment_id for r in rows),
        quotes=_quotes(evidence, theme, rows, n_quotes),
        evidence=tuple(_shown(evidence, theme, r) for r in may_show[:_MOST_SHOWN]),
        n_hidden=len(rows) - len(may_show),
        pools=tuple(
            (
                pool,
                sum(evidence.pool_of[p] == pool for p in voices),
                sum(evidence.pool_of[p] == pool for p in read),
            )
            for pool in evidence.pools
        ),
        stability=stability,
        coherence=coherence,
        top_project_share=round(max(voices.values()) / len(rows), 4),
        weight=round(support.n_projects * known * max(coherence, 0.0), 6),
        learnings=tuple(x.learning_id for x in learnings if x.theme_id == theme.theme_id),
        named_by=theme.named_by,
    )


def _quotes(
    evidence: Evidence, theme: ThemeRows, rows: Sequence[int], n_quotes: int
) -> tuple[Quote, ...]:
    """Return quotes among the most central sentences that can stand alone.

    A sentence that names what the theme is about goes before one that only lies near its center.
    """
    bank = bank_of(evidence)
    standing = [r for r in rows if stands_alone(evidence, r)]
    plain = [r for r in standing if bank[r].penalty < _MUCH]
    telling = [r for r in plain if _names(evidence, theme, r)]
    chosen: list[int] = []
    for pool in (telling, plain, standing):
        if len(chosen) >= n_quotes:
            break
        used = {evidence.segments[r].project_id for r in chosen}
        left = [r for r in pool if evidence.segments[r].project_id not in used]
        chosen += choose_quotes(
            evidence, left[: _CHOICE * n_quotes], n_quotes=n_quotes - len(chosen)
        )
    return tuple(
        cut_quote(evidence, row, learning_id=theme.theme_id, number=n)
        for n, row in enumerate(chosen)
    )


def _names(evidence: Evidence, theme: ThemeRows, row: int) -> bool:
    """Return whether a segment has at least two of the words that mark the theme."""
    counts = evidence.words.counts
    own = {evidence.words.shown[j].casefold() for j in counts[row].indices}
    return len(own & {word.casefold() for word in theme.keywords}) >= 2


def _shown(evidence: Evidence, theme: ThemeRows, row: int) -> Quote:
    quote = cut_quote(evidence, row, learning_id=theme.theme_id, number=0)
    return replace(quote, quote_id=f"{theme.theme_id}@{quote.segment_id}")


def _coherence(evidence: Evidence, rows: Sequence[int]) -> float:
    vectors = evidence.embeddings.astype(np.float64)
    own = np.zeros(len(vectors), dtype=bool)
    own[list(rows)] = True
    center = vectors[own].mean(axis=0)
    center /= max(float(np.linalg.norm(center)), 1e-12)
    cosines = np.einsum("ij,j->i", vectors, center)
    elsewhere = float(cosines[~own].mean()) if not own.all() else 0.0
    return round(float(cosines[own].mean()) - elsewhere, 4)
