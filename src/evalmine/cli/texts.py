"""``evalmine code``, ``themes`` and ``encode``: a table with one text per row, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import OutDir, cache_in, tell_where_texts_go

if TYPE_CHECKING:
    from evalmine.corpus.rows import RowTexts
    from evalmine.embeddings import Encoder
    from evalmine.embeddings.model_file import Float32
    from evalmine.themes.theme import Theme

NON_ANSWER = "non_answer"


class TextLanguage(StrEnum):
    """Languages whose words are known."""

    da = "da"
    en = "en"
    no = "no"
    sv = "sv"


# readable=False: the reader says what is wrong with a file, in one line and with exit code 65.
Texts = Annotated[
    Path, typer.Argument(readable=False, help="CSV, xlsx or .sav file with one text per row.")
]
TextColumn = Annotated[
    str, typer.Option("--text", help="Column of the texts; guessed if left out.")
]
IdColumn = Annotated[
    str, typer.Option("--id", help="Column of the ids; row numbers if left out and none is found.")
]
_ENCODER_HELP = (
    '"balanced" (the default), "fast", "lexical", a model name or folder, "openai:MODEL@URL".'
)
EncoderName = Annotated[str, typer.Option("--encoder", help=_ENCODER_HELP)]


def code(
    texts: Texts,
    out: Annotated[Path, typer.Option("--out", help="CSV file: id, code, score, assigned.")],
    codebook: Annotated[str | None, typer.Option(help="Built-in name or YAML file.")] = None,
    coder: Annotated[
        Path | None, typer.Option(readable=False, help="File of a trained coder.")
    ] = None,
    text: TextColumn = "",
    id_column: IdColumn = "",
    question: Annotated[
        str, typer.Option(help="Column of the questions that the texts answer.")
    ] = "",
    encoder: Annotated[str | None, typer.Option(help=_ENCODER_HELP)] = None,
) -> None:
    """Code each text against a codebook, or with a trained coder."""
    import numpy as np

    from evalmine.coding.aspect.aspects import aspect_of_question
    from evalmine.coding.choose import choose_coder
    from evalmine.exchange.files import check_place, write_rows

    if codebook is None and coder is None:
        raise typer.BadParameter("nothing to code with: give --codebook or --coder")
    check_place(out)
    chosen = choose_coder(coder, codebook=codebook, encoder=encoder, cache=cache_in(""))
    if coder is not None:
        say(repr(chosen))  # how many of its codes need review
    rows = _read(texts, text, id_column, question)
    vectors = _embed(rows.texts, chosen.encoder)
    aspects = [aspect_of_question(q) for q in rows.questions] or None
    result = chosen.code(list(rows.texts), embeddings=vectors, aspects=aspects)
    says = np.array(rows.says_something)[:, None]  # a text that says nothing speaks of no code
    scores, assigned = result.scores * says, result.assigned & says
    write_rows(
        out,
        ("id", "code", "score", "assigned"),
        (
            (own, code_id, f"{scores[i, j]:.4f}", int(assigned[i, j]))
            for i, own in enumerate(rows.ids)
            for j, code_id in enumerate(result.code_ids)
        ),
    )
    _tell(out)


def themes(
    texts: Texts,
    out: OutDir,
    text: TextColumn = "",
    id_column: IdColumn = "",
    n_themes: Annotated[
        int | None, typer.Option("--n-themes", min=1, help="Found if left out.")
    ] = None,
    encoder: EncoderName = "default",
    language: Annotated[TextLanguage, typer.Option(help="Of the texts.")] = TextLanguage.da,
) -> None:
    """Find themes; write assignments.csv and themes.csv."""
    from evalmine.corpus.rows import texts_as_segments
    from evalmine.embeddings import load_encoder
    from evalmine.exchange.files import write_rows
    from evalmine.jobs.publish import publishing
    from evalmine.themes.discover import discover_themes

    with publishing(out) as folder:
        rows = _read(texts, text, id_column)
        model = load_encoder(encoder)
        vectors = _embed(rows.texts, model)
        segments = texts_as_segments(rows.texts)
        content = [i for i, says in enumerate(rows.says_something) if says]
        found = discover_themes(
            [segments[i] for i in content],
            vectors[content],
            language=language.value,
            encoder=model,
            n_themes=n_themes,
            min_projects=1,
            with_model=False,
        )
        parents = {t.parent_id for t in found.themes}
        finest = [m for m in found.members if m.theme_id not in parents]
        theme_of = {m.segment_id: (m.theme_id, f"{m.score:.4f}") for m in finest}
        write_rows(
            folder / "assignments.csv",
            ("id", "theme_id", "score"),
            (
                (own, *theme_of.get(s.segment_id, (NON_ANSWER, "0.0000")))
                for own, s in zip(rows.ids, segments, strict=True)
            ),
        )
        columns = ("theme_id", "name", "keywords", "parent_id", "n_texts", "stability")
        write_rows(
            folder / "themes.csv", columns, _described(found.themes, len(segments) - len(content))
        )
    typer.echo(str(out / "assignments.csv"))


def _described(themes: Iterable[Theme], n_silent: int) -> Iterator[tuple[object, ...]]:
    for t in themes:
        words = ", ".join(t.keywords)
        stability = f"{t.stability:.3f}"
        yield t.theme_id, t.name, words, t.parent_id or "", t.n_segments, stability
    if n_silent:
        say(f"texts that say nothing: {n_silent} (theme_id {NON_ANSWER})")
        yield NON_ANSWER, "", "", "", n_silent, ""


def encode(
    texts: Texts,
    out: Annotated[Path, typer.Option("--out", help="NumPy file: float32, one row per text.")],
    text: TextColumn = "",
    encoder: EncoderName = "default",
) -> None:
    """Write the vector of each text, unit length, in the order of the rows."""
    import numpy as np

    from evalmine.embeddings import load_encoder
    from evalmine.exchange.files import check_place, write_bytes

    check_place(out)
    rows = _read(texts, text, None)
    vectors = _embed(rows.texts, load_encoder(encoder))
    content = io.BytesIO()
    np.save(content, vectors)
    write_bytes(out, content.getvalue())
    _tell(out)


def _tell(out: Path) -> None:
    if not out.is_relative_to("/dev"):  # the result itself may go to stdout
        typer.echo(str(out))


def _read(path: Path, text: str, id_column: str | None, question: str = "") -> RowTexts:
    from evalmine.corpus.rows import read_texts

    rows = read_texts(path, text=text, id_column=id_column, question=question)
    for remark in rows.remarks:
        say(remark)
    return rows


def _embed(texts: tuple[str, ...], encoder: Encoder) -> Float32:
    from evalmine.embeddings import embed
    from evalmine.progress import Stages

    tell_where_texts_go(encoder)
    with Stages() as stages:
        return embed(
            texts,
            encoder,
            cache=cache_in(""),
            progress=lambda done, total: stages("embed", done, total),
        )
