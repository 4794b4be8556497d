"""evalmine: coded cross-project learnings with verbatim quotes from self-evaluations and reports.

The pipeline, and where each step lives::

    read        corpus      files -> Corpus: projects, documents, closed answers, what was left out
    segment     corpus      documents -> segments by character offset
    embed       embeddings  texts -> unit vectors, each text once
    code        coding      segments -> codes of a codebook
    themes      themes      segments -> themes the codebook may not have
    synthesize  synthesis   coded segments -> learnings with support, counter-evidence, quotes
    report      report      learnings -> one HTML file
    export      exchange    everything -> open tables

`analyze` runs them all:

>>> import evalmine as em
>>> corpus = em.read("selvevalueringer.xlsx")  # doctest: +SKIP
>>> em.analyze(corpus, codebook="wellbeing").learnings  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalmine.analysis import Analysis, analyze
    from evalmine.coding.codebook import Codebook, list_codebooks, load_codebook
    from evalmine.coding.zero_shot import ZeroShotCoder
    from evalmine.corpus.model import (
        Block,
        ClosedAnswer,
        Corpus,
        Document,
        Exclusion,
        Project,
        Segment,
    )
    from evalmine.corpus.read import describe_roles, read
    from evalmine.corpus.segmenting import segment
    from evalmine.embeddings import EmbeddingCache, Encoder, embed, load_encoder
    from evalmine.errors import EvalmineError
    from evalmine.synthesis.learning import Learning, Quote
    from evalmine.themes.clusterer import GraphClusterer
    from evalmine.themes.discover import discover_themes
    from evalmine.themes.theme import Theme

# Loaded on first use, so that `import evalmine` costs milliseconds, not seconds.
_HOME = {
    "Analysis": "analysis",
    "Block": "corpus.model",
    "ClosedAnswer": "corpus.model",
    "Codebook": "coding.codebook",
    "Corpus": "corpus.model",
    "Document": "corpus.model",
    "EmbeddingCache": "embeddings",
    "Encoder": "embeddings",
    "EvalmineError": "errors",
    "Exclusion": "corpus.model",
    "GraphClusterer": "themes.clusterer",
    "Learning": "synthesis.learning",
    "Project": "corpus.model",
    "Quote": "synthesis.learning",
    "Segment": "corpus.model",
    "Theme": "themes.theme",
    "ZeroShotCoder": "coding.zero_shot",
    "analyze": "analysis",
    "describe_roles": "corpus.read",
    "discover_themes": "themes.discover",
    "embed": "embeddings",
    "list_codebooks": "coding.codebook",
    "load_codebook": "coding.codebook",
    "load_encoder": "embeddings",
    "read": "corpus.read",
    "segment": "corpus.segmenting",
}

__version__ = "0.1.0"
__all__ = [
    "Analysis",
    "Block",
    "ClosedAnswer",
    "Codebook",
    "Corpus",
    "Document",
    "EmbeddingCache",
    "Encoder",
    "EvalmineError",
    "Exclusion",
    "GraphClusterer",
    "Learning",
    "Project",
    "Quote",
    "Segment",
    "Theme",
    "ZeroShotCoder",
    "analyze",
    "describe_roles",
    "discover_themes",
    "embed",
    "list_codebooks",
    "load_codebook",
    "load_encoder",
    "read",
    "segment",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'evalmine' has no attribute {name!r}")
    return getattr(importlib.import_module(f"evalmine.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
