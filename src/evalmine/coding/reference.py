"""Vectors of what evalmine compares with: background, codebook texts, descriptors of aspects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from evalmine.coding.similarity import Float32
from evalmine.embeddings import EmbeddingCache, Encoder, embed

_BACKGROUND = Path(__file__).with_name("background.txt")

# A text's vector depends on text, name and revision only, so remembering it changes nothing.
_REMEMBERED: dict[tuple[type, str, str], dict[str, Float32]] = {}


@lru_cache(maxsize=1)
def background() -> tuple[str, ...]:
    """Return the neutral sentences that scores are standardized on."""
    lines = _BACKGROUND.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def reference_vectors(
    texts: Sequence[str], encoder: Encoder, cache: EmbeddingCache | None = None
) -> Float32:
    """Return vectors as `embed` does, computing each text once per process.

    Parameters
    ----------
    texts : sequence of str
        Few and fixed: they stay in memory.
    encoder : Encoder
    cache : EmbeddingCache, optional
    """
    known = _REMEMBERED.setdefault((type(encoder), encoder.name, encoder.revision), {})
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        known.update(zip(missing, embed(missing, encoder, cache=cache), strict=True))
    return np.stack([known[text] for text in texts])
