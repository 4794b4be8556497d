"""How many of a code's words a text uses: hashed n-grams of letters, rare ones counting more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evalmine.coding.codebook_model import Code
from evalmine.coding.prototypes import blend, lines_of, shared_part, unit
from evalmine.coding.similarity import GRID, Float64, on_grid
from evalmine.embeddings.lexical import ngram_chunks, ngram_counts

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_WEIGHT_GRID = 2.0**16  # squares of 400 weights under 2**5 still add up exactly
_ROWS = 8192


@dataclass(frozen=True)
class SharedWords:
    """Directions of codes in the space of letter n-grams.

    Parameters
    ----------
    rarity : ndarray of shape (n_ngrams,)
        How much each n-gram counts: its inverse document frequency among the lines of the codebook
        and the neutral sentences (Spärck Jones 1972).
    directions : ndarray of shape (n_ngrams, n_codes)
        From `on_grid`.
    """

    rarity: Float64
    directions: Float64

    def similarity(self, texts: Sequence[str]) -> Float64:
        """Return the cosine of each text to each code, shape (n_texts, n_codes).

        A text's row has the same bits whatever stands beside it, and in whatever order its n-grams
        are added up: weights are whole numbers of 2**-16, so that every sum is exact.
        """
        found = np.zeros((len(texts), self.directions.shape[1]))
        start = 0
        for counts in ngram_chunks(texts, _ROWS):
            found[start : start + counts.shape[0]] = self._cosines(counts)
            start += counts.shape[0]
        return found

    def _cosines(self, counts: csr_array) -> Float64:
        from scipy.sparse import csr_array

        weights = np.rint(counts.data * self.rarity[counts.indices] * _WEIGHT_GRID)
        squares = csr_array((weights * weights, counts.indices, counts.indptr), counts.shape)
        lengths = np.sqrt(squares @ np.ones(counts.shape[1]))
        weighted = csr_array((weights, counts.indices, counts.indptr), counts.shape)
        products: Float64 = weighted @ self.directions
        products /= np.where(lengths > 0, lengths, 1.0)[:, None] * GRID
        return products


def fit_shared_words(codes: Sequence[Code], background: Sequence[str]) -> SharedWords:
    """Return the directions of codes, and how much each n-gram counts.

    Parameters
    ----------
    codes : sequence of Code
    background : sequence of str
        Neutral sentences.
    """
    told = [lines_of(code) for code in codes]
    lines = [line for fields in told for field in fields for line in field]
    counts = ngram_counts([*background, *lines]).toarray()
    rarity = np.log((len(counts) + 1) / ((counts != 0).sum(axis=0) + 1)) + 1
    vectors = unit(counts[len(background) :] * rarity)
    points = []
    start = 0
    for fields in told:
        rows = []
        for field in fields:
            rows.append(vectors[start : start + len(field)])
            start += len(field)
        points.append(blend(rows))
    table = unit(np.stack(points))
    directions = unit(table - shared_part(table))
    return SharedWords(rarity, on_grid(np.ascontiguousarray(directions.T)))
