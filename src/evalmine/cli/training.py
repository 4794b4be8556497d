"""``evalmine train`` and ``sample``: a coder that learns from people, and what to let them code."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import Language, cache_in, tell_where_texts_go

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.coding.people.human_codings import HumanCodings


class Strategy(StrEnum):
    """What is drawn for people to code."""

    uncertain = "uncertain"
    random = "random"
    rare = "rare"
    stratified = "stratified"


class Empty(StrEnum):
    """What a row without any code says."""

    unread = "unread"
    none = "none"


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
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    empty: Annotated[
        Empty | None,
        typer.Option(
            help="What a row without any code says: nobody has read it, or no code applies. If "
            "left out: none in a column of codes, unread with a column per code."
        ),
    ] = None,
    leave_out_unknown: Annotated[
        bool,
        typer.Option(
            "--leave-out-unknown",
            help="Of .qdpx files, pass over codes the codebook does not have.",
        ),
    ] = False,
    encoder: Annotated[str, typer.Option(help="Name or folder of an encoder.")] = "default",
    bar: Annotated[
        float, typer.Option(min=0, max=1, help="Kappa from which a code may run alone.")
    ] = 0.6,
) -> None:
    """Train a coder on what people coded, and say for each code what to expect of it."""
    from evalmine.coding.codebook import load_codebook
    from evalmine.coding.trained.training import train_coder
    from evalmine.embeddings import load_encoder
    from evalmine.exchange.files import check_place, write_text
    from evalmine.exchange.human_files import read_human_codings

    _spare([*codings, Path(codebook), *([texts] if texts else [])], out)
    check_place(out)
    book = load_codebook(codebook)
    human = read_human_codings(
        codings,
        codebook=book,
        unknown_codes="leave_out" if leave_out_unknown else "refuse",
        texts=texts,
        text=text,
        id=id_column,
        project=project,
        codes=codes,
        coder=coder,
        question=question,
        sheet=sheet,
        empty_means=empty.value if empty else None,
    )
    for remark in (*human.remarks, *_limits(human), *_between_people(human)):
        say(remark)
    model = load_encoder(encoder)
    tell_where_texts_go(model)
    trained = train_coder(book, human, model, cache=cache_in(""), bar=bar)
    trained.save(out)
    beside = out.with_name(f"{out.stem}.expectations.csv")
    write_text(beside, trained.expectations.to_csv(index=False, lineterminator="\n"))
    for line in _expected(trained.expectations):
        say(line)
    say(f"{trained!r}; see {beside}")
    typer.echo(str(out))


def sample(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs, as for analyze.")],
    out: Annotated[Path, typer.Option("--out", help="File to code in: .xlsx or .csv.")],
    n: Annotated[int, typer.Option("-n", "--n", min=1, help="Segments to draw.")] = 100,
    strategy: Annotated[Strategy, typer.Option(help="What to draw.")] = Strategy.random,
    by: Annotated[
        str | None,
        typer.Option(
            help='For stratified: "kind", "question", "language", "aspect", or an attribute of the '
            "projects such as pool; by code if left out."
        ),
    ] = None,
    codebook: Annotated[str | None, typer.Option(help="Built-in name or YAML file.")] = None,
    coder: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            help='File of a trained coder, or "zero-shot": by the words of the codebook alone.',
        ),
    ] = None,
    encoder: Annotated[str | None, typer.Option(help="Name or folder of an encoder.")] = None,
    coded: Annotated[
        list[Path] | None,
        typer.Option(
            readable=False, help="What is coded already, and is not drawn again; may be repeated."
        ),
    ] = None,
    who: Annotated[str, typer.Option(help="Who is to code.")] = "",
    language: Annotated[Language, typer.Option(help="Of headers and codes.")] = Language.da,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same.")] = 0,
) -> None:
    """Draw segments for people to code, without the machine's codes.

    Beside the file to code in, NAME.design.csv keeps why each segment was drawn and with which
    probability.
    """
    from evalmine.coding.choose import choose_coder
    from evalmine.coding.code_corpus import code_corpus
    from evalmine.corpus.read import read
    from evalmine.exchange.files import check_place, write_text
    from evalmine.exchange.human_files import read_human_codings
    from evalmine.exchange.sample_file import write_sample
    from evalmine.progress import Stages

    if by is not None and strategy is not Strategy.stratified:
        raise typer.BadParameter("--by is for --strategy stratified")
    _spare([*map(Path, sources), *(coded or ())], out)
    _check_new(out)
    check_place(out)
    with Stages() as stages:
        cache = cache_in("")
        chosen = choose_coder(coder, codebook=codebook, encoder=encoder, cache=cache)
        known = read_human_codings(coded, codebook=chosen.codebook) if coded else None
        result = code_corpus(read(list(sources)), chosen, cache=cache, progress=stages)
    drawn = result.draw_sample(strategy.value, n, by=by or "code", coded=known, seed=seed)
    write_sample(out, drawn, result.segments, chosen.codebook, language=language.value, coder=who)
    design = _design_of(out)
    write_text(design, drawn.to_csv(index=False, lineterminator="\n"))
    wanted_ids = set(drawn.segment_id)
    n_projects = len({s.project_id for s in result.content if s.segment_id in wanted_ids})
    if len(drawn) < n:
        say(f"{n} were asked for: there are no more to draw")
    say(f"{len(drawn)} segments of {n_projects} projects; drawn as told in {design}")
    typer.echo(str(out))


def _spare(read: Iterable[Path], out: Path) -> None:
    """Refuse to write the result over what is read: people's work would be lost."""
    from evalmine.errors import ConfigError

    for path in read:
        if out.exists() and path.exists() and out.samefile(path):
            raise ConfigError(f"{out}: is read as well: choose another --out")


def _check_new(out: Path) -> None:
    """Refuse a file that is no table, and one that is there: somebody may have coded in it."""
    from evalmine.errors import ConfigError
    from evalmine.exchange.sample_file import check_sample_name

    check_sample_name(out)
    for path in (out, _design_of(out)):
        if path.is_file():
            raise ConfigError(f"{path}: is there already, and may hold codings: name another --out")


def _design_of(out: Path) -> Path:
    return out.with_name(f"{out.stem}.design.csv")


def _limits(human: HumanCodings) -> list[str]:
    """Return what the codings cannot say, one line each."""
    from evalmine.coding.trained.training import MAX_TEXTS

    lines = []
    if len(human.text_ids) > MAX_TEXTS:
        lines.append(f"{len(human.text_ids)} coded texts: learned from {MAX_TEXTS} of them")
    projects = {one.project_id for one in human}
    if projects == {""}:
        lines.append("no project is named: what is expected may be too much for other projects")
    elif len(projects) == 1:
        lines.append("all texts are of one project: other projects may be coded less well")
    return lines


def _between_people(human: HumanCodings) -> list[str]:
    """Return how far two people agree: more cannot be asked of a machine."""
    from evalmine.errors import InputError

    if len(human.coders) != 2:
        return []
    try:
        table = human.agreement()
    except InputError:  # they read different texts
        return []
    known = table["kappa"].dropna()
    kappa = f"{known.median():.2f} (median of {len(known)} codes)" if len(known) else "not known"
    first, second = (coder or "somebody" for coder in human.coders)
    return [f"{first} and {second} both read {table['n'].max()} texts: kappa {kappa}"]


def _expected(expectations: pd.DataFrame) -> list[str]:
    """Return a line per code: how many codings, how far machine and people agree, the verdict."""
    lines = []
    for row in expectations.to_dict("records"):
        kappa = "not known" if math.isnan(row["kappa"]) else f"{row['kappa']:.2f}"
        lines.append(f"{row['code_id']}: {row['n']} codings, kappa {kappa}, {row['verdict']}")
    return lines
