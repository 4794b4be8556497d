"""What one looks things up in: all learnings, clusters of words, the method."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from evalmine.report.appendix import caveats, chapters
from evalmine.report.chapter import Chapter
from evalmine.report.clusters import (
    finest_themes,
    n_peripheral,
    rejected_themes,
    split_learnings,
    word_clusters,
)
from evalmine.report.formats import interval
from evalmine.report.telling import Story
from evalmine.report.word.context import Context
from evalmine.report.word.stories import write_story
from evalmine.report.word.themes import write_theme_stories
from evalmine.report.word.writer import Text
from evalmine.synthesis.learning import Learning

_N_ALIKE: Final = 5


def write_learnings(context: Context) -> None:
    """Write all learnings over all pools: first as a table, then one by one by aspect."""
    outline, words, writer = context.outline, context.words, context.writer
    worded = split_learnings(outline)[0]
    every = {x.learning_id: x for x in (*outline.front, *worded)}.values()
    told = [(x, context.teller.tell(x)) for x in every]
    if not told:
        return
    writer.heading(words["section.learnings"], 1)
    writer.text(words["word.learnings_lead"])
    rows: list[list[str | Text]] = [_counts(context, *pair) for pair in told]
    head = [words[f"word.{key}"] for key in ("learning", "aspect", "projects", "interval")]
    head.append(words["word.against"])
    widths = (44, 18, 12, 14, 12)
    writer.table(head, rows, caption=words["section.learnings"], n_text=2, widths=widths)
    groups: dict[str, list[Story]] = {}
    for learning, story in told:
        own = replace(story, anchor=context.full(learning))
        groups.setdefault(learning.aspect or "other", []).append(own)
    for aspect, stories in groups.items():
        writer.heading(words.label("aspect", aspect), 2, anchor=f"all {aspect}")
        for story in stories:
            write_story(writer, story, words)


def _full_story(context: Context, learning: Learning) -> None:
    story = context.teller.tell(learning)
    write_story(context.writer, replace(story, anchor=context.full(learning)), context.words)


def _counts(context: Context, learning: Learning, story: Story) -> list[str | Text]:
    words = context.words
    support = learning.support
    aspect = words.label("aspect", learning.aspect or "other")
    base = words.text("list.of", n=learning.n_projects, total=learning.n_asked)
    return [
        Text(story.headline, anchor=context.full(learning)),
        aspect,
        base,
        interval(support.ci_low, support.ci_high, words.language),
        str(learning.n_counter),
    ]


def write_weak(context: Context) -> None:
    """Write the learnings whose evidence does not carry them, for a person to judge."""
    weak = context.outline.weak
    if weak:
        context.writer.heading(context.words["told.weak"], 1)
        context.writer.text(context.words["told.weak_lead"])
    for learning in weak:
        _full_story(context, learning)


def write_clusters(context: Context) -> None:
    """Write the clusters of words, and what is said alike without a code for it."""
    outline, words, writer = context.outline, context.words, context.writer
    rows = word_clusters(outline, words)
    alike = split_learnings(outline)[1][:_N_ALIKE]
    if not rows and not alike:
        return
    writer.heading(words[context.key("themes", "section.themes")], 1)
    if outline.method.codes:
        writer.text(words["themes.lead"])
    else:
        write_theme_stories(context, [r.theme_id for r in rows])
    if rows:
        shown = context.key("themes_shown", "themes.shown")
        writer.text(words.text(shown, n=len(rows), total=len(finest_themes(outline))))
        head = [words[f"themes.{key}"] for key in ("words", "code", "projects", "stability")]
        cells: list[list[str | Text]] = [
            [
                "\n".join((f"{r.name} ({r.theme_id})", r.keywords, *r.warnings)),
                r.code,
                r.base,
                r.stability,
            ]
            for r in rows
        ]
        caption = words[context.key("themes", "section.themes")]
        writer.table(head, cells, caption=caption, n_text=2, widths=(42, 34, 12, 12))
        writer.text(" ".join(_remarks(context)), style="Evalmine Note")
    if outline.method.codes:
        write_theme_stories(context, [r.theme_id for r in rows])
    if outline.theme_events:
        writer.heading(words["themes.since"], 2)
        writer.bullets(outline.theme_events)
    if alike:
        writer.heading(words["themes.alike"], 2)
        writer.text(words[context.key("alike_lead", "themes.alike_lead")])
    for learning in alike:
        _full_story(context, learning)


def _remarks(context: Context) -> list[str]:
    outline, words = context.outline, context.words
    remarks = [words["themes.note"]]
    n_far, rejected = n_peripheral(outline), rejected_themes(outline)
    if n_far:
        remarks.append(words.text("themes.peripheral", n=n_far))
    if rejected:
        segments = sum(t.n_segments for t in rejected)
        remarks.append(words.text("themes.rejected", n=len(rejected), segments=segments))
    return remarks


def write_method(context: Context) -> None:
    """Write the method appendix, checklists included."""
    outline, words, writer = context.outline, context.words, context.writer
    writer.heading(words["section.method"], 1)
    writer.text(words["method.lead"])
    writer.heading(words["method.caveats"], 2)
    writer.bullets(caveats(words, outline.method))
    for chapter in chapters(outline, words, min_cell=context.min_cell):
        _chapter(context, chapter)
    writer.text(words["word.made_with"], style="Evalmine Note")


def _chapter(context: Context, chapter: Chapter) -> None:
    writer = context.writer
    writer.heading(chapter.title, 2, anchor=f"method {chapter.title}")
    for sentence in chapter.lead:
        writer.text(sentence)
    writer.figure(chapter.figure, chapter.caption)
    table = chapter.table
    if table:
        writer.table(table.head, table.rows, caption=chapter.title, n_text=table.n_text)
    for remark in chapter.remarks:
        writer.text(remark, style="Evalmine Note")
