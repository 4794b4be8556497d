"""The whole pipeline on one screen: read, segment, embed, code, find themes, synthesize."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from evalmine.coding.choose import choose_coder
from evalmine.coding.code_corpus import CodedCorpus, Progress, code_corpus
from evalmine.coding.codebook import Codebook
from evalmine.coding.coder import Coder, CodingResult
from evalmine.corpus.model import Corpus, Segment
from evalmine.embeddings import EmbeddingCache, Encoder
from evalmine.errors import ConfigError
from evalmine.exchange.files import write_text
from evalmine.exchange.tables import build_tables, write_tables
from evalmine.exchange.theme_model import save_theme_model
from evalmine.exchange.theme_registry import save_registry
from evalmine.records import Records, fields_of
from evalmine.synthesis.claims import near_threshold
from evalmine.synthesis.compose import compose_outline
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.gather import code_rows, found_rows, gather_evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.learnings import find_learnings
from evalmine.synthesis.method import describe_method
from evalmine.synthesis.outline import Outline
from evalmine.synthesis.prevalence import prevalence_rows
from evalmine.synthesis.quote import Quote
from evalmine.themes.discover import ThemeResult, discover_themes, themes_from_codes
from evalmine.themes.identity.events import Event, event_rows
from evalmine.themes.identity.registry import ThemeRegistry
from evalmine.themes.model import ThemeModel, theme_model
from evalmine.themes.options import ThemeOptions
from evalmine.themes.peripheral import PeripheralSegment, peripheral_pile
from evalmine.themes.theme import Theme, ThemeMember
from evalmine.themes.words import count_words

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.report.plot import Plot


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
    encoder: Encoder | None = field(default=None, repr=False, compare=False)

    @property
    def themes(self) -> Records[Theme]:
        """Themes of the codebook and themes found in the texts."""
        return Records((*self.code_themes, *self.theme_result.themes), fields_of(Theme))

    @property
    def themes_model(self) -> Any:
        """A BERTopic object over ``coded.content``, for its plots, hierarchy and years.

        Made on first use: importing BERTopic takes 6-20 seconds.
        """
        return self.theme_result.model

    @property
    def theme_registry(self) -> ThemeRegistry:
        """What themes are known by, to be given to the next `analyze` and decided on."""
        registry: ThemeRegistry = self.theme_result.registry
        return registry

    @property
    def theme_events(self) -> Records[Event]:
        """What became of earlier themes: births, deaths, splits, merges, with a sentence each."""
        language = self.settings["language"]
        return Records(
            self.theme_result.events,
            ("kind", "theme_id", "name", "n_segments", "sentence"),
            lambda e: {
                **{name: getattr(e, name) for name in ("kind", "theme_id", "name", "n_segments")},
                "sentence": e.sentence(language),
            },
        )

    @property
    def peripheral(self) -> Records[PeripheralSegment]:
        """Segments far from every theme, farthest first: a pile to read together."""
        return Records(
            peripheral_pile(self.theme_result, self.coded.content),
            fields_of(PeripheralSegment),
        )

    @cached_property
    def theme_model(self) -> ThemeModel:
        """What places later segments in these themes without finding them anew."""
        return theme_model(
            self.theme_result,
            self.coded.content,
            self.embeddings,
            language=self.settings["language"],
            encoder=self.encoder,
        )

    @property
    def learnings(self) -> Records[Learning]:
        """Learnings over all projects, most projects first."""
        columns = ("headline", "aspect", "n_projects", "n_asked", "n_counter", "statement")
        return Records(self.outline.learnings, ("learning_id", *columns))

    @property
    def quotes(self) -> Records[Quote]:
        """Every quote of the learnings over all projects."""
        found = [quote for x in self.outline.learnings for quote in x.every_quote]
        return Records(found, ("quote_id", "learning_id", "text", "attribution", "project_id"))

    @property
    def coded(self) -> CodedCorpus:
        """The segments with their codes, to draw samples from: ``coded.draw_sample(...)``."""
        content = tuple(s for s in self.segments if s.status in ("coded", "uncoded"))
        return CodedCorpus(self.corpus, self.segments, content, self.embeddings, self.coding)

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
        content = [s.segment_id for s in self.coded.content]
        return build_tables(
            self.corpus,
            self.segments,
            self.coding.to_df(content),
            self.themes,
            self.members,
            [*self.outline.learnings, *by_pool],
            case_quotes,
            self.outline.method,
            event_rows(self.theme_result.events, self.settings["language"]),
        )

    def report(self, path: str | Path) -> Path:
        """Write the self-contained HTML report and return its path."""
        from evalmine.report import render_html

        texts = {d.document_id: d.text for d in self.corpus.documents}
        return write_text(Path(path), render_html(self.outline, documents=texts))

    def save(self, folder: str | Path) -> list[Path]:
        """Write report, tables, ``themes.json`` and ``model.json``, and return their paths."""
        folder = Path(folder)
        return [
            self.report(folder / "report.html"),
            *write_tables(self.tables, folder / "tables"),
            save_registry(self.theme_registry, folder),
            save_theme_model(self.theme_model, folder),
        ]

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
    codebook: str | Path | Codebook | None = None,
    encoder: str | Encoder | None = None,
    coder: Coder | str | Path | None = None,
    language: str = "da",
    themes: ThemeOptions | None = None,
    n_themes: int | None = None,
    registry: ThemeRegistry | None = None,
    run: str = "",
    min_projects: int = 3,
    previous: Corpus | None = None,
    title: str = "",
    cache: EmbeddingCache | Literal["default"] | None = "default",
    seed: int = 0,
    progress: Progress | None = None,
) -> Analysis:
    """Return coded segments, themes, learnings and quotes of a corpus.

    Parameters
    ----------
    corpus : Corpus
        See `read`.
    codebook : str, path or Codebook, optional
        Built-in name or YAML file; "wellbeing", or the coder's own, if left out.
    encoder : str or Encoder, optional
        A name for `load_encoder`, or your own; the default, or the coder's, if left out.
    coder : Coder or path, optional
        A coder trained on people's codings (`train_coder`), or its file; without one, codes are
        assigned from the codebook's words alone.
    language : {"da", "en"}
        Language of names and report.
    themes : ThemeOptions, optional
        How themes are found in the texts: how many, how fine, which guards they must keep.
    n_themes : int, optional
        Number of themes, in place of that in `themes`; found from the data when not given.
    registry : ThemeRegistry, optional
        ``theme_registry`` of an earlier analysis: themes keep their ids, and what people decided
        about them holds.
    run : str
        What the registry calls this analysis, for example "2025".
    min_projects : int
        Projects that must say a thing before it is a learning.
    previous : Corpus, optional
        The year before, set beside this one.
    title : str
        Of the report.
    cache : EmbeddingCache, "default" or None
        Where vectors are remembered between runs (hashes and vectors, never texts); "default" is
        the user's own cache, None remembers nothing.
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
    ConfigError
        If a registry is given and `run` is not.
    """
    tell = progress or (lambda stage, done, total: None)
    if registry is not None and not run:
        raise ConfigError('a registry needs a name for this run: give run, for example run="2025"')
    if cache == "default":  # counting letters is faster than looking the result up
        is_lexical = "lexical" in (encoder, getattr(encoder, "name", ""))
        cache = None if is_lexical else EmbeddingCache.default()

    tell("codebook", 0, 1)
    coder = choose_coder(coder, codebook=codebook, encoder=encoder, cache=cache)
    codebook, encoder = coder.codebook, coder.encoder
    tell("codebook", 1, 1)
    coded = code_corpus(corpus.sorted(), coder, cache=cache, progress=tell)
    tell("themes", 0, 1)
    words = count_words(
        [x.text for x in coded.content], [x.language for x in coded.content], language=language
    )
    known = registry or ThemeRegistry.empty()
    found = discover_themes(
        coded.content,
        coded.embeddings,
        language=language,
        encoder=encoder,
        options=themes,
        n_themes=n_themes,
        codings=coded.coding.assigned,
        code_ids=coded.coding.code_ids,
        code_names={code.id: code.name_in(language) for code in codebook.codes},
        kinds={d.document_id: d.kind for d in coded.corpus.documents},
        min_projects=min_projects,
        seed=seed,
        registry=known,
        run=run,
        words=words,
    )
    if not known.runs:  # of a first run every theme would be told as new
        found = replace(found, events=())
    of_codes, code_members = themes_from_codes(
        coded.content, coded.coding, codebook, language=language, words=words
    )
    tell("themes", 1, 1)

    evidence = gather_evidence(
        coded.corpus,
        coded.content,
        coded.embeddings,
        themes=[*code_rows(coded.coding, coder, language), *found_rows(coded.content, found)],
        language=language,
        words=words,
    )
    threshold = near_threshold(coded.embeddings, [s.project_id for s in coded.content], seed=seed)
    tell("learnings", 0, 1)
    learnings = find_learnings(evidence, threshold=threshold, min_projects=min_projects)
    before = _previous_prevalence(previous, coder, cache, language, tell)
    method = describe_method(coded.corpus, coded.segments, coded.coding, coder, language=language)
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
        theme_events=[
            *(told.sentence(language) for told in (*found.merged, *found.events)),
            *(note[language] for note in found.notes),
        ],
    )
    tell("learnings", 1, 1)
    settings = {
        "codebook": codebook.name,
        "codebook_sha256": codebook.sha256,
        "coder": coder.name,
        "coder_revision": coder.revision,
        "encoder": encoder.name,
        "encoder_revision": encoder.revision,
        "language": language,
        "themes": asdict(themes or ThemeOptions()),
        "n_themes": n_themes,
        "run": run,
        "registry_sha256": _hash_of(known),
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
        encoder,
    )


def _hash_of(registry: ThemeRegistry) -> str:
    """Return the registry's hash, "" for an empty one."""
    return hashlib.sha256(registry.to_json().encode()).hexdigest() if registry.runs else ""


def _previous_prevalence(
    previous: Corpus | None,
    coder: Coder,
    cache: EmbeddingCache | None,
    language: str,
    tell: Progress,
) -> dict[str, tuple[int, int]]:
    """Code the year before with the same codebook, so that the two years can be compared."""
    if previous is None:
        return {}
    coded = code_corpus(previous.sorted(), coder, cache=cache, progress=tell)
    rows = list(code_rows(coded.coding, coder, language))
    # Projects are counted only: who supports or contradicts what need not be found out.
    evidence = Evidence(coded.corpus, coded.content, coded.embeddings, {}, rows, language)
    return {r.theme_id: (r.n_projects, r.n_asked) for r in prevalence_rows(evidence)}
