"""The whole pipeline on one screen: read, segment, embed, code, find themes, synthesize."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from evalmine.coding.aspects import predict_aspects
from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.coder import CodingResult
from evalmine.coding.zero_shot import ZeroShotCoder
from evalmine.corpus.model import Corpus, Segment
from evalmine.corpus.segmenting import segment
from evalmine.embeddings import EmbeddingCache, Encoder, embed, load_encoder
from evalmine.errors import InputError
from evalmine.exchange.files import write_text
from evalmine.exchange.tables import build_tables, write_tables
from evalmine.records import Records, fields_of
from evalmine.synthesis.claims import near_threshold
from evalmine.synthesis.compose import compose_outline
from evalmine.synthesis.gather import code_rows, found_rows, gather_evidence
from evalmine.synthesis.learning import Learning, Quote
from evalmine.synthesis.learnings import find_learnings
from evalmine.synthesis.method import describe_method
from evalmine.synthesis.outline import Outline
from evalmine.synthesis.prevalence import prevalence_rows
from evalmine.themes.discover import ThemeResult, discover_themes, themes_from_codes
from evalmine.themes.theme import Theme, ThemeMember

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.report.plot import Plot

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Analysis:
    """What `analyze` found; nothing in it changes afterwards.

    `themes`, `learnings` and `quotes` show themselves as tables in a notebook, give one record by
    index and a pandas frame by ``.to_df()``.
    """

    corpus: Corpus
    segments: tuple[Segment, ...]
    embeddings: np.ndarray = field(repr=False)  # (n content segments, n_dims), rows as in coding
    coding: CodingResult = field(repr=False)
    codebook: Codebook = field(repr=False)
    theme_result: ThemeResult = field(repr=False)
    code_themes: tuple[Theme, ...] = field(repr=False)
    members: tuple[ThemeMember, ...] = field(repr=False)
    outline: Outline = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False)

    @property
    def themes(self) -> Records[Theme]:
        """Themes of the codebook and themes found in the texts."""
        return Records((*self.code_themes, *self.theme_result.themes), fields_of(Theme))

    @property
    def themes_model(self) -> Any:
        """A fitted BERTopic object over the content segments, for its plots and hierarchy."""
        return self.theme_result.model

    @property
    def learnings(self) -> Records[Learning]:
        """Learnings over all projects, most projects first."""
        columns = ("headline", "aspect", "n_projects", "n_asked", "n_counter", "statement")
        return Records(self.outline.learnings, ("learning_id", *columns))

    @property
    def quotes(self) -> Records[Quote]:
        """Every quote of the learnings over all projects."""
        found = [
            quote
            for x in self.outline.learnings
            for quote in (x.statement_quote, *x.quotes, *x.counter_quotes)
            if quote is not None
        ]
        return Records(found, ("quote_id", "learning_id", "text", "attribution", "project_id"))

    @property
    def plot(self) -> Plot:
        """Figures of the report, to show in a notebook or save as SVG."""
        from evalmine.report.plot import Plot

        return Plot(self.outline)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The open tables by name; columns as in the reference."""
        by_pool = [x for s in self.outline.pools for part in s.parts for x in part.learnings]
        case_quotes = [q for s in self.outline.pools for case in s.cases for q in case.quotes]
        content = [s.segment_id for s in self.segments if s.status in ("coded", "uncoded")]
        return build_tables(
            self.corpus,
            self.segments,
            self.coding.to_df(content),
            self.themes,
            self.members,
            [*self.outline.learnings, *by_pool],
            case_quotes,
        )

    def report(self, path: str | Path) -> Path:
        """Write the self-contained HTML report and return its path."""
        from evalmine.report import render_html

        texts = {d.document_id: d.text for d in self.corpus.documents}
        return write_text(Path(path), render_html(self.outline, documents=texts))

    def save(self, folder: str | Path) -> list[Path]:
        """Write ``report.html`` and ``tables/*.parquet`` and return their paths."""
        folder = Path(folder)
        return [self.report(folder / "report.html"), *write_tables(self.tables, folder / "tables")]

    def __repr__(self) -> str:
        status = Counter(s.status for s in self.segments)
        return (
            f"Analysis({len(self.corpus.projects)} projects, {len(self.segments)} segments "
            f"({status['coded']} coded), {len(self.themes)} themes, "
            f"{len(self.learnings)} learnings)"
        )


def analyze(
    corpus: Corpus,
    *,
    codebook: str | Path | Codebook = "wellbeing",
    encoder: str | Encoder = "default",
    language: str = "da",
    n_themes: int | None = None,
    min_projects: int = 3,
    previous: Corpus | None = None,
    title: str = "",
    cache: EmbeddingCache | Literal["default"] | None = "default",
    with_model: bool = True,
    seed: int = 0,
    progress: Progress | None = None,
) -> Analysis:
    """Return coded segments, themes, learnings and quotes of a corpus.

    Parameters
    ----------
    corpus : Corpus
        See `read`.
    codebook : str, path or Codebook
        Built-in name or YAML file.
    encoder : str or Encoder
        "default", "lexical", a sentence-transformers name or folder, or your own.
    language : {"da", "en"}
        Language of names and report.
    n_themes : int, optional
        Number of themes to find in the texts; found from the data when not given.
    min_projects : int
        Projects that must say a thing before it is a learning.
    previous : Corpus, optional
        The year before, set beside this one.
    title : str
        Of the report.
    cache : EmbeddingCache, "default" or None
        Where vectors are remembered between runs (hashes and vectors, never texts); "default" is
        the user's own cache, None remembers nothing.
    with_model : bool
        Whether to build the BERTopic object (takes seconds to import).
    seed : int
        For resamples and random reading orders; the same seed gives the same result.
    progress : callable, optional
        Called with (stage, done, total).

    Returns
    -------
    Analysis

    Raises
    ------
    InputError
        If no segment says anything.
    """
    tell = progress or (lambda stage, done, total: None)
    codebook = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    encoder = load_encoder(encoder) if isinstance(encoder, str) else encoder
    if cache == "default":  # counting letters is faster than looking the result up
        cache = None if encoder.name == "lexical" else EmbeddingCache.default()

    tell("codebook", 0, 1)
    coder = ZeroShotCoder(codebook, encoder, cache=cache)
    tell("codebook", 1, 1)
    coded = _code(corpus.sorted(), coder, cache, tell)
    tell("themes", 0, 1)
    found = discover_themes(
        coded.content,
        coded.embeddings,
        language=language,
        encoder=encoder,
        n_themes=n_themes,
        codings=coded.coding.assigned,
        code_ids=coded.coding.code_ids,
        min_projects=min_projects,
        seed=seed,
        with_model=with_model,
    )
    of_codes, code_members = themes_from_codes(
        coded.content, coded.coding, codebook, language=language
    )
    tell("themes", 1, 1)

    evidence = gather_evidence(
        coded.corpus,
        coded.content,
        coded.embeddings,
        themes=[*code_rows(coded.coding, codebook, language), *found_rows(coded.content, found)],
        language=language,
    )
    threshold = near_threshold(coded.embeddings, [s.project_id for s in coded.content], seed=seed)
    tell("learnings", 0, 1)
    learnings = find_learnings(evidence, threshold=threshold, min_projects=min_projects)
    before = _previous_prevalence(previous, coder, cache, language, tell)
    method = describe_method(
        coded.corpus, coded.segments, coded.coding, codebook, encoder=encoder, language=language
    )
    outline = compose_outline(
        evidence,
        method,
        themes=found.themes,
        learnings=learnings,
        threshold=threshold,
        title=title,
        min_projects=min_projects,
        previous=previous,
        previous_prevalence=before,
    )
    tell("learnings", 1, 1)
    settings = {
        "codebook": codebook.name,
        "codebook_sha256": codebook.sha256,
        "encoder": encoder.name,
        "encoder_revision": encoder.revision,
        "language": language,
        "n_themes": n_themes,
        "min_projects": min_projects,
        "near_threshold": threshold,
        "seed": seed,
        "previous": previous is not None,
    }
    return Analysis(
        coded.corpus,
        coded.segments,
        coded.embeddings,
        coded.coding,
        codebook,
        found,
        tuple(of_codes),
        (*code_members, *found.members),
        outline,
        settings,
    )


@dataclass(frozen=True)
class _Coded:
    """The first half of the pipeline: segments, vectors, codes."""

    corpus: Corpus
    segments: tuple[Segment, ...]
    content: tuple[Segment, ...]
    embeddings: np.ndarray
    coding: CodingResult


def _code(
    corpus: Corpus, coder: ZeroShotCoder, cache: EmbeddingCache | None, tell: Progress
) -> _Coded:
    tell("segment", 0, 1)
    segments = sorted(segment(corpus), key=lambda s: (s.document_id, s.start))
    content = [s for s in segments if s.status == "content"]
    if not content:
        reason = "no answer or paragraph says anything: check the column roles with describe_roles"
        raise InputError(", ".join(name for name, _ in corpus.sources) or "corpus", reason)
    tell("segment", 1, 1)
    texts = [s.text for s in content]
    embeddings = embed(
        texts, coder.encoder, cache=cache, progress=lambda done, total: tell("embed", done, total)
    )
    tell("code", 0, 1)
    aspects = predict_aspects(content, embeddings, coder.encoder, cache=cache)
    coding = coder.code(texts, embeddings=embeddings, aspects=aspects)
    coded = [
        replace(s, aspect=aspect, status="coded" if any_code else "uncoded")
        for s, aspect, any_code in zip(
            content, aspects, [bool(row.any()) for row in coding.assigned], strict=True
        )
    ]
    by_id = {s.segment_id: s for s in coded}
    tell("code", 1, 1)
    return _Coded(
        corpus,
        tuple(by_id.get(s.segment_id, s) for s in segments),
        tuple(coded),
        embeddings,
        coding,
    )


def _previous_prevalence(
    previous: Corpus | None,
    coder: ZeroShotCoder,
    cache: EmbeddingCache | None,
    language: str,
    tell: Progress,
) -> dict[str, tuple[int, int]]:
    """Code the year before with the same codebook, so that the two years can be compared."""
    if previous is None:
        return {}
    coded = _code(previous.sorted(), coder, cache, tell)
    rows = list(code_rows(coded.coding, coder.codebook, language))
    evidence = gather_evidence(
        coded.corpus, coded.content, coded.embeddings, themes=rows, language=language
    )
    return {r.theme_id: (r.n_projects, r.n_asked) for r in prevalence_rows(evidence)}
