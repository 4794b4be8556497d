"""The same records as lines of text, for ``print`` and for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from evalmine.report.citing import Citation
from evalmine.report.sections import CaseStory
from evalmine.report.telling import Story
from evalmine.report.words import Words
from evalmine.themes.theme import Theme

_WIDTH = 88


def plain_story(story: Story, words: Words) -> str:
    """Return a learning as text: how many, the statement, quotes, reservations, notes."""
    extra = f" ({story.interval})" if story.interval else ""
    estimate = f" {story.estimate}" if story.estimate else ""
    blocks = [
        story.headline,
        _wrapped(f"{story.how_many}{extra}{estimate}"),
        _wrapped(story.wording),
        _quotes((*story.statement, *story.quotes, *story.more_quotes)),
        _wrapped(story.holds),
        _side(words["told.conditions_title"], story.conditions, story.condition_quotes),
        _side(words["learning.counter_title"], story.counter, story.counter_quotes),
        _wrapped(" ".join((*story.notes, story.certainty.judged))),
    ]
    return "\n\n".join(block for block in blocks if block)


def plain_quote(quote: Citation, words: Words) -> str:
    """Return a quote as text, with its place in the document."""
    place = ": ".join(x for x in (quote.position, quote.above) if x)
    around = f"{quote.before}{printed(quote)}{quote.after}" if quote.has_context else ""
    context = _wrapped(f"{words['learning.context']}: {around}", "  ") if around else ""
    return "\n".join(x for x in (_quotes((quote,)), _wrapped(place, "  "), context) if x)


def plain_case(case: CaseStory, words: Words) -> str:
    """Return a case as text."""
    traits = "; ".join(f"{name}: {value}" for name, value in case.traits)
    learnings = [f"- {headline}" for headline in case.learnings]
    blocks = [
        "\n".join(x for x in (case.title, case.organization, traits) if x),
        _quotes(case.quotes),
        _wrapped(case.reasons),
        "\n".join([words["case.learnings"], *learnings]) if learnings else "",
    ]
    return "\n\n".join(block for block in blocks if block)


def plain_theme(
    theme: Theme, facts: Iterable[str], quotes: Sequence[Citation], words: Words
) -> str:
    """Return a theme as text."""
    keywords = f"{words['map.keywords']}: {', '.join(theme.keywords)}" if theme.keywords else ""
    blocks = [
        "\n".join(x for x in (f"{theme.theme_id} {theme.name}", _wrapped(keywords)) if x),
        _wrapped(" ".join(facts)),
        _quotes(quotes),
    ]
    return "\n\n".join(block for block in blocks if block)


def printed(quote: Citation) -> str:
    """Return the words of a quote with ``[…]`` where its sentence goes on."""
    return f"{'[…] ' * quote.cut_before}{quote.text}{' […]' * quote.cut_after}"


def _side(title: str, sentence: str, quotes: Sequence[Citation]) -> str:
    if not sentence:
        return ""
    told = _wrapped(f"{title}: {sentence}")
    return "\n".join(x for x in (told, _quotes(quotes)) if x)


def _quotes(quotes: Sequence[Citation]) -> str:
    return "\n".join(
        _wrapped(f"– {printed(q)}{f' ({q.attribution})' if q.attribution else ''}", "  ")
        for q in quotes
    )


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent) if text else ""
