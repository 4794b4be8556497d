"""One record as an evaluator wants to see it in a notebook: in the report's words, and checked.

The parts are those of the HTML report (`templates/parts.html`), without scripts and ids, in colors
that are readable on a light and on a dark page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from evalmine.corpus.model import Document
from evalmine.records import with_display
from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.comparing import comparison_sentence
from evalmine.report.formats import MIN_CELL, counted, percent
from evalmine.report.html import template_environment
from evalmine.report.notebook.plain import plain_case, plain_quote, plain_story, plain_theme
from evalmine.report.places import Places
from evalmine.report.sections import CaseStory, case_story
from evalmine.report.telling import Story, Teller
from evalmine.report.words import Words, load_words
from evalmine.synthesis.comparison import Comparison
from evalmine.synthesis.learning import NEEDS_REVIEW, Learning
from evalmine.synthesis.outline import Case, Outline
from evalmine.synthesis.quote import Quote
from evalmine.themes.theme import Theme

CONTEXT: Final = 300
_STYLE = Path(__file__).resolve().parent.parent / "templates" / "notebook.css"
_N_QUOTES = 8  # beside the statement; the others are folded
# Ids would be there twice when a record is shown twice.  Texts cannot be hit: their " is &#34;.
_IDS = re.compile(r' (?:id|aria-labelledby|aria-describedby)="[^"]*"')


class Displays:
    """Gives records of one analysis a display: ``displays.learning(x)`` is `x`, and shows itself.

    Parameters
    ----------
    outline : Outline
        Its language is that of what is shown.
    documents : mapping of str to Document
        By id; every quote is held against its document when it is shown.
    quotes_of : callable
        Returns the segments that represent a theme as quotes, those that may be quoted.
    """

    def __init__(
        self,
        outline: Outline,
        documents: Mapping[str, Document],
        quotes_of: Callable[[Theme], Sequence[Quote]] = lambda theme: (),
    ) -> None:
        self._outline, self._documents, self._quotes_of = outline, documents, quotes_of

    def quote(self, quote: Quote) -> Quote:
        """Return a quote that shows its text, whose it is, and what stands around it."""
        return with_display(quote, _QuoteDisplay(self))

    def learning(self, learning: Learning) -> Learning:
        """Return a learning that shows itself as in the report; its quotes do so too."""
        return with_display(
            learning,
            _LearningDisplay(self),
            statement_quotes=self._quotes(learning.statement_quotes),
            quotes=self._quotes(learning.quotes),
            qualifying_quotes=self._quotes(learning.qualifying_quotes),
            counter_quotes=self._quotes(learning.counter_quotes),
            facets=tuple(replace(f, quotes=self._quotes(f.quotes)) for f in learning.facets),
            claims=tuple(
                replace(c, quote=self.quote(c.quote)) if c.quote else c for c in learning.claims
            ),
        )

    def case(self, case: Case) -> Case:
        """Return a case that shows itself as in the report."""
        return with_display(case, _CaseDisplay(self), quotes=self._quotes(case.quotes))

    def theme(self, theme: Theme) -> Theme:
        """Return a theme that shows its words, its facts and the segments that represent it."""
        return with_display(theme, _ThemeDisplay(self))

    def comparison(self, comparison: Comparison) -> Comparison:
        """Return a difference that shows its sentence and its numbers."""
        return with_display(comparison, _ComparisonDisplay(self))

    @property
    def words(self) -> Words:
        """The words of the outline's language."""
        return load_words(self._outline.language)

    def citer(self) -> Citer:
        """Return what checks quotes, with ids of its own."""
        words, places = self.words, self._places
        return Citer(self._texts, words, Anchors(), context=CONTEXT, places=places)

    def story(self, learning: Learning) -> Story:
        """Return a learning as it is told, with every quote it has."""
        return self._teller().tell(learning, n_quotes=_N_QUOTES)

    def case_story(self, case: Case) -> CaseStory:
        """Return a case as it is told."""
        return case_story(case, self.words, self.citer(), self._teller())

    def quotes_of(self, theme: Theme) -> tuple[Quote, ...]:
        """Return the segments that represent a theme and may be quoted."""
        return tuple(self._quotes_of(theme))

    def html(self, part: str, **values: Any) -> str:
        """Return one part of the template, without ids, and with its style."""
        template = template_environment().get_template("notebook.html")
        body = _IDS.sub("", getattr(template.module, part)(words=self.words, **values))
        language = self._outline.language
        return f'<div class="evalmine" lang="{language}"><style>{_style()}</style>{body}</div>'

    def _teller(self) -> Teller:
        unsaid = () if self._outline.method.n_alone else (NEEDS_REVIEW,)
        return Teller(self.words, self.citer(), Anchors(), min_cell=MIN_CELL, unsaid=unsaid)

    def _quotes(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        return tuple(self.quote(q) for q in quotes)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {k: d.text for k, d in self._documents.items()}

    @cached_property
    def _places(self) -> Places:
        return Places(self._documents, self.words)


class _LearningDisplay:
    def __init__(self, displays: Displays) -> None:
        self._displays = displays

    def html(self, record: Learning) -> str:
        return self._displays.html("learning", story=self._displays.story(record), x=record)

    def text(self, record: Learning) -> str:
        return plain_story(self._displays.story(record), self._displays.words)


class _QuoteDisplay:
    def __init__(self, displays: Displays) -> None:
        self._displays = displays

    def html(self, record: Quote) -> str:
        return self._displays.html("quote", quote=self._displays.citer().cite(record), x=record)

    def text(self, record: Quote) -> str:
        return plain_quote(self._displays.citer().cite(record), self._displays.words)


class _CaseDisplay:
    def __init__(self, displays: Displays) -> None:
        self._displays = displays

    def html(self, record: Case) -> str:
        return self._displays.html("case", case=self._displays.case_story(record))

    def text(self, record: Case) -> str:
        return plain_case(self._displays.case_story(record), self._displays.words)


class _ThemeDisplay:
    def __init__(self, displays: Displays) -> None:
        self._displays = displays

    def html(self, record: Theme) -> str:
        citer = self._displays.citer()
        cited = [citer.cite(q) for q in self._displays.quotes_of(record)]
        facts = theme_facts(record, self._displays.words)
        return self._displays.html("theme", theme=record, facts=facts, quotes=cited)

    def text(self, record: Theme) -> str:
        words, citer = self._displays.words, self._displays.citer()
        cited = [citer.cite(q) for q in self._displays.quotes_of(record)]
        return plain_theme(record, theme_facts(record, words), cited, words)


class _ComparisonDisplay:
    def __init__(self, displays: Displays) -> None:
        self._displays = displays

    def html(self, record: Comparison) -> str:
        return self._displays.html("difference", sentence=self.text(record), x=record)

    def text(self, record: Comparison) -> str:
        return comparison_sentence(record, self._displays.words)


def theme_facts(theme: Theme, words: Words) -> tuple[str, ...]:
    """Return what is known of a theme as short sentences."""
    language = words.language
    size = words.text(
        "notebook.theme_size",
        segments=counted(theme.n_segments, "plural.segment", language),
        projects=counted(theme.n_projects, "plural.project", language),
    )
    facts = [size, words[f"notebook.origin.{theme.origin}"]]
    if theme.stability == theme.stability:  # not nan
        share = percent(theme.stability, language)
        facts.append(words.text("notebook.theme_stability", share=share))
    if theme.named_by:
        facts.append(words.text("notebook.theme_named", person=theme.named_by))
    return (*facts, *(x for x in (theme.code_sentence, *theme.warnings) if x))


@lru_cache(maxsize=1)
def _style() -> str:
    return " ".join(_STYLE.read_text(encoding="utf-8").split())
