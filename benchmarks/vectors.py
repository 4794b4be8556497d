"""Vectors of benchmark texts, from the embedding cache where they are known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from benchmarks.minilm import MiniLM, folder
from evalmine.embeddings import EmbeddingCache, Encoder, embed, load_encoder


@cache
def encoder() -> Encoder:
    """Return the encoder that evalmine uses by default."""
    return load_encoder()


@cache
def _minilm() -> MiniLM | None:
    path = folder()
    return MiniLM(path) if path else None


def ours(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return a vector per text of evalmine's default encoder."""
    return embed(texts, encoder(), cache=EmbeddingCache.default())


def minilm(texts: Sequence[str]) -> npt.NDArray[np.float32] | None:
    """Return a vector per text of all-MiniLM-L6-v2, or None where it is not installed."""
    model = _minilm()
    return None if model is None else embed(texts, model, cache=EmbeddingCache.default())
