"""Clusters of words that no code explains: material for a person to read, not findings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evalmine.report.formats import percent
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Outline


@dataclass(frozen=True)
class WordCluster:
    """One row of the table; `name` only where a person has given one."""

    name: str
    keywords: str
    base: str  # "77 af 97"
    code: str  # "Udskiftning (15 %)"
    stability: str  # "74 %"


def word_clusters(outline: Outline, words: Words, *, n_shown: int = 10) -> list[WordCluster]:
    """Return the finest clusters, those that codes explain least and that are most stable first.

    Clusters of which one project makes up over half come last.
    """
    names = {code.code_id: code.name for code in outline.method.codes}
    finest = sorted(finest_themes(outline), key=_rank)
    return [_told(theme, names, outline.n_projects, words) for theme in finest[:n_shown]]


def finest_themes(outline: Outline) -> list[Any]:
    """Return the themes found in the texts that have no finer ones: each segment is in one."""
    found = [t for t in outline.themes if getattr(t, "origin", "inductive") != "codebook"]
    parents = {getattr(t, "parent_id", None) for t in found}
    return [t for t in found if t.theme_id not in parents]


def split_learnings(outline: Outline) -> tuple[list[Learning], list[Learning]]:
    """Return the learnings of codes, and those of clusters, whose headlines are only words."""
    clusters = {t.theme_id for t in outline.themes if getattr(t, "origin", "") != "codebook"}
    worded = [x for x in outline.learnings if x.theme_id not in clusters]
    return worded, [x for x in outline.learnings if x.theme_id in clusters]


def _rank(theme: Any) -> tuple[bool, float, int, str]:
    explained = _share(theme, "nearest_code_share")
    new = (1 - explained) * _share(theme, "stability")
    is_one_voice = _share(theme, "top_project_share") > 0.5
    return is_one_voice, -round(new, 6), -theme.n_projects, theme.theme_id


def _share(theme: Any, name: str) -> float:
    value = getattr(theme, name, None)
    return float(value) if value is not None and math.isfinite(value) else 0.0


def _told(theme: Any, names: dict[str, str], n_projects: int, words: Words) -> WordCluster:
    stability = getattr(theme, "stability", float("nan"))
    nearest = getattr(theme, "nearest_code", "")
    code = names.get(nearest, nearest)
    share = _share(theme, "nearest_code_share")
    if code and share:
        code = words.text("theme.code", code=code, percent=percent(share, words.language))
    return WordCluster(
        name="" if _is_made_of(theme.name, theme.keywords, words) else theme.name,
        keywords=", ".join(theme.keywords),
        base=words.text("list.of", n=theme.n_projects, total=n_projects),
        code=code or words["number.none"],
        stability=percent(stability, words.language),
    )


def _is_made_of(name: str, keywords: Sequence[str], words: Words) -> bool:
    """Return whether a name is only some of the keywords, joined as a list."""
    joint = words.text("list.and", first="\n", last="\n")
    parts = name.replace(joint.strip("\n"), ", ").split(", ")
    return {p.casefold() for p in parts} <= {k.casefold() for k in keywords}
