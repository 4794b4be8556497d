"""What goes into the figures that are saved or printed: rows chosen, questions rated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from evalmine.report.figures import closed_panel
from evalmine.report.ratings import Rating, find_scales, rate
from evalmine.report.words import Words, load_words
from evalmine.synthesis.comparing.families import in_order
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.outline import ClosedSummary, Outline


def years_of(outline: Outline) -> tuple[str, str]:
    """Return this year and the one before, in words where they are no numbers."""
    words = load_words(outline.language)
    year = outline.year or words["word.this_year"]
    return year, str(int(year) - 1) if year.isdecimal() else words["list.last_year"]


def has_previous(outline: Outline) -> bool:
    """Return whether any theme has last year's numbers."""
    return any(row.previous and row.previous[1] for row in outline.prevalence)


def map_caption(outline: Outline, words: Words) -> str:
    """Return how the map of themes is read."""
    has_both = len({p.origin for p in outline.theme_map}) > 1 and bool(outline.method.codes)
    caption = words["map.caption" if has_both else "map.caption_found"]
    return f"{words['map.lead']} {caption}"


def ratings_of(
    summaries: Sequence[ClosedSummary], outline: Outline, words: Words, *, key: str, min_cell: int
) -> list[Rating]:
    """Return closed questions as they are printed, on the scales of the whole report."""
    scales = find_scales([*outline.closed, *(c for pool in outline.pools for c in pool.closed)])
    year, previous_year = outline.year, years_of(outline)[1]
    return [
        rate(
            summary,
            scales,
            words,
            key=f"{key}-{i}",
            year=year,
            previous_year=previous_year,
            min_cell=min_cell,
        )
        for i, summary in enumerate(summaries, start=1)
    ]


def closed_panel_of(
    summaries: Sequence[ClosedSummary], outline: Outline, *, min_cell: int, key: str = "closed"
) -> str:
    """Return closed questions in one drawing, with what the colors mean."""
    words = load_words(outline.language)
    ratings = ratings_of(summaries, outline, words, key=key, min_cell=min_cell)
    drawn = [s for r, s in zip(ratings, summaries, strict=True) if r.figure]
    answers = {answer for s in drawn for answer, _ in s.counts}
    every = [*outline.closed, *(c for pool in outline.pools for c in pool.closed)]
    legends = [s.legend() for s in find_scales(every) if answers & set(s.answers)]
    return closed_panel(ratings, legends, outline.language, key=key)


def comparisons_shown(
    outline: Outline, *, by: str = "", n: int = 15
) -> tuple[list[Comparison], int]:
    """Return the differences to draw, the clearest first, and how many there are.

    Parameters
    ----------
    outline : Outline
    by : str
        What divides the projects; those that the report tells of when left out.
    n : int
        Draw at most so many.
    """
    made = compared(outline) if by else outline.comparisons
    found = [c for c in made if (not by or c.by == by) and not math.isnan(c.difference)]
    return in_order(found)[: max(n, 1)], len(found)


def compared(outline: Outline) -> list[Comparison]:
    """Return all comparisons that were made, those that the report does not tell of as well."""
    every = [c for family in outline.comparison_families for c in family.comparisons]
    return every or list(outline.comparisons)
