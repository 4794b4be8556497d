"""``evalmine registry``: look at themes over the years, and decide on them."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import Language, LanguageOption

if TYPE_CHECKING:
    from evalmine.themes.identity.registry import ThemeRegistry

app = typer.Typer(
    help="Look at themes over the years; rename, merge, split, pin and reject them.",
    no_args_is_help=True,
)

RegistryFile = Annotated[
    Path, typer.Argument(readable=False, help="Theme registry, or a folder of results.")
]
ThemeId = Annotated[str, typer.Argument(help="For example T07.")]
By = Annotated[str, typer.Option("--by", help="Who decides; your login name if left out.")]


@app.command()
def show(registry: RegistryFile) -> None:
    """Print every theme there ever was: id, status, name and segments by run."""
    from evalmine.exchange.theme_registry import load_registry

    for theme in load_registry(registry).themes:
        runs = ", ".join(f"{run or '-'}: {n}" for run, n in theme.segments_by_run.items())
        pinned = ", pinned" if theme.pinned and theme.status != "pinned" else ""
        after = f" -> {', '.join(theme.successors)}" if theme.successors else ""
        typer.echo(f"{theme.theme_id}\t{theme.status}{pinned}{after}\t{theme.name}\t{runs}")


@app.command()
def history(registry: RegistryFile, language: LanguageOption = None) -> None:
    """Print what happened to themes, run by run, and what people decided."""
    from evalmine.exchange.theme_registry import load_registry

    known = load_registry(registry)
    wanted = (language or Language.da).value
    for event in known.events:
        typer.echo(event.sentence(wanted))
    for decision in known.decisions:
        typer.echo(decision.sentence(wanted))


@app.command()
def rename(registry: RegistryFile, theme: ThemeId, name: str, by: By = "") -> None:
    """Give a theme or group a name that no run overwrites."""
    _decide(registry, lambda known, who: known.rename(theme, name, by=who), by)


@app.command()
def merge(
    registry: RegistryFile,
    themes: Annotated[list[str], typer.Argument(help="Ids; the first is kept.")],
    by: By = "",
) -> None:
    """Unite themes under the first id, from the next run on."""
    _decide(registry, lambda known, who: known.merge(themes, by=who), by)


@app.command()
def split(
    registry: RegistryFile,
    theme: ThemeId,
    parts: Annotated[int, typer.Option(help="Into how many.")] = 2,
    by: By = "",
) -> None:
    """Split a theme into parts, from the next run on."""
    _decide(registry, lambda known, who: known.split(theme, parts=parts, by=who), by)


@app.command()
def pin(registry: RegistryFile, theme: ThemeId, by: By = "") -> None:
    """Keep a theme even where no cluster of a later run matches it."""
    _decide(registry, lambda known, who: known.pin(theme, by=who), by)


@app.command()
def reject(registry: RegistryFile, theme: ThemeId, by: By = "") -> None:
    """Mark a theme as no theme; its segments stay in it and are counted."""
    _decide(registry, lambda known, who: known.reject(theme, by=who), by)


@app.command()
def undo(
    registry: RegistryFile,
    number: Annotated[int | None, typer.Argument(help="Of the decision; the latest.")] = None,
    by: By = "",
) -> None:
    """Undo a decision, the latest if no number is given."""
    _decide(registry, lambda known, who: known.undo(number, by=who), by)


def _decide(path: Path, change: Callable[[ThemeRegistry, str], ThemeRegistry], by: str) -> None:
    from evalmine.exchange.theme_registry import load_registry, registry_held, save_registry

    load_registry(path)  # says so where there is none
    with registry_held(path):
        before = load_registry(path)
        after = change(before, by or getpass.getuser())
        save_registry(after, path)
    changed = [d for d in after.decisions if d not in before.decisions]
    for decision in changed:
        say(f"{decision.number}: {decision.sentence('en')}")
    say("it holds from the next run that is given this registry")
