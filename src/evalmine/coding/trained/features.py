"""What a text says in its own words: words and the letters in them, hashed and weighed exactly.

A text is a bag of words; a word is itself and its character n-grams, so that "mødestruktur" and
"mødestrukturer" are near each other.  Everything is kept in whole numbers until the last division:
what a text gets is the same to the bit whatever else is in the batch.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]

N_BUCKETS: Final = 2**13
"""Hash buckets that words and n-grams share."""

_RARITY_BUCKETS: Final = 2**16
_WORD = re.compile(r"\w+")
_COARSE = 2.0**6  # steps per unit of a word's count and rarity
_FINE = 2.0**10  # steps per unit of a word's features
_LENGTH = np.sqrt(2.0)  # of a word's features: itself and its n-grams, one each


@dataclass(frozen=True)
class Rarity:
    """In how many texts the words of a collection occur.

    Parameters
    ----------
    n_texts : int
        Texts counted.
    counts : ndarray of int32, shape (65536,)
        Texts by hash bucket of the word; the words themselves are not kept.
    """

    n_texts: int
    counts: npt.NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Rarity:
        """Count in how many of these texts each word occurs."""
        table, words = count_words(texts)
        occurs = np.bincount(table.indices, minlength=len(words))
        counts = np.bincount(_rarity_buckets(words), weights=occurs, minlength=_RARITY_BUCKETS)
        return cls(len(texts), np.minimum(counts, len(texts)).astype(np.int32))

    def weights(self, words: Sequence[str]) -> Float64:
        """Return the inverse document frequency of words, in whole steps."""
        of_bucket = 1 + np.log((1 + self.n_texts) / (1.0 + self.counts))
        return np.rint(of_bucket * _COARSE)[_rarity_buckets(words)]


def word_vectors(texts: Sequence[str], rarity: Rarity) -> Any:
    """Return one sparse row per text, of about unit length; a text without words is all zero.

    Parameters
    ----------
    texts : sequence of str
    rarity : Rarity
        Rare words count more.

    Returns
    -------
    scipy.sparse.csr_matrix of float64, shape (n_texts, N_BUCKETS)
    """
    from scipy.sparse import diags

    table, words = _weighted(texts, rarity)
    return diags(1 / _lengths(table)) @ (table @ _word_features(words))


def word_scores(texts: Sequence[str], rarity: Rarity, weights: Float64) -> Float64:
    """Return ``word_vectors(texts, rarity) @ weights``, exactly and fast.

    Each distinct word is scored once, then the words of each text are added up.

    Parameters
    ----------
    texts : sequence of str
    rarity : Rarity
    weights : ndarray of float64, shape (N_BUCKETS, n_codes)
        Whole numbers below 2**12, so that every sum is exact.

    Returns
    -------
    ndarray of float64, shape (n_texts, n_codes)
    """
    table, words = _weighted(texts, rarity)
    of_word = _word_features(words) @ weights
    scores: Float64 = (table @ of_word) / _lengths(table)[:, None]
    return scores


def count_words(texts: Sequence[str]) -> tuple[Any, list[str]]:
    """Return how often each word occurs in each text (sparse), and the words."""
    from scipy.sparse import csr_matrix

    place: dict[str, int] = {}
    found = [_WORD.findall(unicodedata.normalize("NFC", text).lower()) for text in texts]
    columns = np.array(
        [place.setdefault(w, len(place)) for ws in found for w in ws], dtype=np.int64
    )
    rows = np.repeat(np.arange(len(texts)), [len(ws) for ws in found])
    shape = (len(texts), len(place))
    return csr_matrix((np.ones(len(columns)), (rows, columns)), shape=shape), list(place)


def _weighted(texts: Sequence[str], rarity: Rarity) -> tuple[Any, list[str]]:
    """Return the damped count of each word times its rarity, in whole steps."""
    table, words = count_words(texts)
    most = int(table.data.max()) if table.nnz else 0
    damped = np.rint((1 + np.log(np.maximum(1, np.arange(most + 1)))) * _COARSE)
    table.data = damped[table.data.astype(np.int64)] * rarity.weights(words)[table.indices]
    return table, words


def _lengths(table: Any) -> Float64:
    squares = np.asarray(table.multiply(table).sum(axis=1), dtype=np.float64).ravel()
    lengths: Float64 = np.sqrt(np.maximum(squares, 1)) * (_LENGTH * _FINE)
    return lengths


def _word_features(words: Sequence[str]) -> Any:
    """Return each word as itself and its character 3- to 5-grams, in whole steps."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.feature_extraction.text import HashingVectorizer

    if not words:
        return csr_matrix((0, N_BUCKETS))
    letters = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=N_BUCKETS, lowercase=False
    ).transform(words)
    itself = FeatureHasher(N_BUCKETS, input_type="string").transform([(f"={w}",) for w in words])
    features = (letters + itself).tocsr()
    features.data = np.rint(features.data * _FINE)
    return features


def _rarity_buckets(words: Sequence[str]) -> npt.NDArray[np.int64]:
    from sklearn.feature_extraction import FeatureHasher

    if not words:
        return np.zeros(0, dtype=np.int64)
    hashed = FeatureHasher(_RARITY_BUCKETS, input_type="string").transform([(w,) for w in words])
    return np.asarray(hashed.indices, dtype=np.int64)
