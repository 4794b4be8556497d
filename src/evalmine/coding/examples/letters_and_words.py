"""What a text shares with examples: its letter n-grams and its words, weighed exactly.

Term frequency times inverse document frequency (Spärck Jones 1972), hashed, each of the two blocks
of unit length.  Whole numbers until the last division: a text's row has the same bits whatever
stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.similarity import Float64
from evalmine.coding.trained.features import count_words

N_LETTERS: Final = 2**15
"""Hash buckets of letter n-grams."""

N_WORDS: Final = 2**13
"""Hash buckets of words; they come after those of the n-grams."""

_SIZES = (3, 4, 5)
_STEPS = 2.0**6  # per unit of damped count and of rarity
_MOST = 255  # a bucket counts no oftener in one text
# One fixed table: a vectorized logarithm may round differently at the end of an array.
_DAMPED = np.rint((1 + np.log(np.maximum(1, np.arange(_MOST + 1)))) * _STEPS)


@dataclass(frozen=True)
class Commonness:
    """In how many texts of a collection each bucket occurs.

    Parameters
    ----------
    n_texts : int
    counts : ndarray of int32, shape (N_LETTERS + N_WORDS,)
    """

    n_texts: int
    counts: npt.NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Commonness:
        """Count in how many of these texts each n-gram and each word occurs."""
        widths = (N_LETTERS, N_WORDS)
        occurs = [
            np.bincount(block.indices, minlength=width)
            for block, width in zip(_counts(texts), widths, strict=True)
        ]
        return cls(len(texts), np.concatenate(occurs).astype(np.int32))

    def rarity(self) -> tuple[Float64, Float64]:
        """Return the inverse document frequency of n-grams and of words, in whole steps."""
        weights = np.rint((1 + np.log((1 + self.n_texts) / (1.0 + self.counts))) * _STEPS)
        return weights[:N_LETTERS], weights[N_LETTERS:]


def text_rows(texts: Sequence[str], commonness: Commonness) -> Any:
    """Return one sparse row per text: letters and words, each of length one.

    Returns
    -------
    scipy.sparse.csr_matrix of float64, shape (n_texts, N_LETTERS + N_WORDS)
        A text without words is all zero.
    """
    from scipy.sparse import diags, hstack

    blocks = _weighted(texts, commonness)
    return hstack([diags(1 / _lengths(block)) @ block for block in blocks]).tocsr()


def text_scores(texts: Sequence[str], commonness: Commonness, weights: Float64) -> Float64:
    """Return ``text_rows(texts, commonness) @ weights``, exactly.

    Parameters
    ----------
    texts : sequence of str
    commonness : Commonness
    weights : ndarray of float64, shape (N_LETTERS + N_WORDS, n_codes)
        Whole numbers below 2**12, so that every sum is exact.

    Returns
    -------
    ndarray of float64, shape (n_texts, n_codes)
    """
    parts = weights[:N_LETTERS], weights[N_LETTERS:]
    scores = np.zeros((len(texts), weights.shape[1]))
    for block, part in zip(_weighted(texts, commonness), parts, strict=True):
        scores += (block @ part) / _lengths(block)[:, None]
    return scores


def _weighted(texts: Sequence[str], commonness: Commonness) -> list[Any]:
    """Return damped count times rarity of n-grams and of words, in whole steps."""
    blocks = []
    for block, rarity in zip(_counts(texts), commonness.rarity(), strict=True):
        often = np.minimum(block.data, _MOST).astype(np.int64)
        block.data = _DAMPED[often] * rarity[block.indices]
        blocks.append(block)
    return blocks


def _lengths(block: Any) -> Float64:
    squares = np.asarray(block.multiply(block).sum(axis=1), dtype=np.float64).ravel()
    lengths: Float64 = np.sqrt(np.maximum(squares, 1))
    return lengths


def _counts(texts: Sequence[str]) -> tuple[Any, Any]:
    """Return how often each bucket occurs in each text: n-grams, and words."""
    table, words = count_words(texts)
    letters = table @ _hashed([_ngrams(word) for word in words], N_LETTERS)
    return letters.tocsr(), (table @ _hashed([[word] for word in words], N_WORDS)).tocsr()


def _hashed(pieces: list[list[str]], n_buckets: int) -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction import FeatureHasher

    if not pieces:
        return csr_matrix((0, n_buckets))
    hasher = FeatureHasher(n_buckets, input_type="string", alternate_sign=False)
    return hasher.transform(pieces)


def _ngrams(word: str) -> list[str]:
    """Return the n-grams of a word between spaces."""
    padded = f" {word} "
    return [padded[i : i + n] for n in _SIZES for i in range(len(padded) - n + 1)]
