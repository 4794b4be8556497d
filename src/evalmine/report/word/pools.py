"""One grant pool: facts, breakdowns, learnings by aspect, cases."""

from __future__ import annotations

from evalmine.report.formats import counted
from evalmine.report.sections import (
    CaseStory,
    breakdown_tables,
    case_story,
    fact_rows,
    parts_of,
)
from evalmine.report.theme_telling import told_pool_themes
from evalmine.report.word.context import Context
from evalmine.report.word.overview import write_closed
from evalmine.report.word.stories import write_story
from evalmine.report.word.writer import Text
from evalmine.synthesis.outline import PoolSection


def write_pool(context: Context, number: int, section: PoolSection) -> None:
    """Write all that is told about one grant pool."""
    words, writer = context.words, context.writer
    writer.heading(section.pool, 1, anchor=f"pool {number}")
    base = counted(section.n_projects, "plural.project", words.language)
    writer.text(f"{words['section.pool_eyebrow']}, {base}", style="Evalmine Note")
    writer.facts(fact_rows([f for f in section.facts if f.key != "n_projects"], words))
    for table in breakdown_tables(section, words, min_cell=context.min_cell):
        head = [table.title, words["fact.n_projects.other"].capitalize()]
        caption = words.text("word.breakdown", pool=section.pool, by=table.title.lower())
        writer.table(head, table.rows, caption=caption, widths=(4, 1))
        writer.text(table.rest, style="Evalmine Note")
    write_closed(context, section.closed, f"pool-{number}-closed", level=2)
    themes = told_pool_themes(section.themes, words, context.citer, context.themes)
    if themes:
        writer.heading(words["theme_story.in_pool"], 2, anchor=f"pool {number} themes")
    for theme in themes:
        writer.text(Text(theme.name, bold=True), f" ({theme.base})", keep_next=bool(theme.quotes))
        for quote in theme.quotes:
            writer.quote(quote)
    for part in parts_of(section, words, context.teller, explained=context.explained):
        writer.heading(part.title, 2, anchor=f"pool {number} {part.title}")
        writer.text(part.lead, keep_next=True)
        for story in part.stories:
            write_story(writer, story, words, is_brief=True)
    if section.cases:
        writer.heading(words["case.title"], 2, anchor=f"pool {number} cases")
        writer.text(words["case.lead"] if "case" not in context.explained else "")
        context.explained.add("case")
    for i, case in enumerate(section.cases, start=1):
        told = case_story(case, words, context.citer, context.teller)
        _case(context, told, f"pool {number} case {i}")


def _case(context: Context, case: CaseStory, anchor: str) -> None:
    words, writer = context.words, context.writer
    writer.heading(case.title, 3, anchor=anchor)
    writer.text(Text(case.organization, bold=True))
    writer.text("; ".join(f"{name}: {value}" for name, value in case.traits))
    for quote in case.quotes:
        writer.quote(quote)
    writer.text(case.reasons)
    if case.learnings:
        writer.text(Text(words["case.learnings"], bold=True), keep_next=True)
        writer.bullets(case.learnings)
