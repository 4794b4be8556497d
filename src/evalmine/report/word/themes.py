"""Themes found in the texts, in a Word document: subjects with their quotes, no claims."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.report.theme_telling import ToldTheme
from evalmine.report.word.context import Context
from evalmine.report.word.writer import Text
from evalmine.synthesis.theme_story import ThemeStory

_BRIEF = 1  # quotes of a theme that a codebook does not explain


def write_front_themes(context: Context) -> None:
    """Write the weightiest themes in place of learnings."""
    words, writer = context.words, context.writer
    writer.heading(words["theme_story.front_title"], 1)
    writer.text(words["theme_story.front_lead"], style="Evalmine Note")
    for story in context.outline.front_themes:
        write_theme(context, story, level=2)


def write_theme_stories(context: Context, shown: Sequence[str]) -> None:
    """Write the themes that are not on the front page; with a codebook those of the table only.

    Parameters
    ----------
    context : Context
    shown : sequence of str
        Ids of the themes in the table.
    """
    outline, words, writer = context.outline, context.words, context.writer
    has_codes = bool(outline.method.codes)
    left = [
        s
        for s in outline.theme_stories
        if (s.theme_id in shown or not has_codes) and not context.themes.anchor_of(s.theme_id)
    ]
    if not left:
        return
    writer.text(words["theme_story.found_lead" if has_codes else "theme_story.lead"])
    for story in left:
        write_theme(context, story, level=2, is_brief=has_codes)


def write_theme(context: Context, story: ThemeStory, *, level: int, is_brief: bool = False) -> None:
    """Write one theme under its name: by how many, in whose words, where, how steady."""
    told, writer, words = context.themes.tell(story), context.writer, context.words
    writer.heading(told.headline, level, anchor=told.anchor)
    writer.text(told.how_many, style="Evalmine Optælling")
    for quote in told.quotes[: _BRIEF if is_brief else None]:
        writer.quote(quote)
    if told.claims:
        writer.text(Text(words["theme_story.claims"], bold=True), keep_next=True)
        links = _claims(context, told, story)
        writer.bullets(links)
    if told.pools and not is_brief:
        pools = ", ".join(f"{pool} {base}" for pool, base in told.pools)
        writer.text(f"{words['learning.by_pool']}: {pools}.")
    notes = (told.words, told.stability, *told.notes)
    writer.text(" ".join(x for x in notes if x), style="Evalmine Note")


def _claims(context: Context, told: ToldTheme, story: ThemeStory) -> list[Text]:
    known = {x.learning_id: x for x in context.outline.learnings}
    ids = [i for i in story.learnings if i in known]
    return [
        Text(f"{claim.headline} ({claim.base})", anchor=context.full(known[i]))
        for i, claim in zip(ids, told.claims, strict=True)
    ]
