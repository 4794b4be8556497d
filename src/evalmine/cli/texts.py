"""``evalmine code`` and ``encode``: a table with one text per row, and nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import cache_in, tell_where_texts_go

if TYPE_CHECKING:
    from evalmine.corpus.rows import RowTexts
    from evalmine.embeddings import Encoder
    from evalmine.embeddings.model_file import Float32

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
ENCODER_HELP = (
    '"balanced" (the default), "fast", "lexical", a model name or folder, "openai:MODEL@URL".'
)
EncoderName = Annotated[str, typer.Option("--encoder", help=ENCODER_HELP)]


def code(
    texts: Texts,
    out: Annotated[Path, typer.Option("--out", help="CSV file: id, code, score, assigned.")],
    codebook: Annotated[str | None, typer.Option(help="Built-in name or YAML file.")] = None,
    coder: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            help='File of a trained coder, or "zero-shot": by the words of the codebook alone.',
        ),
    ] = None,
    text: TextColumn = "",
    id_column: IdColumn = "",
    question: Annotated[
        str, typer.Option(help="Column of the questions that the texts answer.")
    ] = "",
    encoder: Annotated[str | None, typer.Option(help=ENCODER_HELP)] = None,
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
    rows = read_rows(texts, text, id_column, question=question)
    vectors = embed_rows(rows.texts, chosen.encoder)
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
    rows = read_rows(texts, text, None)
    vectors = embed_rows(rows.texts, load_encoder(encoder))
    content = io.BytesIO()
    np.save(content, vectors)
    write_bytes(out, content.getvalue())
    _tell(out)


def _tell(out: Path) -> None:
    if not out.is_relative_to("/dev"):  # the result itself may go to stdout
        typer.echo(str(out))


def read_rows(
    path: Path, text: str, id_column: str | None, *, question: str = "", project: str = ""
) -> RowTexts:
    """Return the rows of a table, and say what was guessed."""
    from evalmine.corpus.rows import read_texts

    rows = read_texts(path, text=text, id_column=id_column, question=question, project=project)
    for remark in rows.remarks:
        say(remark)
    return rows


def embed_rows(texts: tuple[str, ...], encoder: Encoder) -> Float32:
    """Return the vectors of texts, with a bar that shows how far it is."""
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
