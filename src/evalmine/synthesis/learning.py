"""The result of a synthesis: learnings with their quotes and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evalmine.synthesis.support import Support

NEEDS_REVIEW: Final = "needs_review"
"""Note of a learning whose code the machine is known to assign unlike people."""


@dataclass(frozen=True)
class Quote:
    """A verbatim cut: ``document.text[start:end] == text``, checked when made and when shown.

    `sha256` is that of the whole document text; `page` is None for texts without pages.
    `attribution` is ready to print in the report's language.
    """

    quote_id: str
    learning_id: str
    document_id: str
    project_id: str
    segment_id: str
    start: int
    end: int
    text: str
    page: int | None
    attribution: str
    language: str
    sha256: str


@dataclass(frozen=True)
class Learning:
    """A claim that recurs in at least three projects.

    `headline` comes from the theme's name, the codebook's own wording or keywords; `statement` is
    the most central self-contained segment, verbatim (`statement_quote` says where it stands).
    `scope` is a grant pool or ``""`` for all.
    `level` is the project level that at least 80 % of the supporting projects share, else ``""``.
    """

    learning_id: str
    headline: str
    statement: str
    scope: str
    level: str
    aspect: str
    theme_id: str
    theme_name: str
    support: Support
    segment_ids: tuple[str, ...]
    counter_ids: tuple[str, ...] = ()
    n_counter: int = 0  # projects that say the opposite or that it failed
    qualifying_ids: tuple[str, ...] = ()  # of `segment_ids`, those that say where it holds
    n_qualifying: int = 0  # projects that say where or when it holds
    quotes: tuple[Quote, ...] = ()
    counter_quotes: tuple[Quote, ...] = ()
    pools: tuple[tuple[str, int, int], ...] = ()  # pool, n projects, n asked
    sectors: tuple[tuple[str, int], ...] = ()  # sector, n projects
    notes: tuple[
        str, ...
    ] = ()  # keys of the report's words: one_pool, one_voice, not_quotable, ...
    statement_quote: Quote | None = None  # the statement as a quote; not repeated in `quotes`

    @property
    def n_projects(self) -> int:
        """Projects that say it."""
        return self.support.n_projects

    @property
    def n_asked(self) -> int:
        """Projects that were asked."""
        return self.support.n_asked
