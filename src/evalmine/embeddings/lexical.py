"""A lexical encoder: texts are near each other when they share letters. No model, no state."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

from evalmine.embeddings.model_file import Float32

N_DIMS = 4096


class LexicalEncoder:
    """Hashed character n-grams (3-5, within words), damped counts, unit length.

    A text without letters or digits gets the first axis, so that every vector has length one.
    """

    name = "lexical"
    revision = f"char3-5-{N_DIMS}-v1"

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, 4096)."""
        from sklearn.feature_extraction.text import HashingVectorizer

        vectors = np.zeros((len(texts), N_DIMS), dtype=np.float32)
        if not texts:
            return vectors
        hashing = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), n_features=N_DIMS, norm=None, dtype=np.float32
        )
        counts = hashing.transform([_fold(text) for text in texts])
        counts.data = np.sign(counts.data) * np.log1p(np.abs(counts.data))
        counts.toarray(out=vectors)
        lengths = np.sqrt(np.square(vectors).sum(axis=1))
        vectors[lengths == 0, 0] = 1
        lengths[lengths == 0] = 1
        vectors /= lengths[:, None]
        return vectors


def _fold(text: str) -> str:
    """Return lower-case words with every mark turned into a space."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return "".join(c if c.isalnum() else " " for c in lowered)
