"""A lexical encoder: texts are near each other when they share letters. No model, no state."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from evalmine.embeddings.model_file import Float32

if TYPE_CHECKING:
    from scipy.sparse import csr_array

N_DIMS = 4096

_SIZES = (3, 4, 5)
_WORD = re.compile(r"[^\W_]+")


class LexicalEncoder:
    """Hashed character n-grams (3-5, within words), damped counts, unit length.

    A text without letters or digits gets the first axis, so that every vector has length one.
    """

    name = "lexical"
    revision = f"char3-5-{N_DIMS}-v1"

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, 4096)."""
        vectors = np.zeros((len(texts), N_DIMS), dtype=np.float32)
        if not texts:
            return vectors
        counts = ngram_counts(texts)
        counts.toarray(out=vectors)
        lengths = np.sqrt(np.square(vectors).sum(axis=1))
        vectors[lengths == 0, 0] = 1
        lengths[lengths == 0] = 1
        vectors /= lengths[:, None]
        return vectors


def ngram_counts(texts: Sequence[str]) -> csr_array:
    """Return the damped counts of hashed n-grams, ``sign * log(1 + n)``, one row per text.

    Returns
    -------
    csr_array of float32, shape (n_texts, 4096)
        Columns of a row in no particular order; a text without letters or digits has none.
    """
    from scipy.sparse import csr_array

    found = list(ngram_chunks(texts, max(1, len(texts))))
    return found[0] if found else csr_array((0, N_DIMS), dtype=np.float32)


def ngram_chunks(texts: Sequence[str], size: int) -> Iterator[csr_array]:
    """Go through `ngram_counts` of texts, at most `size` rows at a time.

    Each distinct word of all texts is cut and hashed once, so that many texts cost little more
    than their words.
    """
    from scipy.sparse import csr_array

    number_of: dict[str, int] = {}
    numbers = array("i")
    ends = [0]
    for text in texts:
        words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
        numbers.extend([number_of.setdefault(word, len(number_of)) for word in words])
        ends.append(len(numbers))
    hashed = _hashed(number_of)
    for start in range(0, len(texts), size):
        bounds = np.array(ends[start : start + size + 1])
        own = np.array(numbers[bounds[0] : bounds[-1]], dtype=np.intc)
        shape = (len(bounds) - 1, len(number_of))
        said = csr_array((np.ones(len(own), np.float32), own, bounds - bounds[0]), shape)
        counts = said @ hashed
        counts.eliminate_zeros()
        counts.data = np.sign(counts.data) * np.log1p(np.abs(counts.data))
        yield counts


def _hashed(words: Iterable[str]) -> csr_array:
    """Return the counts of each word's hashed n-grams; signs alternate, so that clashes cancel."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction import FeatureHasher

    grams = [_ngrams(word) for word in words]
    if not grams:
        return csr_array((0, N_DIMS), dtype=np.float32)
    hasher = FeatureHasher(n_features=N_DIMS, input_type="string", dtype=np.float32)
    return csr_array(hasher.transform(grams))


def _ngrams(word: str) -> list[str]:
    """Return the n-grams of a word between spaces; a word shorter than n is one n-gram."""
    padded = f" {word} "
    return [
        padded[start : start + n]
        for n in _SIZES[: max(1, len(padded) - _SIZES[0] + 1)]
        for start in range(len(padded) - n + 1)
    ]
