"""A learning in a Word document: what is said, by how many, in whose words, what is against."""

from __future__ import annotations

from evalmine.report.telling import Story
from evalmine.report.word.writer import Text, Writer
from evalmine.report.words import Words

_FEW, _MANY = 2, 4  # quotes besides those of the statement


def write_story(
    writer: Writer, story: Story, words: Words, *, level: int = 3, is_brief: bool = False
) -> None:
    """Write what is known about a learning under a heading that links lead to.

    Parameters
    ----------
    writer : Writer
    story : Story
    words : Words
    level : int
        Of the heading.
    is_brief : bool
        With fewer quotes, and without how sure it is.  Quotes beyond those printed are counted:
        all of them are in the quote bank.
    """
    n_quotes = _FEW if is_brief else _MANY
    writer.heading(story.headline, level, anchor=story.anchor)
    write_count(writer, story)
    write_statement(writer, story, words)
    _write_spread(writer, story, words)
    further = (*story.quotes, *story.more_quotes)
    for quote in further[:n_quotes]:
        writer.quote(quote)
    n_left = max(0, len(further) - n_quotes)
    for title, sentence, quotes in (
        (words["told.conditions_title"], story.conditions, story.condition_quotes),
        (words["learning.counter_title"], story.counter, story.counter_quotes),
    ):
        if sentence:
            shown = quotes[: 1 if is_brief else _FEW]
            n_left += len(quotes) - len(shown)
            writer.text(Text(f"{title}: ", bold=True), sentence, keep_next=bool(shown))
            for quote in shown:
                writer.quote(quote)
    if story.claims and not is_brief:
        n_left += _write_claims(writer, story, words)
    if story.facets and not is_brief:
        n_left += _write_facets(writer, story, words)
    if n_left:
        key = "word.quotes_left_one" if n_left == 1 else "word.quotes_left"
        writer.text(words.text(key, n=n_left), style="Evalmine Note")
    if not is_brief:
        _write_certainty(writer, story, words)
    notes = (story.sectors, *_level(story, words), *story.notes)
    writer.text(" ".join(note for note in notes if note), style="Evalmine Note")


def _write_claims(writer: Writer, story: Story, words: Words) -> int:
    """Write what is said in nearly the same words; return how many claims are left out."""
    shown = story.claims[:_FEW]
    told = words.text("told.claims_title", n=len(story.claims))
    writer.text(Text(told, bold=True), keep_next=True)
    for quote, base in shown:
        writer.quote(quote, remark=base)
    return len(story.claims) - len(shown)


def _write_facets(writer: Writer, story: Story, words: Words) -> int:
    """Write what is said of the same under other aspects; return how many quotes are left out."""
    told = words.text("told.facets", n=len(story.facets))
    writer.text(Text(told, bold=True), keep_next=True)
    for facet in story.facets:
        writer.text(f"{facet.title} ({facet.base})", keep_next=bool(facet.quotes))
        for quote in facet.quotes[:1]:
            writer.quote(quote)
    return sum(max(0, len(facet.quotes) - 1) for facet in story.facets)


def write_brief(writer: Writer, story: Story, words: Words, *, full: str) -> None:
    """Write a learning as it stands on the front page; `full` is where all of it is told."""
    writer.heading(story.headline, 2, anchor=f"front {story.anchor}")
    write_count(writer, story)
    write_statement(writer, story, words)
    for quote in story.quotes:
        writer.quote(quote)
    writer.text(story.holds)
    writer.text(Text(words["word.read_all"], anchor=full), style="Evalmine Note")


def write_count(writer: Writer, story: Story) -> None:
    """Write by how many projects a learning is told."""
    bounds = f" ({story.interval})" if story.interval else ""
    writer.text(f"{story.how_many}{bounds}", style="Evalmine Optælling")
    writer.text(story.estimate)


def write_statement(writer: Writer, story: Story, words: Words) -> None:
    """Write the central sentences, or a language model's wording with what it rests on."""
    if story.wording:
        writer.text(story.wording)
        writer.text(story.worded_by, style="Evalmine Note")
        if story.sentences:
            writer.text(Text(words["told.sources"], bold=True), keep_next=True)
        for sentence in story.sentences:
            writer.text(sentence.text, style="List Bullet")
            for quote in sentence.quotes:
                writer.quote(quote)
            writer.text(sentence.rest, style="Evalmine Note")
    elif story.statement:
        for quote in story.statement:
            writer.quote(quote, central=True)
    elif story.is_quotable:
        writer.text(words["learning.quoted_before"], style="Evalmine Note")


def _write_spread(writer: Writer, story: Story, words: Words) -> None:
    pools = ", ".join(f"{pool} {base}" for pool, base in story.pools)
    by_pool = f"{words['learning.by_pool']}: {pools}." if pools else ""
    writer.text(" ".join(part for part in (story.holds, by_pool) if part))


def _write_certainty(writer: Writer, story: Story, words: Words) -> None:
    if not story.certainty:
        return
    facts = "; ".join(f"{name}: {value}" for name, value in story.certainty.rows)
    told = " ".join(x for x in (f"{facts}." if facts else "", story.certainty.judged) if x)
    writer.text(Text(f"{words['certainty.title']} ", bold=True), told, style="Evalmine Note")


def _level(story: Story, words: Words) -> tuple[str, ...]:
    return (words.text("learning.level", level=story.level),) if story.level else ()
