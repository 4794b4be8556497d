"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say

if TYPE_CHECKING:
    from evalmine.embeddings import EmbeddingCache, Encoder


class Language(StrEnum):
    """Languages of the report."""

    da = "da"
    en = "en"


OutDir = Annotated[Path, typer.Option("--out", help="Folder for the results.")]
LanguageOption = Annotated[Language | None, typer.Option("--language", help="Of the report.")]
Codebook = Annotated[str, typer.Argument(help="Built-in name or YAML file.")]


def tell_where_texts_go(encoder: Encoder) -> None:
    """Say where an encoder on another machine gets the texts."""
    if where := getattr(encoder, "sends_to", ""):
        say(f"texts are sent to {where}")


def cache_in(folder: str) -> EmbeddingCache | None:
    """Return the embedding cache in a folder; "" is the user's own, "none" is no cache."""
    from evalmine.embeddings import EmbeddingCache

    if folder == "none":
        return None
    return (
        EmbeddingCache(Path(folder) / "embeddings.sqlite") if folder else EmbeddingCache.default()
    )
