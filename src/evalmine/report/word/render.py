"""Renders the outline as a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evalmine.corpus.model import Document
from evalmine.report.formats import MIN_CELL
from evalmine.report.word import annex, markup, opening, overview, pools
from evalmine.report.word.context import make_context
from evalmine.report.word.package import Package
from evalmine.report.word.writer import Writer
from evalmine.report.words import Words, load_words
from evalmine.synthesis.outline import Outline


def render_docx(
    outline: Outline,
    *,
    documents: Mapping[str, Document | str],
    template: bytes | str | Path | None = None,
    min_cell: int = MIN_CELL,
) -> bytes:
    """Return the report as a Word document.

    Parameters
    ----------
    outline : Outline
        What is told; its `language` must be one of `words.languages`.
    documents : mapping of str to Document or str
        By document id; every quote is held against it.
    template : bytes or path-like, optional
        A client's ``.docx``.  Its styles restyle the report, and its cover, headers and footers
        stay.  The report takes the place of a paragraph ``{{evalmine}}`` or of a bookmark called
        ``evalmine``, or else follows what is there.
    min_cell : int
        Counts of fewer projects are hidden in tables of attributes and of closed answers.

    Returns
    -------
    bytes
        The same for the same input: the file bears no date.

    Raises
    ------
    QuoteError
        If a quote is not the exact cut of its document.
    ConfigError
        If there are no words for the outline's language, or the template cannot be used.
    """
    words = load_words(outline.language)
    package = Package(template, language=outline.language)
    writer = Writer(
        words,
        style_ids=package.style_ids,
        text_width=package.text_width,
        add_picture=package.add_picture,
        first_id=package.first_free_id,
    )
    if package.starts_on_new_page:
        writer.new_page()
    context = make_context(outline, documents, writer, min_cell=min_cell)
    opening.write_cover(context)
    opening.write_front(context)
    overview.write_overview(context)
    overview.write_closed(context, outline.closed, "closed", level=1)
    for number, section in enumerate(outline.pools, start=1):
        pools.write_pool(context, number, section)
    overview.write_differences(context)
    annex.write_learnings(context)
    annex.write_weak(context)
    annex.write_clusters(context)
    annex.write_method(context)
    title = outline.title or words["section.default_title"]
    return package.to_bytes(
        writer.blocks(),
        title=title,
        subject=", ".join(x for x in (words["section.eyebrow"], outline.year) if x),
        footer=_footer(title, words),
    )


def _footer(title: str, words: Words) -> str:
    """Return the runs of the footer: the title and "Side 3 af 40"."""
    before, between, after = words["word.page"].split("{}")
    parts = (
        markup.run(f"{title}  ·  {before}"),
        markup.field("PAGE", "1"),
        markup.run(between),
        markup.field("NUMPAGES", "1"),
        markup.run(after),
    )
    return "".join(parts)
