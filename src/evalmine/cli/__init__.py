"""The command line; design section 7 is its contract.

Messages go to stderr, results to files or stdout; exit codes are those of `evalmine.errors`, and
73 and 74 where a result cannot be written.
"""

from __future__ import annotations

from typing import Annotated

import typer

from evalmine import __version__
from evalmine.cli import analyze, codebooks, registry, texts, themes, training
from evalmine.cli.messages import one_line_errors

__all__ = ["app", "main"]

app = typer.Typer(
    help="Coded cross-project learnings with verbatim quotes, from self-evaluations and reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; every error a user can mend is one line and an exit code."""
    with one_line_errors():
        app(prog_name="evalmine")


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


app.command()(analyze.demo)
app.command()(analyze.analyze)
app.command()(texts.code)
app.command()(themes.themes)
app.command()(texts.encode)
app.command()(training.train)
app.command()(training.sample)
app.add_typer(codebooks.app, name="codebook")
app.add_typer(registry.app, name="registry")
