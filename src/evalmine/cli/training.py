"""``evalmine train`` and ``sample``: a coder that learns from people, and what to let them code."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import Language, LanguageOption, cache_in, tell_where_texts_go


class Strategy(StrEnum):
    """What is drawn for people to code."""

    uncertain = "uncertain"
    random = "random"
    rare = "rare"
    stratified = "stratified"


Codings = Annotated[
    list[Path],
    typer.Argument(readable=False, help="What people coded: csv, xlsx, .sav or .qdpx files."),
]


def train(
    codings: Codings,
    codebook: Annotated[str, typer.Option(help="Built-in name or YAML file.")],
    out: Annotated[Path, typer.Option("--out", help="File of the trained coder.")],
    texts: Annotated[
        Path | None,
        typer.Option(readable=False, help="Table of the texts, where CODINGS has only ids."),
    ] = None,
    text: Annotated[str | None, typer.Option(help="Column of the texts.")] = None,
    id_column: Annotated[str | None, typer.Option("--id", help="Column of the ids.")] = None,
    project: Annotated[str | None, typer.Option(help="Column of the projects.")] = None,
    codes: Annotated[str | None, typer.Option(help="Column of the codes, as a;b.")] = None,
    coder: Annotated[str | None, typer.Option(help="Column of who coded.")] = None,
    question: Annotated[str | None, typer.Option(help="Column of the questions.")] = None,
    encoder: Annotated[str, typer.Option(help="Name or folder of an encoder.")] = "default",
    bar: Annotated[
        float, typer.Option(min=0, max=1, help="Kappa from which a code may run alone.")
    ] = 0.6,
) -> None:
    """Train a coder on what people coded, and say for each code what to expect of it."""
    from evalmine.coding.codebook import load_codebook
    from evalmine.coding.training import train_coder
    from evalmine.embeddings import load_encoder
    from evalmine.exchange.files import check_place, write_text
    from evalmine.exchange.human_files import read_human_codings

    check_place(out)
    book = load_codebook(codebook)
    human = read_human_codings(
        codings,
        codebook=book,
        texts=texts,
        text=text,
        id=id_column,
        project=project,
        codes=codes,
        coder=coder,
        question=question,
    )
    for remark in human.remarks:
        say(remark)
    model = load_encoder(encoder)
    tell_where_texts_go(model)
    trained = train_coder(book, human, model, cache=cache_in(""), bar=bar)
    trained.save(out)
    beside = out.with_name(f"{out.stem}.expectations.csv")
    write_text(beside, trained.expectations.to_csv(index=False, lineterminator="\n"))
    for row in trained.expectations.itertuples():
        say(f"{row.code_id}: {row.n} codings, kappa {row.kappa:.2f}, {row.verdict}")
    say(f"{trained!r}; see {beside}")
    typer.echo(str(out))


def sample(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs, as for analyze.")],
    out: Annotated[Path, typer.Option("--out", help="File to code in: .xlsx or .csv.")],
    n: Annotated[int, typer.Option("-n", "--n", min=1, help="Segments to draw.")] = 100,
    strategy: Annotated[Strategy, typer.Option(help="What to draw.")] = Strategy.random,
    by: Annotated[
        str, typer.Option(help='For stratified: an attribute such as pool, "kind", or "code".')
    ] = "code",
    codebook: Annotated[str | None, typer.Option(help="Built-in name or YAML file.")] = None,
    coder: Annotated[
        Path | None, typer.Option(readable=False, help="File of a trained coder.")
    ] = None,
    encoder: Annotated[str | None, typer.Option(help="Name or folder of an encoder.")] = None,
    coded: Annotated[
        list[Path] | None,
        typer.Option(readable=False, help="What is coded already, and is not drawn again."),
    ] = None,
    who: Annotated[str, typer.Option(help="Who is to code.")] = "",
    language: LanguageOption = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same.")] = 0,
) -> None:
    """Draw segments for people to code, without the machine's codes.

    Beside the file to code in, NAME.design.csv keeps why each segment was drawn and with which
    probability.
    """
    from evalmine.coding.choose import choose_coder
    from evalmine.coding.code_corpus import code_corpus
    from evalmine.coding.sampling import draw_sample
    from evalmine.corpus.read import read
    from evalmine.exchange.files import check_place, write_text
    from evalmine.exchange.human_files import read_human_codings
    from evalmine.exchange.sample_file import write_sample
    from evalmine.progress import Stages

    check_place(out)
    with Stages() as stages:
        cache = cache_in("")
        chosen = choose_coder(coder, codebook=codebook, encoder=encoder, cache=cache)
        result = code_corpus(read(list(sources)), chosen, cache=cache, progress=stages)
    content = result.content
    known = read_human_codings(coded, codebook=chosen.codebook) if coded else None
    drawn = draw_sample(
        result.coding,
        strategy=strategy.value,
        n=n,
        segment_ids=[s.segment_id for s in content],
        groups=[s.project_id for s in content],
        strata=None if by == "code" else result.strata(by),
        n_coded=Counter(code for one in known for code in one.codes) if known else None,
        texts=[s.text for s in content],
        embeddings=result.embeddings,
        exclude={one.text_id for one in known} if known else (),
        seed=seed,
    )
    wanted = (language or Language.da).value
    write_sample(out, drawn, result.segments, chosen.codebook, language=wanted, coder=who)
    design = out.with_name(f"{out.stem}.design.csv")
    write_text(design, drawn.to_csv(index=False, lineterminator="\n"))
    wanted_ids = set(drawn.segment_id)
    n_projects = len({s.project_id for s in content if s.segment_id in wanted_ids})
    say(f"{len(drawn)} segments of {n_projects} projects; drawn as told in {design}")
    typer.echo(str(out))
