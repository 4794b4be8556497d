"""evalmine: coded cross-project learnings with verbatim quotes from self-evaluations and reports.

The pipeline, and where each step lives::

    read        corpus      files -> Corpus: projects, documents, closed answers, what was left out
    segment     corpus      documents -> segments by character offset
    embed       embeddings  texts -> unit vectors, each text once
    code        coding      segments -> codes of a codebook
    themes      themes      segments -> themes the codebook may not have
    synthesize  synthesis   coded segments -> learnings with support, counter-evidence, quotes
    report      report      learnings -> HTML, Word, an Excel quote bank
    export      exchange    everything -> open tables

What people code teaches the machine, and tells how far it can be trusted::

    draw_sample, write_sample   segments to code      -> a workbook for people
    read_codings, read_qdpx     what people coded     -> HumanCodings
    train_coder, load_coder     HumanCodings          -> a coder, with what to expect of each code

Themes are kept from year to year, and find later texts a place::

    ThemeOptions                    how many themes, how fine, which guards
    load_registry, save_registry    ThemeRegistry: ids over the years, and people's decisions
    update_themes                   later segments -> themes of a ThemeModel, and whether they fit

What people decide about the result is followed by the next run::

    read_picks                  quotes picked and vetoed in the quote bank -> QuotePicks
    read_judgments              confidence in each learning                -> Judgment
    ApiWriter                   a language model that words the learnings, each sentence checked

`analyze` runs them all:

>>> import evalmine as em
>>> corpus = em.read("selvevalueringer.xlsx")  # doctest: +SKIP
>>> em.analyze(corpus, codebook="wellbeing").learnings  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalmine.analysis import analyze
    from evalmine.coding.agreement.table import agreement_per_code
    from evalmine.coding.code_corpus import CodedCorpus, code_corpus
    from evalmine.coding.codebook import Codebook, list_codebooks, load_codebook
    from evalmine.coding.people.human_codings import HumanCodings
    from evalmine.coding.people.read_codings import read_codings
    from evalmine.coding.people.sampling import draw_sample
    from evalmine.coding.trained.coder_file import load_coder
    from evalmine.coding.trained.trained_coder import TrainedCoder
    from evalmine.coding.trained.training import train_coder
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
    from evalmine.exchange.human_files import read_human_codings
    from evalmine.exchange.judgment_file import read_judgments
    from evalmine.exchange.qdpx_read import read_qdpx
    from evalmine.exchange.sample_file import write_sample
    from evalmine.exchange.theme_model import load_theme_model, save_theme_model
    from evalmine.exchange.theme_registry import load_registry, save_registry
    from evalmine.result import Analysis
    from evalmine.synthesis.cerqual import Judgment
    from evalmine.synthesis.comparison import Comparison
    from evalmine.synthesis.learning import Learning
    from evalmine.synthesis.quote import Quote
    from evalmine.synthesis.quoting.picks import QuotePicks, read_picks
    from evalmine.synthesis.support import Estimate
    from evalmine.synthesis.writing.writer import ApiWriter, Writer
    from evalmine.themes.clusterer import GraphClusterer
    from evalmine.themes.discover import discover_themes
    from evalmine.themes.identity.registry import ThemeRegistry
    from evalmine.themes.model import ThemeModel
    from evalmine.themes.options import ThemeOptions
    from evalmine.themes.theme import Theme
    from evalmine.themes.update import update_themes

# Loaded on first use, so that `import evalmine` costs milliseconds, not seconds.
_HOME = {
    "Analysis": "result",
    "ApiWriter": "synthesis.writing.writer",
    "Block": "corpus.model",
    "ClosedAnswer": "corpus.model",
    "Codebook": "coding.codebook",
    "CodedCorpus": "coding.code_corpus",
    "Comparison": "synthesis.comparison",
    "Corpus": "corpus.model",
    "Document": "corpus.model",
    "EmbeddingCache": "embeddings",
    "Encoder": "embeddings",
    "Estimate": "synthesis.support",
    "EvalmineError": "errors",
    "Exclusion": "corpus.model",
    "GraphClusterer": "themes.clusterer",
    "HumanCodings": "coding.people.human_codings",
    "Judgment": "synthesis.cerqual",
    "Learning": "synthesis.learning",
    "Project": "corpus.model",
    "Quote": "synthesis.quote",
    "QuotePicks": "synthesis.quoting.picks",
    "Segment": "corpus.model",
    "Theme": "themes.theme",
    "ThemeModel": "themes.model",
    "ThemeOptions": "themes.options",
    "ThemeRegistry": "themes.identity.registry",
    "TrainedCoder": "coding.trained.trained_coder",
    "Writer": "synthesis.writing.writer",
    "ZeroShotCoder": "coding.zero_shot",
    "agreement_per_code": "coding.agreement.table",
    "analyze": "analysis",
    "code_corpus": "coding.code_corpus",
    "describe_roles": "corpus.read",
    "discover_themes": "themes.discover",
    "draw_sample": "coding.people.sampling",
    "embed": "embeddings",
    "list_codebooks": "coding.codebook",
    "load_codebook": "coding.codebook",
    "load_coder": "coding.trained.coder_file",
    "load_encoder": "embeddings",
    "load_registry": "exchange.theme_registry",
    "load_theme_model": "exchange.theme_model",
    "read": "corpus.read",
    "read_codings": "coding.people.read_codings",
    "read_human_codings": "exchange.human_files",
    "read_judgments": "exchange.judgment_file",
    "read_picks": "synthesis.quoting.picks",
    "read_qdpx": "exchange.qdpx_read",
    "save_registry": "exchange.theme_registry",
    "save_theme_model": "exchange.theme_model",
    "segment": "corpus.segmenting",
    "train_coder": "coding.trained.training",
    "update_themes": "themes.update",
    "write_sample": "exchange.sample_file",
}

__version__ = "0.1.0"
__all__ = [
    "Analysis",
    "ApiWriter",
    "Block",
    "ClosedAnswer",
    "Codebook",
    "CodedCorpus",
    "Comparison",
    "Corpus",
    "Document",
    "EmbeddingCache",
    "Encoder",
    "Estimate",
    "EvalmineError",
    "Exclusion",
    "GraphClusterer",
    "HumanCodings",
    "Judgment",
    "Learning",
    "Project",
    "Quote",
    "QuotePicks",
    "Segment",
    "Theme",
    "ThemeModel",
    "ThemeOptions",
    "ThemeRegistry",
    "TrainedCoder",
    "Writer",
    "ZeroShotCoder",
    "agreement_per_code",
    "analyze",
    "code_corpus",
    "describe_roles",
    "discover_themes",
    "draw_sample",
    "embed",
    "list_codebooks",
    "load_codebook",
    "load_coder",
    "load_encoder",
    "load_registry",
    "load_theme_model",
    "read",
    "read_codings",
    "read_human_codings",
    "read_judgments",
    "read_picks",
    "read_qdpx",
    "save_registry",
    "save_theme_model",
    "segment",
    "train_coder",
    "update_themes",
    "write_sample",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'evalmine' has no attribute {name!r}")
    return getattr(importlib.import_module(f"evalmine.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
