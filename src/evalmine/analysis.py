"""The whole pipeline on one screen: read, segment, embed, code, find themes, synthesize."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from evalmine.coding.choose import choose_coder
from evalmine.coding.code_corpus import Progress, code_corpus
from evalmine.coding.codebook import Codebook
from evalmine.coding.coder import Coder
from evalmine.coding.people.human_codings import HumanCodings
from evalmine.corpus.model import Corpus
from evalmine.embeddings import EmbeddingCache, Encoder
from evalmine.errors import ConfigError
from evalmine.exchange.human_sample import human_and_design
from evalmine.report.notebook.progress_line import ProgressLine
from evalmine.result import Analysis
from evalmine.synthesis.cerqual import Judgment
from evalmine.synthesis.checklists import with_checklist
from evalmine.synthesis.claims import near_threshold
from evalmine.synthesis.comparing.compare import reported_comparisons
from evalmine.synthesis.comparing.like_for_like import previous_counts
from evalmine.synthesis.compose import compose_outline
from evalmine.synthesis.drilldown import quotable_evidence
from evalmine.synthesis.estimation.fill import corrected_outline, prepare_correction
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.gather import code_rows, found_rows, gather_evidence
from evalmine.synthesis.learnings import find_all
from evalmine.synthesis.method import describe_method
from evalmine.synthesis.quoting.features import picks_of, with_picks
from evalmine.synthesis.quoting.picks import QuotePicks, read_picks
from evalmine.synthesis.theme_map import keywords_of, theme_map
from evalmine.synthesis.writing.wording import Wording, carrying_threshold, word_learnings
from evalmine.synthesis.writing.writer import ApiWriter, Writer
from evalmine.themes.discover import discover_themes, themes_from_codes
from evalmine.themes.identity.registry import ThemeRegistry
from evalmine.themes.options import ThemeOptions
from evalmine.themes.words import count_words

if TYPE_CHECKING:
    import pandas as pd


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
    human: HumanCodings | str | Path | Sequence[str | Path] | None = None,
    human_design: pd.DataFrame | str | Path | None = None,
    quote_picks: str | Path | QuotePicks | None = None,
    writer: Writer | str | None = None,
    judgments: Sequence[Judgment] = (),
    cases: Sequence[str] = (),
    hide_in_cases: Sequence[str] = (),
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
        Built-in name or YAML file; "wellbeing", or the coder's own, if left out.  With "none"
        nothing is coded: themes and learnings come from the texts alone.
    encoder : str or Encoder, optional
        A name for `load_encoder`, or your own; the default, or the coder's, if left out.
    coder : Coder, path or "zero-shot", optional
        A coder trained on people's codings (`train_coder`), or its file.  Without one, the coder
        that ships for codebook "wellbeing" and the default encoder, else the codebook's words
        alone, as with "zero-shot"; see `choose_coder`.
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
    human : HumanCodings, path or paths, optional
        What people coded of these texts: corrects the counts for the coder's errors.
    human_design : DataFrame or path, optional
        How that sample was drawn; the ``NAME.design.csv`` beside the file if left out.
    quote_picks : path or QuotePicks, optional
        Quotes that a person picked or vetoed, for example in the quote bank (`read_picks`).
    writer : Writer or str, optional
        What words the learnings, for example ``"openai:MODEL@URL"``: evidence that may be quoted
        is sent there, and each sentence is checked against it.  Without one, statements are cut
        from the texts.
    judgments : sequence of Judgment
        What people said of their confidence in earlier learnings (`read_judgments`).
    cases : sequence of str
        Ids of projects that are to be told about as cases; the others are chosen to go with them.
    hide_in_cases : sequence of str
        What is not printed of a case: "amount", "n_employees", "period", "region", "sector",
        "organization_type" or "organization".
    title : str
        Of the report.
    cache : EmbeddingCache, "default" or None
        Where vectors are remembered between runs (hashes and vectors, never texts); "default" is
        the user's own cache, None remembers nothing.
    seed : int
        For resamples and random reading orders; the same seed gives the same result.
    progress : callable, optional
        Called with (stage, done, total).  In a notebook a line tells of it when left out.

    Returns
    -------
    Analysis

    Raises
    ------
    InputError
        If no segment says anything.
    ConfigError
        If a registry is given and `run` is not, or a case is not there or may not be one.
    """
    tell = progress or ProgressLine(language, last="learnings")
    if registry is not None and not run:
        raise ConfigError('a registry needs a name for this run: give run, for example run="2025"')
    if cache == "default":  # counting letters is faster than looking the result up
        is_lexical = "lexical" in (encoder, getattr(encoder, "name", ""))
        cache = None if is_lexical else EmbeddingCache.default()

    tell("codebook", 0, 1)
    coder = choose_coder(coder, codebook=codebook, encoder=encoder, cache=cache)
    codebook, encoder = coder.codebook, coder.encoder
    people = human_and_design(human, human_design, codebook=codebook) if human is not None else None
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
    correction = None
    if people is not None:
        correction = prepare_correction(
            coded.corpus,
            coded.content,
            coded.coding,
            coder,
            people[0],
            design=people[1],
            cache=cache,
            seed=seed,
        )
    if quote_picks is not None:
        own = quote_picks if isinstance(quote_picks, QuotePicks) else read_picks(quote_picks)
        evidence = with_picks(evidence, own)
    threshold = near_threshold(coded.embeddings, [s.project_id for s in coded.content], seed=seed)
    tell("learnings", 0, 1)
    learned = find_all(
        evidence, threshold=threshold, min_projects=min_projects, seed=seed, judgments=judgments
    )
    told, wordings = learned.told, tuple[Wording, ...]()
    if writer is not None:
        if isinstance(writer, str):
            writer = ApiWriter(writer, Path(cache.path).parent if cache and cache.path else None)
        told, wordings = word_learnings(
            told,
            evidence,
            writer,
            encoder=encoder,
            least=carrying_threshold(coded.embeddings, evidence, seed=seed),
            cache=cache,
        )
    earlier = _previous_evidence(previous, coder, cache, language, tell)
    families, differences = reported_comparisons(evidence, previous=earlier, seed=seed)
    method = describe_method(
        coded.corpus,
        coded.segments,
        coded.coding,
        coder,
        language=language,
        found=found,
        seed=seed,
    )
    outline = compose_outline(
        evidence,
        method,
        themes=found.themes,
        learnings=told,
        weak=learned.weak,
        judgments=judgments,
        threshold=threshold,
        title=title,
        min_projects=min_projects,
        previous=previous,
        previous_prevalence=previous_counts(evidence, earlier) if earlier else None,
        theme_events=[
            *(told.sentence(language) for told in (*found.merged, *found.events)),
            *(note[language] for note in found.notes),
        ],
        cases=cases,
        hide_in_cases=hide_in_cases,
    )
    outline = replace(
        outline,
        comparisons=differences,
        comparison_families=families,
        theme_map=theme_map(evidence, keywords=keywords_of(of_codes)),
        evidence=quotable_evidence(evidence, outline.every_learning),
    )
    if correction is not None:
        outline = corrected_outline(outline, evidence, correction)
    outline = with_checklist(outline)
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
        "writer": writer.name if writer else "",
        "decisions_sha256": _hash_of_decisions(evidence, judgments),
        "human_sha256": correction.sample.sha256 if correction else "",
        "cases": list(cases),
        "hide_in_cases": list(hide_in_cases),
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
        evidence,
        settings,
        encoder,
        earlier,
        wordings,
    )


def _hash_of(registry: ThemeRegistry) -> str:
    """Return the registry's hash, "" for an empty one."""
    return hashlib.sha256(registry.to_json().encode()).hexdigest() if registry.runs else ""


def _hash_of_decisions(evidence: Evidence, judgments: Sequence[Judgment]) -> str:
    """Return a hash of what people picked, vetoed and judged, "" for nothing."""
    decided = [*map(asdict, picks_of(evidence).picks), *map(asdict, judgments)]
    text = json.dumps(decided, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest() if decided else ""


def _previous_evidence(
    previous: Corpus | None,
    coder: Coder,
    cache: EmbeddingCache | None,
    language: str,
    tell: Progress,
) -> Evidence | None:
    """Code the year before with the same codebook, so that the two years can be compared."""
    if previous is None:
        return None
    coded = code_corpus(previous.sorted(), coder, cache=cache, progress=tell)
    rows = list(code_rows(coded.coding, coder, language))
    # Projects are counted only: who supports or contradicts what need not be found out.
    return Evidence(coded.corpus, coded.content, coded.embeddings, {}, rows, language)
