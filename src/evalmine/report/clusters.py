"""Clusters of words that no code explains: material for a person to read, not findings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from evalmine.report.formats import percent
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Outline


@dataclass(frozen=True)
class WordCluster:
    """One row of the table."""

    theme_id: str
    name: str
    keywords: str
    base: str  # "77 af 97"
    code: str  # in a sentence how it stands to the codebook
    stability: str  # "74 %"
    warnings: tuple[str, ...] = ()


def word_clusters(outline: Outline, words: Words, *, n_shown: int = 10) -> list[WordCluster]:
    """Return the finest clusters, those that codes explain least and that are most stable first.

    Clusters of which one project makes up over half come last.
    """
    finest = sorted(finest_themes(outline), key=_rank)
    return [_told(theme, outline.n_projects, words) for theme in finest[:n_shown]]


def finest_themes(outline: Outline) -> list[Any]:
    """Return the themes found in the texts that have no finer ones: each segment is in one.

    Themes that a person rejected are left out.
    """
    found = [t for t in outline.themes if getattr(t, "origin", "inductive") != "codebook"]
    parents = {getattr(t, "parent_id", None) for t in found}
    return [
        t for t in found if t.theme_id not in parents and getattr(t, "status", "") != "rejected"
    ]


def rejected_themes(outline: Outline) -> list[Any]:
    """Return the themes that a person rejected; their segments are in no other theme."""
    return [t for t in outline.themes if getattr(t, "status", "") == "rejected"]


def n_peripheral(outline: Outline) -> int:
    """Return how many segments are far from every theme."""
    finest = {t.theme_id for t in finest_themes(outline)}
    return sum(getattr(t, "n_peripheral", 0) for t in outline.themes if t.theme_id in finest)


def split_learnings(outline: Outline) -> tuple[list[Learning], list[Learning]]:
    """Return the learnings that can be listed by headline, and those that have only words for one.

    Only words are the headlines of clusters, unless they are a person's or a phrase of the texts.
    Without a codebook there are no others, and all are listed.
    """
    clusters = {t.theme_id for t in outline.themes if getattr(t, "origin", "") != "codebook"}
    if not outline.method.codes:
        clusters = set()

    def has_headline(learning: Learning) -> bool:
        return learning.theme_id not in clusters or learning.headline_by in ("person", "in_vivo")

    told = [x for x in outline.learnings if has_headline(x)]
    return told, [x for x in outline.learnings if not has_headline(x)]


def _rank(theme: Any) -> tuple[bool, float, int, str]:
    explained = _share(theme, "nearest_code_share")
    new = (1 - explained) * _share(theme, "stability")
    is_one_voice = _share(theme, "top_project_share") > 0.5
    return is_one_voice, -round(new, 6), -theme.n_projects, theme.theme_id


def _share(theme: Any, name: str) -> float:
    value = getattr(theme, name, None)
    return float(value) if value is not None and math.isfinite(value) else 0.0


def _told(theme: Any, n_projects: int, words: Words) -> WordCluster:
    return WordCluster(
        theme_id=theme.theme_id,
        name=theme.name,
        keywords=", ".join(theme.keywords),
        base=words.text("list.of", n=theme.n_projects, total=n_projects),
        code=getattr(theme, "code_sentence", "") or words["number.none"],
        stability=percent(getattr(theme, "stability", float("nan")), words.language),
        warnings=tuple(getattr(theme, "warnings", ())),
    )
