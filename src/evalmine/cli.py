"""The command line; design section 7 is its contract.

Messages go to stderr, results to files or stdout; exit codes are those of `evalmine.errors`.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine import __version__
from evalmine.errors import EvalmineError

if TYPE_CHECKING:
    from evalmine.analysis import Analysis
    from evalmine.config import Config
    from evalmine.corpus.model import Corpus
    from evalmine.embeddings import EmbeddingCache, Encoder
    from evalmine.embeddings.model_file import Float32

app = typer.Typer(
    help="Coded cross-project learnings with verbatim quotes, from self-evaluations and reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
codebook_app = typer.Typer(help="Look at codebooks and check your own.", no_args_is_help=True)
app.add_typer(codebook_app, name="codebook")


class Language(StrEnum):
    """Languages of the report."""

    da = "da"
    en = "en"


OutDir = Annotated[Path, typer.Option("--out", help="Folder for the results.")]
Texts = Annotated[Path, typer.Argument(help="CSV, xlsx or .sav file with one text per row.")]
TextColumn = Annotated[
    str, typer.Option("--text", help="Column of the texts; guessed if left out.")
]
IdColumn = Annotated[
    str, typer.Option("--id", help="Column of the ids; row numbers if left out and none is found.")
]
EncoderName = Annotated[
    str, typer.Option("--encoder", help='"default", "lexical", a model name or a model folder.')
]
LanguageOption = Annotated[Language | None, typer.Option("--language", help="Of the report.")]


def main() -> None:
    """Run the command line; turn evalmine's own errors into one line and an exit code."""
    try:
        app()
    except EvalmineError as error:
        typer.echo(f"evalmine: {error}", err=True)
        sys.exit(error.exit_code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"evalmine {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def demo(
    out: OutDir = Path("out/demo"),
    language: LanguageOption = None,
) -> None:
    """Analyze the bundled sample corpus: 97 self-evaluations, seven reports, the year before."""
    from evalmine.config import Config
    from evalmine.resources import resource_path

    corpora = resource_path("corpora")
    config = Config(
        title="Aftryk 2025" if (language or Language.da) == Language.da else "Imprint 2025",
        previous=[str(corpora / "aftryk-2024" / "selvevalueringer.xlsx")],
        language=(language or Language.da).value,
    )
    sources = [corpora / "aftryk-2025" / "selvevalueringer.xlsx", corpora / "reports"]
    _analyze([str(s) for s in sources], config, out)


@app.command()
def analyze(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs.")],
    out: OutDir,
    codebook: Annotated[str | None, typer.Option(help="Built-in name or YAML file.")] = None,
    encoder: Annotated[str | None, typer.Option(help="Name or folder of an encoder.")] = None,
    config: Annotated[Path | None, typer.Option(help="TOML file with settings.")] = None,
    language: LanguageOption = None,
    previous: Annotated[
        list[str] | None, typer.Option(help="The year before, for comparison; may be repeated.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the report.")] = None,
) -> None:
    """Read, code and synthesize; write report.html, tables and manifest.json."""
    from evalmine.config import load_config

    flags = {
        "codebook": codebook,
        "encoder": encoder,
        "language": language.value if language else None,
        "previous": previous or None,
        "title": title,
    }
    settings = load_config(config).model_copy(
        update={key: value for key, value in flags.items() if value is not None}
    )
    _analyze(sources, settings, out)


def _analyze(sources: list[str], config: Config, out: Path) -> None:
    from evalmine.progress import Stages

    with Stages() as stages:
        stages("read", 0, len(sources))
        corpus = _read(sources, config)
        previous = _read(config.previous, config) if config.previous else None
        stages("read", len(sources), len(sources))
        from evalmine.analysis import analyze as run

        analysis = run(
            corpus,
            codebook=config.codebook,
            encoder=config.encoder,
            language=config.language,
            n_themes=config.n_themes,
            min_projects=config.min_projects,
            previous=previous,
            title=config.title,
            cache=_cache(config.cache),
            with_model=False,
            seed=config.seed,
            progress=stages,
        )
        stages("write", 0, 1)
        outputs = analysis.save(out)
        stages("write", 1, 1)
    from evalmine.jobs.manifest import write_manifest

    write_manifest(analysis, outputs, out, timings=stages.seconds)
    _say_what_came_out(analysis, out)


def _read(sources: list[str], config: Config) -> Corpus:
    from evalmine.corpus.read import read

    return read(list(sources), kind=config.kind, roles=config.roles or None, mask=config.mask)


def _cache(folder: str) -> EmbeddingCache | None:
    from evalmine.embeddings import EmbeddingCache

    if folder == "none":
        return None
    return (
        EmbeddingCache(Path(folder) / "embeddings.sqlite") if folder else EmbeddingCache.default()
    )


def _say_what_came_out(analysis: Analysis, out: Path) -> None:
    for excluded in analysis.corpus.excluded[:20]:
        where = f"{excluded.source}, {excluded.location}".rstrip(", ")
        typer.echo(f"left out: {where}: {excluded.reason}", err=True)
    if len(analysis.corpus.excluded) > 20:
        typer.echo(
            f"... {len(analysis.corpus.excluded)} left out in all (excluded.parquet)", err=True
        )
    typer.echo(
        f"{len(analysis.corpus.projects)} projects, {len(analysis.corpus.documents)} documents, "
        f"{len(analysis.learnings)} learnings, {len(analysis.themes)} themes",
        err=True,
    )
    typer.echo(str(out / "report.html"))


@app.command()
def code(
    texts: Texts,
    codebook: Annotated[str, typer.Option(help="Built-in name or YAML file.")],
    out: Annotated[Path, typer.Option("--out", help="CSV file: id, code, score, assigned.")],
    text: TextColumn = "",
    id_column: IdColumn = "",
    encoder: EncoderName = "default",
) -> None:
    """Code each text against a codebook."""
    from evalmine.coding.codebook import load_codebook
    from evalmine.coding.zero_shot import ZeroShotCoder
    from evalmine.corpus.rows import read_texts
    from evalmine.exchange.files import write_rows

    book = load_codebook(codebook)
    ids, values = read_texts(texts, text=text, id_column=id_column)
    vectors, model = _embed(values, encoder)
    result = ZeroShotCoder(book, model, cache=_cache("")).code(values, embeddings=vectors)
    rows = (
        (ids[i], code_id, f"{result.scores[i, j]:.4f}", int(result.assigned[i, j]))
        for i in range(len(ids))
        for j, code_id in enumerate(result.code_ids)
    )
    write_rows(out, ("id", "code", "score", "assigned"), rows)
    typer.echo(str(out))


@app.command()
def themes(
    texts: Texts,
    out: OutDir,
    text: TextColumn = "",
    id_column: IdColumn = "",
    n_themes: Annotated[
        int | None, typer.Option("--n-themes", min=1, help="Found if left out.")
    ] = None,
    encoder: EncoderName = "default",
    language: Annotated[str, typer.Option(help="Of the texts, for keywords.")] = "da",
) -> None:
    """Find themes; write assignments.csv and themes.csv."""
    from evalmine.corpus.rows import read_texts, texts_as_segments
    from evalmine.exchange.files import write_rows
    from evalmine.themes.discover import discover_themes

    ids, values = read_texts(texts, text=text, id_column=id_column)
    vectors, model = _embed(values, encoder)
    segments = texts_as_segments(values)
    found = discover_themes(
        segments,
        vectors,
        language=language,
        encoder=model,
        n_themes=n_themes,
        min_projects=1,
        with_model=False,
    )
    parents = {t.parent_id for t in found.themes}
    members = {m.segment_id: m for m in found.members if m.theme_id not in parents}
    write_rows(
        out / "assignments.csv",
        ("id", "theme_id", "score"),
        (
            (i, members[s.segment_id].theme_id, f"{members[s.segment_id].score:.4f}")
            for i, s in zip(ids, segments, strict=True)
        ),
    )
    write_rows(
        out / "themes.csv",
        ("theme_id", "name", "keywords", "parent_id", "n_texts", "stability"),
        (
            (
                t.theme_id,
                t.name,
                ", ".join(t.keywords),
                t.parent_id or "",
                t.n_segments,
                f"{t.stability:.3f}",
            )
            for t in found.themes
        ),
    )
    typer.echo(str(out / "assignments.csv"))


@app.command()
def encode(
    texts: Texts,
    out: Annotated[Path, typer.Option("--out", help="NumPy file: float32, one row per text.")],
    text: TextColumn = "",
    encoder: EncoderName = "default",
) -> None:
    """Write the vector of each text, unit length, in the order of the rows."""
    import numpy as np

    from evalmine.corpus.rows import read_texts

    _, values = read_texts(texts, text=text, id_column="")
    vectors, _ = _embed(values, encoder)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        np.save(file, vectors)
    typer.echo(str(out))


def _embed(values: list[str], encoder: str) -> tuple[Float32, Encoder]:
    from evalmine.embeddings import embed, load_encoder
    from evalmine.progress import Stages

    model = load_encoder(encoder)
    with Stages() as stages:
        vectors = embed(
            values,
            model,
            cache=_cache(""),
            progress=lambda done, total: stages("embed", done, total),
        )
    return vectors, model


@codebook_app.command("list")
def codebook_list() -> None:
    """List the built-in codebooks."""
    from evalmine.coding.codebook import list_codebooks, load_codebook

    for name in list_codebooks():
        book = load_codebook(name)
        typer.echo(f"{name}\t{len(book.codes)} codes\t{book.title_in('en')}")


@codebook_app.command("show")
def codebook_show(
    codebook: Annotated[str, typer.Argument(help="Built-in name or YAML file.")],
    language: LanguageOption = None,
) -> None:
    """Print the codes with their definitions."""
    from evalmine.coding.codebook import load_codebook

    book = load_codebook(codebook)
    wanted = (language or Language.da).value
    for item in book.codes:
        indent = "  " if item.parent else ""
        typer.echo(f"{indent}{item.id}: {item.name_in(wanted)}")
        typer.echo(f"{indent}    {item.definition_in(wanted)}")


@codebook_app.command("check")
def codebook_check(
    codebook: Annotated[str, typer.Argument(help="Built-in name or YAML file.")],
) -> None:
    """Check a codebook's form, and say what a methodologist would ask about."""
    from evalmine.coding.codebook import check_codebook, load_codebook

    book = load_codebook(codebook)
    remarks = check_codebook(book)
    for remark in remarks:
        typer.echo(remark)
    typer.echo(f"{book.name}: {len(book.codes)} codes, {len(remarks)} remarks", err=True)
