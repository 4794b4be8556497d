"""Removes what an encoder's vectors share, so that cosines mean the same with every encoder.

Encoders differ in where their cosines lie: raw e5 gives two unrelated texts .80, all-MiniLM two
unrelated English ones .02 and two unrelated Danish ones .48. What they share is the mean vector,
and the language they are written in.

Sources: Mu and Viswanath (2018), "All-but-the-top" (its first step, the mean); Yang, Yang, Cer and
Darve (2021), "A Simple and Effective Method To Eliminate the Self Language Bias in Multilingual
Representations" (the directions in which languages differ).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from evalmine.embeddings.cache import EmbeddingCache
from evalmine.embeddings.embed import embed
from evalmine.embeddings.encoder import Encoder
from evalmine.embeddings.model_file import Float32
from evalmine.embeddings.neutral import neutral_sentences, parallel_sentences
from evalmine.embeddings.threads import one_thread_per_product
from evalmine.embeddings.vectors import Shared, unit

# Coarse enough that a last bit that differs elsewhere hardly ever shows.
_DECIMALS = 5
# A vector keeps nearly all of its directions, however few it has.
_DIMS_PER_DIRECTION = 32


class CenteredEncoder:
    """An encoder without the mean of its vectors, and without the language a text is written in.

    Both are estimated on the sentences that ship with evalmine, never on the user's own texts: a
    text's vector stays the same whatever else is read. That happens when a first vector is
    needed; `embed` keeps the sentences' vectors in the cache.

    Parameters
    ----------
    encoder : Encoder
        What computes the vectors.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._shared: Shared | None = None
        self.name = encoder.name
        self.revision = f"{encoder.revision}-c{_digest()}"
        self.sends_to: str = getattr(encoder, "sends_to", "")
        n_texts: int | None = getattr(encoder, "n_texts_at_once", None)
        self.n_texts_at_once = n_texts

    def prepare(self, cache: EmbeddingCache | None) -> None:
        """Estimate what is removed, from the cache where it knows the sentences."""
        self._find(cache)

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, n_dims)."""
        vectors = self._encoder.encode(texts)
        return self._find(None).removed_from(vectors) if len(texts) else vectors

    def _find(self, cache: EmbeddingCache | None) -> Shared:
        if self._shared is None:
            self._shared = find_shared(self._encoder, cache)
        return self._shared


def find_shared(encoder: Encoder, cache: EmbeddingCache | None = None) -> Shared:
    """Return the mean of an encoder's vectors and the directions in which languages differ.

    Parameters
    ----------
    encoder : Encoder
        What computes the vectors.
    cache : EmbeddingCache, optional
        Where the sentences' vectors are looked up and stored.
    """
    sentences = [s for file in parallel_sentences() for language in file for s in language]
    vectors = embed(sentences, encoder, cache=cache).astype(np.float64)
    row_of = {sentence: i for i, sentence in enumerate(sentences)}

    def rows(some: Sequence[str]) -> list[int]:
        return [row_of[sentence] for sentence in some]

    mean = vectors[rows(neutral_sentences())].mean(axis=0).round(_DECIMALS)
    rest = unit(vectors - mean)
    differences = []
    for file in parallel_sentences():
        means = np.stack([rest[rows(language)].mean(axis=0) for language in file])
        differences.append(means - means.mean(axis=0))
    with one_thread_per_product():
        _, sizes, basis = np.linalg.svd(np.concatenate(differences), full_matrices=False)
    n_directions = min(int((sizes > 1e-3).sum()), vectors.shape[1] // _DIMS_PER_DIRECTION)
    directions = basis[:n_directions].round(_DECIMALS)
    return Shared(mean.astype(np.float32), directions.astype(np.float32))


def _digest() -> str:
    stamp = [s for file in parallel_sentences() for language in file for s in language]
    return hashlib.sha256("\n".join(["v1", *stamp]).encode()).hexdigest()[:6]
