"""An outline without a codebook: two themes found in the texts, and one learning in the first."""

from __future__ import annotations

from dataclasses import replace

from sample_outline import FakeTheme, learning, quote, sample

from evalmine.synthesis.outline import Outline
from evalmine.synthesis.support import Support
from evalmine.synthesis.theme_story import PoolTheme, ThemeStory

NAME, OTHER = "Tavler og møder", "Sprog og ord"


def story(theme_id: str = "T1", name: str = NAME, n: int = 40, **changes: object) -> ThemeStory:
    """Return a theme of 97 projects; `changes` replace any of its fields."""
    made = ThemeStory(
        theme_id=theme_id,
        name=name,
        keywords=("tavle", "møde"),
        support=Support(n, 97, n, 2 * n, 0.3, 0.5),
        segment_ids=("board:0", "evening:0", "hidden:0"),
        quotes=(quote("board", f"{theme_id}-Q0", 1), quote("evening", f"{theme_id}-Q1")),
        evidence=(quote("board", f"{theme_id}@b", 1), quote("evening", f"{theme_id}@e")),
        n_hidden=1,
        pools=(("Trivsel i fællesskab", 30, 44), ("Ledelse tæt på", 10, 31)),
        stability=0.72,
        coherence=0.4,
        top_project_share=0.1,
        weight=10.0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def without_codebook(language: str = "da") -> Outline:
    """Return an outline of two themes and one learning found in the first of them."""
    outline = sample(language).outline
    claim = learning("L001", "Tavlen hænger fremme", 4, 97, quote("board", "L001-Q0", 1))
    claim = replace(claim, theme_id="T1", headline_by="in_vivo", aspect="other")
    stories = (story(learnings=("L001",)), story("T2", OTHER, 20, top_project_share=0.6))
    in_pool = PoolTheme("T1", NAME, 30, 44, (quote("words", "P1-T1-Q0", end=23),))
    themes = tuple(FakeTheme(s.theme_id, s.name, s.keywords, s.n_projects) for s in stories)
    pools = (
        replace(outline.pools[0], parts=(), cases=(), themes=(in_pool,)),
        *(replace(pool, parts=(), cases=()) for pool in outline.pools[1:]),
    )
    return replace(
        outline,
        pools=pools,
        front=(),
        learnings=(claim,),
        themes=themes,
        theme_stories=stories,
        front_themes=stories[:1],
        method=replace(outline.method, codes=(), codebook=""),
    )
