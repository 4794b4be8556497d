"""``evalmine demo`` and ``evalmine analyze``: from files to the folder of results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import (
    Language,
    LanguageOption,
    OutDir,
    cache_in,
    tell_where_texts_go,
)
from evalmine.cli.themes import moved_in_words

if TYPE_CHECKING:
    from evalmine.config import Config
    from evalmine.corpus.model import Corpus
    from evalmine.embeddings import EmbeddingCache
    from evalmine.result import Analysis
    from evalmine.synthesis.cerqual import Judgment
    from evalmine.synthesis.quoting.picks import QuotePicks
    from evalmine.synthesis.writing.writer import Writer

_MOST_LEFT_OUT = 20


def demo(
    out: OutDir = Path("out/demo"),
    language: LanguageOption = None,
) -> None:
    """Analyze the bundled sample corpus: 97 self-evaluations, seven reports, the year before."""
    from evalmine.config import Config
    from evalmine.resources import resource_path

    corpora = resource_path("corpora")
    wanted = language or Language.da
    config = Config(
        title="Aftryk 2025" if wanted == Language.da else "Imprint 2025",
        previous=[str(corpora / "aftryk-2024" / "selvevalueringer.xlsx")],
        language=wanted.value,
    )
    reports = [corpora / "reports" / f"*.{suffix}" for suffix in ("pdf", "docx")]
    survey = corpora / "aftryk-2025" / "selvevalueringer.xlsx"
    _analyze([str(source) for source in (survey, *reports)], config, out)


def analyze(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs.")],
    out: OutDir,
    codebook: Annotated[str | None, typer.Option(help="Built-in name or YAML file.")] = None,
    encoder: Annotated[str | None, typer.Option(help="Name or folder of an encoder.")] = None,
    coder: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            help='File of a trained coder, or "zero-shot": by the words of the codebook alone.',
        ),
    ] = None,
    bar: Annotated[
        float | None, typer.Option(min=0.01, max=1, help="Kappa from which a code may run alone.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(readable=False, help="TOML file with settings.")
    ] = None,
    language: LanguageOption = None,
    previous: Annotated[
        list[str] | None, typer.Option(help="The year before, for comparison; may be repeated.")
    ] = None,
    human: Annotated[
        list[Path] | None,
        typer.Option(
            readable=False,
            help="What people coded of these texts: corrects the counts; may be repeated.",
        ),
    ] = None,
    human_design: Annotated[
        Path | None,
        typer.Option(readable=False, help="How that was drawn; else NAME.design.csv beside it."),
    ] = None,
    reviewed: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            help="quotes.xlsx of an earlier run: quotes picked and vetoed, confidence judged.",
        ),
    ] = None,
    writer: Annotated[
        str | None,
        typer.Option(help="Model that words the learnings: openai:MODEL@URL. Sends evidence."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(readable=False, help="Word file whose styles and cover the report takes."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the report.")] = None,
    registry: Annotated[
        Path | None,
        typer.Option(
            readable=False, help="Theme registry: themes keep their ids; made if it is not there."
        ),
    ] = None,
    run: Annotated[str | None, typer.Option(help="What the registry calls this run: 2025.")] = None,
) -> None:
    """Read, code and synthesize; write reports, quote bank, tables and manifest.json."""
    from evalmine.config import load_config

    flags = {
        "codebook": codebook,
        "encoder": encoder,
        "coder": str(coder) if coder else None,
        "bar": bar,
        "language": language.value if language else None,
        "previous": previous or None,
        "human": [str(path) for path in human] if human else None,
        "human_design": str(human_design) if human_design else None,
        "reviewed": str(reviewed) if reviewed else None,
        "writer": writer,
        "template": str(template) if template else None,
        "title": title,
        "registry": str(registry) if registry else None,
        "run": run,
    }
    settings = load_config(config).model_copy(
        update={key: value for key, value in flags.items() if value is not None}
    )
    _analyze(sources, settings, out)


def _analyze(sources: list[str], config: Config, out: Path) -> None:
    from evalmine.coding.choose import choose_coder
    from evalmine.coding.codebook import load_codebook
    from evalmine.coding.trained.trained_coder import TrainedCoder
    from evalmine.embeddings import load_encoder
    from evalmine.errors import ConfigError
    from evalmine.exchange.theme_registry import load_registry, registry_held, save_registry
    from evalmine.jobs.publish import publishing
    from evalmine.progress import Stages
    from evalmine.report.word.package import Package
    from evalmine.themes.options import ThemeOptions

    # What can be wrong in a second is told before what takes minutes.
    options = ThemeOptions(**config.themes.model_dump())
    if config.registry and not config.run:
        raise ConfigError('a registry needs a name for this run: give --run, for example "2025"')
    if config.template:
        Package(config.template, language=config.language)
    picks, judgments = _reviewed(config.reviewed)
    check_nothing_undone(out, config.reviewed)
    cache = cache_in(config.cache)
    writer = _writer(config.writer, cache) if config.writer else None
    book = load_codebook(config.codebook) if config.codebook else None
    coder = None
    if config.coder:
        coder = choose_coder(config.coder, codebook=book, encoder=config.encoder, cache=cache)
        if config.bar and isinstance(coder, TrainedCoder):
            coder = replace(coder, expectations=coder.at_bar(config.bar))
    encoder = coder.encoder if coder else load_encoder(config.encoder or "default")
    tell_where_texts_go(encoder)
    with registry_held(config.registry):
        known = load_registry(config.registry, must_exist=False) if config.registry else None
        with publishing(out) as folder, Stages() as stages:
            stages("read", 0, 1)
            corpus = _read(sources, config)
            previous = _read(config.previous, config) if config.previous else None
            stages("read", 1, 1)
            from evalmine.analysis import analyze as run
            from evalmine.jobs.manifest import write_manifest

            analysis = run(
                corpus,
                codebook=book,
                encoder=encoder,
                coder=coder,
                language=config.language,
                themes=options,
                n_themes=config.n_themes,
                registry=known,
                run=config.run,
                min_projects=config.min_projects,
                cases=config.cases,
                hide_in_cases=config.hide_in_cases,
                previous=previous,
                human=config.human or None,
                quote_picks=picks,
                judgments=judgments,
                writer=writer,
                human_design=config.human_design or None,
                title=config.title,
                cache=cache,
                seed=config.seed,
                progress=stages,
            )
            stages("write", 0, 1)
            outputs = analysis.save(folder, template=config.template)
            stages("write", 1, 1)
            write_manifest(
                analysis,
                outputs,
                folder,
                timings=stages.seconds,
                previous=previous,
                reading=config.model_dump(include={"title", "kind", "roles", "mask", "bar"}),
            )
        if config.registry:
            save_registry(analysis.theme_registry, config.registry)
    _say_what_came_out(analysis, out)


def _writer(name: str, cache: EmbeddingCache | None) -> Writer:
    """Return the writer, whose answers are kept beside the vectors, and say where texts go."""
    from evalmine.synthesis.writing.writer import ApiWriter

    writer = ApiWriter(name, Path(cache.path).parent if cache and cache.path else None)
    say(f"evidence that may be quoted is sent to {writer.sends_to}")
    return writer


def _reviewed(path: str | None) -> tuple[QuotePicks | None, tuple[Judgment, ...]]:
    """Return what a person decided in a quote bank."""
    from evalmine.exchange.judgment_file import read_judgments
    from evalmine.synthesis.quoting.picks import read_picks

    return (read_picks(path), read_judgments(path)) if path else (None, ())


def check_nothing_undone(out: Path, reviewed: str | None) -> None:
    """Raise ConfigError where writing would destroy what a person filled in.

    The quote bank of an earlier run lies in the folder that is about to be replaced.
    """
    from evalmine.errors import ConfigError

    bank = out / "quotes.xlsx"
    if reviewed or not bank.is_file():
        return
    picks, judgments = _reviewed(str(bank))
    n = len(picks.picks if picks else ()) + len(judgments)
    if n:
        raise ConfigError(
            f"{bank}: a person decided on {n} of its rows, which this run would overwrite: "
            f"add --reviewed {bank} to follow them, or move the file away"
        )


def _read(sources: list[str], config: Config) -> Corpus:
    from evalmine.corpus.read import read

    return read(list(sources), kind=config.kind, roles=config.roles or None, mask=config.mask)


def _say_what_came_out(analysis: Analysis, out: Path) -> None:
    excluded = analysis.corpus.excluded
    for one in excluded[:_MOST_LEFT_OUT]:
        where = f"{one.source}, {one.location}".rstrip(", ")
        say(
            f"{where}: {one.reason}"
            if _was_kept(one.reason)
            else f"left out: {where}: {one.reason}"
        )
    if len(excluded) > _MOST_LEFT_OUT:
        say(f"... and {len(excluded) - _MOST_LEFT_OUT} more: see tables/excluded.parquet")
    if "low_coverage" in analysis.outline.notes:
        say("fewer than four of ten segments got a code: does the codebook fit the material?")
    found, language = analysis.theme_result, analysis.settings["language"]
    for told in (*found.merged, *found.events):
        say(told.sentence(language))
    for note in found.notes:
        say(note[language])
    if analysis.settings["registry_sha256"]:
        say(moved_in_words(found))
    for message in analysis.messages:
        say(message)
    rejected = [w for w in analysis.wordings if w.objection]
    if rejected:
        say(f"{len(rejected)} of {len(analysis.wordings)} worded sentences were not carried")
    corpus = analysis.corpus
    say(
        f"{len(corpus.projects)} projects, {len(corpus.documents)} documents, "
        f"{len(analysis.learnings)} learnings, {len(analysis.themes)} themes"
    )
    typer.echo(str(out / "report.html"))


def _was_kept(reason: str) -> bool:
    return reason.startswith("kept") or ": kept" in reason
