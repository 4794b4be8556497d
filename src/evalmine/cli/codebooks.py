"""``evalmine codebook``: look at codebooks and check your own."""

from __future__ import annotations

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import Codebook, Language, LanguageOption

app = typer.Typer(help="Look at codebooks and check your own.", no_args_is_help=True)


@app.command("list")
def list_built_in() -> None:
    """List the built-in codebooks."""
    from evalmine.coding.codebook import list_codebooks, load_codebook

    for name in list_codebooks():
        book = load_codebook(name)
        typer.echo(f"{name}\t{len(book.codes)} codes\t{book.title_in('en')}")


@app.command()
def show(codebook: Codebook, language: LanguageOption = None) -> None:
    """Print the codes with their definitions."""
    from evalmine.coding.codebook import load_codebook

    book = load_codebook(codebook)
    wanted = (language or Language.da).value
    for one in book.codes:
        indent = "  " if one.parent else ""
        typer.echo(f"{indent}{one.id}: {one.name_in(wanted)}")
        typer.echo(f"{indent}    {one.definition_in(wanted)}")


@app.command()
def check(codebook: Codebook) -> None:
    """Check a codebook's form, and say what a methodologist would ask about."""
    from evalmine.coding.codebook import check_codebook, load_codebook

    book = load_codebook(codebook)
    remarks = check_codebook(book)
    for remark in remarks:
        typer.echo(remark)
    say(f"{book.name}: {len(book.codes)} codes, {len(remarks)} remarks")
