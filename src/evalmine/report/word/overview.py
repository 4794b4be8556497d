"""Themes, closed questions and differences, as figures with the numbers beside them."""

from __future__ import annotations

from typing import Final

from evalmine.report import figures
from evalmine.report.differences import difference_section
from evalmine.report.formats import counted
from evalmine.report.panels import (
    closed_panel_of,
    comparisons_shown,
    has_previous,
    map_caption,
    ratings_of,
    years_of,
)
from evalmine.report.word.context import Context
from evalmine.report.word.writer import Text
from evalmine.synthesis.outline import ClosedSummary

_N_DIFFERENCES: Final = 15


def write_overview(context: Context) -> None:
    """Write how many projects speak of what: by theme, by pool, beside last year, on a map."""
    outline, words, writer = context.outline, context.words, context.writer
    rows, language = outline.prevalence, outline.language
    if not rows and not outline.theme_map:
        return
    writer.heading(words["section.overview"], 1)
    if rows:
        writer.heading(words["section.prevalence"], 2)
        drawing = figures.prevalence_figure(rows, language, is_wide=True)
        writer.figure(drawing, _prevalence_caption(context), opens=True)
    if len({pool for row in rows for pool, _, _ in row.by_pool}) > 1:
        writer.heading(words["section.heat"], 2)
        writer.figure(figures.heat_figure(rows, language), words["overview.heat_caption"])
    if has_previous(outline):
        year, before = years_of(outline)
        writer.heading(words.text("word.change", year=year, previous_year=before), 2)
        drawing = figures.change_figure(rows, language, year=year, previous_year=before)
        note = words.text("plot.change_note", year=year, previous_year=before)
        writer.figure(drawing, note)
    if outline.theme_map:
        writer.heading(words["map.title"], 2)
        drawing = figures.theme_map_figure(outline.theme_map, language)
        writer.figure(drawing, map_caption(outline, words))


def _prevalence_caption(context: Context) -> str:
    rows, words = context.outline.prevalence, context.words
    captions = [words["overview.prevalence_caption"]]
    if context.outline.method.codes and any(r.origin != "codebook" for r in rows):
        captions.append(words["overview.prevalence_open"])
    before = max((r.previous[1] for r in rows if r.previous), default=0)
    if before:
        projects = counted(before, "plural.project", words.language)
        year = years_of(context.outline)[1]
        text = words.text("overview.prevalence_previous", previous_year=year, projects=projects)
        captions.append(text)
    return " ".join(captions)


def write_closed(
    context: Context, summaries: tuple[ClosedSummary, ...], key: str, *, level: int
) -> None:
    """Write closed questions as a drawing, and as a table for those who do not see it."""
    outline, words, writer = context.outline, context.words, context.writer
    if not summaries:
        return
    writer.heading(words["section.closed"], level)
    ratings = ratings_of(summaries, outline, words, key=key, min_cell=context.min_cell)
    lead = [words["closed.lead"], words["closed.base"]]
    before = years_of(outline)[1]
    if any(r.previous for r in ratings):
        lead.append(words.text("closed.lead_previous", year=before))
    writer.text(" ".join(lead) if "closed" not in context.explained else "")
    context.explained.add("closed")
    if any(r.figure for r in ratings):
        panel = closed_panel_of(summaries, outline, min_cell=context.min_cell, key=key)
        writer.figure(panel, words["word.closed_caption"])
    head = [words["method.question"], words["word.high"], words["word.base"]]
    rows: list[list[str | Text]] = [[r.question, r.headline, r.base] for r in ratings]
    if any(r.previous for r in ratings):
        head.append(before)
        none = words["number.none"]
        rows = [
            [*row, "\n".join(x for x in (r.previous, r.change) if x) or none]
            for row, r in zip(rows, ratings, strict=True)
        ]
    widths = (34, 21, 13, 32)[: len(head)]
    caption = words["section.closed"]
    writer.table(head, rows, caption=caption, n_text=len(head), widths=widths)
    writer.bullets([f"{r.question} {r.off_scale}" for r in ratings if r.off_scale])


def write_differences(context: Context) -> None:
    """Write the differences between groups of projects, in sentences and as a figure."""
    outline, words, writer = context.outline, context.words, context.writer
    section = difference_section(outline, words)
    if section is None:
        return
    writer.heading(words["differences.title"], 1)
    writer.text(section.lead)
    writer.bullets([*section.sentences, *section.more])
    shown, total = comparisons_shown(outline, n=_N_DIFFERENCES)
    if shown:
        note = words["plot.forest_note"]
        if total > len(shown):
            note += " " + words.text("plot.forest_some", n=len(shown), total=total)
        writer.figure(figures.forest_figure(shown, outline.language), note)
    for note in section.notes:
        writer.text(note, style="Evalmine Note")
