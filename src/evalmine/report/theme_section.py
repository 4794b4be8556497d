"""The section on themes found in the texts: their stories, the table of clusters, what is alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evalmine.report.clusters import (
    WordCluster,
    finest_themes,
    n_peripheral,
    rejected_themes,
    split_learnings,
    word_clusters,
)
from evalmine.report.telling import Teller
from evalmine.report.theme_telling import ThemeTeller, ToldTheme
from evalmine.report.words import Words
from evalmine.synthesis.outline import Outline
from evalmine.synthesis.theme_story import ThemeStory

_N_ALIKE = 5


def theme_section(
    outline: Outline, words: Words, teller: Teller, themes: ThemeTeller
) -> dict[str, Any] | None:
    """Return what the template takes, None where nothing was found.

    Learnings that have only words for a headline are told here and not among the others.
    """
    rows = word_clusters(outline, words)
    alike = split_learnings(outline)[1][:_N_ALIKE]
    if not rows and not alike:
        return None
    n, total, n_far = len(rows), len(finest_themes(outline)), n_peripheral(outline)
    return {
        "title": words[_key(outline, "themes", "section.themes")],
        "has_codes": bool(outline.method.codes),
        "shown": words.text(_key(outline, "themes_shown", "themes.shown"), n=n, total=total)
        if rows
        else "",
        "table": words.text("theme_story.table", n=n, total=total),
        "stories": _stories(outline, rows, teller, themes),
        "rows": rows,
        "events": outline.theme_events,
        "rejected": _rejected(outline, words),
        "peripheral": words.text("themes.peripheral", n=n_far) if n_far else "",
        "alike_lead": words[_key(outline, "alike_lead", "themes.alike_lead")],
        "alike": [teller.tell(learning) for learning in alike],
    }


def _stories(
    outline: Outline, rows: Sequence[WordCluster], teller: Teller, themes: ThemeTeller
) -> list[tuple[str, ToldTheme | None, ThemeStory]]:
    """Return (anchor, theme, its story) of the themes; one told before is only pointed to.

    With a codebook only those of the table are told.
    """
    at = {x.learning_id: teller.anchor_of(x.learning_id) for x in outline.learnings}
    shown = {row.theme_id for row in rows} if outline.method.codes else None
    told: list[tuple[str, ToldTheme | None, ThemeStory]] = []
    for story in outline.theme_stories:
        if shown is None or story.theme_id in shown:
            anchor = themes.anchor_of(story.theme_id)
            told.append((anchor, None if anchor else themes.tell(story, claims_at=at), story))
    return told


def _rejected(outline: Outline, words: Words) -> str:
    rejected = rejected_themes(outline)
    if not rejected:
        return ""
    segments = sum(t.n_segments for t in rejected)
    return words.text("themes.rejected", n=len(rejected), segments=segments)


def _key(outline: Outline, codeless: str, usual: str) -> str:
    return usual if outline.method.codes else f"codeless.{codeless}"
