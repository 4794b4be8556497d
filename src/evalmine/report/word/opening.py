"""The first pages: cover, contents, and the learnings a board reads."""

from __future__ import annotations

from evalmine.report.sections import fact_rows, how_to_read_key, notice, scale_sentences
from evalmine.report.word.context import IN_SENTENCE, Context
from evalmine.report.word.stories import write_brief
from evalmine.report.word.themes import write_front_themes


def write_cover(context: Context) -> None:
    """Write title, scale, key figures and caution, and where the contents will be."""
    outline, words, writer = context.outline, context.words, context.writer
    writer.text(outline.title or words["section.default_title"], style="Title")
    year = f", {outline.year}" if outline.year else ""
    writer.text(f"{words['section.eyebrow']}{year}", style="Subtitle")
    writer.text(" ".join(scale_sentences(outline, words)))
    writer.facts(fact_rows([f for f in outline.facts if f.key not in IN_SENTENCE], words))
    writer.text(notice(outline, words), style="Evalmine Forbehold")
    for note in outline.notes:
        writer.text(words.label("note", note), style="Evalmine Forbehold")
    writer.contents()


def write_front(context: Context) -> None:
    """Write the learnings of the front page, each with a link to all of it."""
    words, writer = context.words, context.writer
    if context.outline.front_themes:
        write_front_themes(context)
        return
    writer.heading(words["section.front"], 1)
    if not context.outline.front:
        writer.text(words["front.no_learnings"])
        return
    writer.text(words[how_to_read_key(context.outline)], style="Evalmine Note")
    for learning in context.outline.front:
        story = context.teller.tell(learning, n_quotes=0)
        write_brief(writer, story, words, full=context.full(learning))
