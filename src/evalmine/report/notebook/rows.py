"""The columns of the tables that a notebook shows, and rows for pandas; names as in the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from evalmine.corpus.model import Corpus
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Case
from evalmine.synthesis.quote import Quote

LEARNING_COLUMNS: Final = (
    "learning_id", "key", "headline", "aspect", "scope", "level", "about", "theme_id", "n_projects",
    "n_asked", "share", "ci_low", "ci_high", "corrected_share", "corrected_low", "corrected_high",
    "n_documents", "n_segments", "n_counter", "n_qualifying", "n_quotes", "stability",
    "confidence", "cerqual_level", "holds_in", "absent_in", "notes", "statement",
)  # fmt: skip
LEARNING_SHOWN: Final = (
    "learning_id", "headline", "aspect", "n_projects", "n_asked", "n_counter", "statement",
)  # fmt: skip
QUOTE_COLUMNS: Final = (
    "quote_id", "learning_id", "headline", "role", "text", "attribution", "project_id", "project",
    "pool", "kind", "document_id", "page", "start", "end", "segment_id", "language",
)  # fmt: skip
QUOTE_SHOWN: Final = ("learning_id", "headline", "role", "text", "attribution")
EVIDENCE_COLUMNS: Final = (
    "segment_id", "score", "role", "is_printed", "text", "attribution", "project_id", "project",
    "pool", "kind", "document_id", "page", "start", "end", "language",
)  # fmt: skip
EVIDENCE_SHOWN: Final = ("project_id", "document_id", "page", "score", "role", "is_printed", "text")
CASE_COLUMNS: Final = (
    "project_id", "title", "pool", "organization", "organization_type", "region", "sector",
    "n_employees", "amount", "start", "end", "n_learnings", "n_quotes",
)  # fmt: skip
CASE_SHOWN: Final = ("title", "pool", "organization", "region", "sector", "n_learnings", "n_quotes")
MATERIAL_COLUMNS: Final = (
    "question", "pool", "kind", "n_asked", "n_answered", "n_non_answer", "n_empty",
)  # fmt: skip


def learning_row(learning: Learning) -> dict[str, Any]:
    """Return a learning as a row; shares are 0 to 1, and lists are joined by "; "."""
    support, estimate = learning.support, learning.estimate
    own = (name for name in LEARNING_COLUMNS if name in _OF_LEARNING)
    return {
        **{name: getattr(learning, name) for name in own},
        "n_documents": support.n_documents,
        "n_segments": support.n_segments,
        "share": support.n_projects / support.n_asked if support.n_asked else None,
        "ci_low": support.ci_low,
        "ci_high": support.ci_high,
        "corrected_share": estimate.share if estimate else None,
        "corrected_low": estimate.ci_low if estimate else None,
        "corrected_high": estimate.ci_high if estimate else None,
        "n_quotes": len(learning.every_quote),
        "cerqual_level": learning.cerqual.level if learning.cerqual else "",
        **{name: "; ".join(getattr(learning, name)) for name in ("holds_in", "absent_in", "notes")},
    }


_OF_LEARNING: Final = frozenset(
    {
        *("learning_id", "key", "headline", "aspect", "scope", "level", "about", "theme_id"),
        *("n_projects", "n_asked", "n_counter", "n_qualifying", "stability", "confidence"),
        "statement",
    }
)


def roles_of(learning: Learning) -> Iterator[tuple[str, Quote]]:
    """Yield the printed quotes of a learning with what they are there for."""
    groups = {
        "statement": learning.statement_quotes,
        "support": learning.quotes,
        "qualifying": learning.qualifying_quotes,
        "counter": learning.counter_quotes,
        "facet": tuple(quote for facet in learning.facets for quote in facet.quotes),
    }
    for role, quotes in groups.items():
        for quote in quotes:
            yield role, quote


def quote_row(quote: Quote, corpus: Corpus, **known: Any) -> dict[str, Any]:
    """Return a quote as a row, with what the corpus knows of where it comes from."""
    project = corpus.project_by_id[quote.project_id]
    names = ("quote_id", "learning_id", "attribution", "project_id", "document_id", "page")
    return {
        **{name: getattr(quote, name) for name in (*names, "start", "end", "segment_id")},
        "text": quote.text,
        "language": quote.language,
        "project": project.title,
        "pool": _known(project.attributes, "pool"),
        "kind": corpus.document_by_id[quote.document_id].kind,
        **known,
    }


def case_row(case: Case, pool: str) -> dict[str, Any]:
    """Return a case as a row."""
    names = (n for n in CASE_COLUMNS if n not in ("pool", "n_learnings", "n_quotes"))
    return {
        **{name: getattr(case, name) for name in names},
        "pool": pool,
        "n_learnings": len(case.learnings),
        "n_quotes": len(case.quotes),
    }


def _known(attributes: Mapping[str, object], role: str) -> str:
    value = attributes.get(role)
    return "" if value is None or value != value else str(value)
